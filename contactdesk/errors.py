"""What can go wrong for a person at the desk: which rule said no, in which record and field, what to do now.

Every class is one refusal with the id that the specification gives it. Anything else that is raised
is a mistake of the program and goes to the report window, never to a user as a traceback.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar, Self

from contactdesk.text import N_, _, date_text, decimal_sign


class UserError(Exception):
    """A rule said no, or the world did, and the person at the desk can do something about it.

    `facts` fill the placeholders of `message` and `remedy`; `record` is the number of the record
    concerned ("CT000001"), `table` its table ("contact"), `field` the name of the field to put the
    cursor in. `offer` is the id of an action shown as a button beside the message.
    """

    id: ClassVar[str] = ""
    message: ClassVar[str] = ""
    remedy: ClassVar[str] = ""
    offer: ClassVar[str] = ""

    def __init__(self, *, field: str = "", record: str = "", table: str = "", **facts: object) -> None:
        super().__init__(self.message, facts)
        self.field, self.record, self.table = field, record, table
        self.facts = {"field": field, "record": record, "table": table} | facts

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.what_now) if part)

    @property
    def what(self) -> str:
        """What happened, in the user's language."""
        text = _(self.message).format_map(_Shown(self.facts))
        # Some captions bring a full stop of their own: "Phone No.".
        return text.removesuffix(".") if text.endswith("..") and not text.endswith("...") else text

    @property
    def what_now(self) -> str:
        """What the user can do now, in the user's language; may be empty."""
        return _(self.remedy).format_map(_Shown(self.facts))

    def at(self, *, field: str = "", record: str = "", table: str = "", **facts: object) -> Self:
        """This refusal, with place and facts filled in where they were not known before."""
        self.field, self.record, self.table = self.field or field, self.record or record, self.table or table
        self.facts = facts | self.facts | {"field": self.field, "record": self.record, "table": self.table}
        return self


class _Shown(dict[str, object]):
    """Facts as they are shown: captions are translated, lists joined, dates and amounts written as the user writes them."""

    def __init__(self, facts: dict[str, object]) -> None:
        super().__init__({key: self._show(value) for key, value in facts.items()})

    @staticmethod
    def _show(value: object) -> object:
        if isinstance(value, Caption):
            return _(value)
        if isinstance(value, list | tuple):
            return ", ".join(_(item) if isinstance(item, Caption) else str(item) for item in value)
        if isinstance(value, date):
            return date_text(value)
        if isinstance(value, Decimal):
            return str(value).replace(".", decimal_sign())
        return value

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class Caption(str):
    """A caption among the facts of an error: translated when the error is shown."""

    __slots__ = ()


# -- values (contacts section 0, 1.2; relations E-22 to E-25) -----------------------------------------


class TooLong(UserError):
    """contacts section 0, relations E-23"""

    id = "E-LENGTH"
    message = N_("{caption} has {length} characters, {limit} are allowed.")
    remedy = N_("Shorten it, then save again.")


class ControlCharacter(UserError):
    """reliability section 4"""

    id = "E-CONTROL"
    message = N_("{caption} contains the control character {code}.")
    remedy = N_("Remove it, then save again.")


class PhoneLetters(UserError):
    """contacts C-50, relations E-22"""

    id = "E-PHONE-LETTERS"
    message = N_("{caption} must not contain letters: {letters}.")
    remedy = N_("Leave only the digits and signs of the number.")


class InvalidEmail(UserError):
    """contacts C-51 to C-53, relations E-22"""

    id = "E-EMAIL"
    message = N_("“{value}” is not a valid mail address.")
    remedy = N_("Write it like name@company.nl.")


class NotAValue(UserError):
    """A text that stands for none of the values a field can hold."""

    id = "E-VALUE"
    message = N_("“{value}” is not a value of {caption}.")
    remedy = N_("Allowed: {allowed}.")


class OutOfRange(UserError):
    """contacts S-1, section 8 line 39"""

    id = "E-RANGE"
    message = N_("{caption} must be between {least} and {most}, not {value}.")
    remedy = N_("Enter a value within these limits.")


class TooManyDecimals(OutOfRange):
    """contacts 1.8 (Commission %): an amount with more decimals than are kept"""

    message = N_("{caption} has at most {places} decimals, {value} has more.")
    remedy = N_("Round it, then save again.")


class NotAPicture(UserError):
    """contacts C-120"""

    id = "E-PICTURE"
    message = N_("This is not a picture that ContactDesk can keep.")
    remedy = N_("Choose a PNG, JPEG, BMP or GIF file of at most 10 MB.")


class FileTooLarge(UserError):
    """What is attached to a record is kept in the database, so it has a limit."""

    id = "E-FILE-SIZE"
    message = N_("The file is larger than {largest} MB.")
    remedy = N_("Keep it in a folder, and attach a link to it.")


class NotFound(UserError):
    """contacts section 0, relations E-11"""

    id = "E-NOT-FOUND"
    message = N_("{table_caption} {value} does not exist.")
    remedy = N_("Choose one from the list, or make it first.")
    _BLANK = N_("{table_caption}: the number or code is missing.")

    @property
    def what(self) -> str:
        """What does not exist, or that nothing was named."""
        return super().what if str(self.facts.get("value", "")).strip() else _(self._BLANK).format_map(_Shown(self.facts))


class UnknownField(UserError):
    """A name that no field of the table has."""

    id = "E-FIELD"
    message = N_("{table_caption} has no field “{value}”.")
    remedy = N_("The fields are: {allowed}.")


class NotEditable(UserError):
    """A field that the program keeps."""

    id = "E-READ-ONLY"
    message = N_("{caption} is kept by the program and cannot be typed.")
    remedy = N_("Leave it out.")


class NameOfContactCode(NotEditable):
    """relations R-62: the name is that of the contact"""

    message = N_("{caption} is the name of contact {no}, which {code_caption} names.")
    remedy = N_("Choose another contact in {code_caption}, or clear it first.")


class BlankKey(UserError):
    """contacts section 8 line 38"""

    id = "E-BLANK-KEY"
    message = N_("{caption} must not be blank.")
    remedy = N_("Fill it in first.")


class FillFirst(UserError):
    """contacts NS-5, NS-10, C-120"""

    id = "E-FILL-FIRST"
    message = N_("{caption} must be filled in first.")
    remedy = N_("Fill it in, then try again.")


class AlreadyExists(UserError):
    """contacts C-3, relations E-18"""

    id = "E-EXISTS"
    message = N_("{table_caption} {value} already exists.")
    remedy = N_("Choose another number or code.")


class ViewExists(UserError):
    """contacts F-3: two views of a list have different names."""

    id = "E-EXISTS"
    message = N_("There is a view “{value}” already.")
    remedy = N_("Choose another name.")


class InUse(UserError):
    """contacts 1.8, relations E-13"""

    id = "E-IN-USE"
    message = N_("{table_caption} {value} is still used: {places}.")
    remedy = N_("Change those places first.")


class RegistrationNoTooLong(UserError):
    """contacts 1.3, relations E-24"""

    id = "E-REGNO-LENGTH"
    message = N_("{caption} has {length} characters, 20 are allowed.")
    remedy = N_("Shorten it, then save again.")


class InvalidVatNo(UserError):
    """contacts C-67"""

    id = "E-VAT-FORMAT"
    message = N_("“{value}” is not a VAT number of country {country}.")
    remedy = N_("Its formats are: {formats}.")


class InvalidIban(UserError):
    """relations E-25"""

    id = "E-25"
    message = N_("“{value}” is not a valid IBAN: its check digits do not fit.")
    remedy = N_("Correct it, or save it anyway after checking it with the bank.")
    offer = "iban.save_anyway"


class SalespersonPrivacy(UserError):
    """contacts 1.3"""

    id = "E-SALESP-PRIVACY"
    message = N_("Salesperson {value} is blocked for privacy.")
    remedy = N_("Choose another salesperson.")


class SalespersonBlocked(UserError):
    """contacts 1.3"""

    id = "E-SALESP-BLOCKED"
    message = N_("Salesperson {value} is blocked.")
    remedy = N_("Choose another salesperson.")


class UnknownRegion(UserError):
    """contacts 1.2 Format Region"""

    id = "E-REGION"
    message = N_("“{value}” is not a known region tag.")
    remedy = N_("Use a tag such as nl-NL or en-GB.")


class FolderUnusable(UserError):
    """contacts S-5"""

    id = "E-FOLDER"
    message = N_("“{value}” is no folder in which files can be kept.")
    remedy = N_("Choose a folder that exists and that you may write to, or leave the field blank.")


class InvalidDateFormula(UserError):
    """contacts S-6, section 8 line 39"""

    id = "E-DATEFORMULA"
    message = N_("“{value}” is not a date formula.")
    remedy = N_("Write it like 1D, 2W or 1M: a number and D, W, M, Q or Y.")


class IsoLength(UserError):
    """contacts section 8 line 45"""

    id = "E-ISO-LENGTH"
    message = N_("{caption} must have exactly {length} characters.")
    remedy = N_("Correct it, or leave it blank.")


class IsoCharacters(UserError):
    """contacts section 8 line 45"""

    id = "E-ISO-CHARS"
    message = N_("{caption} contains other characters than it may: {value}.")
    remedy = N_("Correct it, or leave it blank.")


class ConfirmBlocked(UserError):
    """relations 1.5: Blocked taken off while Privacy Blocked is on."""

    id = "E-CONFIRM-PRIVACY"
    message = N_("{table_caption} {record} is blocked for privacy; taking Blocked off also switches Privacy Blocked off.")
    remedy = N_("Confirm it, or leave Blocked as it is.")
    offer = "privacy.switch_off"


# -- numbers (contacts 2.1 and 4, relations E-08) ------------------------------------------------------


class NoSeriesSetup(UserError):
    """contacts C-2, NS-21; relations E-02, E-08"""

    id = "E-NO-SERIES-SETUP"
    message = N_("No number series is set up for {table_caption}: {setup_field} on the page {setup_page} is blank.")
    remedy = N_("Fill it in, or type a number yourself.")
    offer = "setup.open"


class SeriesNotAutomatic(UserError):
    """contacts C-2"""

    id = "E-NO-AUTO"
    message = N_("Number series {series} gives no numbers by itself (Default Nos. is off).")
    remedy = N_("Type a number yourself, or switch Default Nos. on.")


class SeriesNotManual(UserError):
    """contacts C-3"""

    id = "E-NO-MANUAL"
    message = N_("Number series {series} allows no numbers typed by hand (Manual Nos. is off).")
    remedy = N_("Leave the number blank to get the next one.")


class SeriesUsedUp(UserError):
    """contacts NS-9"""

    id = "E-NO-RUNOUT"
    message = N_("Number series {series} has no numbers left.")
    remedy = N_("Add a line to the series, or raise its Ending No.")


class NoLineForDate(UserError):
    """contacts NS-9"""

    id = "E-NO-DATE"
    message = N_("Number series {series} has no line that can be used on {date}.")
    remedy = N_("Add a line with an earlier starting date.")


class NumberOutOfRange(UserError):
    """contacts NS-10"""

    id = "E-NO-RANGE"
    message = N_("Number {number} is outside series {series}, whose last number is {last}.")
    remedy = N_("Correct the lines of the series.")


class NumberWithoutDigit(UserError):
    """contacts NS-3"""

    id = "E-NO-DIGIT"
    message = N_("{caption} “{value}” contains no digit.")
    remedy = N_("A number of a series needs at least one digit to count with.")


class NumberFormatsDiffer(UserError):
    """contacts NS-4"""

    id = "E-NO-FORMAT"
    message = N_("{caption} “{value}” does not have the form of the other numbers of the line.")
    remedy = N_("Use the same text around the digits.")


class NumberTooLong(UserError):
    """contacts NS-2"""

    id = "E-NO-LENGTH"
    message = N_("The number after {value} would have more than 20 characters.")
    remedy = N_("Start a new line with shorter numbers.")


class DateOrder(UserError):
    """contacts NS-12"""

    id = "E-NO-DATEORDER"
    message = N_("Number series {series} was last used on {last}; it gives no numbers for the earlier date {date}.")
    remedy = N_("Use a later date, or switch Date Order off.")


# -- contacts (contacts section 2) ---------------------------------------------------------------------


class CompanyOnCompany(UserError):
    """contacts C-30"""

    id = "E-COMPANY-ON-COMPANY"
    message = N_("Contact {record} is a company and belongs to no other company.")
    remedy = N_("Leave Company No. as it is, or make the contact a person first.")


class SelectContact(UserError):
    """contacts C-31, F-12"""

    id = "E-SELECT-CONTACT"
    message = N_("“{value}” does not tell one contact: {found}.")
    remedy = N_("Choose one from the list.")


class PersonsOnly(UserError):
    """contacts C-80, relations E-06"""

    id = "E-PERSON-ONLY"
    message = N_("Contact {record} is a company; this is for persons only.")
    remedy = N_("Choose one of its persons.")


class CompaniesOnly(UserError):
    """contacts C-80, relations E-17"""

    id = "E-COMPANY-ONLY"
    message = N_("Contact {record} is a person; relation codes are assigned to companies. Its company: {company}.")
    remedy = N_("Open the company.")


class PersonsAssigned(PersonsOnly):
    """contacts C-80: job responsibilities"""

    message = N_("{what} belong to persons; contact {record} is a company.")


class CompaniesAssigned(CompaniesOnly):
    """contacts C-80: industry groups, web sources"""

    message = N_("{what} belong to companies; contact {record} is a person. Its company: {company}.")


class WithoutCompany(CompaniesAssigned):
    """contacts C-80, C-84: the person has no company that could have them"""

    message = N_("{what} belong to companies; contact {record} is a person without a company.")
    remedy = N_("Fill in the company of the person first.")


class AlreadyAssigned(UserError):
    """contacts 1.7"""

    id = "E-EXISTS"
    message = N_("Contact {record} has {code_caption} {value} already.")
    remedy = N_("Choose another code.")


class PersonField(UserError):
    """contacts C-42"""

    id = "E-PERSON-FIELD"
    message = N_("{caption} is for persons; contact {record} is a company.")
    remedy = N_("Leave it blank.")


class CompanyField(UserError):
    """contacts C-9, 3.2"""

    id = "E-TYPE-COMPANY-FIELD"
    message = N_("Contact {record} cannot be a person: {blocking}.")
    remedy = N_("Remove these first, or leave it a company.")


class TypePersons(CompanyField):
    """contacts C-24"""

    id = "E-TYPE-PERSONS"


class TypeRelations(CompanyField):
    """contacts C-24, relations E-16"""

    id = "E-TYPE-RELATIONS"


class TypeIndustryGroups(CompanyField):
    """contacts C-24"""

    id = "E-TYPE-INDUSTRY"


class TypeWebSources(CompanyField):
    """contacts C-24"""

    id = "E-TYPE-WEBSOURCES"


class TypeOrganizationalLevel(UserError):
    """contacts C-22"""

    id = "E-TYPE-ORGLEVEL"
    message = N_("Contact {record} cannot be a company: {blocking}.")
    remedy = N_("Remove these first, or leave it a person.")


class TypeJobResponsibilities(TypeOrganizationalLevel):
    """contacts C-22"""

    id = "E-TYPE-JOBRESP"


class EmployeeCannotBeCompany(UserError):
    """relations E-15, R-78"""

    id = "E-15"
    message = N_("Contact {record} is employee {entity_no} and cannot become a company.")
    remedy = N_("Remove the link with the employee first.")
    offer = "contact.relations"


class PrivacyBlocked(UserError):
    """contacts C-93, relations E-04"""

    id = "E-PRIVACY"
    message = N_("Contact {record} {name} is blocked for privacy.")
    remedy = N_("Switch Privacy Blocked off first, if that is allowed.")


class MinorWithoutConsent(UserError):
    """contacts C-90, relations E-32"""

    id = "E-PRIVACY-MINOR"
    message = N_("Contact {record} {name} is a minor without parental consent; Privacy Blocked stays on.")
    remedy = N_("Record the parental consent first.")


class OnlyForMinors(UserError):
    """contacts C-92"""

    id = "E-MINOR-ONLY"
    message = N_("Parental consent is recorded for minors only; contact {record} is none.")
    remedy = N_("Mark the contact as a minor first.")


class UrlBlank(UserError):
    """contacts C-83"""

    id = "E-URL-BLANK"
    message = N_("Web source {record} has no web address.")
    remedy = N_("Fill in its URL on the page Web Sources.")
    offer = "web_source.open"


class UrlScheme(UserError):
    """contacts C-83"""

    id = "E-URL-SCHEME"
    message = N_("“{value}” is not opened: only web addresses that begin with http:// or https:// are.")
    remedy = N_("Correct the URL on the page Web Sources.")
    offer = "web_source.open"


class DateRangeOrder(UserError):
    """contacts C-71"""

    id = "E-DATERANGE"
    message = N_("{last} {end} is before {first} {start}.")
    remedy = N_("Change one of the two dates; the range may end on the day it starts.")


class RangeExists(UserError):
    """contacts C-72"""

    id = "E-RANGE-EXISTS"
    message = N_("Contact {record_no} has a date range that starts on {start} already, for address {code}.")
    remedy = N_("Start on another day, or change that range.")


class NoPhone(UserError):
    """contacts C-54"""

    id = "E-NO-PHONE"
    message = N_("{value} has no phone number.")
    remedy = N_("Fill one in on the card, or on an alternate address.")


class SalutationMissing(UserError):
    """contacts C-46"""

    id = "E-SALUTATION-MISSING"
    message = N_("Contact {value} has no salutation of type {type} for the language {language}.")
    remedy = N_("Choose another salutation code, or add a formula to the salutation.")


class ChangedElsewhere(UserError):
    """contacts C-113, relations R-58"""

    id = "E-CHANGED-ELSEWHERE"
    message = N_("{table_caption} {record} was changed by somebody else meanwhile: {fields}.")
    remedy = N_("Compare the values, then save yours or take theirs.")
    offer = "record.reload"


# -- relations (relations section 7) -------------------------------------------------------------------


class RelationCodeMissing(UserError):
    """relations E-01"""

    id = "E-01"
    message = N_("{setup_field} is blank on the page Marketing Setup.")
    remedy = N_("Choose a business relation code there first.")
    offer = "setup.open"


class AlreadyLinked(UserError):
    """relations E-03"""

    id = "E-03"
    message = N_("Contact {record} is already {kind} {entity_no}.")
    remedy = N_("Open {kind} {entity_no}, or choose another contact.")
    offer = "entity.open"


class CompanyNeeded(UserError):
    """relations E-05"""

    id = "E-05"
    message = N_("Contact {record} {name} is a person without a company; only a company can be a {kind}.")
    remedy = N_("Fill in Company No. first.")


class NameMissing(UserError):
    """relations E-07"""

    id = "E-07"
    message = N_("{caption} of contact {record} is blank.")
    remedy = N_("Fill it in first.")


class LinkedElsewhere(UserError):
    """relations E-09, E-19"""

    id = "E-09"
    message = N_("{kind} {entity_no} belongs to contact {record} ({name}).")
    remedy = N_("Open that contact, or choose another number.")
    offer = "contact.open"


class ReservedCode(UserError):
    """relations E-10"""

    id = "E-10"
    message = N_("Relation code {code} is reserved for linking; its kind is {kind}.")
    remedy = N_("Use Create as or Link with existing.")


class NotRelated(UserError):
    """relations E-12"""

    id = "E-12"
    message = N_("Contact {contact_no} {name} has no relation to {kind} {entity_no} {entity_name}.")
    remedy = N_("Choose the linked contact or one of its persons.")


class CodeServesTwoKinds(UserError):
    """relations E-14"""

    id = "E-14"
    message = N_("Contact {record} already has relation code {code} for {other_kind} {entity_no}; the same code serves {kind}.")
    remedy = N_("Give the two kinds separate codes in Marketing Setup.")


class RelationExists(UserError):
    """relations E-18"""

    id = "E-EXISTS"
    message = N_("Contact {record} already has relation code {code}.")
    remedy = N_("Choose another code.")


class NoSuchLink(UserError):
    """Nothing to remove."""

    id = "E-NO-LINK"
    message = N_("Contact {record} is linked with no {kind}.")
    remedy = N_("Its relations are shown under Business Relations.")


class LinkedRowFixed(UserError):
    """relations R-2"""

    id = "E-LINK-FIXED"
    message = N_("A link is not edited: contact {record}, code {code}.")
    remedy = N_("Remove the link, then link again.")


class TemplateChoice(UserError):
    """relations R-31: several templates fit and nobody chose."""

    id = "E-TEMPLATE"
    message = N_("Several templates fit: {templates}.")
    remedy = N_("Choose one, or say that none is to be used.")


class TemplateGone(UserError):
    """relations E-21"""

    id = "E-21"
    message = N_("Template {value} was deleted or changed meanwhile.")
    remedy = N_("Choose again.")


class RecordGone(UserError):
    """relations E-20"""

    id = "E-20"
    message = N_("{table_caption} {value} was deleted meanwhile.")
    remedy = N_("Close this window.")


class NoContactNumber(UserError):
    """relations E-02"""

    id = "E-02"
    message = N_("A new contact gets no number. {reason}")
    remedy = N_("Then try again.")
    offer = "setup.open"


class NoEntityNumber(UserError):
    """relations E-08"""

    id = "E-08"
    message = N_("A new {kind} gets no number. {reason}")
    remedy = N_("Then try again.")
    offer = "setup.open"


class FilterMatchesNothing(UserError):
    """relations E-27"""

    id = "E-27"
    message = N_("No {table_caption} fits the filter.")
    remedy = N_("Change the filter, then try again.")


class InvalidFilter(UserError):
    """contacts F-9"""

    id = "E-FILTER"
    message = N_("The filter “{expression}” on {caption} cannot be read.")
    remedy = N_("Examples: NL|BE, 10..20, A*, <>''.")


class CannotUndo(UserError):
    """relations E-30, G-33 to G-35"""

    id = "E-30"
    message = N_("Entry {entry} cannot be undone: {reasons}.")
    remedy = N_("Undo what came later first, or change the records by hand.")


class CannotUndoConversion(CannotUndo):
    """relations G-33: the record made from a contact is used already."""

    remedy = N_("Remove the link only; both records stay.")
    offer = "relation.unlink"


class CannotDelete(UserError):
    """A record that must stay."""

    id = "E-DELETE"
    message = N_("{table_caption} {record} cannot be deleted: {reasons}.")
    remedy = N_("Take these away first.")


# -- the database (reliability sections 2 to 4) --------------------------------------------------------


class StoreTrouble(UserError):
    """Something is wrong with the database or the way to it; what was typed is kept (reliability P-7)."""


class StoreFull(StoreTrouble):
    """reliability section 4: FULL, 53100"""

    id = "E-STORE-FULL"
    message = N_("The disk with the database is full; nothing was saved.")
    remedy = N_("Make room on the disk, then save again.")


class StoreDisk(StoreTrouble):
    """reliability section 4: IOERR"""

    id = "E-STORE-DISK"
    message = N_("The disk with the database cannot be read or written; nothing was saved.")
    remedy = N_("Check the disk, the connection to it and your quota, then save again.")


class StoreReadOnly(StoreTrouble):
    """reliability section 4: READONLY, CANTOPEN"""

    id = "E-STORE-READONLY"
    message = N_("The database can only be read; nothing was saved.")
    remedy = N_("Ask for the right to write to the file and its folder, then open it again.")


class StoreDamaged(StoreTrouble):
    """reliability P-10: NOTADB, CORRUPT"""

    id = "E-STORE-DAMAGED"
    message = N_("The database file is damaged; nothing is written to it any more.")
    remedy = N_("Restore the last backup; the damaged file is kept aside.")
    offer = "store.restore"


class StoreBusy(StoreTrouble):
    """reliability P-5: BUSY, 55P03"""

    id = "E-STORE-BUSY"
    message = N_("Somebody else is working in the database; nothing was saved.")
    remedy = N_("Try again in a moment.")


class StoreInUse(StoreTrouble):
    """reliability section 2: a file on a network drive or in a sync folder is opened by one program only."""

    id = "E-STORE-IN-USE"
    message = N_("{path} is open at {owner}; on a network drive or in a synchronised folder only one can open it.")
    remedy = N_("Wait until it is closed there. An office that shares its contacts needs a PostgreSQL server.")


class StoreLost(StoreTrouble):
    """reliability P-6: 57P01, 08*"""

    id = "E-STORE-LOST"
    message = N_("The connection to the database server is lost or cannot be made.")
    remedy = N_("Check the network and the address of the server, then try again.")


class StoreSignIn(StoreTrouble):
    """reliability section 3: the server does not accept the account."""

    id = "E-STORE-SIGN-IN"
    message = N_("The database server does not accept this account or password.")
    remedy = N_("Correct them, or ask the administrator of the server.")


class StoreRight(StoreTrouble):
    """reliability section 4: 42501"""

    id = "E-STORE-RIGHT"
    message = N_("The database server does not allow you to do this.")
    remedy = N_("Ask the administrator of the server for the right.")


class StoreSlow(StoreTrouble):
    """reliability section 3: statement_timeout"""

    id = "E-STORE-SLOW"
    message = N_("The database server took too long; nothing was saved.")
    remedy = N_("Try again later, or with fewer records at once.")


class StoreNotOurs(StoreTrouble):
    """reliability P-11: an empty, foreign or altered file"""

    id = "E-STORE-NOT-OURS"
    message = N_("{path} is not a ContactDesk database: {reason}.")
    remedy = N_("Choose another file, or make a new database.")


class StoreNewer(StoreTrouble):
    """reliability section 2: made by a newer version, opened read-only"""

    id = "E-STORE-NEWER"
    message = N_("The database was made by a newer version of ContactDesk; it can be looked at, not changed.")
    remedy = N_("Install the newest version to work in it.")


class StoreExists(StoreTrouble):
    """A new database never replaces anything."""

    id = "E-STORE-EXISTS"
    message = N_("{path} already exists.")
    remedy = N_("Choose another name, or open it.")


class SaveUncertain(StoreTrouble):
    """reliability P-6"""

    id = "E-STORE-UNCERTAIN"
    message = N_("The connection broke while saving, and it is not known yet whether the save arrived.")
    remedy = N_("Your values stay here. Connect again; the history then tells.")


class StaleRecord(UserError):
    """contacts C-113: two saves of one record met in the same moment."""

    id = "E-CHANGED-ELSEWHERE"
    message = N_("The record was changed by somebody else in this moment.")
    remedy = N_("Save again; fields that you did not touch keep the other value.")
    offer = "record.reload"


class StoreMissing(StoreTrouble):
    """There is no such file, folder or database."""

    id = "E-STORE-MISSING"
    message = N_("There is no database at {path}.")
    remedy = N_("Check the name and the folder, or make a new database.")


class BackupFailed(StoreTrouble):
    """reliability P-9: a copy counts only once it was checked"""

    id = "E-BACKUP"
    message = N_("No backup was made at {path}: {reason}.")
    remedy = N_("Choose another place, then try again.")


class UpgradeFailed(StoreTrouble):
    """reliability section 2: old or new, never between"""

    id = "E-UPGRADE"
    message = N_("The database could not be brought to this version and is as it was before: {reason}.")
    remedy = N_("A copy made before is at {backup}. Report this to the maintainers.")


# Reading and writing files (interchange section 13).


class FileNotReadable(UserError):
    """The file cannot be opened."""

    id = "E-IMP-FILE"
    message = N_("File {path} cannot be read: {reason}")
    remedy = N_("Check that it exists, that you may read it and that no other program keeps it.")


class ImportEmpty(UserError):
    """interchange section 13"""

    id = "E-IMP-EMPTY"
    message = N_("File {path} holds no records.")
    remedy = N_("Choose another file; the first line has the column names, the records follow.")


class ImportFormat(UserError):
    """interchange section 13"""

    id = "E-IMP-FORMAT"
    message = N_("File {path} is not a table that can be read: {reason}.")
    remedy = N_("Save it as CSV or as an Excel workbook (.xlsx), then import it again.")


class ImportLimit(UserError):
    """interchange X-80"""

    id = "E-IMP-LIMIT"
    message = N_("File {path} exceeds a limit: {limit} is {value}, {allowed} are allowed.")
    remedy = N_("Split the file into smaller ones.")


class ImportMapping(UserError):
    """interchange X-30, section 13"""

    id = "E-IMP-MAPPING"
    message = N_("The columns cannot be read into {table_caption} like this: {reason}.")
    remedy = N_("Choose other fields for the columns.")


class ImportEncoding(UserError):
    """interchange X-18"""

    id = "E-IMP-ENCODING"
    message = N_("Line {line} has a byte at position {offset} that is no character in {encoding}.")
    remedy = N_("Choose the encoding the file was written in, or correct the line.")


class ImportSyntax(UserError):
    """interchange X-20"""

    id = "E-IMP-SYNTAX"
    message = N_("Line {line} cannot be read: {reason}.")
    remedy = N_("Correct the line, then import it again.")


class ImportDamaged(UserError):
    """interchange X-33"""

    id = "E-IMP-DAMAGED"
    message = N_("“{value}” in column {column} was damaged by a spreadsheet: {reason}.")
    remedy = N_("Correct the cell, format it as text, then import it again.")


class ImportNoName(UserError):
    """interchange X-22, section 13"""

    id = "E-IMP-NO-NAME"
    message = N_("The row has no name, company, mail address or telephone number.")
    remedy = N_("Fill in a name, then import it again.")


class ImportAmbiguous(UserError):
    """interchange X-4, section 13"""

    id = "E-IMP-AMBIGUOUS"
    message = N_("{caption} “{value}” belongs to several contacts: {found}.")
    remedy = N_("Write the number of the right one into the row, then import it again.")


class SheetTooLong(UserError):
    """interchange X-34: a workbook holds so many rows and no more."""

    id = "E-EXP-ROWS"
    message = N_("A workbook holds at most {most} records, not {rows}.")
    remedy = N_("Filter the list, or choose a CSV file.")


class ExportTarget(UserError):
    """interchange section 13"""

    id = "E-EXP-TARGET"
    message = N_("File {path} cannot be written: {reason}")
    remedy = N_("Choose another place, or close the file where it is open.")


# -- notes, links and files on a record (contacts 3.1, 3.2) --------------------------------------------


class LinkNotOpened(UserError):
    """reliability P-11"""

    id = "E-LINK-SCHEME"
    message = N_("“{value}” is not opened: only web addresses that begin with http:// or https:// are.")
    remedy = N_("Correct the link, or open it in the program it belongs to.")


class AttachedGone(UserError):
    """Somebody else took a note, link or file away."""

    id = "E-20"
    message = N_("Somebody took this away meanwhile: {table_caption}.")
    remedy = N_("Look at what is there now.")


# -- online map (contacts section 6) ------------------------------------------------------------------


class MapSetup(UserError):
    """contacts M-1, M-5"""

    id = "E-MAP-SETUP"
    message = N_("Online maps are not set up.")
    remedy = N_("Switch them on in Online Map Setup.")
    offer = "maps.setup"


class MapParameter(UserError):
    """contacts M-5"""

    id = "E-MAP-PARAM"
    message = N_("No map service is chosen.")
    remedy = N_("Fill in Map Parameter Setup Code in Online Map Setup.")
    offer = "maps.setup"


class MapTemplate(UserError):
    """contacts M-4"""

    id = "E-MAP-TEMPLATE"
    message = N_("{caption} cannot be used: {reason}.")
    remedy = N_("Write a web address with the numbers 1 to 11 in braces; in directions each of 1 to 6 stands twice, for from and to.")


class MapCountry(UserError):
    """contacts M-5"""

    id = "E-MAP-COUNTRY"
    message = N_("{table_caption} {record} has no Country/Region Code, so no way can be looked for.")
    remedy = N_("Fill in Country/Region Code there.")


class MapCompanyCountry(MapCountry):
    """contacts M-5, the own company"""

    message = N_("Company Information has no Country/Region Code, so no way can be looked for.")


class MapAddressBlank(UserError):
    """contacts M-5"""

    id = "E-MAP-ADDRESS"
    message = N_("{table_caption} {record} has no address that a map could show.")
    remedy = N_("Fill in Address, Post Code or City there.")


class MapCompany(UserError):
    """contacts M-5"""

    id = "E-MAP-COMPANY"
    message = N_("Your own company has no address.")
    remedy = N_("Fill in Address, Post Code or City in Company Information.")
    offer = "company.setup"


class MapLocation(UserError):
    """contacts M-5"""

    id = "E-MAP-LOCATION"
    message = N_("Your location is not known.")
    remedy = N_("Look for directions from your company instead.")


# -- mistakes of the program ---------------------------------------------------------------------------


class Unexpected(UserError):
    """Not a refusal but a mistake of ours; the report window has been shown, the page goes on with this."""

    id = "E-UNEXPECTED"
    message = N_("ContactDesk made a mistake of its own ({name}); nothing was saved by this action.")
    remedy = N_("Try again. If it comes back, send the report.")
