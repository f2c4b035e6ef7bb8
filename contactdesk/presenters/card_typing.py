"""What happens while somebody types on a card: checks, places, company, country (contacts C-31, C-50 to C-65)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.presenters import contact_choice
from contactdesk.presenters.card import CardPresenter
from contactdesk.presenters.card_view import CardForm, CardView, Values
from contactdesk.presenters.ports import Run
from contactdesk.rules.addresses import Outcome, Place, after_choice
from contactdesk.services.cards import ContactRow
from contactdesk.services.completion import PLACE_FIELDS
from contactdesk.services.records import LookUpRow
from contactdesk.text import _


class CardTyping:
    """Follows the fields of one card; the view tells when a changed field is left."""

    def __init__(self, form: CardForm, view: CardView, desk: Desk, run: Run, card: CardPresenter) -> None:
        self._form, self._view, self._card = form, view, card
        self._desk, self._run = desk, run
        self._known: dict[str, str] = {}
        self._follow: dict[str, Callable[[str], None]] = {
            "post_code": partial(self._place, "post_code"),
            "city": partial(self._place, "city"),
            "country_region_code": self._country,
            "type": self._type,
            "minor": self._enabling,
            "primary_contact_no": self._primary_contact,
            "company_name": self._company,
            "company_no": self._company_no,
        }

    def left(self, name: str) -> None:
        """A changed field was left: check it at once, and do what follows from it."""
        value = self._form.value_of(name)
        refusal = self._card.refusal(name, value) if name != "primary_contact_no" else None  # a name is longer than a number
        if refusal is not None:
            self._form.show_error(name, str(refusal))
        elif name in self._follow and self._known.get(name) != str(value).strip():
            # A field is left once more when a dialog takes the focus and gives it back: the same text asks once.
            self._known[name] = str(value).strip()
            self._follow[name](str(value).strip())

    def typed(self, name: str) -> None:
        """Something was typed into a field: what follows from it is done again when the field is left."""
        self._known.pop(name, None)

    def forget(self) -> None:
        """Another record, or its stored values, are shown."""
        self._known.clear()

    def _fill(self, values: Values) -> None:
        """Fill fields; what the program filled in needs no following when the cursor passes it."""
        self._form.fill(values)
        self._known |= {name: str(value) for name, value in values.items()}

    # -- places -------------------------------------------------------------------------------------

    def _place(self, name: str, text: str) -> None:
        if not text or "country_region_code" not in self._stored():
            return
        present = {field: self._form.value_of(field) for field in PLACE_FIELDS}
        self._run(
            lambda: self._desk.cards.places(name, text, present),
            partial(self._placed, name, text),
            self._view.show_refusal,
            newest_of=f"places {id(self)}",
        )

    def _placed(self, name: str, text: str, outcome: Outcome) -> None:
        if str(self._form.value_of(name)).strip() != text:
            return
        if outcome.choices:
            self._choose_place(list(outcome.choices), cancelled=partial(self._form.revert, name) if name == "city" else None)
        elif outcome.changes:
            self._take_place(outcome.changes)

    def look_up_place(self, typed: str = "") -> None:
        """List the post codes of the country (contacts C-63)."""
        country = str(self._form.value_of("country_region_code"))
        self._run(lambda: self._desk.cards.offered_places(country, typed), self._choose_place, self._view.show_refusal)

    def _choose_place(self, places: list[Place], cancelled: Callable[[], object] | None = None) -> None:
        def chosen(row: int | None) -> None:
            if row is not None:
                self._take_place(dict(after_choice(places[row])))
            elif cancelled is not None:
                cancelled()

        if not places:
            self._view.show_message(_("There are no post codes for this country; any text may be typed."))
            return
        rows = [(place.post_code, place.city, place.country_region_code, place.county) for place in places]
        columns = (_("Post Code"), _("City"), _("Country/Region Code"), _("County"))
        self._view.choose(_("Choose a post code"), columns, rows, chosen)

    def _take_place(self, changes: Values) -> None:
        country = changes.get("country_region_code")
        self._fill(changes)
        if country:
            self._show_county(country)

    def _country(self, text: str) -> None:
        code = text.upper()
        old = str(self._stored().get("country_region_code", ""))
        self._run(lambda: self._desk.cards.after_country(old, code), self._fill, self._view.show_refusal)
        self._show_county(code)

    def _show_county(self, country: str) -> None:
        self._run(lambda: self._desk.cards.county(country), self._county_known, self._view.show_refusal)

    def _county_known(self, county: Any) -> None:
        self._form.show_county(county.shown, _(county.caption))

    # -- type and company ---------------------------------------------------------------------------

    def _type(self, _text: str) -> None:
        """A type change is checked and stored at once (contacts C-20); on a new card it only switches fields (C-28)."""
        if self._card.is_new:
            self._enabling("")
        else:
            self._card.save()

    def _enabling(self, _text: str) -> None:
        names = ("type", "minor", "primary_contact_no")
        values = {name: self._form.value_of(name) for name in names if name in self._stored()}
        self._form.show_enabling(self._card.reader.enabling(values, new=self._card.is_new))

    def _company(self, text: str) -> None:
        """Company Name tells a company (contacts C-31); several are chosen from, cancel leaves the old one."""
        if not text:
            self._fill({"company_no": ""})
            return
        self._run(lambda: self._desk.cards.companies(text), partial(self._companies_found, text), self._view.show_refusal)

    def _companies_found(self, text: str, found: list[ContactRow]) -> None:
        if len(found) == 1:
            self._take_company(found[0])
        elif found:
            self._choose_company(text, found)
        else:
            self._refuse_company(text)

    def _choose_company(self, text: str, found: list[ContactRow]) -> None:
        def chosen(row: int | None) -> None:
            if row is not None:
                self._take_company(found[row])
            else:
                self._form.revert("company_name")
                self._refuse_company(text, [f"{one.no} {one.title}" for one in found])

        self._view.choose(_("Choose a company"), contact_choice.columns(), contact_choice.texts(found), chosen)

    def _refuse_company(self, text: str, found: list[str] | None = None) -> None:
        self._view.show_refusal(
            errors.SelectContact(table="contact", record=self._card.no, field="company_name", value=text, found=found or ["–"])
        )

    def _take_company(self, company: LookUpRow) -> None:
        self._fill({"company_no": company.no, "company_name": company.title})

    def _primary_contact(self, text: str) -> None:
        """The primary contact may be typed by name, city or telephone (contacts F-12); an unknown one is refused when it is saved."""

        def found(contacts: list[ContactRow]) -> None:
            if str(self._form.value_of("primary_contact_no")).strip() != text:
                return
            if len(contacts) == 1:
                self._take_primary(contacts[0])
            elif contacts:
                self._choose_primary(text, contacts)
            else:
                self._enabling("")

        if text:
            self._run(lambda: self._desk.cards.primary_meant(self._card.table, self._card.no, text), found, self._view.show_refusal)
        else:
            self._enabling("")

    def _choose_primary(self, text: str, found: list[ContactRow]) -> None:
        def chosen(row: int | None) -> None:
            if row is not None:
                self._take_primary(found[row])
            else:
                self._form.revert("primary_contact_no")
                named = [f"{one.no} {one.title}" for one in found]
                self._view.show_refusal(
                    errors.SelectContact(table=self._card.table, record=self._card.no, field="primary_contact_no", value=text, found=named)
                )

        self._view.choose(_("Choose a contact"), contact_choice.columns(), contact_choice.texts(found), chosen)

    def _take_primary(self, contact: LookUpRow) -> None:
        if str(self._form.value_of("primary_contact_no")).strip().upper() != contact.no:
            self._fill({"primary_contact_no": contact.no})
        self._enabling("")

    def _company_no(self, text: str) -> None:
        """Company No. brings the name with it (contacts C-32)."""
        if self._form.value_of("type") == 0:
            return
        if not text:
            self._fill({"company_name": ""})
            return
        code = text.upper()
        self._run(lambda: self._desk.records.look_up("contact", code, limit=20, type=0), partial(self._no_found, code), self._ignore)

    def _no_found(self, code: str, found: list[LookUpRow]) -> None:
        for one in found:
            if one.no == code:
                self._fill({"company_name": one.title})

    def _ignore(self, _error: errors.UserError) -> None:
        """A name that could not be read is read again when the card is saved."""

    def _stored(self) -> Any:
        state = self._card.state
        return state.values if state is not None else {}
