"""The picture of a person or the mark of a business: paste, drop, import, export, delete (contacts C-120)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from contactdesk.errors import ExportTarget, NotAPicture, UserError
from contactdesk.model.fields import Field
from contactdesk.model.file_kinds import Picture
from contactdesk.text import _
from ui import theme
from ui.parts import make
from ui.parts.editors import Editor
from ui.parts.picture_files import exported, pasted, sensible

_FILES = "(*.png *.jpg *.jpeg *.bmp *.gif)"


class PictureBox(QFrame):
    """Shows a picture and takes another one; `picked` brings the bytes of its file (b"" when it was deleted), `cropped` a part of it.

    Nothing is kept here: whoever listens saves the bytes, and shows them with `set_picture`. `refused`
    says what was wrong with what was pasted, dropped or chosen. A large picture is brought down to a sensible size.
    """

    picked = Signal(bytes)
    cropped = Signal(bytes)
    refused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("picture")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self._data = b""
        self._file_name = ""
        self._editable = True
        self._view = make.label(role="soft", wrap=True, centred=True)
        self._fit_height()
        theme.changes().changed.connect(self._fit_height)
        self._buttons: dict[str, QToolButton] = {}
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.TIGHT)
        page.addWidget(self._view, 1)
        page.addLayout(self._button_row())
        self._draw()

    def _fit_height(self) -> None:
        self._view.setMinimumHeight(theme.scaled(112))

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addStretch(1)
        for name, icon, help, slot in (
            ("import", "folder_open", _("Choose a picture"), self.import_file),
            ("paste", "clipboard_paste", _("Paste a picture (Ctrl+V)"), self.paste),
            ("crop", "crop", _("Crop the picture"), self.crop),
            ("export", "arrow_download", _("Save the picture as a file"), self.export_file),
            ("delete", "delete", _("Delete the picture (Del)"), self.delete),
        ):
            self._buttons[name] = make.tool(icon, help, f"picture_{name}", slot)
            row.addWidget(self._buttons[name])
        row.addStretch(1)
        return row

    def picture(self) -> bytes:
        """The bytes shown; b"" without a picture."""
        return self._data

    def set_picture(self, data: bytes | None) -> None:
        """Show the picture in `data`; nothing for None."""
        self._data = data or b""
        self._draw()

    def set_file_name(self, name: str) -> None:
        """The name that an exported picture is proposed under."""
        self._file_name = name

    def set_editable(self, editable: bool) -> None:
        """Allow another picture, or only looking at this one."""
        self._editable = editable
        self.setAcceptDrops(editable)
        self._draw()

    def import_file(self) -> None:
        """Let the user choose a file."""
        path, _chosen = QFileDialog.getOpenFileName(self, _("Choose a picture"), "", " ".join((_("Pictures"), _FILES)))
        if path:
            self._take_file(Path(path))

    def export_file(self) -> None:
        """Write the picture to a file the user chooses."""
        name = self._file_name or _("Picture") + ".jpg"
        path, _chosen = QFileDialog.getSaveFileName(self, _("Save the picture as a file"), name, " ".join((_("Pictures"), _FILES)))
        if path:
            file = Path(path) if Path(path).suffix else Path(path).with_suffix(".jpg")
            try:
                file.write_bytes(exported(self._data, file.suffix))
            except OSError as trouble:
                self.refused.emit(ExportTarget(path=file, reason=f"{trouble.strerror}."))

    def crop(self) -> None:
        """Let the user cut a square out of the picture."""
        from ui.crop_dialog import CropDialog

        if self._data and self._editable:
            CropDialog(self._data, self._cropped, self.window()).open()

    def _cropped(self, data: bytes) -> None:
        self.set_picture(data)
        self.cropped.emit(data)

    def paste(self) -> None:
        """Take the picture on the clipboard."""
        self._take(QGuiApplication.clipboard().mimeData())

    def delete(self) -> None:
        """Take the picture away."""
        if self._data and self._editable:
            self.set_picture(b"")
            self.picked.emit(b"")

    def _take(self, data: QMimeData) -> None:
        if data.hasUrls() and data.urls()[0].isLocalFile():
            self._take_file(Path(data.urls()[0].toLocalFile()))
        elif data.hasImage():
            self._take_bytes(pasted(QImage(data.imageData())))
        else:
            self.refused.emit(NotAPicture())

    def _take_file(self, path: Path) -> None:
        try:
            self._take_bytes(path.read_bytes() if path.stat().st_size <= Picture().largest else b"")
        except OSError:
            self.refused.emit(NotAPicture())

    def _take_bytes(self, data: bytes) -> None:
        if not self._editable:
            return
        found = sensible(data)
        if found:
            self.set_picture(found)
            self.picked.emit(found)
        else:
            self.refused.emit(NotAPicture())

    def _draw(self) -> None:
        picture = QPixmap()
        ratio = self.devicePixelRatioF()
        if self._data and picture.loadFromData(QByteArray(self._data)):
            room = QSize(max(self._view.width(), 64), max(self._view.height(), theme.scaled(112))) * ratio
            if picture.width() > room.width() or picture.height() > room.height():
                picture = picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
            picture.setDevicePixelRatio(ratio)
            self._view.setPixmap(picture)
        else:
            self._view.setPixmap(QPixmap())
            self._view.setText(_("Paste or drop a picture here") if self._editable else _("No picture"))
        self.setAccessibleName(_("Picture") if self._data else _("No picture"))
        for name, button in self._buttons.items():
            button.setEnabled((name == "export" or self._editable) and (bool(self._data) or name in ("import", "paste")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event.mimeData())
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.matches(QKeySequence.StandardKey.Copy) and self._view.pixmap():
            QGuiApplication.clipboard().setPixmap(self._view.pixmap())
        elif event.key() == Qt.Key.Key_Delete:
            self.delete()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in self._buttons.values():
            entry = menu.addAction(button.icon(), button.toolTip(), button.click)
            entry.setEnabled(button.isEnabled())
        menu.exec(event.globalPos())


class PictureEditor(Editor):
    """The picture of a record among its fields; its value is the bytes of the file, or None."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.box = PictureBox()
        super().__init__(field, self.box, parent)
        self.box.picked.connect(self._picked)
        self.box.cropped.connect(self._picked)
        self.box.refused.connect(self._refused)

    def text(self) -> str:
        return self.field.kind.format(self.box.picture())

    def value(self) -> bytes | None:
        return self.box.picture() or None

    def set_read_only(self, read_only: bool) -> None:
        self.box.set_editable(not read_only)

    def _put(self, value: Any) -> None:
        self.box.set_picture(value)

    def _text_of(self, value: Any) -> str:
        return self.field.kind.format(value)

    def _picked(self) -> None:
        self.clear_error()
        self.edited.emit(self.field.name)
        self.commit()

    def _refused(self, error: UserError) -> None:
        self.show_error(str(error))
