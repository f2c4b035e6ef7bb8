"""Imports go down only, and the core knows neither windows nor a database library (design, layers)."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_import_contracts_hold():
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_starting_loads_nothing_heavy():
    """docs/architecture.md: heavy packages are imported where they are needed."""
    program = (
        "import sys; import contactdesk, contactdesk.desk, contactdesk.services.records;"
        "print([name for name in ('babel', 'openpyxl', 'psycopg', 'alembic', 'stdnum', 'keyring', 'rapidfuzz', 'PySide6')"
        " if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
