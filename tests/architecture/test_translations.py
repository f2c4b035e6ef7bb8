"""Everything the program says is said in Dutch as well, in the words users know."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from contactdesk.text import LOCALE_FOLDER, _, in_language, n_, use_language
from tools import translations

#: contacts section 0 and relations section 9: terms that are fixed.
TERMS = {
    "Contacts": "Contacten",
    "Person": "Persoon",
    "Company": "Bedrijf",
    "No.": "Nr.",
    "Number series": "Nummerreeks",
    "Create as": "Maken als",
    "Link with existing": "Koppelen aan bestaande",
    "Marketing Setup": "Marketinginstellingen",
    "Inheritance": "Overerving",
    "Interactions": "Interacties",
    "Business Relations": "Zakenrelaties",
    "Business Relation Code": "Zakenrelatiecode",
    "Customer": "Klant",
    "Vendor": "Leverancier",
    "Bank Account": "Bankrekening",
    "Employee": "Werknemer",
    "Salesperson Code": "Verkoperscode",
    "Organizational Levels": "Organisatieniveaus",
    "New": "Nieuw",
    "Delete": "Verwijderen",
}
#: Fixed too, checked as soon as the program says them.
LATER_TERMS = {
    "Contact Card": "Contactkaart",
    "Current Master Fields": "Velden overnemen van",
    "Create Contacts from Customers": "Contacten maken van klanten",
    "Create Contacts from Vendors": "Contacten maken van leveranciers",
    "Create Contacts from Bank Accounts": "Contacten maken van bankrekeningen",
    "Related Information": "Gerelateerde informatie",
    "Job Responsibilities": "Functiegroepen",
    "Industry Group": "Sector",
    "Mailing Groups": "Mailinggroepen",
    "Tell Me": "Vertel me",
}


@pytest.fixture
def dutch():
    use_language("nl")
    yield
    use_language("en")


def test_every_text_is_in_dutch():
    """Complete, with the same placeholders, nothing guessed, nothing left over, and compiled (contacts section 0)."""
    assert translations.problems() == []


@pytest.mark.parametrize(("english", "expected"), TERMS.items())
def test_fixed_terms(english, expected):
    """contacts section 0: the Dutch terms users know for the main items."""
    assert in_language(english, "nl") == expected


@pytest.mark.parametrize(("english", "expected"), LATER_TERMS.items())
def test_fixed_terms_where_they_are_said(english, expected):
    """contacts section 0: a term that is said is said in these words."""
    assert in_language(english, "nl") in (english, expected)
    message = translations.collected().get(english)
    assert message is None or in_language(english, "nl") == expected


def test_the_language_is_chosen_once_for_the_process(dutch):
    assert _("Customers") == "Klanten"
    assert n_("{n} person", "{n} persons", 1) == "1 persoon"
    assert n_("{n} person", "{n} persons", 2) == "2 personen"
    use_language("en")
    assert _("Customers") == "Customers"
    assert in_language("Customers", "nl") == "Klanten"


def test_an_unknown_language_means_english():
    use_language("xx")
    assert _("Customers") == "Customers"


def test_the_catalogue_travels_with_the_program(tmp_path):
    """Started from another folder without an environment, the program finds its Dutch."""
    program = "from contactdesk.text import _, use_language; use_language('nl'); print(_('Marketing Setup'))"
    root = Path(LOCALE_FOLDER).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r}); {program}"],
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "Marketinginstellingen"


def test_a_missing_or_wrong_translation_is_found():
    """The check itself finds what it is there for."""
    catalogue = translations.collected("nl")
    message = catalogue.get("{caption} must not be blank.")
    message.string = "{kaption} mag niet leeg zijn"
    complaints = list(translations._differences(message))
    assert [complaint.split(":")[0] for complaint in complaints] == ["other placeholders", "other ending"]
    assert "Customers" in [text.id for text in translations.untranslated(catalogue)]


def test_no_text_is_marked_inside_an_f_string():
    """The collector of texts does not look into them: such a text stays English for ever."""
    found = []
    for path in (path for folder in translations.SOURCES for path in (translations.ROOT / folder).rglob("*.py")):
        for outer in (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.JoinedStr)):
            for node in ast.walk(outer):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in translations.KEYWORDS:
                    found += [f"{path.name}:{node.lineno}" for text in node.args[:1] if isinstance(text, ast.Constant)]

    assert not found, "Texts inside f-strings: " + ", ".join(found)
