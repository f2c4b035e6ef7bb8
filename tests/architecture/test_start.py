"""What a start loads before the first rows are seen, by names of modules (docs/architecture.md, "Start")."""

import importlib
import json
import subprocess
import sys
from pathlib import Path

from contactdesk.model import base
from contactdesk.model.tables import MODULES, SEARCHED, TABLES, load_all

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
HEAVY = {"alembic", "babel", "email_validator", "keyring", "openpyxl", "phonenumbers", "psycopg", "rapidfuzz", "stdnum"}
SERVICES = {"contactdesk.services.records", "contactdesk.services.linking", "contactdesk.services.shipped", "contactdesk.interchange.imports"}


def test_names_of_tables_are_those_of_the_models():
    """Names are known before a model is loaded, so they stand in a place of their own."""
    for path in MODELS.glob("*.py"):
        importlib.import_module(f"contactdesk.model.{path.stem}")
    declared = {mapper.class_ for mapper in base.Base.registry.mappers if issubclass(mapper.class_, base.Record)}

    assert {name: TABLES[name] for name in TABLES} == {model.__tablename__: model for model in declared}
    assert all(TABLES[table].__module__ == f"contactdesk.model.{module}" for module, tables in MODULES.items() for table in tables)
    assert set(SEARCHED) == {name for name, model in TABLES.items() if model.SEARCHED}
    assert load_all() is base.Base.metadata


def test_the_first_list_needs_one_model_of_fifty(tmp_path):
    """The contact list is read with what it needs; everything else is loaded when it is asked for."""
    from contactdesk import Desk

    path = tmp_path / "office.contactdesk"
    Desk.create(str(path)).close()
    done = subprocess.run([sys.executable, "-c", READ_FIRST.format(path=str(path))], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout))

    late = {f"contactdesk.model.{module}" for module in MODULES if module != "contact"}
    assert loaded & (HEAVY | SERVICES | late | {"PySide6"}) == set()
