"""Pictures as files: read upright, brought down to a sensible size, written as JPEG or PNG (contacts C-120)."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from contactdesk.model.file_kinds import Picture

LARGEST_SIDE = 1024
"""Pixels of the longer side of a picture that is kept."""
_MOST_PIXELS = 100_000_000
"""A picture of more is not even read: it would fill the memory (reliability P-11)."""
_JPEG_QUALITY = 88
_KEPT = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8")


def sensible(data: bytes) -> bytes:
    """The bytes of a picture as they are kept: upright, at most 1,024 pixels wide and high; b"" for what is no picture.

    A JPEG, PNG or GIF that fits already stays as it is.
    """
    if len(data) > Picture().largest or not data.startswith(Picture.STARTS):
        return b""
    store = QBuffer()
    store.setData(QByteArray(data))
    store.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(store)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty() or size.width() * size.height() > _MOST_PIXELS:
        return b""
    fits = max(size.width(), size.height()) <= LARGEST_SIDE
    turned = reader.transformation() != reader.transformation().TransformationNone
    if not fits:
        reader.setScaledSize(size.scaled(LARGEST_SIDE, LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        return b""
    return data if fits and not turned and data.startswith(_KEPT) else encoded(image)


def pasted(image: QImage) -> bytes:
    """The bytes of a picture that came without a file: as PNG, which loses nothing, unless it has to be brought down."""
    if max(image.width(), image.height()) <= LARGEST_SIDE:
        return written(image, "PNG")
    smaller = image.scaled(LARGEST_SIDE, LARGEST_SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return encoded(smaller)


def encoded(image: QImage) -> bytes:
    """`image` as PNG where parts of it are transparent, else as JPEG."""
    return written(image, "PNG" if image.hasAlphaChannel() else "JPEG")


def written(image: QImage, format: str) -> bytes:
    """`image` in a file format; JPEG has no transparency, so it stands on white there."""
    if format == "JPEG" and image.hasAlphaChannel():
        flat = QImage(image.size(), QImage.Format.Format_RGB32)
        flat.fill(QColor(Qt.GlobalColor.white))
        painter = QPainter(flat)
        painter.drawImage(0, 0, image)
        painter.end()
        image = flat
    store = QBuffer()
    store.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(store, format, _JPEG_QUALITY if format == "JPEG" else -1)  # type: ignore[call-overload]
    return bytes(store.data().data())


def exported(data: bytes, ending: str) -> bytes:
    """The bytes of a picture for a file with this ending; as they are where they are of that kind already."""
    wanted = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".bmp": "BMP"}.get(ending.lower(), "")
    present = (
        "JPEG" if data.startswith(b"\xff\xd8\xff") else "PNG" if data.startswith(b"\x89PNG") else "BMP" if data.startswith(b"BM") else ""
    )
    return data if not wanted or wanted == present else written(QImage.fromData(QByteArray(data)), wanted)


def cut(data: bytes, part: QRect) -> bytes:
    """A part of a picture, in its own pixels."""
    image = QImage.fromData(QByteArray(data))
    return encoded(image.copy(part.intersected(QRect(0, 0, image.width(), image.height()))))


def largest_square(size: QSize) -> QRect:
    """The largest square in the middle of a picture."""
    side = min(size.width(), size.height())
    return QRect((size.width() - side) // 2, (size.height() - side) // 2, side, side)
