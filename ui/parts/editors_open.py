"""Editors with something behind them: a calendar, a telephone, a mail program, a web page."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model import kinds
from contactdesk.model.fields import Field
from contactdesk.rules.phone_numbers import dialled
from contactdesk.text import _
from ui import icons, theme
from ui.parts import make
from ui.parts.editors import TextEditor


class DateEditor(TextEditor):
    """A date as people type it ("20-11-26", "t", "fri"), with a calendar on Alt+Down (contacts F-7)."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._calendar: _CalendarPopup | None = None
        self._button = self.add_button("calendar_ltr", _("Open the calendar (Alt+Down)"), self.open, f"{field.name}_calendar")
        self._button.setVisible(field.editable)

    def open(self) -> None:
        """Open the calendar at the date typed, or today."""
        if self.line_edit.isReadOnly() or not self.line_edit.isEnabled():
            return
        if self._calendar is None:
            self._calendar = _CalendarPopup(self)
            self._calendar.calendar.clicked.connect(self._picked)
            self._calendar.calendar.activated.connect(self._picked)
        self._calendar.open_at(self.line_edit, self._typed_date() or date.today())

    def set_read_only(self, read_only: bool) -> None:
        super().set_read_only(read_only)
        if hasattr(self, "_button"):
            self._button.setVisible(not read_only)

    def set_enabled(self, enabled: bool, reason: str = "") -> None:
        super().set_enabled(enabled, reason)
        self._button.setEnabled(enabled)

    def commit(self) -> None:
        found = self._typed_date()
        if found is not None:
            self.line_edit.setText(self.field.kind.show(found))
        super().commit()

    def _typed_date(self) -> date | None:
        try:
            found: date | None = self.field.kind.parse(self.text())
        except UserError:
            return None
        return found

    def _picked(self, day: QDate) -> None:
        if self._calendar is not None:
            self._calendar.hide()
        self.line_edit.setText(self.field.kind.show(date(day.year(), day.month(), day.day())))
        self.focus()
        self.edited.emit(self.field.name)
        self.commit()

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open()
            return True
        return super()._key(event)

    def _keeps_focus(self) -> bool:
        return self._calendar is not None and self._calendar.isVisible()


class _CalendarPopup(QFrame):
    """A month to pick a day from."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.calendar = QCalendarWidget()
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setMinimumSize(theme.scaled(340), theme.scaled(220))  # the names of days are whole
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self._name_parts()
        page = QVBoxLayout(self)
        page.setContentsMargins(1, 1, 1, 1)
        page.addWidget(self.calendar)
        self._dress()
        theme.changes().changed.connect(self._dress)

    def _dress(self) -> None:
        """Icons and colours of the program: Qt's own are black arrows, and weekends in a red that is hard to read in the dark."""
        for name, icon in (("qt_calendar_prevmonth", "chevron_left"), ("qt_calendar_nextmonth", "chevron_right")):
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                icons.dress(button, icon)
        days, heads = QTextCharFormat(), QTextCharFormat()
        days.setForeground(theme.colour("text"))
        heads.setForeground(theme.colour("text_soft"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, days)
        self.calendar.setHeaderTextFormat(heads)

    def _name_parts(self) -> None:
        """Qt gives the parts of a calendar no names."""
        chosen, changed = _("The arrows move; Enter takes the day."), _("Shows another month or year.")
        for part, name, said in (
            ("calendarview", _("Days"), chosen),
            ("prevmonth", _("Previous month (Page Up)"), changed),
            ("nextmonth", _("Next month (Page Down)"), changed),
            ("monthbutton", "", changed),
            ("yearbutton", "", changed),
            ("yearedit", _("Year"), changed),
        ):
            found = self.calendar.findChild(QWidget, f"qt_calendar_{part}")
            if found is not None:
                found.setAccessibleDescription(said)
                if name:
                    found.setAccessibleName(name.split(" (", maxsplit=1)[0])
                    found.setToolTip(make.tip(name if "(" in name else ""))

    def open_at(self, below: QWidget, day: date) -> None:
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        self.move(below.mapToGlobal(QPoint(0, below.height() + 2)))
        self.show()
        self.calendar.setFocus()


class OpenEditor(TextEditor):
    """A telephone number, mail address or web address with a button that uses it."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        icon, help = {
            kinds.Phone: ("call", _("Call this number (F4)")),
            kinds.Email: ("mail", _("Write a mail (F4)")),
        }.get(type(field.kind), ("open", _("Open this page (F4)")))
        self._button = self.add_button(icon, help, self.open, f"{field.name}_open")
        self.line_edit.textChanged.connect(lambda: self._button.setEnabled(self.url().isValid()))
        self._button.setEnabled(False)

    def url(self) -> QUrl:
        """What the button opens; invalid where there is nothing, or nothing safe, to open."""
        return link_to(self.field.kind, self.text())

    def open(self) -> None:
        """Hand the address to the program the system has for it."""
        if self.url().isValid():
            QDesktopServices.openUrl(self.url())


def link_to(kind: kinds.Kind, text: str) -> QUrl:
    """The address a user means by `text`: only tel, mailto, http and https ever come out of it."""
    text = text.strip()
    if not text:
        return QUrl()
    if isinstance(kind, kinds.Phone):
        number = dialled(text)
        return QUrl(f"tel:{number}") if number else QUrl()
    if isinstance(kind, kinds.Email):
        url = QUrl()
        url.setScheme("mailto")
        url.setPath(",".join(part.strip() for part in text.split(";") if part.strip()))
        return url if "@" in text else QUrl()
    url = QUrl(text if "://" in text else f"https://{text}", QUrl.ParsingMode.StrictMode)
    return url if url.scheme() in ("http", "https") and url.host() else QUrl()
