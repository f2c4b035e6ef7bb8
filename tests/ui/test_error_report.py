"""Mistakes of the program are reported without personal data (reliability section 5)."""

import logging

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from ui import error_report


def a_mistake():
    try:
        raise ValueError("UNIQUE constraint failed: contact.no for Jan de Vries, jan@example.nl, record CT000017")
    except ValueError as trouble:
        return trouble


def test_a_report_names_class_constraint_and_record_but_no_value():
    text = error_report.report_text(a_mistake())
    assert "ValueError" in text
    assert "UNIQUE constraint failed: contact.no" in text
    assert "CT000017" in text
    assert "a_mistake" in text
    assert "Jan" not in text
    assert "example.nl" not in text


def test_the_log_keeps_no_value_and_turns_over(tmp_path):
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    error_report.keep_log(tmp_path)
    try:
        raise_and_log()
        logging.getLogger("sqlalchemy").error("insert Jan de Vries")
    finally:
        for handler in set(root.handlers) - set(before):
            handler.close()
            root.removeHandler(handler)
        root.setLevel(level)
    text = (tmp_path / "contactdesk.log").read_text()
    assert "raise_and_log" in text
    assert "Jan" not in text


def raise_and_log():
    try:
        raise RuntimeError("Jan de Vries")
    except RuntimeError:
        logging.getLogger("contactdesk.test").exception("failed")


def test_the_window_shows_the_report_to_copy_and_is_shown_once(qtbot, caplog):
    with caplog.at_level(logging.CRITICAL, logger="contactdesk.report"):
        error_report.report(a_mistake())
        error_report.report(a_mistake())
    windows = [w for w in QApplication.topLevelWidgets() if isinstance(w, error_report.ReportWindow) and w.isVisible()]
    assert len(windows) == 1
    windows[0].findChild(QPushButton, "copy").click()
    assert QGuiApplication.clipboard().text() == windows[0].findChild(QPlainTextEdit, "report").toPlainText()
    windows[0].findChild(QPushButton, "close").click()
    qtbot.waitUntil(lambda: not error_report._shown)
