"""A long job in a process of its own, so that its memory can be read: `python -m benchmarks.work JOB TARGET [FILE]`.

Prints seconds, records and the most memory the process held, as JSON.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter

from contactdesk import Desk


def main(job: str, target: str, file: str = "") -> int:
    """Do the job on the database at `target`."""
    with Desk.open(target) as desk:
        start = perf_counter()
        if job == "create_contacts":
            report = desk.batches.create_contacts("customer")
            failed, done = len(report.failed), report.created + report.persons
        elif job == "undo":
            undone = desk.history.undo(desk.history.last_undoable()).value
            failed, done = len(undone.kept), undone.records
        else:
            imported = desk.imports.run("contact", Path(file))
            failed, done = len(imported.rejected), imported.inserted
        seconds = perf_counter() - start
    print(json.dumps({"seconds": seconds, "done": done, "failed": failed, "megabytes": _most_memory()}))
    return 0


def _most_memory() -> float:
    """The most memory this process held, in MB; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
