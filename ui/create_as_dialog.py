"""Create as: checks, template, what will happen, and what has happened (relations R-20 to R-31)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from contactdesk.errors import UserError
from contactdesk.model.link_kinds import BY_ID
from contactdesk.presenters.changes import ChangeGroup
from contactdesk.presenters.create_as import CreateAsPresenter, Plan
from contactdesk.services.linking import Linked
from contactdesk.storage.unit_of_work import Notice
from contactdesk.text import _
from ui import theme
from ui.parts import make
from ui.parts.changes_view import ChangesView
from ui.parts.decision import Decision
from ui.windows import Windows


class CreateAsDialog(Decision):
    """The view of `CreateAsPresenter`: one page after the other in one window."""

    def __init__(self, windows: Windows, contact_no: str, kind: str) -> None:
        self._caption = _(BY_ID[kind].caption)
        super().__init__(windows, "create_as_dialog", _("Create as {kind}").format(kind=self._caption.lower()), width=820, height=600)
        self._linked: Linked | None = None
        self._pages = QStackedWidget()
        self._pages.setVisible(False)
        self.body.addWidget(self._pages, 1)
        self.body.addStretch(0)
        self._build_pages()
        self._cancel = self.add_button(_("Cancel"), "cancel", self.reject)
        self._ok = self.add_button(_("Create"), "ok", self._go_on, primary=True)
        self._ok.setVisible(False)
        self._presenter = CreateAsPresenter(self, windows.desk, windows.run, windows)
        self._presenter.open(contact_no, kind)

    def _build_pages(self) -> None:
        self._templates = QTreeWidget()
        self._templates.setObjectName("templates")
        self._templates.setAccessibleName(_("Templates"))
        self._templates.setAccessibleDescription(_("The arrows move; Enter chooses a line."))
        self._templates.setProperty("framed", True)
        self._templates.setRootIsDecorated(False)
        self._templates.setHeaderLabels([_("Code"), _("Description")])
        self._templates.itemDoubleClicked.connect(lambda _item: self._go_on())
        self._primary = QCheckBox()
        self._primary.setObjectName("primary_contact")
        self._primary.setAccessibleDescription(_("The person becomes who is asked for first."))
        self._primary.setChecked(True)
        self._primary.clicked.connect(lambda on: self._presenter.set_primary_contact(on))
        self._changes = ChangesView()
        self._template_page = _page(make.label(_("Choose the template the new card is filled from."), wrap=True), self._templates)
        question = make.label(_("There is no template for this contact type. Create without a template?"), name="question_text", wrap=True)
        self._question_page = _page(question, None)
        self._preview_page = _page(self._primary, self._changes)
        self._result_fields = make.label(role="soft", name="blank_fields", wrap=True)
        self._result_page = _page(self._result_fields, None)
        for page in (self._template_page, self._question_page, self._preview_page, self._result_page):
            self._pages.addWidget(page)

    # -- what the presenter shows -------------------------------------------------------------------

    def show_plan(self, plan: Plan) -> None:
        """Say which contact is converted, before anything happens (relations R-20)."""
        no, name = plan.target
        text = _("Contact {no} {name}").format(no=no, name=name)
        if plan.started_on != plan.target:
            text = _("{person} belongs to {company}; the company is converted.").format(
                person=f"{plan.started_on[0]} {plan.started_on[1]}", company=f"{no} {name}"
            )
        self.set_title(self.windowTitle(), text)
        self._primary.setVisible(plan.proposed_person)
        self._primary.setText(_("{name} becomes primary contact").format(name=plan.started_on[1]))

    def choose_template(self, templates: Sequence[tuple[str, str]], best: str) -> None:
        """Several templates fit; the best one is chosen already."""
        self._templates.clear()
        for code, description in templates:
            item = QTreeWidgetItem(self._templates, [code, description])
            if code == best:
                self._templates.setCurrentItem(item)
        self._show(self._template_page, _("Next"))
        self._templates.setFocus()

    def ask_without_template(self) -> None:
        """No template fits."""
        self._show(self._question_page, _("Create without a template"))
        self._ok.setFocus()

    def show_preview(self, groups: Sequence[ChangeGroup], notices: Sequence[Notice]) -> None:
        """What will be created and changed."""
        self._changes.show_groups(groups)
        if notices:
            self.message.show_message(" ".join(notice.text for notice in notices))
        self._show(self._preview_page, _("Create"))
        self._ok.setFocus()

    def show_refusal(self, error: UserError) -> None:
        """Say what was refused; without a page there is nothing to go on with."""
        super().show_refusal(error)
        if self._pages.isHidden():
            self.shrink()
            self._cancel.setText(_("Close"))
            self._cancel.setFocus()

    def show_result(self, linked: Linked, notices: Sequence[Notice]) -> None:
        """Say what was made, and which fields wait to be filled in by hand (relations R-28)."""
        self._linked = linked
        text = _("{kind} {no} was created for {name} (contact {contact_no}).")
        text = text.format(kind=self._caption, no=linked.no, contact_no=linked.contact_no, name=linked.contact_name)
        blank = ", ".join(_(field.caption) for field in linked.blank_fields)
        self._result_fields.setText(_("Still blank, to be filled in by hand: {fields}.").format(fields=blank) if blank else "")
        self.message.show_message(" ".join([text, *(notice.text for notice in notices)]), "success")
        self._cancel.setText(_("Close"))
        self._show(self._result_page, _("Open card"))
        self._ok.setFocus()

    # -- what the user does -------------------------------------------------------------------------

    def _go_on(self) -> None:
        page = self._pages.currentWidget()
        if page is self._template_page:
            item = self._templates.currentItem()
            if item is not None:
                self._presenter.take_template(item.text(0))
        elif page is self._question_page:
            self._presenter.take_template("")
        elif page is self._preview_page:
            self._presenter.create()
        elif self._linked is not None:
            self.windows.open_card(self._linked.kind, self._linked.no)
            self.accept()

    def _show(self, page: QWidget, caption: str) -> None:
        self._pages.setCurrentWidget(page)
        self._pages.setVisible(True)
        self._ok.setText(caption)
        self._ok.setVisible(True)


def _page(first: QWidget, filling: QWidget | None) -> QWidget:
    page = QWidget()
    inside = QVBoxLayout(page)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(theme.MEDIUM)
    inside.addWidget(first)
    if filling is not None:
        inside.addWidget(filling, 1)
    else:
        inside.addStretch(1)
    inside.setAlignment(Qt.AlignmentFlag.AlignTop)
    return page
