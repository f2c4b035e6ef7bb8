"""Applying a template to one or several records: choose, see what would change, confirm once (relations R-34)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.presenters.changes import ChangeGroup, groups_of
from contactdesk.presenters.ports import Run, Windows
from contactdesk.storage.unit_of_work import Done

PREVIEW = "apply template"


class ApplyTemplateView(Protocol):
    """The dialog, as its presenter sees it."""

    def show_templates(self, templates: Sequence[tuple[str, str]]) -> None: ...
    def show_preview(self, groups: Sequence[ChangeGroup], possible: bool) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def show_applied(self) -> None: ...


class ApplyTemplatePresenter:
    """Nothing changes before `apply`."""

    def __init__(self, view: ApplyTemplateView, desk: Desk, run: Run, windows: Windows) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self._kind = ""
        self._nos: tuple[str, ...] = ()
        self._template, self._overwrite = "", False

    def open(self, kind: str, nos: Sequence[str]) -> None:
        """Begin with the templates of the kind."""
        self._kind, self._nos = kind, tuple(nos)
        self._run(lambda: self._desk.templates.codes(kind), self._view.show_templates, self._view.show_refusal)

    def choose(self, template: str, *, overwrite: bool) -> None:
        """Show what this template would change; filled values only, and only blank fields unless `overwrite`."""
        self._template, self._overwrite = template, overwrite
        self._view.show_preview([], False)
        if template:
            self._run(lambda: self._apply(dry_run=True), self._previewed, self._view.show_refusal, newest_of=PREVIEW)

    def _previewed(self, done: Done[int]) -> None:
        groups = groups_of(done.changes)
        self._view.show_preview(groups, bool(groups))

    def apply(self) -> None:
        """Do it, for all records at once."""
        self._run(self._apply, self._applied, self._view.show_refusal)

    def _apply(self, *, dry_run: bool = False) -> Done[int]:
        return self._desk.templates.apply(self._kind, self._nos, self._template, overwrite=self._overwrite, dry_run=dry_run)

    def _applied(self, done: Done[int]) -> None:
        self._windows.changed(done.changes)
        self._view.show_applied()
