"""Cutting a square out of a picture: dragged with the mouse, or moved and sized by keys (contacts C-120)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QDialog, QWidget

from contactdesk.text import _
from ui import theme
from ui.choose_dialog import OverWindow
from ui.parts import make
from ui.parts.picture_files import cut, largest_square

_SMALLEST = 32
"""Pixels of the smallest square."""
_STEPS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
_LARGER = (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_PageUp)
_SMALLER = (Qt.Key.Key_Minus, Qt.Key.Key_PageDown)


class CropDialog(OverWindow):
    """`cropped` gets the bytes of the square that was cut out."""

    def __init__(self, data: bytes, cropped: Callable[[bytes], object], parent: QWidget) -> None:
        super().__init__(_("Crop the picture"), parent)
        self.setObjectName("crop_dialog")
        self._data, self._cropped = data, cropped
        self.frame = SquareFrame(QImage.fromData(data))
        self.page.addWidget(make.label(_("Crop the picture"), "heading"))
        self.page.addWidget(self.frame, 1)
        hint = _("Drag the square, or move it with the arrow keys; + and − or the wheel make it larger and smaller.")
        self.page.addWidget(make.label(hint, "soft", wrap=True))
        crop = make.button(_("Crop"), "crop", self.accept, primary=True)
        crop.setDefault(True)
        self.add_buttons([make.button(_("Cancel"), "crop_cancel", self.reject), crop])
        self.frame.setFocus()
        theme.size_window(self, 560, 560)

    def done(self, result: int) -> None:
        super().done(result)
        if result == QDialog.DialogCode.Accepted:
            self._cropped(cut(self._data, self.frame.square))


class SquareFrame(QWidget):
    """A picture with a square on it; `square` is in pixels of the picture."""

    def __init__(self, image: QImage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = image
        self._held: QPoint | None = None
        self.square = largest_square(image.size())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(theme.scaled(240), theme.scaled(200))
        self.setAccessibleName(_("Part of the picture"))
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(theme.scaled(480), theme.scaled(380))

    def move_by(self, across: int, down: int) -> None:
        """Move the square; it stays on the picture."""
        self._show(self.square.translated(across, down))

    def resize_by(self, pixels: int) -> None:
        """Make the square larger or smaller around its middle; it stays on the picture."""
        side = min(max(self.square.width() + pixels, _SMALLEST), self._image.width(), self._image.height())
        middle = self.square.center()
        self._show(QRect(middle.x() - side // 2, middle.y() - side // 2, side, side))

    def _show(self, square: QRect) -> None:
        left = min(max(square.x(), 0), self._image.width() - square.width())
        top = min(max(square.y(), 0), self._image.height() - square.height())
        self.square = QRect(left, top, square.width(), square.height())
        self._tell()
        self.update()

    def _tell(self) -> None:
        text = _("{side} by {side} pixels, {left} from the left, {top} from the top")
        self.setAccessibleDescription(text.format(side=self.square.width(), left=self.square.x(), top=self.square.y()))

    # -- keys and mouse -----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else max(1, self._image.width() // 40)
        key = Qt.Key(event.key())
        if key in _STEPS:
            across, down = _STEPS[key]
            self.move_by(across * step, down * step)
        elif key in _LARGER or key in _SMALLER:
            self.resize_by(2 * step if key in _LARGER else -2 * step)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.resize_by(max(2, self._image.width() // 30) * (1 if event.angleDelta().y() > 0 else -1))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = self._pixel(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            now = self._pixel(event.position())
            moved = now - self._held
            self._held = now
            self.move_by(moved.x(), moved.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._held = None

    def _pixel(self, place: QPointF) -> QPoint:
        shown = self._shown()
        scale = self._image.width() / shown.width()
        return QPoint(round((place.x() - shown.x()) * scale), round((place.y() - shown.y()) * scale))

    # -- painting -----------------------------------------------------------------------------------

    def _shown(self) -> QRectF:
        """Where the picture stands on the widget."""
        size = QSize(self._image.size()).scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRectF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2, size.width(), size.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shown = self._shown()
        painter.drawImage(shown, self._image)
        scale = shown.width() / self._image.width()
        square = QRectF(
            shown.x() + self.square.x() * scale,
            shown.y() + self.square.y() * scale,
            self.square.width() * scale,
            self.square.height() * scale,
        )
        dimmed = QPainterPath()
        dimmed.addRect(shown)
        inside = QPainterPath()
        inside.addRect(square)
        painter.fillPath(dimmed.subtracted(inside), QColor(0, 0, 0, 140))
        painter.setPen(QPen(theme.colour("accent"), 3 if self.hasFocus() else 2))
        painter.drawRect(square.adjusted(1, 1, -1, -1))
