"""What a start loads before the first rows are seen, by names of modules (docs/architecture.md, "Start")."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from contactdesk import Desk
from contactdesk.model import base
from contactdesk.model.tables import KEPT, MODULES, SEARCHED, TABLES, load_all

ROOT = Path(__file__).resolve().parents[2]
MODELS = ROOT / "contactdesk" / "model"
READ_FIRST = """
import json, sys
from contactdesk import Desk
with Desk.open({path!r}) as desk:
    ids = desk.lists.ids("contact")
    desk.lists.rows("contact", ids[:50], ["no", "name"])
    print(json.dumps(sorted(sys.modules)))
"""
SHOW = """
import json, sys
from ui import app as starting
from ui.program import Program
from ui.settings import Settings
app = starting.make_application()
starting.prepare(app, Settings())
program, loaded = Program(app, Settings()), []
def see():
    loaded.append(sorted(sys.modules))
program.window.painted.connect(see)
program.listed.connect(see)
program.listed.connect(app.quit)
program.begin({path!r})
app.exec()
program.end()
print(json.dumps(loaded[:2]))
"""
HEAVY = {"alembic", "babel", "email_validator", "keyring", "openpyxl", "phonenumbers", "psycopg", "rapidfuzz", "stdnum"}
SERVICES = {
    "contactdesk.services.records",
    "contactdesk.services.linking",
    "contactdesk.services.shipped",
    "contactdesk.interchange.imports",
}


def test_names_of_tables_are_those_of_the_models():
    """Names are known before a model is loaded, so they stand in a place of their own."""
    for path in MODELS.glob("*.py"):
        importlib.import_module(f"contactdesk.model.{path.stem}")
    declared = {mapper.class_ for mapper in base.Base.registry.mappers if issubclass(mapper.class_, base.Record)}

    assert {name: TABLES[name] for name in TABLES} == {model.__tablename__: model for model in declared}
    assert all(TABLES[table].__module__ == f"contactdesk.model.{module}" for module, tables in MODULES.items() for table in tables)
    assert set(SEARCHED) == {name for name, model in TABLES.items() if model.SEARCHED}
    kept = {mapper.class_.__tablename__: mapper.class_.__module__ for mapper in base.Base.registry.mappers if mapper.class_ not in declared}
    named = {table: f"contactdesk.model.{module}" for module, tables in KEPT.items() for table in tables}
    assert kept == {table: module for table, module in named.items() if table != "schema_info"}  # a table without a class
    assert set(load_all().tables) >= set(named)
    assert load_all() is base.Base.metadata


LATE = HEAVY | SERVICES | {f"contactdesk.model.{module}" for module in MODULES if module != "contact"}

AFTER_ROWS = {
    *("ui.error_report", "ui.card_layouts", "ui.card_window", "contactdesk.presenters.facts", "contactdesk.presenters.list_actions"),
    *("contactdesk.model.link_kinds", "contactdesk.model.filter_tree", "contactdesk.storage.search_ranks"),
}


@pytest.fixture
def office(tmp_path):
    """A database with one contact."""
    path = tmp_path / "office.contactdesk"
    with Desk.create(str(path)) as desk:
        desk.records.create("contact", {"name": "Adatum Corporation"})
    return path


def run(program, path, **environment):
    """What `program` prints, in a process of its own."""
    command = [sys.executable, "-c", program.format(path=str(path))]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_the_first_list_needs_one_model_of_fifty(office):
    """The contact list is read with what it needs; everything else is loaded when it is asked for."""
    loaded = set(run(READ_FIRST, office))

    assert loaded & (LATE | {"PySide6"}) == set()


def test_the_frame_and_the_first_list_load_what_they_show(office, tmp_path):
    """The frame is painted before the database layer is loaded, the list before everything that it does not show."""
    frame, listed = run(SHOW, office, QT_QPA_PLATFORM="offscreen", CONTACTDESK_CONFIG=str(tmp_path / "config"))

    assert set(frame) & (LATE | {"sqlalchemy", "contactdesk.desk", "contactdesk.model", "ui.background", "ui.list_page"}) == set()
    assert "ui.list_page" in listed
    assert set(listed) & (LATE | AFTER_ROWS) == set()
