"""The shape of what a pane beside a list or card shows; loaded with the first window, so it needs nothing itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A caption and a value. `link` says where a click leads: "card:TABLE:NO", "list:TABLE:NO", "persons:NO", "segment:PAGE:NO",
    "call:NUMBER", "mail:ADDRESS", "web:ADDRESS"."""

    caption: str
    value: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class FactGroup:
    """Facts under a title; `hint` stands where there are none."""

    title: str
    facts: tuple[Fact, ...]
    hint: str = ""
