"""What Tell Me can find in the open program, and opening its window (contacts 5.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from contactdesk import guide
from contactdesk.actions import ACTIONS, GROUPS, full_caption
from contactdesk.model.fields import fields_of
from contactdesk.model.setup import SetupRecord
from contactdesk.presenters.tell_me import HELP, ON_PAGE, PAGES, SETTINGS, Choice, Offer, TellMePresenter
from contactdesk.rules.word_search import named
from contactdesk.text import N_, _, language
from ui import navigation
from ui.main_window import MainWindow
from ui.navigation import LIST, Place
from ui.page_words import WORDS
from ui.parts.action_bar import ActionBar

if TYPE_CHECKING:
    from ui.program import Program
    from ui.tell_me_window import TellMe

_TASKS = frozenset({"import", "create_contacts", "database", "theme", "language", "text_size", "help"})
"""Groups of actions that are no part of a page: tasks of the program, offered everywhere."""
_OWN = frozenset({"program.tell_me"})
_USER_SETTINGS = (
    ("language", N_("Language")),
    ("theme", N_("Theme")),
    ("text_size", N_("Text size")),
    ("preview_when_saving", N_("Preview when saving")),
    ("salesperson_code", N_("Own salesperson code")),
    ("work_date", N_("Work date")),
)
"""Choices of the page User settings: the name of the control and its caption."""


def open_tell_me(program: Program) -> TellMe:
    """Open Tell Me over the window that is used now, with what can be done there."""
    from ui.tell_me_window import TellMe

    over = QApplication.activeWindow() or program.window
    if isinstance(over, TellMe):
        return over
    offers = {
        ON_PAGE: on_page(over),
        PAGES: [*pages(program), *tasks(program)],
        SETTINGS: settings(program),
        HELP: topics(program),
    }
    window, windows = TellMe(over), program.windows
    presenter = TellMePresenter(
        window,
        program.desk,
        program.background,
        windows,
        offers,
        raised=program.settings["tell_me_tables"],
        keep=partial(program.settings.__setitem__, "tell_me_tables"),
    )
    window.show()
    window.activateWindow()
    window.attach(presenter)
    return window


def on_page(window: QWidget) -> list[Offer]:
    """The actions of the open page, with the reason where one is not possible now."""
    found = {action.objectName(): action for action in _actions_of(window)}
    return [_action_offer(id, action) for id, action in found.items()]


def _actions_of(window: QWidget) -> Iterator[QAction]:
    """Actions of the bars that are shown, then those that are only keys or stand in menus."""
    page: QWidget | None = window.current_list() if isinstance(window, MainWindow) else window
    bars = page.findChildren(ActionBar) if page is not None else []
    left_out = {id for bar in bars for id in bar.left_out()}
    for action in [one for bar in bars for one in bar.actions_shown()] + window.actions():
        id = action.objectName()
        if id in ACTIONS and id not in left_out | _OWN and action.isVisible() and ACTIONS[id].group not in _TASKS and ACTIONS[id].group:
            yield action


def _action_offer(id: str, action: QAction) -> Offer:
    declared = ACTIONS[id]
    reason = "" if action.isEnabled() else action.statusTip() or _("This is not possible now.")
    keys = action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)
    group = GROUPS[declared.group]
    beside = keys or (_(group.caption) if group.menu and not group.said else "")
    choice = Choice(full_caption(id), action.trigger, beside, declared.icon, reason)
    return Offer(choice, named([full_caption(id), declared.caption, f"{group.caption} {declared.caption}"]))


def pages(program: Program) -> list[Offer]:
    """Every list and page of the navigation that is there."""
    windows = program.windows
    if windows is None:
        return []
    places = [*navigation.LISTS, *navigation.SETUP, *navigation.CODE_TABLES]
    offered = [place for place in places if place.kind == LIST or windows.has_page(place.target)]
    found = [_place_offer(place, partial(program.go, place)) for place in offered]
    user_settings = Place(N_("User settings"), "person_board", "page", "user_settings")
    return [*found, _place_offer(user_settings, partial(windows.open_page, "user_settings"))]


def _place_offer(place: Place, go: Callable[[], object]) -> Offer:
    kind = _("List") if place.kind == LIST else ""
    return Offer(Choice(_(place.caption), go, kind, place.icon), named([_(place.caption), place.caption], [WORDS.get(place.caption, "")]))


def tasks(program: Program) -> list[Offer]:
    """What the program itself can do: import, backup, theme and the like."""
    found = []
    for action in ACTIONS.values():
        if action.group in _TASKS and action.id not in _OWN and program.window.menu.offers(action.id):
            caption = full_caption(action.id)
            beside = "" if GROUPS[action.group].said else _(GROUPS[action.group].caption)
            choice = Choice(caption, partial(program.run_command, action.id), beside, action.icon)
            english = [action.caption, f"{GROUPS[action.group].caption} {action.caption}"]
            local = f"{_(GROUPS[action.group].caption)} {_(action.caption)}"
            found.append(Offer(choice, named([caption, local, *english], [WORDS.get(action.caption, "")])))
    return found


def settings(program: Program) -> list[Offer]:
    """Fields of the setup pages and choices of the user, by their captions."""
    windows = program.windows
    if windows is None:
        return []
    found = []
    for place in navigation.SETUP:
        model = next((one for one in SetupRecord.__subclasses__() if place.caption == one.CAPTION), None)
        for field in fields_of(model) if model is not None and windows.has_page(place.target) else ():
            go = partial(_show_field, program, place.target, field.name)
            where = " · ".join(dict.fromkeys((_(place.caption), _(field.group))))  # one page can have a caption twice
            found.append(Offer(Choice(_(field.caption), go, where, "settings"), named([_(field.caption), field.caption])))
    for name, caption in _USER_SETTINGS:
        go = partial(_show_field, program, "user_settings", name)
        found.append(Offer(Choice(_(caption), go, _("User settings"), "settings"), named([_(caption), caption])))
    return found


def _show_field(program: Program, page: str, name: str) -> None:
    windows = program.windows
    if windows is None:
        return
    windows.open_page(page)
    window = windows.shown_last
    reveal = getattr(window, "reveal_field", None)
    if callable(reveal):
        reveal(name)
    elif window is not None:
        control = window.findChild(QWidget, name)
        if control is not None:
            control.setFocus()


def topics(program: Program) -> list[Offer]:
    """The pages of the user guide and their sections."""
    found = []
    for topic in guide.topics(language()):
        go = partial(_open_topic, program, topic.page, topic.heading)
        detail = topic.title if topic.heading else _("User guide")
        names: Sequence[str] = [topic.heading or topic.title]
        found.append(Offer(Choice(names[0], go, detail, "question_circle"), named(names, topic.words)))
    return found


def _open_topic(program: Program, page: str, heading: str) -> None:
    from ui.help_window import open_help

    open_help(program.settings, page, heading)
