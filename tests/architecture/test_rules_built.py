"""Every rule of the specification that is built has a test that names it."""

import ast
import re
from functools import cache
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
LISTED = Path(__file__).with_name("rules_built.txt")

RULE = r"[A-Z]+-\d+[a-z]?"
LINE = re.compile(rf"(?P<document>\w+) (?P<first>{RULE})(?:\.\.(?P<last>{RULE}))?(?: (?P<later>later: \S.*))?")
#: "contacts C-3, NS-21 and C-40 to C-42; relations R-58": a document, then its rules.
CITED = re.compile(rf"\b(relations|contacts|reliability|interchange|duplicates)\s+({RULE}(?:(?:,| and| to)\s+{RULE})*)")


def test_every_built_rule_has_a_test():
    missing = sorted(built() - cited(), key=_order)

    assert missing == [], f"no test cites {missing}"


def test_nothing_is_listed_twice():
    lines = [rules for rules, _later in listed()]

    assert sum(map(len, lines)) == len(frozenset().union(*lines))


def test_rules_that_come_later_are_printed():
    """For whoever builds the next part: what is left, and what already has a test."""
    for rules, later in listed():
        if later:
            done = sorted(rules & cited(), key=_order)
            print(*(" ".join(rule) for rule in sorted(rules, key=_order)), later, f"(cited already: {done})" if done else "")
    assert all(later or rules for rules, later in listed())


def test_citations_are_found_in_every_form():
    text = "contacts C-3, NS-21: and relations R-54a to R-56; reliability P-1 and P-2. interchange X-7, section 8"

    assert cited_in(text) == {
        ("contacts", "C-3"),
        ("contacts", "NS-21"),
        ("relations", "R-54a"),
        ("relations", "R-55"),
        ("relations", "R-56"),
        ("reliability", "P-1"),
        ("reliability", "P-2"),
        ("interchange", "X-7"),
    }


def built():
    return frozenset().union(*(rules for rules, later in listed() if not later))


@cache
def listed():
    """The rules of each line, and why they come later ("" for built ones)."""
    found = []
    for number, line in enumerate(LISTED.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            match = LINE.fullmatch(line)
            assert match, f"line {number}: {line}"
            found.append((_range(match["document"], match["first"], match["last"] or match["first"]), match["later"] or ""))
    return found


@cache
def cited():
    """The rules that docstrings of tests name."""
    found = set()
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
                found |= cited_in(" ".join((ast.get_docstring(node) or "").split()))
    return frozenset(found)


def cited_in(text):
    found = set()
    for document, rules in CITED.findall(text):
        parts = re.split(r"(?:,| and| (to))\s+", rules)
        for at in range(0, len(parts), 2):
            first = parts[at - 2] if at and parts[at - 1] == "to" else parts[at]
            found |= _range(document, first, parts[at])
    return found


def _range(document, first, last):
    """The rules from one to another of the same letters; lettered ones (R-54a) are named by themselves."""
    if first == last:
        return frozenset({(document, first)})
    letters, low = re.fullmatch(r"([A-Z]+)-(\d+)[a-z]?", first).groups()
    high = re.fullmatch(rf"{letters}-(\d+)[a-z]?", last)[1]
    width = len(low) if low.startswith("0") else 0
    between = range(int(low) + first[-1].isalpha(), int(high) + 1)
    return frozenset((document, f"{letters}-{number:0{width}}") for number in between) | {(document, first), (document, last)}


def _order(rule):
    document, name = rule
    letters, number, small = re.fullmatch(r"([A-Z]+)-(\d+)([a-z]?)", name).groups()
    return document, letters, int(number), small
