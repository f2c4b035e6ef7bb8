"""Every field is declared once, and everything reads that declaration."""

import ast
import re
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from contactdesk.model.contact import Contact
from contactdesk.model.fields import fields_of, snake_case
from contactdesk.model.link_kinds import BY_ID, LINK_KINDS, pairs_of
from contactdesk.model.tables import TABLES

ROOT = Path(__file__).resolve().parents[2]
CORE = [
    path
    for folder in ("rules", "services", "storage", "interchange", "cli")
    for path in sorted((ROOT / "contactdesk" / folder).rglob("*.py"))
    if "versions" not in path.parts
]
#: The specification has a field name beside the caption of the page (relations 1.5), and % is a word here.
OTHER_NAMES = {
    "primary_contact_no": "Contact Code",
    "contact": "Contact Name",
    "default_format_region": "Format Region Code",
    "commission_percent": "Commission %",
    "prepayment_percent": "Prepayment %",
    "search_hit_percent": "Search Hit %",
}
EVERY_FIELD = [pytest.param(model, field, id=f"{table}.{field.name}") for table, model in TABLES.items() for field in fields_of(model)]


def texts_in(path):
    """The marked texts of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("N_", "_"):
            yield from (argument.value for argument in node.args[:1] if isinstance(argument, ast.Constant))


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_a_declared_field(table):
    model = TABLES[table]
    undeclared = {column.key for column in model.__table__.columns if "field" not in column.info and "key_of" not in column.info}

    assert undeclared == {"id", "version"}


def test_columns_are_declared_in_the_model_only():
    """Storage adds search texts and history, nothing of a record."""
    pattern = re.compile(r"\bmapped_column\(|from sqlalchemy import [^\n]*\bColumn\b")
    found = {path.name for path in CORE if pattern.search(path.read_text(encoding="utf-8"))}

    assert found <= {"search_index.py"}


def test_no_caption_is_written_again():
    """A caption stands beside its column; rules and services ask for it there."""
    captions = {field.caption for model in TABLES.values() for field in fields_of(model)}
    again = {(path.name, text) for path in CORE for text in texts_in(path) if text in captions}

    assert again == set()


def test_no_length_is_written_again():
    """Lengths are those of the kinds: nobody cuts or compares with a number of its own."""
    pattern = re.compile(r"\[:(30|50|80|255)\]|len\([^)]*\) *[<>]=? *(30|50|80|100|255)\b")
    found = {(path.name, match[0]) for path in CORE for match in pattern.finditer(path.read_text(encoding="utf-8"))}

    # What the history keeps of a number and an account is no field of a record.
    assert {entry for entry in found if entry[0] != "change_sets.py"} <= {("codes.py", "[:30]")}


@pytest.mark.parametrize("kind", LINK_KINDS, ids=lambda kind: kind.id)
def test_both_sides_of_a_synchronised_pair_hold_the_same(kind):
    """relations R-52: what fits on one side fits on the other; a one-way field may arrive in a longer one."""
    ours = {field.name: field for field in fields_of(Contact)}
    theirs = {field.name: field for field in fields_of(kind.model)}
    for pair in pairs_of(kind):
        assert ours[pair.contact_field].kind == theirs[pair.entity_field].kind, pair
        assert ours[pair.contact_field].refers_to == theirs[pair.entity_field].refers_to, pair


def test_pairs_are_declared_on_the_contact_only():
    """relations section 2: one list, read by all (relations R-50)."""
    declared = set(chain.from_iterable((pair.kind for pair in field.synced) for field in fields_of(Contact)))

    assert declared == set(BY_ID)


@pytest.mark.parametrize(("model", "field"), EVERY_FIELD)
def test_every_field_says_what_it_is(model, field):
    assert field.caption.strip() == field.caption != ""
    assert field.help.strip() == field.help != ""
    assert field.help.endswith("."), field.help
    assert field.group


@pytest.mark.parametrize(("model", "field"), EVERY_FIELD)
def test_a_reference_leads_to_a_table(model, field):
    if field.refers_to:
        assert field.refers_to in TABLES
        target = TABLES[field.refers_to]
        key = next(one for one in fields_of(target) if one.name == target.KEY[0])
        assert field.kind.length >= key.kind.length or field.kind.length == 10, "a code of the table would not fit"


@pytest.mark.parametrize(("model", "field"), EVERY_FIELD)
def test_names_are_the_words_of_the_specification(model, field):
    """The name is the caption in snake case, or a word that its page puts in front of it."""
    caption, name = snake_case(field.caption), field.name.replace("e_mail", "email")

    assert name == caption or name.endswith(f"_{caption}") or OTHER_NAMES[field.name] == field.caption
    assert re.fullmatch(r"[a-z][a-z0-9_]*", field.name)


@pytest.mark.parametrize("table", TABLES)
def test_keys_and_titles_are_fields(table):
    model = TABLES[table]
    names = {field.name for field in fields_of(model)}

    assert set(model.KEY) <= names
    assert not model.TITLE or model.TITLE in names or isinstance(getattr(model, model.TITLE), property)
    assert model.CAPTION
    assert model.CAPTIONS


@pytest.mark.parametrize("table", TABLES)
def test_no_two_fields_of_a_page_group_share_a_caption(table):
    counted = Counter((field.group, field.caption) for field in fields_of(TABLES[table]))

    assert [one for one, count in counted.items() if count > 1] == []


def test_versions_are_raised_by_the_change_capture_alone():
    """SQLAlchemy's own counter would send one statement for each row; two counters would disagree."""
    for model in TABLES.values():
        assert model.__mapper__.version_id_col is None
    pattern = re.compile(r"\brecord\.version \+?= |\bversion=\w+\.version \+")
    raising = {path.name for path in CORE if pattern.search(path.read_text(encoding="utf-8"))}
    assert raising <= {"change_sets.py", "numbers.py"}
