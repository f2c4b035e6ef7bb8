"""The window of Tell Me: a line to type in, and what fits below it, all by keyboard (contacts 5.4)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from contactdesk.presenters.tell_me import Choice, Section, TellMePresenter
from contactdesk.text import _
from ui import icons, theme
from ui.parts import make
from ui.parts.search_box import SearchBox

Index = QModelIndex | QPersistentModelIndex
_CHOICE, _DETAIL = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_WIDE, _HIGH = 680, 560
_DOWN = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class TellMe(QFrame):
    """Opens over a window and closes when a line is chosen, at Esc, or when another window is used."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self._over = over
        self._presenter: TellMePresenter | None = None
        self.setObjectName("tell_me")
        self.setProperty("popup", True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Tell Me"))
        self.setAccessibleName(_("Tell Me"))
        self.box = SearchBox(_("Tell me what you want to do"))
        self.box.setObjectName("tell_me_text")
        self.box.setAccessibleName(_("Tell me what you want to do"))
        self.box.setAccessibleDescription(_("Results follow every letter; the arrows move, Enter chooses, Esc closes."))
        self.box.installEventFilter(self)
        self.hint = make.label("", "soft", name="tell_me_hint", wrap=True)
        self.list = QListWidget()
        self.list.setObjectName("tell_me_list")
        self.list.setAccessibleName(_("What was found"))
        self.list.setAccessibleDescription(self.box.accessibleDescription())
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.itemClicked.connect(self._choose)
        self.list.currentItemChanged.connect(self._say_current)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.MEDIUM, theme.MEDIUM, theme.MEDIUM, theme.SMALL)
        page.setSpacing(theme.SMALL)
        page.addWidget(self.box)
        page.addWidget(self.hint)
        page.addWidget(self.list, 1)
        self._place()

    def attach(self, presenter: TellMePresenter) -> None:
        """Show what this presenter finds, beginning with nothing typed."""
        self._presenter = presenter
        self.box.textChanged.connect(presenter.type)
        presenter.type("")
        self.box.setFocus()

    def _place(self) -> None:
        """In the middle above, no larger than the window it belongs to leaves room for."""
        room = self.screen().availableGeometry()
        around = self._over.frameGeometry()
        size = QSize(theme.scaled(_WIDE), theme.scaled(_HIGH)).boundedTo(room.size() - QSize(40, 60))
        place = QRect(around.center().x() - size.width() // 2, around.top() + theme.scaled(56), size.width(), size.height())
        place.moveLeft(min(max(place.left(), room.left()), room.right() - size.width()))
        place.moveTop(min(max(place.top(), room.top()), room.bottom() - size.height()))
        self.setGeometry(place)

    # -- what the presenter shows -------------------------------------------------------------------

    def show_sections(self, sections: Sequence[Section]) -> None:
        """Show these groups; the first line that can be chosen is marked, unless the user moved on and it is still there."""
        before = self._current()
        self.list.clear()
        for section in sections:
            title = QListWidgetItem(section.caption, self.list)
            title.setFlags(Qt.ItemFlag.NoItemFlags)
            for choice in section.choices:
                self._add(choice)
        places = self._places()
        same = [row for row in places if before is not None and _caption(self._choice(row)) == before.caption]
        self.list.setCurrentRow(same[0] if same and self.property("moved") else places[0] if places else -1)
        self.list.scrollToTop() if not self.property("moved") else self.list.scrollToItem(self.list.currentItem())

    def show_hint(self, text: str) -> None:
        """Say something above the lines; nothing for ""."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def _add(self, choice: Choice) -> None:
        item = QListWidgetItem(choice.caption, self.list)
        item.setData(_CHOICE, choice)
        item.setData(_DETAIL, choice.reason or choice.detail)
        item.setToolTip(make.tip(choice.reason or choice.detail))
        said = [choice.caption, choice.reason or choice.detail]
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in said if part))
        if choice.icon:
            item.setIcon(icons.icon(choice.icon, "text_soft"))

    # -- what the user does -------------------------------------------------------------------------

    def _choice(self, row: int) -> Choice | None:
        found: Choice | None = self.list.item(row).data(_CHOICE)
        return found

    def _current(self) -> Choice | None:
        index = self.list.currentIndex()
        found: Choice | None = index.data(_CHOICE) if index.isValid() else None
        return found

    def _places(self) -> list[int]:
        return [row for row in range(self.list.count()) if self._choice(row) is not None]

    def _move(self, step: int) -> None:
        places = self._places()
        if places:
            now = places.index(self.list.currentRow()) if self.list.currentRow() in places else -1
            self.setProperty("moved", True)
            self.list.setCurrentRow(places[min(max(now + step, 0), len(places) - 1)])
            # The caption of the first group comes into sight together with its first line.
            self.list.scrollToTop() if self.list.currentRow() == places[0] else self.list.scrollToItem(self.list.currentItem())

    def _say_current(self, item: QListWidgetItem | None) -> None:
        """The cursor stays in the text, so that screen readers hear of the marked line there."""
        text = str(item.data(Qt.ItemDataRole.AccessibleTextRole) or "") if item is not None else ""
        self.box.setAccessibleDescription(text)
        QAccessible.updateAccessibility(QAccessibleEvent(self.box, QAccessible.Event.DescriptionChanged))

    def _choose(self, item: QListWidgetItem | None) -> None:
        choice: Choice | None = item.data(_CHOICE) if item is not None else None
        if choice is None:
            return
        if choice.reason:
            self.show_hint(choice.reason)
            return
        over = self._over
        self.close()
        over.activateWindow()
        choice.go()

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if watched is self.box and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in _DOWN:
                self._move(_DOWN[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose(self.list.currentItem())
                return True
            if key == Qt.Key.Key_Escape:
                self.close()
                self._over.activateWindow()
                return True
            self.setProperty("moved", False)
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowDeactivate and self.isVisible():
            self.close()
        return super().event(event)


def _caption(choice: Choice | None) -> str:
    return choice.caption if choice is not None else ""


class _Delegate(QStyledItemDelegate):
    """A line: icon, caption, and at the right in soft letters what else is known; captions of groups are small."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.scaled(100), option.fontMetrics.height() + theme.scaled(12))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice = index.data(_CHOICE)
        if choice is None:
            painter.setFont(theme.font("small", strong=True))
            painter.setPen(theme.colour("text_soft"))
            painter.drawText(option.rect.adjusted(theme.SMALL, 0, 0, -2), Qt.AlignmentFlag.AlignBottom, str(index.data()))
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(option.rect, 4, 4)
        size = theme.scaled(icons.NORMAL)
        inside = option.rect.adjusted(theme.SMALL, 0, -theme.SMALL, 0)
        if choice.icon:
            colour = "text_disabled" if choice.reason else "on_accent_soft" if chosen else "text_soft"
            picture = icons.pixmap(choice.icon, colour, size, painter.device().devicePixelRatioF())
            painter.drawPixmap(inside.left(), inside.center().y() - size // 2 + 1, picture)
        inside.setLeft(inside.left() + size + theme.SMALL)
        self._write(painter, option.palette, inside, choice, chosen=chosen)

    def _write(self, painter: QPainter, _palette: QPalette, room: QRect, choice: Choice, *, chosen: bool) -> None:
        painter.setFont(theme.font())
        metrics = painter.fontMetrics()
        beside = choice.reason or choice.detail
        wide = metrics.horizontalAdvance(choice.caption)
        caption = metrics.elidedText(choice.caption, Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(theme.colour("text_disabled" if choice.reason else "on_accent_soft" if chosen else "text"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, caption)
        left = room.width() - wide - theme.LARGE
        if beside and left > theme.scaled(60):
            painter.setPen(theme.colour("on_accent_soft" if chosen else "text_soft"))
            shown = metrics.elidedText(beside, Qt.TextElideMode.ElideRight, left)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
