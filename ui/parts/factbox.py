"""The pane beside a list or card: facts about the chosen record, in titled groups, with links."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from contactdesk.text import _
from ui import theme
from ui.parts import make
from ui.parts.elided_link import ElidedLink

if TYPE_CHECKING:
    from contactdesk.presenters.fact_groups import Fact, FactGroup

_WIDTH, _WIDEST = 300, 380
_SHORT = 6
"""Characters of a value that needs no room."""
_LINK_FRAME = 2
"""Room around a link for the frame of the cursor; plain texts keep it too, so that all stand on one line."""


class FactBox(QWidget):
    """Shows groups of facts; widgets such as the picture stand above them."""

    followed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("factbox")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("FactBox"))
        self._scale = theme.current().scale
        self._fit_width()
        theme.changes().changed.connect(self._fit_width)
        self._inside = QWidget()
        self._page = QVBoxLayout(self._inside)
        self._page.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.LARGE)
        self._page.setSpacing(theme.SMALL)
        self._groups: QWidget | None = None
        self._below: list[QWidget] = []
        self._page.addStretch(1)
        scroll = QScrollArea()
        scroll.setViewport(QWidget())  # as in `ListView`: one that Qt makes costs 8 ms when Python sees it first
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside)
        self._inside.setAutoFillBackground(False)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(1, 0, 0, 0)
        outside.addWidget(scroll)

    def _fit_width(self) -> None:
        """The pane grows and shrinks with the text; what stands before it gives or takes the room."""
        grown, self._scale = theme.current().scale / self._scale, theme.current().scale
        self.setMinimumWidth(min(theme.scaled(_WIDTH), _WIDEST))
        between = self.parentWidget()
        if grown != 1 and isinstance(between, QSplitter) and self.isVisible():
            sizes, place = between.sizes(), between.indexOf(self)
            more = round(sizes[place] * (grown - 1))
            sizes[place - 1], sizes[place] = sizes[place - 1] - more, sizes[place] + more
            between.setSizes(sizes)

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(_WIDTH), super().sizeHint().height())

    def add_widget(self, title: str, widget: QWidget) -> None:
        """Put a widget (picture) under a title above the facts."""
        place = self._above()
        self._page.insertWidget(place, make.label(title, "strong"))
        self._page.insertWidget(place + 1, widget)

    def put_above(self, widget: QWidget) -> None:
        """Put a widget without a title above the facts."""
        self._page.insertWidget(self._above(), widget)

    def _above(self) -> int:
        """The place above the facts, below what stands there already."""
        return self._page.count() - 1 - len(self._below) - (self._groups is not None)

    def put_below(self, widget: QWidget) -> None:
        """Put a widget without a title below the facts."""
        self._below.append(widget)
        self._page.insertWidget(self._page.count() - 1, widget)

    def show_groups(self, groups: Sequence[FactGroup]) -> None:
        """Show these facts instead of those shown before."""
        made = QWidget()
        page = QVBoxLayout(made)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(theme.TIGHT)
        for place, group in enumerate(groups):
            if place:
                page.addSpacing(theme.SMALL)
                page.addWidget(make.rule())
                page.addSpacing(theme.TIGHT)
            page.addWidget(make.label(group.title, "strong"))
            self._add_lines(page, group)
        if self._groups is not None:
            self._page.removeWidget(self._groups)
            self._groups.hide()
            self._groups.deleteLater()
        self._groups = made
        self._page.insertWidget(self._page.count() - 1 - len(self._below), made)

    def _add_lines(self, page: QVBoxLayout, group: FactGroup) -> None:
        """A line for each fact; its value has all the room that its own caption leaves."""
        lines = QVBoxLayout()
        lines.setSpacing(0)
        page.addLayout(lines)
        # A column of counts leaves the room to its captions.
        counts = all(len(fact.value) <= _SHORT for fact in group.facts)
        for fact in group.facts:
            line = QHBoxLayout()
            line.setSpacing(theme.MEDIUM)
            caption = make.label(fact.caption, "soft", wrap=True)
            caption.setContentsMargins(0, _LINK_FRAME, 0, _LINK_FRAME)
            line.addWidget(caption, int(counts), Qt.AlignmentFlag.AlignTop)
            line.addWidget(self._value(fact), int(not counts), Qt.AlignmentFlag.AlignTop)
            lines.addLayout(line)
        if not group.facts and group.hint:
            lines.addWidget(make.label(group.hint, "soft", wrap=True))

    def _value(self, fact: Fact) -> QWidget:
        if fact.link:
            link = ElidedLink(fact.value, f"fact_{fact.link}", partial(self.followed.emit, fact.link))
            link.setAccessibleName(f"{fact.caption}: {fact.value}")
            return link
        value = make.label(fact.value, wrap=len(fact.value) > 24)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        value.setAccessibleName(f"{fact.caption}: {fact.value}")
        value.setAlignment(Qt.AlignmentFlag.AlignRight)
        value.setContentsMargins(0, _LINK_FRAME, _LINK_FRAME, _LINK_FRAME)
        return value
