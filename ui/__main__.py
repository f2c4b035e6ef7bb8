"""`python -m ui [DATABASE]`: the window program."""

from __future__ import annotations

import sys

from ui.app import start

if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(start(arguments[0] if arguments else None, arguments))
