"""Making a customer, vendor, bank account or employee of a contact (relations R-20 to R-31)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from contactdesk import errors
from contactdesk.desk import Desk
from contactdesk.errors import UserError
from contactdesk.model.contact import PERSON
from contactdesk.model.link_kinds import BY_ID, CUSTOMER, LinkKind
from contactdesk.presenters.changes import ChangeGroup, groups_of
from contactdesk.presenters.ports import Run, Windows
from contactdesk.services.linking import Linked
from contactdesk.storage.unit_of_work import Done, Notice

PREVIEW = "create as preview"


@dataclass(frozen=True, slots=True)
class Plan:
    """Who becomes what: the contact that is converted, the templates that fit, the person proposed as primary contact."""

    kind: LinkKind
    started_on: tuple[str, str]
    target: tuple[str, str]
    templates: tuple[tuple[str, str], ...]
    best: str
    proposed_person: bool
    """The action was started on a person of the converted company (relations R-27)."""


class CreateAsView(Protocol):
    """The dialog, as its presenter sees it."""

    def show_plan(self, plan: Plan) -> None: ...
    def choose_template(self, templates: Sequence[tuple[str, str]], best: str) -> None: ...
    def ask_without_template(self) -> None: ...
    def show_preview(self, groups: Sequence[ChangeGroup], notices: Sequence[Notice]) -> None: ...
    def show_refusal(self, error: UserError) -> None: ...
    def show_result(self, linked: Linked, notices: Sequence[Notice]) -> None: ...


class CreateAsPresenter:
    """Checks first, then the template, then what will happen, then it happens."""

    def __init__(self, view: CreateAsView, desk: Desk, run: Run, windows: Windows) -> None:
        self._view, self._desk, self._run, self._windows = view, desk, run, windows
        self._contact, self._kind = "", CUSTOMER
        self._template, self._primary = "", True
        self._busy = False

    def open(self, contact_no: str, kind: str) -> None:
        """Check everything that can be checked before anything is asked (relations R-21)."""
        self._contact, self._kind = contact_no, BY_ID[kind]
        self._run(self._plan, self._planned, self._view.show_refusal)

    def _plan(self) -> Plan:
        refusal = self._desk.linking.why_not_create_as(self._contact, self._kind.id)
        if refusal is not None:
            raise refusal
        contact = self._desk.records.read("contact", self._contact)
        target = self._desk.linking.target_of(self._contact, self._kind.id)
        templates, best = self._desk.linking.templates_for(self._contact, self._kind.id)
        proposed = self._kind.has_primary_contact and contact["type"] == PERSON and target[0] != contact.no
        return Plan(self._kind, (contact.no, contact["name"]), target, tuple(templates), best, proposed)

    def _planned(self, plan: Plan) -> None:
        self._view.show_plan(plan)
        if len(plan.templates) > 1:
            self._view.choose_template(plan.templates, plan.best)
        elif plan.templates or self._kind.template is None:
            self.take_template(plan.best)
        else:
            self._view.ask_without_template()

    def take_template(self, code: str) -> None:
        """Go on with this template; "" for none (relations R-31)."""
        self._template = code
        self.preview()

    def set_primary_contact(self, wanted: bool) -> None:
        """Should the person the action was started on become primary contact (relations R-27)?"""
        self._primary = wanted
        self.preview()

    def preview(self) -> None:
        """Show what would be created and changed (relations G-11)."""
        self._run(
            lambda: self._create(dry_run=True),
            lambda done: self._view.show_preview(groups_of(done.changes), done.notices),
            self._refused,
            newest_of=PREVIEW,
        )

    def create(self) -> None:
        """Do it."""
        if not self._busy:
            self._busy = True
            self._run(self._create, self._created, self._refused)

    def _create(self, *, dry_run: bool = False) -> Done[Linked]:
        template = self._template if self._kind.template is not None else None
        return self._desk.linking.create_as(self._contact, self._kind.id, template=template, primary_contact=self._primary, dry_run=dry_run)

    def _created(self, done: Done[Linked]) -> None:
        self._busy = False
        self._windows.changed(done.changes)
        self._view.show_result(done.value, done.notices)

    def _refused(self, error: UserError) -> None:
        self._busy = False
        self._view.show_refusal(error)
        if isinstance(error, errors.TemplateGone):
            # relations E-21: the templates are read again, and the choice is made once more.
            self._run(self._plan, self._planned, self._view.show_refusal)
