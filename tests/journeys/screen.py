"""A screen for journeys: Xvfb in a process of its own, and each journey in a child that draws on it.

Without a screen Qt has no focus, no clipboard of the system and no windows one behind the other, so a
run that says QT_QPA_PLATFORM=offscreen hands each journey to a child with QT_QPA_PLATFORM=xcb.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ON_SCREEN = "ON_SCREEN"
"""A test module with this name set to true is a module of journeys that need a screen."""
_LONGEST = 180
_SCREEN = "1680x1050x24"
DISPLAY = pytest.StashKey["Display"]()


class Display:
    """A screen in memory on the first free number; `name` is what DISPLAY must say."""

    def __init__(self) -> None:
        program = shutil.which("Xvfb")
        if program is None:
            pytest.fail("Xvfb is missing; `dev.py test` says which package brings it.", pytrace=False)
        reading, writing = os.pipe()
        command = [program, "-displayfd", str(writing), "-screen", "0", _SCREEN, "-nolisten", "tcp", "-noreset"]
        if setpriv := shutil.which("setpriv"):  # also when this run is killed: nobody else would end the screen
            command = [setpriv, "--pdeathsig", "TERM", *command]
        self._process = subprocess.Popen(command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            pytest.fail("Xvfb did not start.", pytrace=False)
        self.name = f":{number}"

    def close(self) -> None:
        """End the process of the screen."""
        self._process.terminate()
        self._process.wait(10)


def display_of(config: pytest.Config) -> Display:
    """The screen of this run; it is started by the first journey and ended with the run."""
    if DISPLAY not in config.stash:
        config.stash[DISPLAY] = Display()
        config.add_cleanup(config.stash[DISPLAY].close)
    return config.stash[DISPLAY]


def has_screen() -> bool:
    """Do windows of this process appear on a screen, or is this a system without Xvfb?"""
    return sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM") == "xcb"


class Journey(pytest.Item):
    """A journey as the run without a screen knows it: the child runs the function of the same name."""

    def runtest(self) -> None:
        environment = os.environ | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display_of(self.config).name}
        for name in ("PYTEST_XDIST_WORKER", "PYTEST_XDIST_WORKER_COUNT", "PYTEST_ADDOPTS", "WAYLAND_DISPLAY"):
            environment.pop(name, None)
        command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:randomly", "-q", self.nodeid]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=_LONGEST, check=False
        )
        if done.returncode != 0:
            raise _Lost(f"{done.stdout}\n{done.stderr}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_rest: object) -> str:
        """What the child said is all there is to say."""
        return str(excinfo.value)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the journey stands."""
        return self.path, None, self.name


class _Lost(Exception):
    """The child did not come to its end."""
