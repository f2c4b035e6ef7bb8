"""The examples of the page about scripts run as they stand, from top to bottom."""

import re
import shlex
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "scripting.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(console|python)\n(.*?)```", PAGE, re.DOTALL)


def test_every_example_runs(run, tmp_path, monkeypatch):
    """design decision 4: a script uses what the pages use"""
    # Given the lists that the page names
    monkeypatch.chdir(tmp_path)
    for name in ("customers.csv", "suppliers.csv"):
        shutil.copy(ROOT / "tests" / "data" / "northwind" / name, tmp_path)
    assert [kind for kind, _block in BLOCKS].count("python") >= 6
    # When each block is run, then nothing is refused
    names = {}
    for kind, block in BLOCKS:
        if kind == "python":
            exec(compile(block, "scripting.md", "exec"), names)
            continue
        for line in block.splitlines():
            assert run(*shlex.split(line.removeprefix("$ contactdesk "))).code == 0, line
