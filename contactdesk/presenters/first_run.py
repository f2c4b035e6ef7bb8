"""The first-run assistant: what a new database is asked for, and making it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.model.link_kinds import LINK_KINDS
from contactdesk.services import shipped
from contactdesk.storage import postgresql
from contactdesk.storage.store import EMPTY, remove_file
from contactdesk.text import N_

FIRST_LINE = 10000


@dataclass(frozen=True, slots=True)
class Numbering:
    """What is numbered by which series: caption, first number, and the relation code (blank for contacts)."""

    caption: str
    series: str
    starting_no: str
    code_field: str = ""
    code: str = ""


@dataclass(slots=True)
class Plan:
    """Everything the assistant asked for."""

    target: str
    language: str = "en"
    country: str = ""
    company: dict[str, str] = field(default_factory=dict)
    starting_nos: Mapping[str, str] = field(default_factory=dict)
    """Series -> first number, only those that differ from what is shipped."""
    relation_codes: Mapping[str, str] = field(default_factory=dict)
    """Field of Marketing Setup -> relation code, only those that differ from what is shipped."""
    demo: bool = False


def numbering(language: str) -> list[Numbering]:
    """The series and relation codes a new database starts with (contacts section 7)."""
    rows = shipped.rows(language, "")
    first = {line["series_code"]: line["starting_no"] for line in rows["no_series_line"]}
    marketing, series = rows["marketing_setup"][0], rows["numbering_setup"][0]
    found = [Numbering(N_("Contacts"), marketing["contact_nos"], first[marketing["contact_nos"]])]
    for kind in LINK_KINDS:
        code = series[kind.series_field]
        found.append(Numbering(kind.captions, code, first[code], kind.code_field, marketing[kind.code_field]))
    return found


def countries(language: str) -> list[tuple[str, str]]:
    """Code and name of every country, by name."""
    return sorted(((row["code"], row["name"]) for row in shipped.rows(language, "")["country"]), key=lambda pair: pair[1].casefold())


def create(plan: Plan, moved: Callable[[int, int], None] | None = None) -> Desk:
    """Make the database of `plan` and open it; a refusal leaves nothing behind.

    What could be refused is tried on a database in a temporary folder first. Raises `StoreExists` and
    other `StoreTrouble`, and what numbers, codes and fields refuse.
    """
    folder = Path(plan.target).parent
    if not postgresql.is_url(plan.target):
        if Path(plan.target).exists():
            raise errors.StoreExists(path=plan.target)
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            raise errors.StoreReadOnly(path=str(folder)) from None
    _rehearse(plan)
    desk = _made(plan, plan.target)
    if plan.demo:
        try:
            _fill_with_demo(desk, plan, moved)
        except BaseException:
            _give_up(desk, plan.target)
            raise
    return desk


def _give_up(desk: Desk, target: str) -> None:
    """Half a database is none."""
    desk.close()
    if not postgresql.is_url(target):
        remove_file(Path(target))


def connect(target: str) -> Desk | None:
    """Open the database of a server; None for an empty one, which can be set up. Raises `StoreTrouble`."""
    if not postgresql.is_url(target):
        raise errors.StoreMissing(path=target)
    try:
        return Desk.open(target)
    except errors.StoreNotOurs as refusal:
        if refusal.facts.get("reason") == EMPTY:
            return None
        raise


def remember_password(target: str) -> bool:
    """Keep the password of an address in the safe of the system; False where there is no safe."""
    from keyring.errors import KeyringError
    from sqlalchemy import make_url

    password = make_url(target).password
    if password is None:
        return False
    try:
        postgresql.remember_password(target, str(password))
    except KeyringError:
        return False
    return True


def _rehearse(plan: Plan) -> None:
    with tempfile.TemporaryDirectory(prefix="contactdesk-") as folder:
        _made(plan, str(Path(folder) / "rehearsal.contactdesk")).close()


def _made(plan: Plan, target: str) -> Desk:
    desk = Desk.create(target, language=plan.language, country=plan.country)
    try:
        _apply(desk, plan)
    except BaseException:
        _give_up(desk, target)
        raise
    return desk


def _apply(desk: Desk, plan: Plan) -> None:
    for series, starting_no in plan.starting_nos.items():
        line = f"{series} {FIRST_LINE}"
        # First without the shipped end, so that the first number is not given its form (contacts NS-4).
        desk.records.save("no_series_line", line, {"ending_no": ""})
        desk.records.save("no_series_line", line, {"starting_no": starting_no})
    shipped_codes = {one.code_field: one.code for one in numbering(plan.language)}
    for name, code in plan.relation_codes.items():
        if code and shipped_codes.get(name):
            _rename(desk, name, shipped_codes[name], code)
        else:
            desk.setup.save({name: code})
    company = {name: value for name, value in plan.company.items() if value}
    if company:
        desk.setup.save(company)


def _rename(desk: Desk, name: str, old: str, new: str) -> None:
    """The code gets its new name everywhere; where that name exists already, setup points to it."""
    try:
        desk.records.save("business_relation", old, {"code": new})
    except errors.AlreadyExists:
        desk.setup.save({name: new})


def _fill_with_demo(desk: Desk, plan: Plan, moved: Callable[[int, int], None] | None) -> None:
    from contactdesk.services.demo import demo

    if moved is not None:
        moved(0, 0)
    demo(plan.country or "NL", plan.language).fill(desk)
