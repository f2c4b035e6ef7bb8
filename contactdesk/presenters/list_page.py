"""A list of the main window: searching, sorting, filtering, what is known about the chosen record, what can be done with it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol

from contactdesk.actions import ACTIONS
from contactdesk.errors import UserError
from contactdesk.model.fields import field_map
from contactdesk.model.tables import TABLES
from contactdesk.presenters.list_filters import Filters
from contactdesk.presenters.list_loading import Growing, ListLoader
from contactdesk.presenters.list_specs import LINKED_CONTACT_NO, LISTS, NOTICES, columns_of, notice_id
from contactdesk.presenters.list_views import KeptViews, ListViews, ViewsView
from contactdesk.text import _, n_

if TYPE_CHECKING:
    from contactdesk.desk import Desk
    from contactdesk.presenters.facts import Facts
    from contactdesk.presenters.list_actions import ListActions, Possible, Question
    from contactdesk.presenters.ports import Run, Windows
    from contactdesk.services.list_reading import Piece
    from contactdesk.storage.change_sets import ChangeSet
from contactdesk.storage.search_index import searched_names


class ListView(ViewsView, Growing, Protocol):
    """What the presenter asks of the page; passive."""

    def refresh_rows(self, ids: Sequence[int]) -> None: ...
    def select(self, id: int) -> None: ...
    def show_empty(self, title: str, text: str, actions: tuple[str, ...], icon: str) -> None: ...
    def show_title(self, title: str, count: str) -> None: ...
    def show_filter_error(self, name: str, error: UserError) -> None:
        """Say beside a filter that it was refused; the former one holds (contacts F-9)."""

    def show_marks(self, search: str) -> None:
        """Mark in the cells what the search found."""

    def show_sorted(self, column: str, descending: bool) -> None: ...
    def show_facts(self, facts: Facts | None) -> None: ...
    def show_possible(self, possible: Possible) -> None: ...
    def show_notice(self, text: str) -> None: ...
    def ask(self, question: Question, go: Callable[[], None]) -> None: ...


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is read with the first ids: whom to choose, whether there are records at all, and what to point out."""

    select: int
    has_records: bool
    notice: bool


class ListPresenter:
    """What one list shows. `wants_notice` and `switch_off` are the user's choice about notices (relations R-11)."""

    def __init__(
        self,
        view: ListView,
        table: str,
        desk: Desk,
        run: Run,
        windows: Windows,
        *,
        wants_notice: Callable[[str], bool],
        switch_off: Callable[[str], None],
        kept_views: KeptViews,
    ) -> None:
        self._view, self.spec, self._desk, self._run, self._windows = view, LISTS[table], desk, run, windows
        self._wants_notice, self._switch_off = wants_notice, switch_off
        self.table = table
        self._names = tuple(one.name for one in columns_of(table))
        self.filters = Filters(table, desk.actions)
        self.views = ListViews(view, table, desk, run, self.filters, kept_views, self._show_view, self._tell_empty)
        stored = [name for name in self._names if name != LINKED_CONTACT_NO]
        self._loader = ListLoader(view, table, stored, desk, run, view.show_error)
        self._begun = False
        self._select = 0
        self._has_records, self._is_empty = True, False
        self._title = ""
        self._search = ""
        self._order: tuple[str, bool] = ("", False)
        self._nos: dict[int, str] = {}
        self._current = 0
        self._dismissed = False

    @cached_property
    def _actions(self) -> ListActions:
        """What can be done with records: not before there is one on the page."""
        from contactdesk.presenters.list_actions import ListActions

        return ListActions(self._view, self.table, self._desk, self._run, self._windows)

    @property
    def title(self) -> str:
        """The title of the page: caption, or what a filter shows; with the Company No. filter (contacts 3.1)."""
        company = next((row.told for row in self.filters.rows() if row.field.name == "company_no"), "")
        title = self._title or _(TABLES[self.table].CAPTIONS)
        return f"{title} · {company}" if company else title

    # -- what is shown ------------------------------------------------------------------------------

    def open(self, where: Sequence[tuple[str, str]] = (), *, title: str = "", select: str = "") -> None:
        """Show the list, filtered and positioned where these are named; filters set by hand stay otherwise (contacts F-3, F-11)."""

        def go_on() -> None:
            if where or (select and self.filters.where):
                self.filters.open(where)  # a record that is looked for shows, whatever was filtered before
            else:
                self.filters.come_back()
            self._title = title
            self._filtered(select=select)

        def begin() -> None:
            self._order = self.views.order
            self._view.show_sorted(*self._order)
            go_on()

        if self._begun:
            go_on()
        else:
            self._begun = True
            self.views.begin(begin)

    def filter(self, name: str, expression: str) -> None:
        """Filter a field, or take its filter away with a blank expression (contacts F-4, F-9)."""
        try:
            changed = self.filters.put(name, expression)
        except UserError as error:
            self._view.show_filter_error(name, error)
            return
        if changed:
            self._filtered()

    def filter_to_value(self, id: int, name: str) -> None:
        """Filter a field to the value that a record has there, or take that filter away again (contacts F-4)."""
        if not id or name == LINKED_CONTACT_NO:
            return

        def done(rows: Mapping[int, Sequence[Any]]) -> None:
            if id in rows:
                self.filters.toggle(name, rows[id][0])
                self._filtered()

        self._run(lambda: self._desk.lists.rows(self.table, [id], [name]), done, self._view.show_error)

    def reset_filters(self) -> None:
        """Back to the filters of the view (contacts F-4, F-10)."""
        self.filters.reset()
        self._title = ""
        self._filtered()

    def _filtered(self, *, select: str = "") -> None:
        self._view.show_filters(self.filters.rows(), changed=self.filters.is_changed)
        self.views.told()
        self.load(select=select)

    def _show_view(self) -> None:
        """A view was chosen: its filters hold already."""
        self._order, self._title = self.views.order, ""
        self._view.show_sorted(*self._order)
        self._filtered()

    def search(self, text: str) -> None:
        """Show the records that fit the search text, the best one chosen; the newest search wins (contacts F-2)."""
        self._search = text
        self._view.show_marks(text)
        self.load(best=bool(text))

    def sort(self, column: str, descending: bool) -> None:
        """Sort by a column; one that is read from other records does not sort (contacts F-1)."""
        if column == LINKED_CONTACT_NO:
            self._view.show_sorted(*self._order)
            return
        self._order = (column, descending)
        self._view.show_sorted(column, descending)
        self.views.told()
        self.load()

    def remove_filter(self, place: int) -> None:
        """Take one filter away."""
        self._title = ""
        self.filter(self.filters.where[place][0], "")

    def load(self, *, select: str = "", changed: Sequence[int] = (), stay: bool = False, best: bool = False) -> None:
        """Read the list again; with `changed` only these rows, where the order stayed as it was.

        `stay`: nothing moves. `best`: the first record is chosen, whichever was before.
        """
        wants_notice = self.table in NOTICES and not self._dismissed and self._wants_notice(notice_id(self.table))
        shown = self.shown_as()

        def beside(found: int) -> _Beside:
            lists = self._desk.lists
            chosen = lists.id_of(self.table, select) if select else 0
            notice = wants_notice and bool(self._desk.linking.unlinked(self.table, limit=1))
            narrowed = bool(shown["where"] or shown["search"])
            return _Beside(chosen, bool(found) or (narrowed and lists.has_any(self.table)), notice)

        def begun(piece: Piece, more: _Beside) -> None:
            self._select = 0
            if best and len(piece.ids):
                more = replace(more, select=piece.ids[0])
            self._show(piece, more, changed, stay)

        self._loader.load(shown, beside, begun, self._tell_count, at_once=stay or bool(changed))

    def _tell_count(self, count: int) -> None:
        """How many there are; a record that was looked for may be known only now."""
        self._view.show_title(self.title, n_("{n} record", "{n} records", count))
        if self._select and self._select in self._view.shown_ids():
            self._view.select(self._select)
            self._select = 0
        self._is_empty = not count  # of what is searched for, the first piece does not tell: more of it may follow
        self._tell_empty()

    def _tell_empty(self) -> None:
        if self._is_empty:
            from contactdesk.presenters.list_empty import empty

            said = empty(self.spec, self.filters, self._search, has_records=self._has_records)
            self._view.show_empty(said.title, said.text, said.actions, said.icon)

    def _show(self, piece: Piece, more: _Beside, changed: Sequence[int], stay: bool) -> None:
        if changed and piece.ids == self._view.shown_ids():
            self._view.refresh_rows(changed)
        else:
            self._nos.update((id, row[0]) for id, row in piece.rows.items())
            self._view.show_ids(piece.ids, stay=stay, rows=piece.rows if LINKED_CONTACT_NO not in self._names else None)
        if more.select in piece.ids:
            self._view.select(more.select)
        else:
            self._select = more.select
        self._view.show_notice(_(NOTICES[self.table]) if more.notice else "")
        self._has_records = more.has_records

    def seen(self) -> None:
        """The first rows are painted: ask for what stands around them."""
        self.views.refresh()

    def shown_as(self) -> dict[str, Any]:
        """How the list is shown now, as `desk.lists.ids` takes it."""
        column, descending = self._order
        return {"where": tuple(self.filters.where), "search": self._search, "order": (column,) if column else (), "descending": descending}

    def fetch(self, ids: array[int], fill: Callable[[Mapping[int, Sequence[Any]]], None]) -> None:
        """Read these rows for the list: the values of all its columns."""
        wanted, stored = array("q", ids), [name for name in self._names if name != LINKED_CONTACT_NO]

        def work() -> dict[int, tuple[Any, ...]]:
            rows = self._desk.lists.rows(self.table, wanted, stored)
            if LINKED_CONTACT_NO not in self._names:
                return rows
            linked = self._desk.lists.linked_contacts(self.table, wanted)
            place = self._names.index(LINKED_CONTACT_NO)
            return {id: (*row[:place], linked.get(id, ""), *row[place:]) for id, row in rows.items()}

        def done(rows: dict[int, tuple[Any, ...]]) -> None:
            self._nos.update((id, row[0]) for id, row in rows.items())
            fill(rows)

        def failed(error: UserError) -> None:
            fill({})
            self._view.show_error(error)

        self._run(work, done, failed)

    def fetch_pictures(self, ids: array[int], fill: Callable[[Mapping[int, bytes]], None]) -> None:
        """Read the pictures of these records, for their tiles (contacts 1.5)."""

        def done(rows: dict[int, tuple[Any, ...]]) -> None:
            fill({id: row[0] for id, row in rows.items() if row[0]})

        if "image" in field_map(TABLES[self.table]):
            self._run(lambda: self._desk.lists.rows(self.table, ids, ["image"]), done, lambda _error: fill({}))

    # -- the chosen record --------------------------------------------------------------------------

    def choose(self, id: int) -> None:
        """Show what is known about the record with the cursor; quick moves are answered once (design section 3)."""
        from contactdesk.presenters.list_actions import Possible, possible

        self._current = id
        if not id:
            self._view.show_facts(None)
            needed = {action.id: _("Choose a record first.") for action in ACTIONS.values() if action.needs}
            self._view.show_possible(Possible(refused=needed))
            return

        def work() -> tuple[str, Facts] | None:
            from contactdesk.presenters.facts import facts_of  # with the services behind it: only when rows are seen

            nos = self._no_of([id])
            return (nos[0], facts_of(self._desk, self.table, nos[0])) if nos else None

        def done(found: tuple[str, Facts] | None) -> None:
            if found is None:  # deleted meanwhile; the list is being read again
                self._view.show_facts(None)
                return
            self._nos[id] = found[0]
            # A request of its own, so that what is typed meanwhile waits for a part of it only.
            ask(lambda: possible(self._desk, self.table, found[0]), partial(both, found[1]))

        def both(facts: Facts, can: Possible) -> None:
            self._view.show_facts(facts)
            self._view.show_possible(can)

        def ask(work: Callable[[], Any], done: Callable[[Any], None]) -> None:
            self._run(work, done, lambda _error: self._view.show_facts(None), newest_of=f"facts {self.table}")

        ask(work, done)

    def opened(self, id: int) -> None:
        """Open the card of a row."""
        self._with_nos([id], lambda nos: self._windows.open_card(self.table, nos[0]))

    def drilled(self, id: int, column: str) -> None:
        """The value of a column was followed: Business Relation leads to what the contact also is (relations N-3)."""
        self._with_nos([id], lambda nos: self._actions.act_on(column, nos[0]))

    def follow(self, link: str) -> None:
        """Follow a link of the facts: "card:TABLE:NO", "list:TABLE:NO", "persons:NO" or "segment:PAGE:NO"."""
        what, _sep, rest = link.partition(":")
        if what == "card":
            table, _sep, no = rest.partition(":")
            self._windows.open_card(table, no)
        elif what == "list":
            table, _sep, no = rest.partition(":")
            self._windows.open_list(table, select=no)
        elif what == "persons":
            from contactdesk.rules.filters import quoted

            self._windows.open_list("contact", [("company_no", quoted(rest))])
        else:
            from contactdesk.presenters import statistics

            statistics.follow(link, self._desk, self._run, self._windows, self._view.show_error)

    def act(self, action: str, ids: Sequence[int]) -> None:
        """Run an action of the list on the chosen records."""
        from contactdesk.presenters.list_actions import MOST_DELETED, WITHOUT_RECORD

        if action in WITHOUT_RECORD:
            self._actions.act(action, self.filters.where)
        elif action == "record.delete":
            self._with_nos(list(ids[:MOST_DELETED]), self._actions.ask_delete)
        elif self._current:
            self._with_nos([self._current], lambda nos: self._actions.act_on(action, nos[0]))

    # -- news ---------------------------------------------------------------------------------------

    def changed(self, changes: ChangeSet) -> None:
        """Show what a save changed: rows, facts, and whether a notice still holds."""
        ids = [record.id for record in changes.records if record.table == self.table]
        linked = any(record.table == "contact_business_relation" for record in changes.records)
        if ids or linked:
            for id in ids:
                self._nos.pop(id, None)
            own = [record for record in changes.records if record.table == self.table]
            updates = not linked and all(record.kind == "update" for record in own)
            if updates and not any(line.field.name in self._decisive for record in own for line in record.lines):
                self._view.refresh_rows(ids)  # every row stays where it is: the list need not be read again
            else:
                self.load(changed=ids if updates else (), stay=True)
        if self._current:
            self.choose(self._current)

    @property
    def _decisive(self) -> set[str]:
        """The fields that decide which records are shown, and in which order."""
        model, (column, _descending) = TABLES[self.table], self._order
        searched = searched_names(model) if self._search.strip() else ()
        return {*(model.LIST_ORDER or model.KEY), column, *(name for name, _expression in self.filters.where), *searched}

    def dismiss_notice(self, *, for_good: bool = False) -> None:
        """Take the notice away, until the program is started again or `for_good` (relations R-11)."""
        self._dismissed = True
        if for_good:
            self._switch_off(notice_id(self.table))

    # -- numbers ------------------------------------------------------------------------------------

    def _no_of(self, ids: Sequence[int]) -> list[str]:
        missing = [id for id in ids if id not in self._nos]
        found = self._desk.lists.rows(self.table, missing, ["no"]) if missing else {}
        return [self._nos.get(id) or found[id][0] for id in ids if id in self._nos or id in found]

    def _with_nos(self, ids: Sequence[int], then: Callable[[list[str]], None]) -> None:
        if not ids:
            return
        if all(id in self._nos for id in ids):
            then([self._nos[id] for id in ids])
        else:
            self._run(lambda: self._no_of(ids), lambda nos: then(nos) if nos else None, self._view.show_error)
