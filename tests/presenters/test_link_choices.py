"""Whose value wins, field by field."""

from hypothesis import given
from hypothesis import strategies as st

from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.presenters.link_choices import Choices
from contactdesk.services.linking import CONTACT, ENTITY, PER_FIELD, Difference

NAMES = ("name", "city", "phone_no")
values = st.sampled_from(["", "1", "2"])
sides = st.sampled_from([CONTACT, ENTITY])


def differences(pairs):
    declared = field_map(Contact)
    return tuple(Difference(declared[name], declared[name], *pair) for name, pair in zip(NAMES, pairs, strict=True))


@given(st.tuples(*[st.tuples(values, values)] * 3), sides, st.booleans(), st.dictionaries(st.sampled_from(NAMES), sides))
def test_the_result_is_what_was_chosen_and_pure_choices_are_named_so(pairs, master, blank_never, chosen):
    """relations G-2, G-3: a choice stands; else the filled side where blanks never win; else the master."""
    choices = Choices(differences(pairs), master, blank_never)
    for name, side in chosen.items():
        choices.choose(name, side)

    for row, (contact, entity) in zip(choices.rows(), pairs, strict=True):
        filled = ENTITY if entity else CONTACT
        rule = filled if blank_never and bool(contact) != bool(entity) else master
        assert row.source == chosen.get(row.name, rule)
        assert row.result == (entity if row.source == ENTITY else contact)
    differing = {row.source for row in choices.rows() if row.differs}
    assert choices.shown_master() == (PER_FIELD if len(differing) == 2 else differing.pop() if differing else master)


@given(st.tuples(*[st.tuples(values, values)] * 3), st.tuples(*[st.tuples(values, values)] * 3))
def test_read_again_choices_stay_where_nothing_moved(before, after):
    """relations G-5"""
    choices = Choices(differences(before))
    for name in NAMES:
        choices.choose(name, ENTITY)
    choices.take_again(differences(after))

    for row, old, new in zip(choices.rows(), before, after, strict=True):
        assert row.moved == (old != new)
        assert row.source == (CONTACT if old != new else ENTITY)
