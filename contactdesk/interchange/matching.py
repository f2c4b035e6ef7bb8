"""Which record of the desk a record of the file is, or that it is new (interchange X-4, X-6, X-7)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import or_, select

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.interchange.candidates import Candidate, Values
from contactdesk.model.base import Record
from contactdesk.model.contact import COMPANY, Contact
from contactdesk.model.fields import field_map
from contactdesk.rules.names import compose_name
from contactdesk.storage.many_rows import among
from contactdesk.storage.unit_of_work import Unit

_SIGNS = re.compile(r"[\W_]+")
AMBIGUOUS = ""


def key_of_name(name: str) -> str:
    """A company's name as it is compared: case, spacing and punctuation ignored, legal form kept (interchange X-7)."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", name).casefold()) or name.casefold()


@dataclass
class Companies:
    """The companies by name: number, or `AMBIGUOUS` where several share the name.

    `before` are those from earlier pieces; what a piece makes counts for others only once it is written.
    """

    by_name: dict[str, str] = field(default_factory=dict)
    before: Companies | None = None

    @classmethod
    def of(cls, unit: Unit) -> Companies:
        """All companies of the desk."""
        found = cls()
        query = select(Contact.no, Contact.name).where(Contact.type == COMPANY).execution_options(yield_per=1000)
        for no, name in unit.session.execute(query):
            found.add(name, no)
        return found

    def no_of(self, name: str) -> str | None:
        """The number of the company called `name`, `AMBIGUOUS`, or None."""
        return self._of_key(key_of_name(name))

    def _of_key(self, key: str) -> str | None:
        found = self.by_name.get(key)
        return self.before._of_key(key) if found is None and self.before is not None else found

    def add(self, name: str, no: str) -> None:
        """Remember a company; a second one of the same name makes it ambiguous."""
        key = key_of_name(name)
        self.by_name[key] = no if self._of_key(key) in (None, no) else AMBIGUOUS

    def keep(self, piece: Companies) -> None:
        """Take over what a piece made."""
        self.by_name |= piece.by_name


class Matcher:
    """Finds the records of one piece, a few queries for all of them."""

    def __init__(self, unit: Unit, model: type[Record], companies: Companies, mine: set[str]) -> None:
        self._unit, self._model, self._companies = unit, model, companies
        self._mine = mine
        """Numbers that this import made: another person with the same mail address is another person."""
        self._by_no: dict[str, Any] = {}
        self._by_external: dict[str, list[Any]] = {}
        self._by_mail: dict[str, list[Any]] = {}
        self._by_name: dict[str, list[Any]] = {}
        self._name_field = "last_name" if "last_name" in field_map(model) else "name"

    def look_ahead(self, candidates: Sequence[Candidate]) -> None:
        """Look up whatever the records of a piece can be."""
        self._find("no", _values(candidates, "no"))
        if self._model is Contact:
            self._find("external_id", _values(candidates, "external_id") | _values(candidates, "no"))
            mails = {mail for one in candidates for mail in mails_of(one.values)}
            self._find("search_e_mail", mails, or_other=("e_mail_2", {mail.lower() for mail in mails} | self._second_mails(candidates)))
        names = {self.name_of(one.values) for one in candidates if not has_key(one.values) or one.values.get("type") == COMPANY}
        self._find(self._name_field, names - {""})

    @staticmethod
    def _second_mails(candidates: Sequence[Candidate]) -> set[str]:
        return {str(one.values[name]) for one in candidates for name in ("e_mail", "e_mail_2") if one.values.get(name)}

    def name_of(self, values: Values) -> str:
        """The name under which a record is looked for."""
        if self._name_field == "last_name" or values.get("name"):
            return str(values.get(self._name_field, ""))
        return compose_name(values.get("first_name", ""), values.get("middle_name", ""), values.get("surname", ""))

    def _find(self, name: str, wanted: Iterable[str], or_other: tuple[str, set[str]] | None = None) -> None:
        asked = list(wanted)
        if not asked:
            return
        columns = self._model.__table__.columns
        conditions = [among(columns[name], asked)]
        if or_other is not None:
            conditions.append(among(columns[or_other[0]], or_other[1]))
        for record in self._unit.session.scalars(select(self._model).where(or_(*conditions))):
            self.remember(record)

    def remember(self, record: Any) -> None:
        """Let later records of the piece find this one too."""
        if self._by_no.get(record.no) is record:
            return
        self._by_no[record.no] = record
        self._by_name.setdefault(getattr(record, self._name_field), []).append(record)
        if isinstance(record, Contact):
            if record.external_id:
                self._by_external.setdefault(record.external_id, []).append(record)
            for mail in mails_of({"e_mail": record.e_mail, "e_mail_2": record.e_mail_2}):
                self._by_mail.setdefault(mail, []).append(record)

    def find(self, values: Values) -> Any:
        """The one record that `values` mean, None where they are new. Raises `ImportAmbiguous`."""
        if values.get("no") in self._by_no:
            return self._by_no[values["no"]]
        if self._model is Contact:
            found = self._of_external_id(values) or self._of_mail(values)
            if found is None and values["type"] == COMPANY:
                found = self._company(values)
            if found is not None:
                return found
        if has_key(values):
            return None
        return next((one for one in self._by_name.get(self.name_of(values), ()) if self.is_equal(one, values)), None)

    def _of_external_id(self, values: Values) -> Any:
        """A number that could not be kept was kept as External ID (interchange X-4)."""
        name = "external_id" if values.get("external_id") else "no"
        return self._one(name, self._by_external.get(values.get(name, ""), []), values)

    def _of_mail(self, values: Values) -> Any:
        mails = mails_of(values)
        listed = [one for mail in mails for one in self._by_mail.get(mail, ()) if one.type == values["type"]]
        found = list({id(one): one for one in listed}.values())
        name = self.name_of(values)
        same = [one for one in found if one.name == name]
        # Several people can share one address: those made from this file are told apart by name.
        return self._one("e_mail", same or [one for one in found if one.no not in self._mine], values)

    def _company(self, values: Values) -> Any:
        """A company row without a number of its own is the company of that name."""
        no = None if values.get("no") or values.get("external_id") else self._companies.no_of(values.get("name", ""))
        if not no:
            return None
        if no not in self._by_no:
            self._find("no", [no])
        return self._by_no.get(no)

    def _one(self, name: str, found: Sequence[Any], values: Values) -> Any:
        if len(found) > 1:
            caption = Caption(field_map(self._model)[name].caption)
            raise errors.ImportAmbiguous(field=name, table="contact", caption=caption, value=values[name], found=[one.no for one in found])
        return found[0] if found else None

    def is_equal(self, record: Any, values: Values) -> bool:
        """Does `record` hold all of `values` already?"""
        return not news(record, values)


def news(record: Any, values: Mapping[str, Any]) -> Values:
    """Those of `values` that `record` does not hold."""
    found = {name: value for name, value in values.items() if getattr(record, name) != value}
    if "company_name" in found and key_of_name(record.company_name) == key_of_name(found["company_name"]):
        del found["company_name"]
    return found


def has_key(values: Values) -> bool:
    """Can the record be found again by a key of its own?"""
    return any(values.get(name) for name in ("no", "external_id")) or ("type" in values and bool(values.get("e_mail")))


def mails_of(values: Mapping[str, Any]) -> set[str]:
    """Every mail address among `values`, in capitals (interchange X-4)."""
    texts = [str(values[name]) for name in ("e_mail", "e_mail_2") if values.get(name)]
    return {mail.strip().upper() for text in texts for mail in text.split(";") if mail.strip()}


def _values(candidates: Sequence[Candidate], name: str) -> set[str]:
    return {str(one.values[name]) for one in candidates if one.values.get(name)}
