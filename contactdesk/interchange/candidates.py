"""From the cells of one record to checked values, before anything is looked up or written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.interchange.country_names import country_code
from contactdesk.interchange.mapping import ColumnMapping
from contactdesk.interchange.rows import SourceRow
from contactdesk.model.codes import Country
from contactdesk.model.contact import COMPANY, PERSON, Contact
from contactdesk.model.fields import Field, field_map
from contactdesk.model.kinds import Phone
from contactdesk.services.values import checked

Values = dict[str, Any]

_EXTENSION = re.compile(r"(.{0,30}\d.{0,10}?)\s{0,3}(?:ext|tst|x|#)[.:]?\s{0,3}(\d{1,10})", re.IGNORECASE)
_PERSON_PARTS = ("first_name", "middle_name", "surname")
_TELLING_TYPE = (*_PERSON_PARTS, "type", "name", "company_name", "company_no", "no")
_INSTEAD_OF_NAME = ("e_mail", "e_mail_2", "phone_no", "mobile_phone_no")
_EXTENSION_FIELDS = ("extension_no", "extension")
_IDENTIFYING = ("no", "name", "first_name", "last_name")


@dataclass(slots=True)
class Candidate:
    """A record on its way in: its source and its filled, checked values."""

    row: SourceRow
    values: Values
    warnings: tuple[str, ...] = ()

    @property
    def company_name(self) -> str:
        """The company that the person of this record names."""
        return str(self.values.get("company_name", ""))

    def refused(self, error: errors.UserError) -> errors.UserError:
        """`error` with the line it was met on."""
        return error.at(line=self.row.line)


class Reader:
    """Reads the records of one table through a mapping.

    `countries` has the desk's country codes by ISO code.
    """

    def __init__(self, mapping: ColumnMapping, countries: Mapping[str, str]) -> None:
        self.mapping, self._countries = mapping, countries
        self._known: dict[str, str] = {}
        declared = field_map(mapping.model)
        self._fields: dict[str, Field] = {name: declared[name] for name in mapping.fields}
        self._extension = next((name for name in _EXTENSION_FIELDS if name in declared), "")
        self._phones = [name for name, field in self._fields.items() if isinstance(field.kind, Phone)] if self._extension else []
        self._is_contact = mapping.model is Contact
        self._telling = {name: column.index for name, column in mapping.fields.items() if name in _TELLING_TYPE}

    def is_company(self, row: SourceRow) -> bool:
        """Does the record look like a company? Asked of every record first, therefore quick; what cannot be read counts as one."""
        if row.error:
            return True
        texts = {name: row.cells[index].strip() for name, index in self._telling.items()}
        try:
            return _type_of(texts) == COMPANY
        except errors.UserError:
            return True

    def read(self, row: SourceRow) -> Candidate:
        """The values of `row`; blank ones are left out.

        Raises what the row, its fields and their kinds refuse, with the field, and `ImportNoName`.
        """
        mapped = self.mapping.read(row)
        texts = {name: text for name, text in mapped.values.items() if text and not text.isspace()}
        self._move_extension(texts)
        table = self.mapping.kind
        fields = self._field_of
        values: Values = {}
        for name, text in texts.items():
            field = fields(name)
            typed = self._country(field, text) if field.refers_to == "country" else text
            values[name] = checked(field, typed, table=table)
        if self._is_contact:
            _complete_contact(values)
        elif not any(values.get(name) for name in _IDENTIFYING):
            raise errors.ImportNoName(table=table, field="name")
        return Candidate(row, values, mapped.warnings)

    def _field_of(self, name: str) -> Field:
        field = self._fields.get(name)
        if field is None:  # the second line of an address, an extension: no column of their own
            field = self._fields[name] = field_map(self.mapping.model)[name]
        return field

    def _country(self, field: Field, text: str) -> str:
        """The desk's code for a country named in any of five languages. Raises `NotFound`."""
        code = self._known.get(text)
        if code is None:
            code = self._known[text] = country_code(text, self._countries)
        if not code:
            caption = Caption(Country.CAPTION)
            raise errors.NotFound(field=field.name, table=self.mapping.kind, table_caption=caption, value=text.strip())
        return code

    def _move_extension(self, texts: dict[str, str]) -> None:
        """Digits behind ext, x, tst or # are the extension (interchange X-8)."""
        for name in self._phones:
            text = texts.get(name, "")
            if not texts.get(self._extension) and any(sign in text.casefold() for sign in "xt#"):
                found = _EXTENSION.fullmatch(text.strip())
                if found:
                    texts[name], texts[self._extension] = found[1], found[2]


def _type_of(values: Values) -> int:
    """Company or person, as far as the record tells (interchange X-7).

    A first or last name makes a person, and so does a name beside another company; a company name or a
    name alone makes a company.
    """
    if values.get("type", "") != "":
        return int(field_map(Contact)["type"].kind.check(values["type"]))
    name, company = values.get("name", ""), values.get("company_name", "")
    elsewhere = bool(values.get("company_no")) and values["company_no"] != values.get("no")
    if any(values.get(part) for part in _PERSON_PARTS) or (name and company and name != company) or elsewhere:
        return PERSON
    return COMPANY if name or company else PERSON


def _complete_contact(values: Values) -> None:
    """Type and name, where the record does not say them (interchange X-7, X-22)."""
    name, company = values.get("name", ""), values.get("company_name", "")
    has_parts = any(values.get(part) for part in _PERSON_PARTS)
    values["type"] = _type_of(values)
    if values["type"] == COMPANY:
        values.setdefault("name", company)
        if values.get("company_name") == values["name"]:
            del values["company_name"]
    elif not name and not has_parts:
        instead = next((str(values[other]) for other in _INSTEAD_OF_NAME if values.get(other)), "")
        if not instead and not values.get("no"):
            raise errors.ImportNoName(table="contact", field="name")
        if instead:
            values["name"] = instead
    if not values.get("name", "x"):
        del values["name"]
        if not values.get("no"):
            raise errors.ImportNoName(table="contact", field="name")
