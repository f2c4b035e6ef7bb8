"""A button of a bar: icon, caption, and a small arrow where a menu opens, all at fixed distances."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QCursor, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QStyleOptionToolButton, QToolButton, QWidget

from ui import icons, theme

_EDGE, _GAP, _ARROW = 8, 6, 12


class BarButton(QToolButton):
    """Drawn by hand, because styles put icon and caption at distances of their own; frame, hover and focus are the style's."""

    def __init__(self, parent: QWidget | None = None, *, icon_only: bool = False) -> None:
        super().__init__(parent)
        self._icon_only = icon_only
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def setMenu(self, menu: QMenu) -> None:
        super().setMenu(menu)
        menu.aboutToHide.connect(lambda: QTimer.singleShot(0, self, self._menu_closed))

    def _menu_closed(self) -> None:
        """Where the menu opens a dialog, nobody tells the button that the mouse is elsewhere, and it would go on looking pressed."""
        if not self.rect().contains(self.mapFromGlobal(QCursor.pos())):
            self.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
            self.update()

    def sizeHint(self) -> QSize:
        icon = theme.scaled(icons.NORMAL)
        width = 2 * _EDGE + icon
        if not self._icon_only and self.text():
            width += _GAP + self.fontMetrics().horizontalAdvance(self.text().replace("&&", "&"))
        if self._has_arrow():
            width += _GAP + theme.scaled(_ARROW)
        return QSize(width, max(icon, self.fontMetrics().height()) + 12)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """The style draws frame, hover and focus alone."""
        super().initStyleOption(option)
        option.text, option.icon = "", QIcon()
        option.features = QStyleOptionToolButton.ToolButtonFeature.None_

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        size, high = theme.scaled(icons.NORMAL), self.height()
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        picture = self.icon().pixmap(QSize(size, size), self.devicePixelRatioF(), mode)
        painter.drawPixmap(QPointF(_EDGE, (high - size) / 2), picture)
        if not self._icon_only:
            on = self.isChecked() and self.isEnabled()
            painter.setPen(theme.colour("on_accent_soft" if on else "text" if self.isEnabled() else "text_disabled"))
            place = QRectF(_EDGE + size + _GAP, 0, self.width(), high)
            painter.drawText(
                place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic), self.text()
            )
        if self._has_arrow():
            small = theme.scaled(_ARROW)
            arrow = icons.pixmap("chevron_down", "text_soft" if self.isEnabled() else "text_disabled", small, self.devicePixelRatioF())
            painter.drawPixmap(QPointF(self.width() - small - _EDGE, (high - small) / 2 + 1), arrow)

    def _has_arrow(self) -> bool:
        return self.menu() is not None and self.objectName() != "more"
