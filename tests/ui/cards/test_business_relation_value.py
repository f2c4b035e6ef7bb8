"""Business Relation where it is wrong or not computed yet: the card, and the window Check database (relations 1.4)."""

from tests.builders import relation, run_sql
from tests.ui.cards.test_classification import eventually

WRONG = "UPDATE contact SET business_relation = :value, version = version + 1 WHERE no = 'CT000001'"


def test_opening_the_card_computes_a_blank_value(office):
    """relations 1.4, contacts C-105"""
    right = relation(office.desk, "CT000001")
    run_sql(office.desk, WRONG, value=0)
    assert relation(office.desk, "CT000001") != right

    office.card("contact", "CT000001")

    eventually(office, lambda: relation(office.desk, "CT000001") == right)


def test_the_maintenance_window_recalculates_all_values(office):
    """relations 1.4: the maintenance action Recalculate business relations; R-84 shows what is wrong before."""
    right = relation(office.desk, "CT000001")
    run_sql(office.desk, WRONG, value=3)
    office.windows.open_page("maintenance")
    page = office.windows.open_windows()[-1]
    eventually(office, lambda: page.tree.topLevelItemCount())
    told = [page.tree.topLevelItem(row).text(1) for row in range(page.tree.topLevelItemCount())]
    assert "Business Relation of contact CT000001 is “Bank Account”; its relations say otherwise." in told

    page.again.click()

    eventually(office, lambda: page.message.text() == "1 Business Relation was wrong.")
    assert relation(office.desk, "CT000001") == right
