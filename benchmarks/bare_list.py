"""Floor: a window with a table of all contacts from one query, by PySide6 and `sqlalchemy.orm`, and nothing else.

The query asks for the columns that the list of ContactDesk shows, of the first 200 contacts in its order: what is
seen. Prints when the table was painted.
"""

import json
import sys
import time
from typing import Any

import sqlalchemy.orm
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

Index = QModelIndex | QPersistentModelIndex
COLUMNS = "no, name, company_name, business_relation, phone_no, e_mail, salesperson_code, territory_code"
QUERY = f"SELECT {COLUMNS} FROM contact ORDER BY sort_company_name, company_no, type, sort_name, id LIMIT 200"


class Rows(QAbstractTableModel):
    """The rows of the query."""

    def __init__(self, rows: list[Any]) -> None:
        super().__init__()
        self.rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return COLUMNS.count(",") + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return str(self.rows[index.row()][index.column()]) if role == Qt.ItemDataRole.DisplayRole else None


class Watch(QObject):
    """Tells when the table is painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, self.tell)
        return False

    def tell(self) -> None:
        """Print the moment and end."""
        print(json.dumps({"painted": time.time()}), flush=True)
        QApplication.quit()


target = sys.argv[1]
address = target.replace("postgresql://", "postgresql+psycopg://") if "://" in target else f"sqlite:///{target}"
application = QApplication(sys.argv[:1])
window, table, watch = QMainWindow(), QTableView(), Watch()
with sqlalchemy.orm.Session(sqlalchemy.create_engine(address)) as session:
    model = Rows(list(session.execute(sqlalchemy.text(QUERY))))
table.setModel(model)
table.viewport().installEventFilter(watch)
window.setCentralWidget(table)
window.resize(1280, 800)
window.show()
sys.exit(application.exec())
