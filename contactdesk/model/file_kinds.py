"""Kinds whose value is a whole file: pictures, and what is attached to a record."""

from __future__ import annotations

from typing import Any, ClassVar

from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeEngine

from contactdesk import errors
from contactdesk.model.kinds import Kind
from contactdesk.text import _


class Content(Kind):
    """A file of any sort as its bytes, at most 10 MB; None is no file."""

    __slots__ = ()

    empty: ClassVar[None] = None
    largest: ClassVar[int] = 10 * 1024 * 1024

    def column_type(self) -> TypeEngine[Any]:
        return LargeBinary()

    def refuse(self) -> errors.UserError:
        """What is said about bytes that cannot be kept."""
        return errors.FileTooLarge(largest=self.largest // (1024 * 1024))

    def parse(self, text: str) -> bytes | None:
        from base64 import b64decode

        try:
            return self.check(b64decode(text, validate=True)) if text else None
        except ValueError:
            raise self.refuse() from None

    def fits(self, value: bytes) -> bool:
        """Can these bytes be kept?"""
        return len(value) <= self.largest

    def check(self, value: Any) -> bytes | None:
        if isinstance(value, str):
            return self.parse(value)
        if value and not self.fits(value):
            raise self.refuse()
        return value or None

    def format(self, value: Any) -> str:
        from base64 import b64encode

        return b64encode(value).decode() if value else ""

    def show(self, value: Any) -> str:
        return _("File") if value else ""


class Picture(Content):
    """A picture as the bytes of its file; None is no picture (contacts C-120)."""

    __slots__ = ()

    STARTS: ClassVar[tuple[bytes, ...]] = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"GIF87a", b"GIF89a")

    def refuse(self) -> errors.UserError:
        return errors.NotAPicture()

    def fits(self, value: bytes) -> bool:
        return Content.fits(self, value) and value.startswith(self.STARTS)

    def show(self, value: Any) -> str:
        return _("Picture") if value else ""
