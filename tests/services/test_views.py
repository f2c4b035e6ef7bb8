"""Saved views of lists, the same on both databases (contacts F-3)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.services.views import ViewDefinition

DUTCH = ViewDefinition((("country_region_code", "NL"), ("name", "@*b.v.*")), {"shown": ["no", "name"], "frozen": 1}, "city", True)


def names(desk, page="contact"):
    return [view.name for view in desk.views.all(page)]


def test_a_view_keeps_filters_columns_and_order(desk):
    """contacts F-3"""
    saved = desk.views.save("contact", DUTCH, name="Dutch companies")

    (found,) = desk.views.all("contact")
    assert found == saved
    assert found.definition == DUTCH
    assert desk.views.all("customer") == []


def test_a_view_saved_without_a_name_is_a_copy_of_the_one_it_came_from(desk):
    """contacts F-3: "All (Copy)"."""
    first = desk.views.save("contact", DUTCH)
    second = desk.views.save("contact", DUTCH, name="  ")
    third = desk.views.save("contact", DUTCH, based_on="Dutch")

    assert [one.name for one in (first, second, third)] == ["All (Copy)", "All (Copy) 2", "Dutch (Copy)"]


def test_own_views_are_mine_and_shared_ones_everybodys(desk):
    """contacts F-3"""
    own = desk.views.save("contact", DUTCH, name="Mine")
    shared = desk.views.save("contact", DUTCH, name="Zeeland", shared=True)
    colleague = Desk(desk.store, replace(desk.actions.who, name="colleague"))

    assert names(desk) == ["Zeeland", "Mine"]
    assert names(colleague) == ["Zeeland"]
    with pytest.raises(errors.NotFound):
        colleague.views.rename(own.id, "Theirs")
    colleague.views.remove(own.id)
    colleague.views.rename(shared.id, "Friesland")
    assert names(desk) == ["Friesland", "Mine"]


def test_two_views_of_a_list_have_different_names(desk):
    """contacts F-3"""
    first = desk.views.save("contact", DUTCH, name="Dutch")
    desk.views.save("contact", DUTCH, name="German")

    with pytest.raises(errors.ViewExists):
        desk.views.save("contact", DUTCH, name="dutch")
    with pytest.raises(errors.ViewExists):
        desk.views.rename(first.id, "German")
    desk.views.save("customer", DUTCH, name="Dutch")
    desk.views.save("contact", DUTCH, name="Dutch", shared=True)
    desk.views.rename(first.id, "DUTCH")
    assert names(desk) == ["Dutch", "DUTCH", "German"]


@pytest.mark.parametrize(("name", "refusal"), [(" ", errors.BlankKey), ("x" * 101, errors.TooLong), ("a\x00b", errors.ControlCharacter)])
def test_a_name_that_cannot_be_is_refused(desk, name, refusal):
    """contacts F-3"""
    view = desk.views.save("contact", DUTCH, name="Dutch")

    with pytest.raises(refusal):
        desk.views.rename(view.id, name)
    assert names(desk) == ["Dutch"]


def test_a_view_is_changed_and_removed(desk):
    """contacts F-3"""
    view = desk.views.save("contact", DUTCH, name="Dutch")

    changed = desk.views.change(view.id, ViewDefinition(where=(("city", "Utrecht"),)))
    assert desk.views.all("contact") == [changed]
    assert changed.definition.where == (("city", "Utrecht"),)

    desk.views.remove(view.id)
    desk.views.remove(view.id)
    assert names(desk) == []
    with pytest.raises(errors.NotFound):
        desk.views.change(view.id, DUTCH)


def test_views_have_no_history(desk):
    """contacts F-3: they change no record."""
    before = desk.history.last_undoable()
    desk.views.save("contact", DUTCH, name="Dutch")

    assert desk.history.last_undoable() == before


@pytest.mark.parametrize("values", [{}, {"where": "name"}, {"where": [["name"]], "columns": [], "order": None}])
def test_a_damaged_definition_shows_everything(values):
    """contacts F-3"""
    assert ViewDefinition.restored(values) == ViewDefinition()
