"""Editors that are picked rather than typed: a list of options, yes or no."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPointF, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from contactdesk.model import kinds
from contactdesk.model.fields import Field
from contactdesk.text import _
from ui import icons, theme
from ui.parts.editors import Editor


class DropDown(QComboBox):
    """A combo box with an arrow in the colours of the theme, and without surprises from the mouse wheel."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setAccessibleDescription(_("The arrows choose; Alt+Down opens the list."))

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Turning the wheel over a form scrolls the form; it must not change a value unseen.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        size = theme.scaled(icons.SMALL)
        arrow = icons.pixmap("chevron_down", "text_soft" if self.isEnabled() else "text_disabled", size, self.devicePixelRatioF())
        QPainter(self).drawPixmap(QPointF(self.width() - size - 8, (self.height() - size) / 2), arrow)


class ChoiceEditor(Editor):
    """One of the options of a field; its value is the number of the option."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.combo = DropDown()
        assert isinstance(field.kind, kinds.Choice)
        for option in field.kind.options:
            self.combo.addItem(_(option) or " ")
        super().__init__(field, self.combo, parent)
        self.combo.activated.connect(self._picked)
        self.set_read_only(not field.editable)

    def text(self) -> str:
        return self.combo.currentText().strip()

    def value(self) -> int:
        return max(self.combo.currentIndex(), 0)

    def set_read_only(self, read_only: bool) -> None:
        self.combo.setEnabled(not read_only)

    def _put(self, value: Any) -> None:
        self.combo.setCurrentIndex(int(value or 0))

    def _picked(self) -> None:
        self.edited.emit(self.field.name)
        self.commit()

    def _keeps_focus(self) -> bool:
        return self.combo.view().isVisible()


class Switch(QCheckBox):
    """A check box drawn as a switch that says Yes or No beside it."""

    WIDTH, HEIGHT = 36, 20

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = 0.0
        self._slide = QVariantAnimation(self)
        self._slide.setDuration(120)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._slid)
        self.toggled.connect(self._start)

    def sizeHint(self) -> QSize:
        height = theme.scaled(30)
        return QSize(theme.scaled(self.WIDTH) + 8 + self.fontMetrics().horizontalAdvance(_("Yes") + _("No")) + 8, height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: Any) -> bool:
        return bool(self.rect().contains(pos))

    def _start(self, checked: bool) -> None:
        self._slide.stop()
        if not self.isVisible():
            self._slid(float(checked))
            return
        self._slide.setStartValue(self._place)
        self._slide.setEndValue(float(checked))
        self._slide.start()

    def _slid(self, place: float) -> None:
        self._place = place
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = theme.scaled(self.WIDTH), theme.scaled(self.HEIGHT)
        track = QRectF(3, (self.height() - height) / 2, width, height)
        on, enabled = self.isChecked(), self.isEnabled()
        line = theme.colour("accent" if on else "line_strong") if enabled else theme.colour("line_strong")
        painter.setPen(QPen(line, 1.2))
        painter.setBrush((theme.colour("accent") if enabled else theme.colour("line_strong")) if on else theme.colour("surface"))
        painter.drawRoundedRect(track, height / 2, height / 2)
        radius = height / 2 - 4
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface") if on else theme.colour("text_soft"))
        painter.drawEllipse(QPointF(track.left() + height / 2 + self._place * (width - height), track.center().y()), radius, radius)
        painter.setPen(theme.colour("text" if enabled else "text_disabled"))
        words = QRectF(track.right() + 8, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, _("Yes") if on else _("No"))
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(track.adjusted(-2, -3, 2, 3), height / 2 + 3, height / 2 + 3)


class YesNoEditor(Editor):
    """Yes or no, drawn as a switch; Space turns it over."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.switch = Switch()
        super().__init__(field, self.switch, parent)
        self.switch.clicked.connect(self._picked)
        self.set_read_only(not field.editable)

    def text(self) -> str:
        return self.field.kind.show(self.switch.isChecked())

    def value(self) -> bool:
        return self.switch.isChecked()

    def set_read_only(self, read_only: bool) -> None:
        self.switch.setEnabled(not read_only)

    def _put(self, value: Any) -> None:
        self.switch.setChecked(bool(value))

    def _picked(self) -> None:
        self.edited.emit(self.field.name)
        self.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Picking has committed already; leaving must not do it a second time while it is being saved.
        if event.type() == QEvent.Type.FocusOut:
            return False
        return super().eventFilter(watched, event)
