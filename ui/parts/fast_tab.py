"""A FastTab: a group of fields, or a part of the page, that opens and closes under its title.

Captions have the same width on every FastTab of a window, so that fields stand in line; wide windows
show two columns, narrow ones one.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from contactdesk.model.fields import Field
from contactdesk.model.kinds import YesNo
from contactdesk.text import _
from ui import icons, theme
from ui.parts import make
from ui.parts.editors import Editor, LookUp, editor_for

_CAPTION_CHARACTERS = 21
_MOST_SUMMED_UP = 6
_UNLIMITED = 16777215
"""What Qt takes for "as wide as there is room"."""
_TWO_COLUMNS, _CAPTIONS_ABOVE = 760, 400


class Header(QToolButton):
    """The title of a FastTab with the summary of its values at the right while it is closed."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("fast_tab_header")
        self.setText(title.replace("&", "&&"))
        self.setAccessibleName(title)
        self.setCheckable(False)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.summary: list[str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(160, self.fontMetrics().height() + theme.scaled(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        size, high = theme.scaled(icons.SMALL), self.height()
        picture = self.icon().pixmap(QSize(size, size), self.devicePixelRatioF())
        painter.drawPixmap(QPointF(theme.MEDIUM, (high - size) / 2), picture)
        left = theme.MEDIUM + size + theme.SMALL
        centre = int(Qt.AlignmentFlag.AlignVCenter)
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(left, 0, self.width(), high), centre | Qt.TextFlag.TextShowMnemonic, self.text())
        if self.summary:
            left += painter.fontMetrics().horizontalAdvance(self.text()) + theme.HUGE
            painter.setFont(theme.font("body"))
            painter.setPen(theme.colour("text_soft"))
            room = self.rect().adjusted(left, 0, -theme.LARGE, 0)
            text = painter.fontMetrics().elidedText("   ·   ".join(self.summary), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, centre | Qt.AlignmentFlag.AlignRight, text)


class _Caption(QLabel):
    """The caption of a field; a red asterisk stands behind it where every record should have a value (contacts 1.1)."""

    def __init__(self, text: str, *, marked: bool) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "caption")
        self._marked = marked

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._marked:
            painter = QPainter(self)
            painter.setPen(theme.colour("error"))
            inside = self.contentsRect()
            inside.setLeft(inside.left() + self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width() + theme.scaled(3))
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "*")


class Row(QWidget):
    """A caption and its editor; the caption is the editor's buddy."""

    def __init__(self, editor: Editor, parent: QWidget) -> None:
        super().__init__(parent)  # at once: a row that is never shown would outlive its window
        self.editor = editor
        self.caption = _Caption(_(editor.field.caption).replace("&", "&&"), marked=editor.field.expected)
        self.caption.setToolTip(_(editor.field.help))
        self.caption.setBuddy(editor.widget)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self.caption, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(editor, 1, Qt.AlignmentFlag.AlignTop)
        self.wanted = True
        self.align()

    def align(self, *, above: bool = False) -> None:
        """Give the caption the width that all captions have; or put it above the field, where there is little room."""
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(0 if above else theme.SMALL)
        if above:
            self.caption.setMinimumSize(0, 0)
            self.caption.setMaximumWidth(_UNLIMITED)
            self.editor.setMaximumWidth(_UNLIMITED)
            return
        width = self.fontMetrics().averageCharWidth() * _CAPTION_CHARACTERS
        self.caption.setFixedWidth(width)
        # Wrapping labels ask for the height of several lines; only those that need them may.
        self.caption.setWordWrap(self.fontMetrics().horizontalAdvance(self.caption.text()) > width)
        self.caption.setMinimumHeight(theme.scaled(30))
        self.editor.setMaximumWidth(theme.scaled(460))


class FastTab(QFrame):
    """Fields under a title. `editors` holds one editor per field, by the field's name.

    `additional` names the fields that only "Show more" shows, `promoted` those whose values stand
    beside the title while the FastTab is closed. `content` is a part shown below the fields, or instead
    of them. `toggled` and `more_toggled` tell that the user opened or closed it, or wants more or fewer
    fields; `name` is its name in the settings.
    """

    toggled = Signal(bool)
    more_toggled = Signal(bool)

    def __init__(
        self,
        title: str,
        fields: Sequence[Field] = (),
        *,
        additional: Collection[str] = (),
        promoted: Collection[str] = (),
        look_up: LookUp | None = None,
        content: QWidget | None = None,
        name: str = "",
        open: bool = True,
    ) -> None:
        super().__init__()
        self.setObjectName("fast_tab")
        self.title, self.name = title, name or title
        self.editors: dict[str, Editor] = {field.name: editor_for(field, look_up) for field in fields}
        self._body = QWidget()
        self._rows = {name: Row(editor, self._body) for name, editor in self.editors.items()}
        self._additional, self._promoted = frozenset(additional), tuple(promoted)
        self._contents: list[QWidget] = []
        self._more_shown, self._arranged = False, (0, False)
        self._header = Header(title)
        self._header.clicked.connect(lambda: self._toggle())
        self._more = make.button("", "show_more", self._toggle_more, link=True)
        self._more.setVisible(bool(self._additional))
        self._grid, self._filler = QGridLayout(), QWidget(self._body)
        self._build(content)
        self.set_open(open)
        self.show_more(False)
        for shown in self._promoted:
            if shown in self.editors:
                self.editors[shown].edited.connect(lambda _name: self.refresh_summary())
        theme.changes().changed.connect(self._restyle)

    def _build(self, content: QWidget | None) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.HUGE + theme.SMALL)
        self._grid.setVerticalSpacing(theme.TIGHT + 2)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(theme.LARGE, theme.TIGHT, theme.LARGE, theme.MEDIUM)
        inside.setSpacing(theme.SMALL)
        if self._rows:
            inside.addLayout(self._grid)
            inside.addWidget(self._more, 0, Qt.AlignmentFlag.AlignRight)
        if content is not None:
            inside.addWidget(content)
        page = QVBoxLayout(self)
        page.setContentsMargins(1, 1, 1, 1)
        page.setSpacing(0)
        page.addWidget(self._header)
        page.addWidget(self._body)

    def add_content(self, content: QWidget) -> None:
        """Put a part of the page below the fields."""
        inside = self._body.layout()
        if inside is not None:
            inside.addWidget(content)
        self._contents.append(content)
        self._order_tabs(self._shown_rows())

    def last_stop(self) -> QWidget:
        """The last part that takes the cursor with Tab; what follows the FastTab comes after it."""
        stops = [widget for content in self._contents for widget in _stops(content)]
        return stops[-1] if stops else self if self._more.isHidden() else self._more

    # -- open and closed ----------------------------------------------------------------------------

    def is_open(self) -> bool:
        """Are the fields shown?"""
        return self._body.isVisibleTo(self)

    def set_open(self, open: bool) -> None:
        """Show the fields, or only the title with the summary."""
        self._body.setVisible(open)
        icons.dress(self._header, "chevron_down" if open else "chevron_right", "text_soft", icons.SMALL)
        self._header.setToolTip(_("Close this FastTab") if open else _("Open this FastTab"))
        self.refresh_summary()

    def refresh_summary(self) -> None:
        """Show the promoted values as they are now, while the FastTab is closed."""
        shown = [] if self.is_open() else [self.editors[name].text() for name in self._summed_up() if name in self.editors]
        self._header.summary = [text for text in shown if text.strip()][:_MOST_SUMMED_UP]
        state = _("Open; Space closes it.") if self.is_open() else _("Closed; Space opens it.")
        self._header.setAccessibleDescription(" ".join([state, ", ".join(self._header.summary)]).strip())
        self._header.update()

    def _summed_up(self) -> tuple[str, ...]:
        """The promoted fields; where none is, those whose value says something without its caption."""
        return self._promoted or tuple(name for name, editor in self.editors.items() if not isinstance(editor.field.kind, YesNo))

    def _toggle(self) -> None:
        self.set_open(not self.is_open())
        self.toggled.emit(self.is_open())

    # -- fields -------------------------------------------------------------------------------------

    def show_more(self, more: bool) -> None:
        """Show the additional fields as well, or hide them again."""
        self._more_shown = more
        self._more.setText(_("Show less") if more else _("Show more"))
        self._more.setAccessibleDescription(self.title)
        self._lay_out(force=True)

    def _toggle_more(self) -> None:
        self.show_more(not self._more_shown)
        self.more_toggled.emit(self._more_shown)

    def show_field(self, name: str, shown: bool) -> None:
        """Show or hide one field, whatever "Show more" says."""
        self._rows[name].wanted = shown
        self._lay_out(force=True)

    def set_caption(self, name: str, caption: str) -> None:
        """Call a field differently here: a county is a state or a province in some countries."""
        self._rows[name].caption.setText(caption.replace("&", "&&"))
        self.editors[name].widget.setAccessibleName(caption)

    def reveal(self, name: str) -> None:
        """Open the FastTab, and "Show more" where that is needed, so that the field can take the cursor."""
        if not self.is_open():
            self.set_open(True)
        if name in self._additional and not self._more_shown:
            self.show_more(True)

    def _shown_rows(self) -> list[Row]:
        return [row for name, row in self._rows.items() if row.wanted and (self._more_shown or name not in self._additional)]

    def _lay_out(self, *, force: bool = False) -> None:
        columns = 2 if self.width() >= theme.scaled(_TWO_COLUMNS) else 1
        above = self.width() < theme.scaled(_CAPTIONS_ABOVE)
        if (columns, above) == self._arranged and not force:
            return
        self._arranged = (columns, above)
        shown = self._shown_rows()
        for row in self._rows.values():
            self._grid.removeWidget(row)
            row.align(above=above)
        high = -(-len(shown) // columns)
        for place, row in enumerate(shown):
            self._grid.addWidget(row, place % high, place // high, Qt.AlignmentFlag.AlignTop)
        self._grid.removeWidget(self._filler)
        if columns > len(shown):  # a single field is as wide as those of the other FastTabs
            self._grid.addWidget(self._filler, 0, 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)
        for row in self._rows.values():
            row.setVisible(row in shown)
        self._order_tabs(shown)

    def _order_tabs(self, shown: list[Row]) -> None:
        before: QWidget = self._header
        for row in shown:
            self.setTabOrder(before, row.editor.widget)
            before = row.editor.widget
        self.setTabOrder(before, self._more)
        before = self._more
        for stop in (stop for content in self._contents for stop in _stops(content)):
            self.setTabOrder(before, stop)
            before = stop

    def _restyle(self) -> None:
        self._lay_out(force=True)

    def minimumSizeHint(self) -> QSize:
        # Narrower than its fields are now: it rearranges them as its page becomes narrow.
        return QSize(theme.scaled(200), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()


def _stops(content: QWidget) -> list[QWidget]:
    """What of a part of the page takes the cursor with Tab."""
    return [one for one in (content, *content.findChildren(QWidget)) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
