#!/usr/bin/env python3
"""Everything a developer does with ContactDesk; needs nothing but Python.

python3 dev.py run [ARGS]                  start ContactDesk (with ARGS: its command line)
python3 dev.py test [ARGS]                 run the tests (ARGS go to pytest)
python3 dev.py check                       ruff, mypy, import contracts, translations
python3 dev.py build                       make dist/ContactDesk and try it
python3 dev.py shots DIR [NAME ...]        picture of every window, or of these, into DIR (--help tells more)
python3 dev.py shots --guide               the pictures of the user guide anew
python3 dev.py bench [NAME] [--json FILE]  measure speed and size

The first use makes .venv from constraints.txt. On Debian, run as root, missing libraries of Qt are installed too.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "contactdesk.stamp"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
OLDEST, NEWEST = (3, 11), (3, 13)
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}

#: What the Qt libraries need of the system, and the Debian package that brings it.
DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libGLX.so.0": "libglx0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
#: The parts of Qt that ContactDesk loads; what they need must be on the system.
QT_PARTS = (
    "QtWidgets.abi3.so",
    "QtPrintSupport.abi3.so",
    "QtNetwork.abi3.so",
    "QtSvg.abi3.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/platforms/libqoffscreen.so",
)


def main(arguments: list[str]) -> int:
    """Do what the first argument says; the result is the exit code."""
    commands = {"run": run, "test": test, "check": check, "build": build, "shots": shots, "bench": bench}
    if not arguments or arguments[0] not in commands:
        asked_for_help = bool(arguments) and arguments[0] in ("-h", "--help", "help")
        print(__doc__, file=sys.stdout if asked_for_help else sys.stderr)
        return 0 if asked_for_help else 2
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return _start_again(arguments)
    try:
        _prepare_venv()
        return commands[arguments[0]](arguments[1:])
    except Trouble as trouble:
        print(f"dev.py: {trouble}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


class Trouble(Exception):
    """Something outside this program is missing; the text says what to do."""


# -- commands --------------------------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Start ContactDesk, or its command line when there are arguments."""
    if not arguments:
        _require_qt()
    # -P: what lies in the user's folder is data, not a part of the program.
    return _python("-P", "-m", "contactdesk", *arguments)


def test(arguments: list[str]) -> int:
    """Run the tests, without a screen and on two processors unless arguments say otherwise."""
    _require_qt()
    _require_xvfb()
    return _python("-m", "pytest", *(arguments or ["-n", "2"]), folder=ROOT, environment=OFFSCREEN)


def check(_arguments: list[str]) -> int:
    """Run every check, even after one failed, and say at the end which did."""
    checks = {
        "ruff": ["-m", "ruff", "check"],
        "format": ["-m", "ruff", "format", "--check"],
        "mypy": ["-m", "mypy"],
        "imports": ["-c", "from importlinter.cli import lint_imports_command as run; run()"],
        "translations": [str(ROOT / "tools" / "translations.py"), "check"],
    }
    failed = []
    for name, command in checks.items():
        print(f"== {name}", flush=True)
        if _python(*command, folder=ROOT) != 0:
            failed.append(name)
    print("Failed: " + ", ".join(failed) if failed else "All checks passed.")
    return 1 if failed else 0


def build(_arguments: list[str]) -> int:
    """Make the bundle in dist/ and let it test itself from another folder, without our environment."""
    _require_qt()
    options = ["--noconfirm", "--clean", "--log-level", "WARN", "--distpath", "dist", "--workpath", "build"]
    if _python("-m", "PyInstaller", *options, "build.spec", folder=ROOT) != 0:
        return 1
    program = ROOT / "dist" / "ContactDesk" / ("contactdesk.exe" if WINDOWS else "contactdesk")
    # Windows itself cannot start a program without SYSTEMROOT.
    bare = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if WINDOWS else {}
    with tempfile.TemporaryDirectory() as elsewhere:
        code = subprocess.call([str(program), "--self-test"], cwd=elsewhere, env=bare, stdin=subprocess.DEVNULL)
    size = sum(file.stat().st_size for file in program.parent.rglob("*") if file.is_file() and not file.is_symlink())
    print(f"{program.parent}: {size / 1e6:.0f} MB; self-test {'passed' if code == 0 else f'failed with exit code {code}'}.")
    return 0 if code == 0 else 1


def shots(arguments: list[str]) -> int:
    """Render every window to PNG files in a folder, or those that are asked for, or those that the user guide shows."""
    if not arguments:
        raise Trouble("shots needs a folder: python3 dev.py shots DIR; python3 dev.py shots --help tells more")
    _require_qt()
    if arguments == ["--guide"]:
        return _python("-m", "tools.guide_pictures", folder=ROOT, environment=OFFSCREEN)
    first, *rest = arguments
    if not first.startswith("-"):
        first = str(Path(first).resolve())
    return _python("-m", "tools.shots", first, *rest, folder=ROOT, environment=OFFSCREEN)


def bench(arguments: list[str]) -> int:
    """Measure speed and size, with everything compiled first as it is on a user's machine."""
    _require_qt()
    compiled = {"PYTHONDONTWRITEBYTECODE": ""}
    packages = [str(ROOT / name) for name in ("contactdesk", "ui", "resources", "benchmarks")]
    _python("-m", "compileall", "-q", "-q", *packages, str(_site_packages()), environment=compiled)
    arguments = [_absolute(argument, after) for after, argument in zip(["", *arguments], arguments)]
    return _python("-m", "benchmarks", *arguments, folder=ROOT, environment=compiled)


def _absolute(argument: str, after: str) -> str:
    """The file behind --json, named from the folder where the user is."""
    if after == "--json":
        return str(Path(argument).resolve())
    option, found, file = argument.partition("=")
    return f"--json={Path(file).resolve()}" if found and option == "--json" else argument


def _python(*arguments: str, folder: Path | None = None, environment: dict[str, str] | None = None) -> int:
    """Run the environment's Python with `arguments`; an empty value in `environment` takes the variable away."""
    changed = {**os.environ, **(environment or {})}
    changed = {name: value for name, value in changed.items() if value}
    try:
        return subprocess.call([str(PYTHON), *arguments], cwd=str(folder) if folder else None, env=changed)
    except OSError as error:
        raise Trouble(f"{PYTHON} cannot be started ({error}). Remove the folder {VENV} and try again.") from error


# -- Python and its packages -----------------------------------------------------------------------------


def _start_again(arguments: list[str]) -> int:
    """Hand over to a Python that fits, or say which one is needed."""
    for command in _candidates():
        if _fits(command):
            return subprocess.call([*command, str(ROOT / "dev.py"), *arguments])
    present = ".".join(map(str, sys.version_info[:2]))
    print(f"dev.py: ContactDesk needs Python 3.11, 3.12 or 3.13, and this is {present}. Install one of them.", file=sys.stderr)
    return 3


def _candidates() -> list[list[str]]:
    versions = [f"3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    made_before = [[str(PYTHON)]] if PYTHON.exists() else []
    launcher = [["py", f"-{version}"] for version in versions] if WINDOWS else []
    return made_before + launcher + [[f"python{version}"] for version in versions]


def _fits(command: list[str]) -> bool:
    question = "import sys; print(sys.version_info[0], sys.version_info[1])"
    try:
        answer = subprocess.run([*command, "-c", question], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=20, check=False)
        found = tuple(int(part) for part in answer.stdout.split())
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and OLDEST <= found <= NEWEST


def _prepare_venv() -> None:
    """Make .venv, or bring it up to date when the list of packages has changed."""
    wanted = _fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted:
        return
    if not (PYTHON.exists() and _fits([str(PYTHON)])):
        print(f"Making {VENV} with Python {sys.version.split()[0]} ...", file=sys.stderr, flush=True)
        _make_venv()
    print("Installing the packages of constraints.txt (about 400 MB, a few minutes) ...", file=sys.stderr, flush=True)
    STAMP.unlink() if STAMP.exists() else None
    _install_packages()
    (_site_packages() / "contactdesk.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    STAMP.write_text(wanted, encoding="utf-8")


def _fingerprint() -> str:
    digest = hashlib.sha256(str(ROOT).encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def _make_venv() -> None:
    if VENV.exists():
        shutil.rmtree(str(VENV))
    command = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.call(command, stdout=sys.stderr) == 0:
        return
    shutil.rmtree(str(VENV), ignore_errors=True)
    package = f"python3.{sys.version_info[1]}-venv"
    if sys.executable.startswith("/usr/bin/") and _install_debian([package]) and subprocess.call(command) == 0:
        return
    raise Trouble(f"This Python cannot make a virtual environment. On Debian and Ubuntu: apt-get install {package}")


def _install_packages() -> None:
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--no-input", "--prefer-binary", "--quiet"]
    # Compiled once, at installation: every later start is faster.
    command = [*pip, "--compile", "--requirement", str(ROOT / "constraints.txt")]
    if subprocess.call(command, stdin=subprocess.DEVNULL, stdout=sys.stderr) != 0:
        raise Trouble(
            "The packages could not be installed; pip says above why. Usual causes: no connection to the package index "
            "(behind a proxy: set HTTPS_PROXY), too little disk space (1.5 GB are needed), or a system for which a package "
            "has no binary (see docs/dependencies.md). Nothing is lost: try again."
        )


def _site_packages() -> Path:
    if WINDOWS:
        return VENV / "Lib" / "site-packages"
    return next((VENV / "lib").glob("python3.*/site-packages"))


# -- the system's libraries ------------------------------------------------------------------------------


def _require_qt() -> None:
    """Make sure that Qt finds the system libraries it needs (Linux only; the other systems have them)."""
    missing = _missing_libraries()
    if not missing:
        return
    packages = sorted({DEBIAN_PACKAGES[library] for library in missing if library in DEBIAN_PACKAGES})
    if packages and _install_debian(packages):
        missing = _missing_libraries()
    if missing:
        advice = f" On Debian and Ubuntu: apt-get install {' '.join(packages)}" if packages else ""
        raise Trouble(f"Qt needs libraries that this system lacks: {', '.join(missing)}.{advice}")


def _missing_libraries() -> list[str]:
    if not sys.platform.startswith("linux") or not shutil.which("ldd"):
        return []
    parts = [_site_packages() / "PySide6" / part for part in QT_PARTS]
    listing = subprocess.run(["ldd", *map(str, parts)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return sorted(set(re.findall(r"(\S+) => not found", listing.stdout.decode("utf-8", "replace"))))


def _require_xvfb() -> None:
    """The journeys of the tests drive real windows on a virtual screen."""
    if sys.platform.startswith("linux") and not shutil.which("Xvfb") and not _install_debian(["xvfb"]):
        raise Trouble("The tests drive windows on a virtual screen. On Debian and Ubuntu: apt-get install xvfb")


def _install_debian(packages: list[str]) -> bool:
    """Install `packages` where that is possible: on Debian, as root. The result says whether it was done."""
    if WINDOWS or not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print(f"Installing {' '.join(packages)} ...", file=sys.stderr, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (install, ["apt-get", "update", "-qq"], install):
        done = subprocess.call(command, env=environment, stdin=subprocess.DEVNULL, stdout=sys.stderr) == 0
        if done and command is install:
            return True
    return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
