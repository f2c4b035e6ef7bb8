"""Pictures of menus, drop-downs and small dialogs, and of the ends of long jobs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDate, QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QRadioButton, QToolButton, QTreeView, QWidget

from contactdesk.errors import StoreDamaged, StoreLost
from contactdesk.presenters.card_view import Conflict
from contactdesk.text import _
from tools.shots import settle, wait
from ui.business_relations_window import BusinessRelationsWindow
from ui.card_window import CardWindow
from ui.choose_dialog import ChooseDialog, ConflictDialog
from ui.confirm_window import ConfirmWindow
from ui.error_report import ReportWindow
from ui.help_window import HelpWindow
from ui.import_window import ImportWindow
from ui.list_page import ListPage
from ui.parts.editors_code import CodeEditor
from ui.parts.editors_open import DateEditor
from ui.preview_dialog import PreviewDialog
from ui.program import Program
from ui.series_page import SeriesPage
from ui.windows import Windows

Open = Callable[[Windows], QWidget | None]


def _home(windows: Windows) -> Program:
    assert isinstance(windows.home, Program)
    return windows.home


def _list(windows: Windows, table: str = "contact") -> ListPage:
    home = _home(windows)
    home.show_list(table, ())
    page = home.window.current_list()
    assert page is not None
    page.search_box.setText("")
    page.close_pane()
    windows.settings.switch("tiles", table, False)
    page.show_tiles(False)
    page.presenter.views.choose(0)
    page.list.columns.freeze(0)
    wait(lambda: page.list.current_id() != 0)
    return page


def _card(windows: Windows, table: str = "contact", no: str = "CT000001") -> CardWindow:
    windows.open_card(table, no)
    made = windows.shown_last
    assert isinstance(made, CardWindow)
    wait(lambda: bool(made.form.title.text()))
    return made


def _page(name: str, **options: object) -> Open:
    def opened(windows: Windows) -> QWidget:
        windows.open_page(name, **options)
        return windows.open_windows()[-1]

    return opened


def _shown(menu: QMenu) -> QMenu:
    menu.popup(QPoint(0, 0))
    return menu


# -- menus ------------------------------------------------------------------------------------------------


def _menu(place: int) -> Open:
    """A menu of the menu bar."""

    def opened(windows: Windows) -> QWidget:
        page = _list(windows)
        page.list.setFocus()
        menus = [menu for menu in _home(windows).window.menuBar().findChildren(QMenu) if menu.parent() is _home(windows).window.menuBar()]
        return _shown(menus[place])

    return opened


def _bar_menu(name: str) -> Open:
    """A menu of the actions above a card."""

    def opened(windows: Windows) -> QWidget:
        window = _card(windows)
        button = next(one for one in window.bar.findChildren(QToolButton) if one.text() == _(name) and one.menu() is not None)
        menu = button.menu()
        assert isinstance(menu, QMenu)
        return _shown(menu)

    return opened


def _heading_menu(windows: Windows) -> QWidget:
    columns = _list(windows).list.columns
    return _shown(columns.menu_of(1))


def _columns_menu(windows: Windows) -> QWidget:
    return _shown(_list(windows).list.columns.menu())


def _numbers_menu(windows: Windows) -> QWidget:
    window = _card(windows, no="CT000002")
    window.form.editors["phone_no"].open()
    wait(lambda: window.findChild(QMenu, "numbers_to_call") is not None, 1.0)
    menu = window.findChild(QMenu, "numbers_to_call")
    return menu if isinstance(menu, QMenu) else window


def _drop_down(windows: Windows) -> QWidget:
    window = _card(windows)
    editor = window.form.editors["salesperson_code"]
    assert isinstance(editor, CodeEditor)
    editor.open()
    wait(editor.is_open)
    return next((one for one in QApplication.topLevelWidgets() if one.isVisible() and isinstance(one, QTreeView)), window)


def _calendar(windows: Windows) -> QWidget:
    window = _page("user_settings")(windows)
    assert window is not None
    editor = next(one for one in window.findChildren(DateEditor))
    editor.open()
    settle()
    popup = QApplication.activePopupWidget() or window
    for calendar in (child for child in popup.findChildren(QWidget) if hasattr(child, "setSelectedDate")):
        calendar.setSelectedDate(QDate(2026, 5, 14))
    return popup


# -- dialogs ----------------------------------------------------------------------------------------------


def _preview(windows: Windows) -> QWidget:
    window = _card(windows)
    changes = windows.desk.records.save("contact", "CT000001", {"city": "Utrecht"}, dry_run=True).changes
    dialog = PreviewDialog(_("What saving this card changes"), _("Save"), changes, lambda _go, _left_out: None, window)
    dialog.open()
    return dialog


def _conflicts(windows: Windows) -> QWidget:
    window = _card(windows)
    fields = [window.form.editors[name].field for name in ("city", "phone_no")]
    told = [Conflict(fields[0], "Utrecht", "Den Haag"), Conflict(fields[1], "", "0115 496 0999")]
    dialog = ConflictDialog(_("Somebody saved this record while you were typing."), told, lambda _mine: None, window)
    dialog.open()
    return dialog


def _choose(windows: Windows) -> QWidget:
    window = _card(windows)
    rows = [(one["code"], one["description"]) for one in windows.desk.lists.read_all("customer_template", columns=["code", "description"])]
    dialog = ChooseDialog(_("Select a template"), (_("Code"), _("Description")), rows, lambda _row: None, window)
    dialog.open()
    return dialog


def _confirm(windows: Windows) -> QWidget:
    changes = windows.desk.records.save("contact", "CT000001", {"phone_no": "0115 496 0999"}, dry_run=True).changes
    window = ConfirmWindow(windows, _("Undo last"), _("Undo last") + "?", _("Undo"), (changes,), lambda: None)
    windows.show_window(window)
    return window


def _saved_template(windows: Windows) -> QWidget:
    code = windows.desk.lists.read_all("customer_template", columns=["code"])[0]["code"]
    windows.open_page("saved_template", table="customer_template", code=code)
    window = windows.open_windows()[-1]
    assert isinstance(window, CardWindow)
    wait(lambda: bool(window.form.title.text()))
    return window


def _report(windows: Windows) -> QWidget:
    del windows
    window = ReportWindow(
        "ContactDesk 0.1.0\nPython 3.11.9, Qt 6.11.3\nKeyError\n\ncontactdesk/services/lists.py:88 read\nui/list_page.py:120 load"
    )
    window.show()
    return window


def _new_relation(windows: Windows) -> QWidget:
    window = _page("relations", contact_no="CT000001")(windows)
    assert isinstance(window, BusinessRelationsWindow)
    settle()
    window.act("row.new")
    return window


def _series_test(windows: Windows) -> QWidget:
    window = _page("no_series")(windows)
    assert isinstance(window, SeriesPage)
    wait(lambda: bool(window.grid.current_key()))
    window._act("series.test")
    wait(lambda: window.message.isVisible() or len(windows.open_windows()) > 1)
    return windows.open_windows()[-1]


# -- the ends of jobs -------------------------------------------------------------------------------------


def _imported(rows: str) -> Open:
    """The last page of the import; its file lies in a folder of its own, for refused records are written beside it."""

    def opened(windows: Windows) -> QWidget:
        folder = Path(tempfile.mkdtemp())
        file = folder / "suppliers.csv"
        file.write_text(rows, encoding="utf-8")
        window = _page("import", kind="vendor")(windows)
        assert isinstance(window, ImportWindow)
        window.choose_file(file)
        for _step in range(3):
            wait(window.can_go_on)
            window.go_on()
            settle()
        wait(lambda: not window.running)
        shutil.rmtree(folder)
        return window

    return opened


def _trouble(kind: str) -> Open:
    def opened(windows: Windows) -> QWidget:
        window = _home(windows).window
        path = "/office/contacts.contactdesk"
        window.show_trouble(StoreDamaged(path=path) if kind == "damaged" else StoreLost(), path)
        return window

    return opened


def _server(windows: Windows) -> QWidget:
    from ui.first_run_window import FirstRunWindow

    window = FirstRunWindow(_home(windows))
    window.show()
    window._forward()
    settle()
    window.findChildren(QRadioButton)[-1].click()
    return window


def _guide_search(windows: Windows) -> QWidget:
    from ui.help_window import open_help

    window = open_help(windows.settings, "contacts", "", _("User guide"))
    assert isinstance(window, HelpWindow)
    window.search.setText(_("Customer"))
    return window


def _filter_codes(windows: Windows) -> QWidget:
    """A filter of the pane that offers the codes of a table."""
    page = _list(windows)
    pane = page.open_pane()
    pane.add("salesperson_code")
    line = pane.findChild(QLineEdit, "filter_salesperson_code")
    button = pane.findChild(QToolButton, "filter_salesperson_code_look_up")
    if line is not None and button is not None:
        line.setFocus()
        button.click()
        wait(lambda: QApplication.activePopupWidget() is not None, 1.0)
    return QApplication.activePopupWidget() or _home(windows).window


SHOTS: dict[str, Open] = {
    "menu_file": _menu(0),
    "menu_edit": _menu(1),
    "menu_view": _menu(2),
    "menu_setup": _menu(3),
    "menu_help": _menu(4),
    "menu_related": _bar_menu("Related"),
    "menu_contact": _bar_menu("Contact"),
    "menu_heading": _heading_menu,
    "menu_columns": _columns_menu,
    "menu_numbers": _numbers_menu,
    "drop_down": _drop_down,
    "calendar": _calendar,
    "filter_codes": _filter_codes,
    "save_preview": _preview,
    "conflicts": _conflicts,
    "choose_template": _choose,
    "confirm": _confirm,
    "saved_template": _saved_template,
    "report": _report,
    "new_relation": _new_relation,
    "series_test": _series_test,
    "import_done": _imported("No.,Name,City\nX-1,Kwekerij Van Dam,Lisse\n"),
    "import_refused": _imported(
        "No.,Name,City\nX-2,Kaasboerderij Visser,Gouda\nX-3,Bakkerij Smit,A city with a name of more than thirty characters\n"
    ),
    "trouble_damaged": _trouble("damaged"),
    "trouble_lost": _trouble("lost"),
    "first_run_server": _server,
    "guide_search": _guide_search,
    "post_codes": _page("code_table", table="post_code"),
    "salutations": _page("code_table", table="salutation"),
    "vendor_templates": _page("template_list", kind="vendor"),
    "new_link_person": _page("link", contact_no="CT000002", kind="employee"),
}
