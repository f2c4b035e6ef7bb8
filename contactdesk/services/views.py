"""Saved views of lists: filter, columns and order under a name (contacts F-3).

They say how a list is shown and change no record, so they have no history.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, count
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from contactdesk import errors
from contactdesk.errors import Caption
from contactdesk.model.contact import Contact
from contactdesk.model.fields import field_map
from contactdesk.model.kinds import cleaned
from contactdesk.model.remembered import SavedView
from contactdesk.services.standard_view import ALL
from contactdesk.storage import trouble
from contactdesk.storage.unit_of_work import Actions
from contactdesk.text import N_, _

COPY = N_("{name} (Copy)")
_KIND = N_("View")


@dataclass(frozen=True, slots=True)
class ViewDefinition:
    """How a list is shown: filters by field, columns as the header keeps them, and the column that sorts ("" for the list's own order)."""

    where: tuple[tuple[str, str], ...] = ()
    columns: Mapping[str, Any] = field(default_factory=dict)
    order: str = ""
    descending: bool = False

    def stored(self) -> dict[str, Any]:
        """As it is kept in the database."""
        where = [list(pair) for pair in self.where]
        return {"where": where, "columns": dict(self.columns), "order": self.order, "descending": self.descending}

    @classmethod
    def restored(cls, values: Mapping[str, Any]) -> ViewDefinition:
        """The definition that `stored` gave `values`; parts that are missing or damaged are left out."""
        pairs = values.get("where") or ()
        where = tuple((str(pair[0]), str(pair[1])) for pair in pairs if isinstance(pair, list | tuple) and len(pair) == 2)
        columns = values.get("columns")
        return cls(where, columns if isinstance(columns, dict) else {}, str(values.get("order") or ""), bool(values.get("descending")))


@dataclass(frozen=True, slots=True)
class View:
    """A saved view. A shared one is everybody's, another one belongs to the person who saved it."""

    id: int
    page: str
    name: str
    shared: bool
    definition: ViewDefinition


class Views:
    """The views of lists. Every list has the view "All" besides, which is not stored."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions

    def all(self, page: str) -> list[View]:
        """The views of a list that this person can choose: shared ones first, each by name."""
        query = select(SavedView).where(SavedView.page == page, SavedView.owner.in_(("", self._me)))
        with self._actions.reading() as session:
            found = [_view(row) for row in session.scalars(query)]
        return sorted(found, key=lambda view: (not view.shared, view.name.casefold()))

    def save(self, page: str, definition: ViewDefinition, *, name: str = "", shared: bool = False, based_on: str = "") -> View:
        """Keep a new view. Without a name it is called after the one it was made from: "All (Copy)" (contacts F-3).

        Raises `ViewExists` for a typed name that is taken, `TooLong`, `StoreReadOnly`.
        """
        typed = _checked(name)
        owner = "" if shared else self._me
        with self._writing(typed) as connection:
            taken = self._names(connection, page, owner)
            chosen = typed or _free(_(COPY).format(name=based_on or _(ALL)), taken)
            _check_free(chosen, taken)
            values = {"page": page, "owner": owner, "name": chosen, "definition": definition.stored()}
            key = connection.execute(insert(SavedView), values).inserted_primary_key
            assert key is not None
        return View(key[0], page, chosen, shared, definition)

    def change(self, view: int, definition: ViewDefinition) -> View:
        """Let a view show what `definition` says from now on. Raises `NotFound` when it was removed meanwhile."""
        with self._writing() as connection:
            self._find(connection, view)
            connection.execute(update(SavedView).where(SavedView.id == view).values(definition=definition.stored()))
            return self._find(connection, view)

    def rename(self, view: int, name: str) -> View:
        """Give a view another name. Raises `NotFound`, `BlankKey`, `ViewExists`, `TooLong`."""
        typed = _checked(name)
        if not typed:
            raise errors.BlankKey(caption=Caption(field_map(Contact)["name"].caption), field="name")
        with self._writing(typed) as connection:
            present = self._find(connection, view)
            taken = self._names(connection, present.page, "" if present.shared else self._me) - {present.name.casefold()}
            _check_free(typed, taken)
            connection.execute(update(SavedView).where(SavedView.id == view).values(name=typed))
            return self._find(connection, view)

    def remove(self, view: int) -> None:
        """Forget a view; one that is gone already is no trouble."""
        with self._writing() as connection:
            mine = SavedView.owner.in_(("", self._me))
            connection.execute(delete(SavedView).where(SavedView.id == view, mine))

    @property
    def _me(self) -> str:
        return self._actions.who.name[:100]

    @contextmanager
    def _writing(self, name: str = "") -> Iterator[Connection]:
        try:
            with self._actions.store.writing() as connection:
                yield connection
        except IntegrityError:  # somebody else took the name a moment earlier
            raise errors.ViewExists(field="name", value=name) from None
        except trouble.DATABASE_ERRORS as error:
            raise trouble.translate(error) or error from None

    def _find(self, connection: Connection, view: int) -> View:
        query = select(SavedView.id, SavedView.page, SavedView.name, SavedView.owner, SavedView.definition)
        row = connection.execute(query.where(SavedView.id == view, SavedView.owner.in_(("", self._me)))).one_or_none()
        if row is None:
            raise errors.NotFound(table_caption=Caption(_KIND), value=str(view))
        return _view(row)

    @staticmethod
    def _names(connection: Connection, page: str, owner: str) -> set[str]:
        query = select(SavedView.name).where(SavedView.page == page, SavedView.owner == owner)
        return {name.casefold() for name in connection.scalars(query)}


def _view(row: Any) -> View:
    return View(row.id, row.page, row.name, not row.owner, ViewDefinition.restored(row.definition))


def _checked(name: str) -> str:
    typed = cleaned(name)
    limit = SavedView.__table__.c.name.type.length  # type: ignore[attr-defined]
    if len(typed) > limit:
        raise errors.TooLong(caption=Caption(field_map(Contact)["name"].caption), field="name", length=len(typed), limit=limit)
    return typed


def _check_free(name: str, taken: set[str]) -> None:
    if name.casefold() in taken:
        raise errors.ViewExists(field="name", value=name)


def _free(name: str, taken: set[str]) -> str:
    """`name`, or with a number behind it where it is taken."""
    numbered = (f"{name} {number}" for number in count(2))
    return next(one for one in chain([name], numbered) if one.casefold() not in taken)
