"""What every refusal must be: an id, a place, a remedy in both languages, and a database as it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.text import use_language
from tests.builders import dump


def refused(desk: Desk, id: str, action: Callable[[], Any], *, field: str | None = None, record: str | None = None) -> UserError:
    """Run `action`, which must be refused with `id` and change nothing; the refusal."""
    before = dump(desk)
    with pytest.raises(UserError) as caught:
        action()
    refusal = caught.value
    assert refusal.id == id, refusal
    if field is not None:
        assert refusal.field == field
    if record is not None:
        assert refusal.record == record
    assert dump(desk) == before
    check_texts(refusal)
    return refusal


def refused_with(desk: Desk, error: type[UserError], call: Callable[..., Any], *args: Any, **options: Any) -> UserError:
    """The refusal of a call, which leaves the database as it is."""
    before = dump(desk)
    with pytest.raises(error) as caught:
        call(*args, **options)
    assert dump(desk) == before
    return caught.value


def check_texts(refusal: UserError) -> None:
    """What and what now are said in English and Dutch, with every placeholder filled."""
    english = (refusal.what, refusal.what_now)
    use_language("nl")
    try:
        dutch = (refusal.what, refusal.what_now)
    finally:
        use_language("en")
    assert all(english)
    assert all(dutch)
    assert english[0] != dutch[0]
    assert not any("{" in text for text in (*english, *dutch)), english
