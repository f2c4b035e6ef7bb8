"""The value "Business Relation": relations 1.4, contacts C-105."""

import pytest

from contactdesk.rules.business_relation import BANK_ACCOUNT, CUSTOMER, EMPLOYEE, MULTIPLE, NONE, OTHER, VENDOR, computed

SETUP = frozenset({"CUST", "VEND", "BANK", "EMP"})
CUST, LAW, PRESS = ("CUST", 1, "C00001"), ("LAW", 0, ""), ("PRESS", 0, "")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], NONE),
        ([LAW], OTHER),
        ([LAW, PRESS], MULTIPLE),
        ([CUST], CUSTOMER),
        ([("VEND", 2, "V00001")], VENDOR),
        ([("BANK", 3, "B00001")], BANK_ACCOUNT),
        ([("EMP", 4, "E0001")], EMPLOYEE),
        ([CUST, LAW], MULTIPLE),
        ([("EMP", 4, "E0001"), CUST], MULTIPLE),
        ([("OLD", 1, "C00001")], OTHER),
        ([("CUST", 1, "")], OTHER),
    ],
)
def test_the_rows_decide_the_value(rows, expected):
    """contacts C-105, relations section 1.4"""
    assert computed(rows, SETUP) == expected
    assert computed(rows, SETUP | {""}) == expected


def test_without_any_code_in_setup_every_code_counts():
    """contacts C-105, relations section 1.4"""
    assert computed([("OLD", 1, "C00001")], frozenset({""})) == CUSTOMER
    assert computed([LAW], frozenset()) == OTHER


def test_the_numbers_are_those_of_the_stored_field():
    """relations section 1.4"""
    assert (CUSTOMER, VENDOR, BANK_ACCOUNT, EMPLOYEE, NONE, OTHER, MULTIPLE) == (1, 2, 3, 4, 5, 6, 7)
