"""A line below the address of a contact: which alternate address is used instead just now; a click opens it (contacts C-73)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from contactdesk.presenters.fact_groups import Fact
from contactdesk.text import _
from ui import icons, theme
from ui.parts import make
from ui.parts.elided_link import ElidedLink


class ActiveLine(QWidget):
    """Shows a fact with an icon before it, or nothing; `followed` brings the link of the fact."""

    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("active_line")
        self._fact: Fact | None = None
        picture = QLabel()
        icons.dress(picture, "location", "accent", icons.SMALL)
        picture.setFixedWidth(theme.scaled(icons.SMALL))
        self._caption = make.label(role="strong", name="active_caption")
        self._link = ElidedLink("", "active_alternate", self._follow)
        self._link.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._link.setAccessibleDescription(_("Opens the alternate address."))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, theme.TIGHT, 0, 0)
        line.setSpacing(theme.SMALL)
        line.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._caption)
        line.addWidget(self._link, 1)
        self.show_fact(None)

    def show_fact(self, fact: Fact | None) -> None:
        """Show the line, or take it away."""
        self._fact = fact
        self.setVisible(fact is not None)
        if fact is not None:
            self._caption.setText(f"{fact.caption}:")
            self._link.show_text(fact.value)
            self._link.setAccessibleName(f"{fact.caption}: {fact.value}")

    def _follow(self) -> None:
        if self._fact is not None:
            self.followed.emit(self._fact.link)
