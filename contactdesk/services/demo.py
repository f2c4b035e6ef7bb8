"""The demo company: sixty businesses, a hundred and fifty persons, and everything they also are.

`demo` invents them, `fill` enters them the way an office would: contacts first, then customers and vendors
made from them, some customers entered by hand, and a few kept apart to try *Link with existing* on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import cycle
from random import Random
from typing import Any, Protocol

from contactdesk.services import demo_rows, shipped
from contactdesk.services.demo_classification import classify
from contactdesk.services.demo_rows import Business, Cast, Row
from contactdesk.services.linking import Linking
from contactdesk.services.lists import Lists
from contactdesk.services.records import Records
from contactdesk.services.setup import Setup

#: Who of the businesses is what, by position: made from contacts, entered by hand, kept apart.
CUSTOMERS, TYPED_CUSTOMERS, APART_CUSTOMERS = range(18), range(18, 21), range(21, 23)
VENDORS, APART_VENDORS = (0, *range(23, 33)), range(33, 34)
PROSPECTS = range(34, 48)
PRIVATE_CUSTOMERS = 2
PARTY_ACCOUNTS = 16
#: Addresses that businesses use at times, by position: code, first and last day; None is no end.
ALTERNATES: Mapping[int, tuple[tuple[str, date, date | None], ...]] = {
    0: (("TEMPOFFICE", date(2026, 1, 1), None), ("FAIR", date(2026, 5, 1), date(2026, 5, 10))),
    3: (("EXHIBITION", date(2026, 9, 14), date(2026, 9, 18)), ("EXHIBITION", date(2027, 9, 13), date(2027, 9, 17))),
    5: (("RENOVATION", date(2026, 3, 1), None),),
    8: (("SUMMER", date(2026, 7, 1), date(2026, 8, 31)), ("SUMMER", date(2027, 7, 1), date(2027, 8, 31))),
}
GENDERS = {"F": 1, "M": 2}


class Office(Protocol):
    """What filling needs of a desk."""

    @property
    def records(self) -> Records: ...
    @property
    def lists(self) -> Lists: ...
    @property
    def linking(self) -> Linking: ...
    @property
    def setup(self) -> Setup: ...


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo company, ready to be filled in."""

    country: str
    language: str
    cast: Cast
    setup: Row
    salespeople: tuple[Row, ...]
    templates: Mapping[str, tuple[Row, ...]]
    accounts: tuple[str, ...]
    """International numbers of the bank accounts of vendors and customers, half of them each."""

    def fill(self, desk: Office) -> None:
        """Enter everything into a new database with its shipped values."""
        desk.setup.save(self.setup)
        for salesperson in self.salespeople:
            desk.records.create("salesperson", salesperson)
        for table, templates in self.templates.items():
            for template in templates:
                desk.records.create(table, template)
        self._keep_apart(desk)
        for number, business in enumerate(self.cast.businesses):
            self._enter(desk, number, business)
        for bank in self.cast.banks:
            self._enter_bank(desk, bank)
        self._enter_independent(desk)
        for colleague in self.cast.staff:
            self._enter_colleague(desk, colleague)
        self._enter_accounts(desk)
        classify(desk.records, desk.lists, self.language, date.today())

    def _keep_apart(self, desk: Office) -> None:
        """Customers and a vendor from before contacts were used: they have no contact, and older data."""
        codes = {name: value for name, value in desk.setup.read().items() if name.startswith("bus_rel_code_for_")}
        desk.setup.save(dict.fromkeys(codes, ""))
        for kind, numbers, template in (("customer", APART_CUSTOMERS, "COMP"), ("vendor", APART_VENDORS, "VCOMP")):
            for number in numbers:
                desk.records.create(kind, _as_entity(self.cast.businesses[number].values, older=True), template=template, places=False)
        desk.setup.save(codes)

    def _enter(self, desk: Office, number: int, business: Business) -> None:
        if number in TYPED_CUSTOMERS:
            contact_no = self._enter_customer(desk, business)
        else:
            contact_no = desk.records.create("contact", business.values, places=False).value.no
            first = self._enter_persons(desk, contact_no, business)[0]
            if number in CUSTOMERS:
                desk.linking.create_as(first, "customer", template="COMPFOR" if business.foreign else "COMP")
            if number in VENDORS:
                desk.linking.create_as(first, "vendor", template="VCOMP")
        self._enter_alternates(desk, contact_no, number)
        for code in (*business.relations, *(("PROS",) if number in PROSPECTS else ())):
            desk.linking.add_relation(contact_no, code)

    def _enter_alternates(self, desk: Office, contact_no: str, number: int) -> None:
        """Where a business is at times: with its neighbour in the list, who has room."""
        ranges = ALTERNATES.get(number, ())
        if not ranges:
            return
        business, host = self.cast.businesses[number], self.cast.businesses[number + 1]
        place = ("address", "address_2", "post_code", "city", "county", "country_region_code")
        values = {name: host.values[name] for name in place if name in host.values} | {"company_name": business.values["name"]}
        phone = next((person["mobile_phone_no"] for person in business.persons if person.get("mobile_phone_no")), "")
        for code in sorted({code for code, _start, _end in ranges}):
            address = {"contact_no": contact_no, "code": code, "mobile_phone_no": phone} | values
            desk.records.create("contact_alt_address", address, places=False)
        for code, start, end in ranges:
            dates = {"starting_date": start, "ending_date": end, "contact_alt_address_code": code}
            desk.records.create("contact_alt_addr_date_range", {"contact_no": contact_no} | dates)

    def _enter_customer(self, desk: Office, business: Business) -> str:
        """A customer typed on its own card; its contact comes by itself (relations R-5)."""
        template = "COMPFOR" if business.foreign else "COMP"
        no = desk.records.create("customer", _as_entity(business.values), template=template, places=False).value.no
        contact_no = desk.linking.linked_contact("customer", no)
        persons = self._enter_persons(desk, contact_no, business)
        desk.records.save("customer", no, {"primary_contact_no": persons[0]})
        return contact_no

    def _enter_persons(self, desk: Office, company_no: str, business: Business) -> list[str]:
        created = (desk.records.create("contact", person | {"company_no": company_no}, places=False) for person in business.persons)
        return [done.value.no for done in created]

    def _enter_bank(self, desk: Office, bank: Business) -> None:
        account = {"iban": bank.values["iban"], "bank_acc_posting_group": "CHECKING"}
        contact_no = desk.records.create("contact", _without(bank.values, "iban"), places=False).value.no
        self._enter_persons(desk, contact_no, bank)
        no = desk.linking.create_as(contact_no, "bank_account").value.no
        desk.records.save("bank_account", no, account | {"contact": _full_name(bank.persons[0])})

    def _enter_independent(self, desk: Office) -> None:
        for number, person in enumerate(self.cast.independent):
            contact_no = desk.records.create("contact", person, places=False).value.no
            if number < PRIVATE_CUSTOMERS:
                desk.linking.create_as(contact_no, "customer", template="PERS")

    def _enter_accounts(self, desk: Office) -> None:
        """What the first vendors are paid on and the first customers pay from (relations 1.9)."""
        half = len(self.accounts) // 2
        for kind, ibans in (("vendor", self.accounts[:half]), ("customer", self.accounts[half:])):
            parties = desk.lists.read_all(kind, columns=["no"])
            for party, bank, iban in zip(parties, cycle(self.cast.banks), ibans, strict=False):
                account = {f"{kind}_no": party["no"], "code": "BANK", "name": bank.values["name"], "iban": iban}
                desk.records.create(f"{kind}_bank_account", account)

    def _enter_colleague(self, desk: Office, colleague: Row) -> None:
        contact = _without(colleague, "group", "sells", "code", "iban", "employment_date")
        contact_no = desk.records.create("contact", contact, places=False).value.no
        no = desk.linking.create_as(contact_no, "employee", template="EMP1").value.no
        more = {
            "gender": GENDERS[colleague["salutation_code"]],
            "company_e_mail": _at_work(colleague, self.setup["company_e_mail"]),
            "employment_date": colleague["employment_date"],
            "statistics_group_code": colleague["group"],
            "salespers_purch_code": colleague["code"],
            "iban": colleague["iban"],
        }
        desk.records.save("employee", no, more)


def demo(country: str, language: str, seed: int = 1) -> Demo:
    """The demo company of `country` (its code or ISO code) with texts in `language`; equal every time.

    Raises `NotFound` for a country that does not exist.
    """
    own = shipped.country_row(country)["code"]
    cast = demo_rows.cast(own, language, seed)
    place = demo_rows.Place(own, Random(f"{own} {seed} accounts"), set())
    taken = {row["code"] for row in shipped.rows(language, own)["salesperson"]}
    for number, colleague in enumerate(cast.staff):
        colleague["code"] = _free_code(_initials(colleague), taken) if colleague["sells"] else ""
        colleague["iban"] = place.iban()
        colleague["employment_date"] = date(2012 + number, 1 + 5 * number % 12, 1)
    for bank in cast.banks:
        bank.values["iban"] = place.iban()
    salespeople = tuple(_salesperson(colleague, cast.own["company_e_mail"]) for colleague in cast.staff if colleague["code"])
    _give_salespeople(cast, [row["code"] for row in salespeople])
    setup = shipped.demo_marketing_setup(own) | cast.own
    accounts = tuple(iban for _party in range(PARTY_ACCOUNTS) if (iban := place.iban()))  # none where there are no IBANs
    return Demo(own, language, cast, setup, salespeople, _templates(language), accounts)


def _give_salespeople(cast: Cast, codes: list[str]) -> None:
    for number, business in enumerate(cast.businesses):
        if number % 5:
            business.values["salesperson_code"] = codes[number % len(codes)]


def _salesperson(colleague: Row, own_mail: str) -> Row:
    return {
        "code": colleague["code"],
        "name": _full_name(colleague),
        "job_title": colleague["job_title"],
        "phone_no": colleague["mobile_phone_no"],
        "e_mail": _at_work(colleague, own_mail),
        "image": colleague["image"],
        "commission_percent": "2.50",
    }


def _templates(language: str) -> Mapping[str, tuple[Row, ...]]:
    which = 1 if language == "nl" else 0
    return {
        table: tuple({"code": code, "description": descriptions[which]} | values for code, descriptions, values in rows)
        for table, rows in demo_rows.data()["templates"].items()
    }


def _as_entity(values: Row, *, older: bool = False) -> Row:
    """A business as it is typed on a customer's or vendor's card; `older` as it was years ago."""
    row = _without(values, "type", "registration_no", "salesperson_code") | {"registration_number": values["registration_no"]}
    if older:
        row = _without(row, "image", "home_page", "e_mail", "vat_registration_no") | {"name": values["name"].upper()}
    return row


def _at_work(colleague: Row, own_mail: str) -> str:
    return f"{demo_rows.slug(colleague['first_name'])}@{own_mail.partition('@')[2]}"


def _full_name(person: Row) -> str:
    return " ".join(part for part in (person["first_name"], person["middle_name"], person["surname"]) if part)


def _initials(person: Row) -> str:
    return "".join(demo_rows.slug(word)[0] for word in _full_name(person).split()).upper()


def _free_code(wanted: str, taken: set[str]) -> str:
    """`wanted`, with a number behind it where somebody has it already."""
    codes = (wanted, *(f"{wanted}{number}" for number in range(2, 10)))
    code = next(code for code in codes if code not in taken)
    taken.add(code)
    return code


def _without(row: Mapping[str, Any], *names: str) -> Row:
    return {name: value for name, value in row.items() if name not in names}
