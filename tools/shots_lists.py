"""Pictures of lists at work: filtered, with a refused filter, as tiles, with frozen columns, with saved views."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from tools.shots import wait
from ui.list_page import ListPage
from ui.program import Program
from ui.windows import Windows


def _page(windows: Windows, table: str = "contact") -> tuple[Program, ListPage]:
    home = windows.home
    assert isinstance(home, Program)
    home.show_list(table, ())
    page = home.window.current_list()
    assert page is not None
    page.search_box.setText("")
    page.presenter.views.choose(0)
    _set_tiles(windows, page, False)
    page.list.columns.freeze(0)
    wait(lambda: bool(page.count.text()))
    return home, page


def _set_tiles(windows: Windows, page: ListPage, shown: bool) -> None:
    windows.settings.switch("tiles", page.table, shown)
    page.show_tiles(shown)


def _filtered(windows: Windows) -> QWidget:
    home, page = _page(windows)
    pane = page.open_pane()
    page.presenter.filter("type", "Company")
    page.presenter.filter("name", "A*|B*|C*")
    page.presenter.filter("last_date_modified", "..t")
    pane.add("city")
    line = pane.findChild(QLineEdit, "filter_city")
    assert line is not None
    line.setText("'abc")
    QTest.keyClick(line, Qt.Key.Key_Return)
    return home.window


def _filtered_away(windows: Windows) -> QWidget:
    home, page = _page(windows)
    page.close_pane()
    page.presenter.filter("city", "Atlantis")
    wait(lambda: len(page.list.rows.ids) == 0)
    return home.window


def _from_record(windows: Windows) -> QWidget:
    home, page = _page(windows)
    page.close_pane()
    home.show_list("contact", [("company_no", "'CT000001'")], title="", select="CT000002")
    return home.window


def _tiles(windows: Windows) -> QWidget:
    home, page = _page(windows)
    page.close_pane()
    _set_tiles(windows, page, True)
    page.search_box.setText("an")
    return home.window


def _frozen(windows: Windows) -> QWidget:
    home, page = _page(windows)
    page.close_pane()
    page.list.columns.freeze(2)
    page.list.setFocus()
    wait(lambda: page.list.horizontalScrollBar().maximum() > 0)
    page.list.horizontalScrollBar().setValue(150)
    return home.window


def _views(windows: Windows) -> QWidget:
    _home, page = _page(windows)
    page.close_pane()
    desk = windows.desk
    if not desk.views.all("contact"):
        from contactdesk.services.views import ViewDefinition

        desk.views.save("contact", ViewDefinition((("type", "Company"),)), name="Companies", shared=True)
        desk.views.save("contact", ViewDefinition((("e_mail", "''"),)), name="Without e-mail")
    page.presenter.views.refresh()
    wait(lambda: len(page.views.menu().actions()) > 4)
    own = next(view for view in desk.views.all("contact") if not view.shared)
    page.presenter.views.choose(own.id)
    menu: QMenu = page.views.menu()
    menu.popup(page.views.mapToGlobal(QPoint(0, page.views.height())))
    return menu


def _save_view(windows: Windows) -> QWidget:
    _home, page = _page(windows)
    page._name_view(is_new=True)
    return windows.open_windows()[-1]


SHOTS: dict[str, Callable[[Windows], QWidget | None]] = {
    "list_filtered": _filtered,
    "list_filtered_away": _filtered_away,
    "list_from_record": _from_record,
    "list_tiles": _tiles,
    "list_frozen": _frozen,
    "list_views": _views,
    "list_save_view": _save_view,
}
