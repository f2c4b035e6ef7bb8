"""Functions, classes and files stay small enough to be read at once (style, part 2)."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FUNCTION, CLASS, FILE = 40, 20, 400
#: Tables of declarations: each entry is a few lines that belong to nothing else.
TABLES = {"contactdesk/errors.py", "contactdesk/actions.py"}
#: What a page asks its presenter, one short method for each gesture of a user.
VIEWS = ("contactdesk/presenters/", "ui/")
GESTURES = 30

SOURCES = [
    path
    for folder in ("contactdesk", "ui")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "versions" not in path.parts  # written by Alembic
] + [ROOT / "dev.py"]


def definitions(kind):
    for path in SOURCES:
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, kind):
                yield name, node


def test_functions_fit_on_a_screen():
    long = [(name, node.name) for name, node in definitions(ast.FunctionDef) if node.end_lineno - node.lineno >= FUNCTION]

    assert long == []


def test_most_functions_are_short():
    lengths = sorted(node.end_lineno - node.lineno + 1 for _name, node in definitions(ast.FunctionDef))

    assert lengths[len(lengths) * 8 // 10] <= FUNCTION // 2


def test_classes_have_few_methods():
    large = [
        (name, node.name, count)
        for name, node in definitions(ast.ClassDef)
        if (count := sum(isinstance(part, ast.FunctionDef) for part in node.body)) > (GESTURES if name.startswith(VIEWS) else CLASS)
    ]

    assert large == []


def test_files_are_short():
    long = {path.relative_to(ROOT).as_posix() for path in SOURCES if len(path.read_text(encoding="utf-8").splitlines()) > FILE}

    assert long - TABLES == set()
