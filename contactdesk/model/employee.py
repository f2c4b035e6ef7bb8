"""The employee, and the template new employees are made from (relations 1.8, 1.10)."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from contactdesk.model.base import Record
from contactdesk.model.fields import field
from contactdesk.model.kinds import Choice, Code, Day, Email, Text, YesNo
from contactdesk.model.parts import (
    ADDRESS,
    APPLICATION_METHODS,
    EMPLOYEE_STATUSES,
    GENDERS,
    PAYMENTS,
    BankDetails,
    Numbered,
    Pictured,
    Place,
    Reach,
    StampedToTheSecond,
    Template,
)
from contactdesk.text import N_

ADMINISTRATION = N_("Administration")


class EmployeeDefaults:
    """Every field of an employee beside the address that a template can fill (relations 1.10)."""

    gender: Mapped[int] = field(N_("Gender"), Choice(GENDERS), N_("Gender, as the employee states it."))
    statistics_group_code: Mapped[str] = field(
        N_("Statistics Group Code"), Code(10), N_("Group for statistics."), group=ADMINISTRATION, refers_to="employee_statistics_group"
    )
    employee_posting_group: Mapped[str] = field(
        N_("Employee Posting Group"), Code(20), N_("Accounts the ledger uses."), group=PAYMENTS, refers_to="employee_posting_group"
    )
    application_method: Mapped[int] = field(
        N_("Application Method"), Choice(APPLICATION_METHODS), N_("How payments are applied to entries."), group=PAYMENTS
    )


class Employee(Numbered, Reach, EmployeeDefaults, BankDetails, StampedToTheSecond, Pictured, Record):
    """Somebody who works for the office."""

    __tablename__ = "employee"
    KEY, TITLE = ("no",), "full_name"
    CAPTION, CAPTIONS = N_("Employee"), N_("Employees")
    SEARCHED = True
    SORTED = ("first_name", "last_name", "search_name", "job_title", "city", "phone_no")

    __table_args__ = (
        Index("ix_employee_last_name", "last_name"),
        Index("ix_employee_search_name", "search_name"),
    )

    first_name: Mapped[str] = field(N_("First Name"), Text(30), N_("First name."), listed=True, searched=True)
    middle_name: Mapped[str] = field(N_("Middle Name"), Text(30), N_("Middle name or prefix of the last name."), searched=True)
    last_name: Mapped[str] = field(N_("Last Name"), Text(30), N_("Last name."), listed=True, searched=True)
    job_title: Mapped[str] = field(N_("Job Title"), Text(30), N_("What the employee does."), listed=True, searched=True)
    initials: Mapped[str] = field(N_("Initials"), Text(30), N_("Initials."), searched=True)
    search_name: Mapped[str] = field(
        N_("Search Name"),
        Code(250),
        N_("Name in capitals to search by; it follows the name until you change it."),
        listed=True,
        searched=True,
    )
    company_e_mail: Mapped[str] = field(
        N_("Company Email"), Email(80), N_("Mail address at work; it stays with the employee."), searched=True
    )
    privacy_blocked: Mapped[bool] = field(N_("Privacy Blocked"), YesNo(), N_("The data may not be used in daily business."))
    pager: Mapped[str] = field(N_("Pager"), Text(30), N_("Pager number."), group=ADDRESS)
    extension: Mapped[str] = field(N_("Extension"), Text(30), N_("Extension behind the telephone number."), group=ADDRESS)
    employment_date: Mapped[date | None] = field(N_("Employment Date"), Day(), N_("First day of work."), group=ADMINISTRATION)
    status: Mapped[int] = field(N_("Status"), Choice(EMPLOYEE_STATUSES), N_("Whether the employee works here now."), group=ADMINISTRATION)
    inactive_date: Mapped[date | None] = field(
        N_("Inactive Date"), Day(), N_("Day since which the employee is inactive."), group=ADMINISTRATION
    )
    termination_date: Mapped[date | None] = field(N_("Termination Date"), Day(), N_("Last day of work."), group=ADMINISTRATION)
    salespers_purch_code: Mapped[str] = field(
        N_("Salespers./Purch. Code"), Code(20), N_("Code as a salesperson or purchaser."), group=ADMINISTRATION, refers_to="salesperson"
    )
    currency_code: Mapped[str] = field(
        N_("Currency Code"), Code(10), N_("Currency of payments; blank means the local currency."), group=PAYMENTS, refers_to="currency"
    )

    @property
    def full_name(self) -> str:
        """First, middle and last name with single blanks between them."""
        return " ".join(part for part in (self.first_name, self.middle_name, self.last_name) if part)


class EmployeeTemplate(Template, Place, EmployeeDefaults, Record):
    """What a new employee starts with."""

    __tablename__ = "employee_template"
    CAPTION, CAPTIONS = N_("Employee Template"), N_("Employee Templates")
