"""Floor: an empty window of PySide6 with SQLAlchemy imported and a connection open. Prints the megabytes it holds.

`python -m benchmarks.bare_memory TARGET`
"""

import json
import sys
from pathlib import Path

import sqlalchemy.orm
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

target = sys.argv[1]
address = target.replace("postgresql://", "postgresql+psycopg://") if "://" in target else f"sqlite:///{target}"
application = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QTableView())
window.resize(1280, 800)
window.show()
with sqlalchemy.orm.Session(sqlalchemy.create_engine(address)) as session:
    session.execute(sqlalchemy.text("SELECT no FROM contact ORDER BY id LIMIT 200")).all()
    for _turn in range(20):
        application.processEvents()
status = Path("/proc/self/status")
lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
print(json.dumps({"megabytes": next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)}), flush=True)
