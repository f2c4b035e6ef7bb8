"""The saved views of a list: choosing, saving, renaming, removing one; the last one is remembered (contacts F-3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from contactdesk.desk import Desk
    from contactdesk.errors import UserError
    from contactdesk.presenters.list_filters import FilterRow, Filters
    from contactdesk.presenters.ports import Failed, Run
    from contactdesk.services.views import View, ViewDefinition


class ViewsView(Protocol):
    """What the views ask of the page."""

    def show_views(self, views: Sequence[View], current: View | None, *, changed: bool) -> None: ...
    def show_filters(self, filters: Sequence[FilterRow], *, changed: bool) -> None:
        """Show the filters that hold; `changed`: there is something to reset."""

    def show_layout(self, layout: Mapping[str, Any] | None) -> None:
        """Show columns as a view has them; None: as this user left the list itself."""

    def layout_now(self) -> dict[str, Any]: ...
    def show_error(self, error: UserError) -> None: ...


class KeptViews(Protocol):
    """Where the id of the view that was shown last is kept on this machine; 0 is "All"."""

    def kept_view(self, database: str, page: str) -> int: ...
    def keep_view(self, database: str, page: str, view: int) -> None: ...


class ListViews:
    """The views of one list; `show` reads the list again after another one was chosen; `kept_filters`: one was saved."""

    def __init__(
        self,
        view: ViewsView,
        page: str,
        desk: Desk,
        run: Run,
        filters: Filters,
        kept: KeptViews,
        show: Callable[[], None],
        kept_filters: Callable[[], None],
    ) -> None:
        self._view, self._page, self._desk, self._run = view, page, desk, run
        self._filters, self._kept, self._show, self._kept_filters = filters, kept, show, kept_filters
        self._views: list[View] = []
        self.current: View | None = None
        """The view that is shown; None for the list itself, "All"."""

    # -- choosing -----------------------------------------------------------------------------------

    def begin(self, then: Callable[[], None]) -> None:
        """Show the view of last time, if one was chosen then; `then` goes on."""
        kept = self._kept.kept_view(self._desk.store.name, self._page)
        if not kept:
            self.told()
            then()
            return

        def done(views: list[View]) -> None:
            self._views = views
            self._take(next((view for view in views if view.id == kept), None))
            then()

        def failed(error: UserError) -> None:
            then()
            self._view.show_error(error)

        self._run(lambda: self._desk.views.all(self._page), done, failed)

    def refresh(self) -> None:
        """Read which views there are; the one that is shown may be changed or gone."""
        self._run(lambda: self._desk.views.all(self._page), self._read, self._view.show_error, newest_of=f"views {self._page}")

    def choose(self, id: int) -> None:
        """Show a view; 0 is "All", the list without filters and with the user's own columns."""
        self._take(next((view for view in self._views if view.id == id), None))
        self._show()

    def told(self) -> None:
        """Say which views there are, and whether the list shows what the current one says."""
        self._view.show_views(self._views, self.current, changed=self.is_changed)

    @property
    def order(self) -> tuple[str, bool]:
        """The order of the view shown now; "All" is in the order that the user left it in."""
        if self.current is not None:
            return self.current.definition.order, self.current.definition.descending
        column, descending = self._view.layout_now().get("sorted") or ("", False)
        return str(column), bool(descending)

    @property
    def is_changed(self) -> bool:
        """Are other filters, columns or another order shown than the view says?"""
        if self._filters.from_record or self.current is None:
            return False
        return self._filters.is_changed or _looks(self.definition()) != _looks(self.current.definition)

    def definition(self) -> ViewDefinition:
        """What is shown now, as a view keeps it."""
        from contactdesk.services.views import ViewDefinition

        layout = dict(self._view.layout_now())
        column, descending = layout.pop("sorted", ("", False))
        return ViewDefinition(tuple(self._filters.where), layout, column, descending)

    def _take(self, view: View | None) -> None:
        self.current = view
        self._filters.use(view.definition.where if view else ())
        order = [view.definition.order, view.definition.descending] if view else []
        self._view.show_layout({**view.definition.columns, "sorted": order} if view else None)
        self._keep()
        self.told()

    def _keep(self) -> None:
        self._kept.keep_view(self._desk.store.name, self._page, self.current.id if self.current else 0)

    def _read(self, views: list[View]) -> None:
        self._views = views
        shown, now = self.current, next((view for view in views if self.current and view.id == self.current.id), None)
        if shown is not None and now != shown and not self.is_changed:
            self._take(now)
            self._show()
        else:
            self.current = now
            self._keep()
            self.told()

    # -- saving -------------------------------------------------------------------------------------

    def save_as(self, name: str, *, shared: bool, done: Callable[[], object], failed: Failed) -> None:
        """Keep what is shown now as a new view; without a name it becomes "All (Copy)"."""
        definition, before = self.definition(), self.current.name if self.current else ""
        save = lambda: self._desk.views.save(self._page, definition, name=name, shared=shared, based_on=before)  # noqa: E731
        self._run(save, lambda view: self._saved(view, done), failed)

    def save(self) -> None:
        """Let the view shown now show what is shown."""
        if self.current is None:
            return
        id, definition = self.current.id, self.definition()
        self._run(lambda: self._desk.views.change(id, definition), lambda view: self._saved(view, lambda: None), self._view.show_error)

    def rename(self, name: str, *, done: Callable[[], object], failed: Failed) -> None:
        """Give the view shown now another name."""
        if self.current is None:
            return
        id = self.current.id
        self._run(lambda: self._desk.views.rename(id, name), lambda view: self._renamed(view, done), failed)

    def remove(self) -> None:
        """Forget the view shown now; the list itself is shown."""
        if self.current is None:
            return
        id = self.current.id

        def gone(_none: None) -> None:
            self._views = [view for view in self._views if view.id != id]
            self.choose(0)

        self._run(lambda: self._desk.views.remove(id), gone, self._view.show_error)

    def _renamed(self, view: View, done: Callable[[], object]) -> None:
        self.current = view
        self._keep()
        self.refresh()
        done()

    def _saved(self, view: View, done: Callable[[], object]) -> None:
        self._filters.take_as_view()
        self._view.show_filters(self._filters.rows(), changed=self._filters.is_changed)
        self._kept_filters()
        self._renamed(view, done)


def _looks(definition: ViewDefinition) -> tuple[Any, ...]:
    """What makes two views look different; widths of columns do not."""
    columns = definition.columns
    return tuple(columns.get("shown", ())), columns.get("frozen", 0), definition.order, definition.order and definition.descending
