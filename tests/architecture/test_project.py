"""The project's own files agree with one another: pins, constraints, documentation, environment."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SYSTEMS = [
    {"sys_platform": system, "platform_machine": machine, "python_version": python, "python_full_version": f"{python}.0"}
    for system, machine in (("linux", "x86_64"), ("win32", "AMD64"), ("win32", "ARM64"), ("darwin", "arm64"), ("darwin", "x86_64"))
    for python in ("3.11", "3.12", "3.13")
]


def asked_for():
    texts = PYPROJECT["project"]["dependencies"] + PYPROJECT["dependency-groups"]["dev"] + PYPROJECT["build-system"]["requires"]
    return [Requirement(text) for text in texts]


def constrained():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def pins(requirements, system):
    holding = [one for one in requirements if one.marker is None or one.marker.evaluate(system)]
    return {canonicalize_name(one.name): str(one.specifier) for one in holding}


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: "-".join(list(system.values())[:3]))
def test_the_constraints_hold_every_package_that_the_project_asks_for_on_every_system(system):
    wanted, given = pins(asked_for(), system), pins(constrained(), system)

    assert {name: given.get(name) for name in wanted} == wanted


def test_every_package_is_pinned_exactly():
    assert [str(one) for one in asked_for() + constrained() if not re.fullmatch(r"==[\w.]+", str(one.specifier))] == []


def test_no_package_names_a_place_to_load_it_from_or_a_checksum():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")

    assert not re.search(r"https?://|--|@|sha256", text)


def test_every_dependency_has_its_line_in_the_documentation():
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    missing = [str(one) for one in asked_for() if f"| {one.name} | {str(one.specifier).removeprefix('==')} |" not in page]

    assert missing == []


def test_every_documented_dependency_is_still_one():
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| ([A-Za-z][\w-]*) \| \d", page, re.MULTILINE))

    assert documented == {one.name for one in asked_for()}


def test_every_run_time_dependency_is_imported_by_the_program():
    """One that nothing imports is a burden without use."""
    modules = {
        "PySide6-Essentials": "PySide6",
        "python-stdnum": "stdnum",
        "SQLAlchemy": "sqlalchemy",
        "Babel": "babel",
        "phonenumberslite": "phonenumbers",
    }
    sources = [path.read_text(encoding="utf-8") for folder in ("contactdesk", "ui") for path in (ROOT / folder).rglob("*.py")]
    used = set(re.findall(r"^\s*(?:from|import) (\w+)", "\n".join(sources), re.MULTILINE))
    used |= set(re.findall(r"import_module\(\s*\"(\w+)", "\n".join(sources)))
    needed = {modules.get(one.name, one.name) for one in map(Requirement, PYPROJECT["project"]["dependencies"])}

    assert needed - used == set()


def test_qt_calls_without_a_result_leave_none_alone(qtbot):
    """Some releases of PySide6 take a reference of None at each call, and the program aborts after some thousands."""
    if sys.version_info >= (3, 12):
        pytest.skip("None is immortal here")
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("x")

    assert abs(sys.getrefcount(None) - before) < 100


def test_the_programs_of_developers_say_how_they_are_used():
    asked = subprocess.run([sys.executable, ROOT / "dev.py", "--help"], capture_output=True, text=True, check=False)
    mistyped = subprocess.run([sys.executable, ROOT / "dev.py", "tset"], capture_output=True, text=True, check=False)

    assert (asked.returncode, mistyped.returncode) == (0, 2)
    assert "dev.py run" in asked.stdout
    assert "dev.py run" in mistyped.stderr


def test_the_bundle_carries_every_language_country_names_are_read_in() -> None:
    """A language that the build leaves out would stop every import in the bundle."""
    from contactdesk.interchange.country_names import LANGUAGES

    kept = re.search(r"^LANGUAGES = \{(.+?)\}", (ROOT / "build.spec").read_text(encoding="utf-8"), re.MULTILINE)

    assert kept is not None
    assert set(LANGUAGES) <= set(re.findall(r'"(\w+)"', kept.group(1)))
