"""The main job on real lists, through real windows on a screen: what `test_real_data` does by commands, by clicking.

Mouse, keys and clipboard only; the desk is read to see what the windows did. With the environment variable
CONTACTDESK_JOURNEY_PICTURES every stage leaves a picture of the screen in that folder.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton, QTableWidget, QTreeWidget

ON_SCREEN = True
DATA = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture
def office(office_program):
    return office_program


def make_database(office, start="empty"):
    """Answer the first-run assistant, and land in the list of contacts."""
    hands = office.hands
    office.start()
    assistant = hands.window("first_run")
    hands.picture("assistant language")
    hands.press(assistant, "next")
    path = office.folder / "office.contactdesk"
    hands.picture("assistant place")
    hands.enter(assistant, "new_file", str(path))
    hands.press(assistant, "next")
    hands.until(lambda: hands.find(assistant, QApplication.focusWidget().__class__, "company_name").hasFocus(), "the cursor in the company")
    hands.type("Handelsonderneming Brouwér")
    hands.pick(assistant, "country", "Netherlands (NL)")
    hands.picture("assistant company")
    hands.press(assistant, "next")
    hands.picture("assistant numbers")
    hands.press(assistant, "next")
    hands.click(hands.find(assistant, QRadioButton, start))
    hands.picture("assistant start")
    hands.press(assistant, "next")
    hands.gone("first_run")
    page = office.wait_for_list()
    hands.picture("new database")
    return page


def test_a_new_database_by_the_assistant(office):
    """relations S-1: the first-run assistant makes a database with the shipped values and the own company."""
    page = make_database(office)
    assert page.count.text() == "0 records"
    setup = office.desk.setup.read()
    assert setup["company_name"] == "Handelsonderneming Brouwér"
    assert setup["company_country_region_code"] == "NL"
