"""Widgets of which only the kinds can be made."""

from __future__ import annotations

from abc import ABCMeta
from typing import Any

from PySide6.QtCore import QObject


class AbstractWidget(ABCMeta, type(QObject)):  # type: ignore[misc]
    """The metaclass of a widget with abstract methods: one that lacks any cannot be made.

    Python checks that when it makes an object itself; Qt's objects are made past this check, so it is done here.
    """

    def __call__(cls, *arguments: Any, **options: Any) -> Any:
        if cls.__abstractmethods__:
            missing = ", ".join(sorted(cls.__abstractmethods__))
            raise TypeError(f"{cls.__name__} is abstract, it lacks: {missing}")
        return super().__call__(*arguments, **options)
