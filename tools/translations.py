"""The Dutch texts: collect what the program says, keep the catalogue in step, prove that nothing is missing.

    python tools/translations.py extract    write the list of English texts (contactdesk.pot)
    python tools/translations.py update     extract, and bring the Dutch catalogue in step with it
    python tools/translations.py missing    print the texts that have no Dutch yet
    python tools/translations.py compile    write the catalogue that the program reads (.mo)
    python tools/translations.py check      say what is wrong; exit code 1 when anything is

After new texts: update, fill in the empty msgstr of contactdesk.po, compile, check.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "contactdesk.pot"
DUTCH = LOCALE / "nl" / "LC_MESSAGES" / "contactdesk.po"
COMPILED = DUTCH.with_suffix(".mo")
SOURCES = ("contactdesk", "ui")
KEYWORDS = {"N_": None, "_": None, "n_": (1, 2), "in_language": (1,)}

#: The files carry no time of day: the same texts make the same bytes.
FIXED_DATE = datetime(2026, 1, 1, tzinfo=UTC)
PLACEHOLDER = re.compile(r"\{[a-z_0-9]*\}|%[0-9]")
ENDINGS = ".:…?!"
LONGEST_ABBREVIATION = len("Accs.")


def main(arguments: list[str]) -> int:
    """Do what the one argument says; the result is the exit code."""
    commands = {"extract": extract, "update": update, "missing": missing, "compile": compile_, "check": check}
    if len(arguments) != 1 or arguments[0] not in commands:
        print(__doc__, file=sys.stderr)
        return 2
    return commands[arguments[0]]()


def extract() -> int:
    """Write the list of English texts."""
    _write(TEMPLATE, collected())
    return 0


def update() -> int:
    """Bring the Dutch catalogue in step: new texts are empty, texts that went are gone, nothing is guessed."""
    extract()
    known, found = dutch(), collected("nl")
    for message in found:
        translated = known.get(message.id, message.context) if message.id else None
        if translated and type(translated.id) is type(message.id):  # a text that got or lost its plural is a new one
            message.string = translated.string
    _write(DUTCH, found)
    return missing()


def missing() -> int:
    """Print the texts without Dutch."""
    for message in untranslated(dutch()):
        print(f"{message.id!r:<60}  {', '.join(sorted({place for place, _line in message.locations}))}")
    return 0


def compile_() -> int:
    """Write the catalogue that the program reads."""
    COMPILED.write_bytes(compiled(dutch()))
    return 0


def check() -> int:
    """Print what is wrong with the Dutch texts."""
    found = problems()
    for problem in found:
        print(problem, file=sys.stderr)
    if not found:
        print(f"{len(dutch())} texts, all in Dutch.")
    return 1 if found else 0


def collected(locale: str | None = None) -> Catalog:
    """Every text that is marked in the program."""
    catalogue = _empty(locale)
    for source in SOURCES:
        found = extract_from_dir(ROOT / source, [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True)
        for file, line, texts, comments, context in sorted(found, key=lambda row: (row[0], row[1])):
            catalogue.add(texts, None, [(f"{source}/{Path(file).as_posix()}", line)], auto_comments=comments, context=context)
    return catalogue


def dutch() -> Catalog:
    """The Dutch catalogue as it stands in the file."""
    if not DUTCH.exists():
        return _empty("nl")
    with DUTCH.open("rb") as file:
        catalogue = read_po(file, locale="nl", domain="contactdesk")
    catalogue.creation_date = catalogue.revision_date = FIXED_DATE
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """`catalogue` as the program reads it; equal texts give equal bytes."""
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def untranslated(catalogue: Catalog) -> Iterator[Message]:
    """The texts of `catalogue` that have no Dutch, or only some of their forms."""
    for message in catalogue:
        if message.id and not all(_forms(message.string)):
            yield message


def problems() -> list[str]:
    """What is wrong with the Dutch texts, in words; empty when nothing is."""
    source, known = collected(), dutch()
    wanted, there = {message.id for message in source}, {message.id for message in known}
    found = [f"not in the catalogue (run update): {text!r}" for text in sorted(map(_first, wanted - there))]
    found += [f"no longer in the program (run update): {text!r}" for text in sorted(map(_first, there - wanted))]
    found += [f"no Dutch: {_first(message.id)!r}" for message in untranslated(known)]
    found += [f"only guessed: {_first(message.id)!r}" for message in known if message.id and message.fuzzy]
    found += [f"left over from before: {_first(key)!r}" for key in known.obsolete]
    found += [problem for message in known if message.id for problem in _differences(message)]
    if not COMPILED.exists() or COMPILED.read_bytes() != compiled(known):
        found.append(f"{COMPILED.name} is not current (run compile)")
    return found


def _differences(message: Message) -> Iterator[str]:
    """Where the Dutch forms differ from the English ones in what must be the same."""
    for english, translation in zip(_forms(message.id), _forms(message.string), strict=False):
        if not translation:
            continue
        if sorted(set(PLACEHOLDER.findall(english))) != sorted(set(PLACEHOLDER.findall(translation))):
            yield f"other placeholders: {english!r} - {translation!r}"
        if not _same_ending(english, translation):
            yield f"other ending: {english!r} - {translation!r}"
        if _outer_blanks(english) != _outer_blanks(translation):
            yield f"other outer blanks: {english!r} - {translation!r}"


def _same_ending(english: str, translation: str) -> bool:
    """Do both end as a sentence, a question, a label with a colon or a text that goes on?"""
    ends = [text.strip()[-1:] for text in (english, translation)]
    if ends[0] == ends[1] or not set(ends) & set(ENDINGS):
        return True
    # The dot of an abbreviation such as "No." is no full stop.
    return any(end == "." and len(text.split()[-1]) <= LONGEST_ABBREVIATION for text, end in zip((english, translation), ends, strict=True))


def _outer_blanks(text: str) -> tuple[str, str]:
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def _forms(text: str | Iterable[str] | None) -> tuple[str, ...]:
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def _first(text: str | Iterable[str]) -> str:
    return _forms(text)[0]


def _empty(locale: str | None) -> Catalog:
    return Catalog(
        locale=locale,
        domain="contactdesk",
        header_comment="# Texts of ContactDesk. MIT licence, see LICENSE.",
        project="ContactDesk",
        version="1",
        copyright_holder="ContactDesk contributors",
        msgid_bugs_address="ContactDesk contributors",
        creation_date=FIXED_DATE,
        revision_date=FIXED_DATE,
        last_translator="ContactDesk contributors",
        language_team="nl" if locale else "",
        charset="utf-8",
        fuzzy=False,
    )


def _write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    written = io.BytesIO()
    # Without line numbers a moved function changes nothing here.
    write_po(written, catalogue, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
    path.write_bytes(written.getvalue())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
