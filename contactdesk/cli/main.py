"""The entry point of the program: the command line, and without a command the window."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

DONE, REFUSED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say; the result is the exit code (see the package)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf_8()
    if not arguments:
        return _window("")
    if len(arguments) == 2 and arguments[0] == "--database":  # a link on a desktop; the parser would cost 20 ms
        return _window(arguments[1])
    from contactdesk.cli.arguments import parser

    try:
        chosen = parser().parse_args(arguments)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else WRONG_USAGE
    if chosen.self_test:
        from contactdesk.cli.self_test import self_test

        return int(self_test())
    if chosen.command is None:
        return _window(getattr(chosen, "database", ""))
    return _run(chosen)


def _window(database: str) -> int:
    """Open the window. The core knows no page, so the page is found by name."""
    target = database or os.environ.get("CONTACTDESK_DATABASE", "")
    return int(importlib.import_module("ui.app").start(target or None, ()))


def _run(chosen: object) -> int:
    from contactdesk.cli.running import run

    try:
        return run(chosen)  # type: ignore[arg-type]
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever read us has enough; Python must not complain at its end either
        if sys.stdout is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED


def _speak_utf_8() -> None:
    """Names have accents, and a Windows program may be started without a console at all."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
