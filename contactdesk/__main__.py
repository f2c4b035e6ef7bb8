"""`python -m contactdesk` is the same program as `contactdesk`."""

from __future__ import annotations

import sys

from contactdesk.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
