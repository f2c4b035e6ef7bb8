"""`python -m contactdesk.storage.migrations.first`: write the first revision anew from the models.

Only until the first release; afterwards every change of the models gets a revision of its own.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from contactdesk.storage import sqlite, upgrade


def main() -> None:
    """Compare an empty database with the models and keep the difference as revision 0001."""
    with TemporaryDirectory() as folder:
        engine = sqlite.engine_for(Path(folder) / "empty", mode="rwc")
        try:
            with engine.connect().execution_options(write=True) as connection, connection.begin():
                upgrade.write_first_revision(connection)
        finally:
            engine.dispose()


if __name__ == "__main__":
    main()
