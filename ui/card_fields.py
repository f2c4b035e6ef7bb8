"""What the fields of a card have beside their value: assist buttons, links, and the way to the pages of codes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QSizePolicy

from contactdesk.model.link_kinds import BY_ID
from contactdesk.presenters.card_typing import CardTyping
from contactdesk.presenters.classification import COMMENTS
from contactdesk.text import _
from ui.card_form import CardForm
from ui.card_layouts import LAYOUTS
from ui.code_meanings import show_meanings
from ui.new_code import NewCode
from ui.parts import make
from ui.parts.editors import TextEditor
from ui.parts.editors_code import CodeEditor
from ui.windows import Windows

MAPPED = ("contact", *BY_ID)
"""Tables whose address a map can show (contacts 3.2, M-3)."""


def dress_fields(
    form: CardForm, table: str, windows: Windows, typing: CardTyping, act: Callable[[str], None], choose_series: Callable[[], None]
) -> None:
    """Add buttons and links to the fields of a card, and let codes say what they mean."""
    show_meanings(windows, form.editors)
    for editor in form.editors.values():
        if isinstance(editor, CodeEditor):
            caption, open_page = _entry(editor.field.refers_to, windows)
            editor.add_entry(caption, partial(NewCode, windows, editor.field.refers_to, editor, open_page))
    if "no" in form.editors:
        form.editors["no"].add_assist(_("Choose a number series (F4)"))
        form.editors["no"].assisted.connect(lambda _name: choose_series())
    city = form.editors.get("city")
    if city is not None and "post_code" in form.editors:
        city.add_button("chevron_down", _("Choose from the post codes (F4)"), typing.look_up_place, "city_look_up")
    if "address" in form.editors and table in MAPPED:
        link = make.button(_("Show Map"), "show_map", partial(act, "related.map"), link=True)
        link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        form.add_below("address", link)
    if table == "contact" and "company_name" in form.editors:
        _dress_contact(form, windows, act)


def _entry(table: str, windows: Windows) -> tuple[str, Callable[[], object]]:
    """A last line of the drop-down that makes a new record or opens the page of the codes (contacts 3.6)."""
    if table in LAYOUTS and not table.endswith("_template") and table != "salesperson":
        return _("New…"), partial(windows.new_card, table)
    if table == "no_series":
        return _("New or change…"), partial(windows.open_page, "no_series")
    return _("New or change…"), partial(windows.open_page, "code_table", table=table)


def _dress_contact(form: CardForm, windows: Windows, act: Callable[[str], None]) -> None:
    form.comments.clicked.connect(lambda: act(COMMENTS))
    name, company = form.editors["name"], form.editors["company_name"]
    name.add_assist(_("Details of the name (F4)"))
    name.assisted.connect(lambda _name: act("contact.company_details" if form.value_of("type") == 0 else "contact.name_details"))
    company.add_assist(_("Details of the company (F4)"))
    company.assisted.connect(lambda _name: _company_details(form, windows))
    relation = form.editors["business_relation"]
    if isinstance(relation, TextEditor):
        relation.set_drill_down(_("Show the business relations (F4)"))
        relation.drilled.connect(act)


def _company_details(form: CardForm, windows: Windows) -> None:
    """The company of a person, to look at; nothing where there is none (contacts C-32)."""
    company = str(form.value_of("company_no"))
    if company and form.value_of("type") != 0:
        windows.open_page("company_details", contact_no=company, read_only=True)
