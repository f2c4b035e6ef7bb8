"""Every command once: its caption, help, shortcut and icon, and what it needs before it can run.

Windows, context menus and the overview of shortcuts read these declarations; nobody repeats a caption
or a key. Captions are marked here and translated where they are shown. An `&` names no mnemonic:
captions are also read aloud and searched.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from contactdesk.text import N_, _


class Group(NamedTuple):
    """Actions that belong together: a section of the action bar, or one button with a menu."""

    id: str
    caption: str
    help: str = ""
    icon: str = ""
    menu: bool = False
    """Shown as one button that opens a menu."""
    said: bool = False
    """Its actions mean nothing without its caption: "Create as: Customer"."""


class Action(NamedTuple):
    """A command a user can give."""

    id: str
    caption: str
    help: str = ""
    shortcut: str = ""
    """In the portable spelling of Qt: "Ctrl+S"."""
    icon: str = ""
    """Name of a file in `resources/icons`, without its ending."""
    group: str = ""
    needs: str = ""
    """What must be chosen first: "" nothing, "one" a single record, "some" one or more records."""


GROUPS: Mapping[str, Group] = {
    group.id: group
    for group in (
        Group("record", N_("Record")),
        Group(
            "create_as",
            N_("Create as"),
            N_("Make the contact a customer, vendor, bank account or employee."),
            "person_add",
            menu=True,
            said=True,
        ),
        Group(
            "link_with", N_("Link with existing"), N_("Link the contact with a record that exists already."), "link", menu=True, said=True
        ),
        Group("related", N_("Related"), N_("Open what belongs to this record."), "people_team", menu=True),
        Group(
            "alternative_address",
            N_("Alternative Address"),
            N_("Addresses the contact uses at times, and when."),
            "location",
            menu=True,
            said=True,
        ),
        Group("contact", N_("Contact"), N_("Comments, groups, responsibilities and web sources of the contact."), "tag", menu=True),
        Group("details", N_("Details"), N_("Parts of the name and address."), "form"),
        Group("templates", N_("Template"), N_("Fill in from a template, or make one."), "document_copy", menu=True),
        Group(
            "create_contacts",
            N_("Create contacts from"),
            N_("Make contacts of records that have none yet."),
            "people",
            menu=True,
            said=True,
        ),
        Group(
            "open_in",
            N_("Open in"),
            N_("Open all records of the list, as filtered, in another program."),
            "arrow_export",
            menu=True,
            said=True,
        ),
        Group("import", N_("Import"), N_("Read records from a CSV or Excel file."), "arrow_import", menu=True, said=True),
        Group("list", N_("List")),
        Group("page", N_("Page")),
        Group("series", N_("Number Series")),
        Group("database", N_("Database"), N_("Open, check, back up and restore the database."), "database", menu=True),
        Group("theme", N_("Theme"), N_("Light or dark."), "dark_theme", menu=True),
        Group("language", N_("Language"), N_("Language of the program."), "local_language", menu=True),
        Group("text_size", N_("Text size"), N_("How large texts are shown."), "text_font_size", menu=True),
        Group("help", N_("Help"), "", "question_circle", menu=True),
    )
}

_RECORD = (
    Action("record.new", N_("New"), N_("Make a new record."), "Alt+N", "add", "record"),
    Action("record.edit", N_("Edit"), N_("Open the card of the chosen record."), "Ctrl+Shift+E", "edit", "record", "one"),
    Action("record.delete", N_("Delete"), N_("Delete the chosen records; you are asked before."), "Ctrl+Del", "delete", "record", "some"),
    Action("record.save", N_("Save"), N_("Save what was typed; leaving the card saves as well."), "Ctrl+S", "save", "record"),
    Action("record.save_close", N_("Save and close"), N_("Save what was typed and close the card."), "Ctrl+Return", "save", "record"),
    Action("record.reload", N_("Take theirs"), N_("Show the values as they are saved now."), "", "arrow_clockwise", "record", "one"),
    Action("record.next", N_("Next record"), N_("Show the next record of the list."), "Alt+Down", "arrow_down", "record"),
    Action("record.previous", N_("Previous record"), N_("Show the previous record of the list."), "Alt+Up", "arrow_up", "record"),
    Action(
        "record.undo", N_("Undo last"), N_("Take the last change back, with everything that followed from it."), "Ctrl+Alt+Z", "arrow_undo"
    ),
    Action("record.history", N_("History"), N_("Who changed what, and when."), "", "history", "related", "one"),
)

_CREATE_AS = (
    Action("create_as.customer", N_("Customer"), N_("Make this contact a customer."), "", "person", "create_as", "one"),
    Action("create_as.vendor", N_("Vendor"), N_("Make this contact a vendor."), "", "building_factory", "create_as", "one"),
    Action("create_as.bank_account", N_("Bank Account"), N_("Make this contact a bank account."), "", "building_bank", "create_as", "one"),
    Action("create_as.employee", N_("Employee"), N_("Make this person an employee."), "", "contact_card", "create_as", "one"),
)

_LINK_WITH = (
    Action("link_with.customer", N_("Customer"), N_("Link with a customer that exists already."), "", "person", "link_with", "one"),
    Action("link_with.vendor", N_("Vendor"), N_("Link with a vendor that exists already."), "", "building_factory", "link_with", "one"),
    Action(
        "link_with.bank_account", N_("Bank Account"), N_("Link with a bank account that exists."), "", "building_bank", "link_with", "one"
    ),
    Action("link_with.employee", N_("Employee"), N_("Link with an employee that exists already."), "", "contact_card", "link_with", "one"),
)

_RELATED = (
    Action("related.customer", N_("Customer"), N_("Open the customer this contact is."), "", "person", "related", "one"),
    Action("related.vendor", N_("Vendor"), N_("Open the vendor this contact is."), "", "building_factory", "related", "one"),
    Action("related.bank_account", N_("Bank Account"), N_("Open the bank account this contact is."), "", "building_bank", "related", "one"),
    Action("related.employee", N_("Employee"), N_("Open the employee this contact is."), "", "contact_card", "related", "one"),
    Action(
        "contact.statistics",
        N_("Statistics"),
        N_("How the contact is classified, in numbers."),
        "F7",
        "data_bar_vertical",
        "contact",
        "one",
    ),
    Action("contact.picture", N_("Picture"), N_("Paste, import, crop or export the picture."), "", "image", "contact", "one"),
    Action("related.map", N_("Online Map"), N_("Show the address, or the way there, in the browser."), "", "map", "related", "one"),
    Action("related.contacts", N_("Related Contacts"), N_("All contacts of the same company."), "", "people_team", "related", "one"),
    Action("contact.relations", N_("Business Relations"), N_("What this contact also is."), "Ctrl+R", "handshake", "related", "one"),
    Action(
        "contact.open",
        N_("Contact"),
        N_("Open the contact this record belongs to."),
        "Ctrl+Shift+C",
        "contact_card_group",
        "related",
        "one",
    ),
    Action("entity.open", N_("Open Card Page"), N_("Open the card of the linked record."), "", "open", "related", "one"),
    Action("relation.unlink", N_("Remove link"), N_("Remove the link; both records stay."), "", "link_dismiss", "related", "one"),
)

_CONTACT = (
    Action("contact.comments", N_("Comments"), N_("Comments on this contact."), "Ctrl+Shift+N", "comment", "contact", "one"),
    Action("contact.mailing_groups", N_("Mailing Groups"), N_("Mailing groups this contact is in."), "", "mail", "contact", "one"),
    Action(
        "contact.industry_groups",
        N_("Industry Groups"),
        N_("Industries this company works in."),
        "",
        "building_factory",
        "contact",
        "one",
    ),
    Action(
        "contact.job_responsibilities",
        N_("Job Responsibilities"),
        N_("What this person is responsible for."),
        "",
        "person_support",
        "contact",
        "one",
    ),
    Action("contact.web_sources", N_("Web Sources"), N_("Web sites that tell about this company."), "", "globe", "contact", "one"),
    Action(
        "contact.launch_web_source",
        N_("Launch Web Source"),
        N_("Look the company up on one of its web sources."),
        "",
        "globe_search",
        "contact",
        "one",
    ),
)

_DETAILS = (
    Action(
        "contact.name_details",
        N_("Name Details"),
        N_("First name, surname and salutation of the person."),
        "",
        "person_board",
        "details",
        "one",
    ),
    Action("contact.company_details", N_("Company Details"), N_("Name and address of the company."), "", "building", "details", "one"),
    Action(
        "contact.salutations",
        N_("Salutations"),
        N_("How letters to this person begin, in every language."),
        "",
        "mail",
        "details",
        "one",
    ),
    Action("salutation.copy", N_("Copy"), N_("Copy the chosen sentence."), "Ctrl+C", "copy", "page"),
    Action("field.assist", N_("More"), N_("Show the details behind this field."), "F4", "more_horizontal"),
)

_ALTERNATIVE_ADDRESS = (
    Action("alt_address.card", N_("Card"), N_("The alternate addresses of the contact."), "", "contact_card", "alternative_address", "one"),
    Action(
        "alt_address.ranges",
        N_("Date Ranges"),
        N_("From when to when each alternate address is used."),
        "",
        "calendar_ltr",
        "alternative_address",
        "one",
    ),
)

_TEMPLATES = (
    Action("template.apply", N_("Apply Template"), N_("Fill fields in from a template."), "", "document_copy", "templates", "some"),
    Action(
        "party.bank_accounts",
        N_("Bank Accounts"),
        N_("Bank accounts of this customer or vendor."),
        "",
        "building_bank",
        "related",
        "one",
    ),
    Action("template.save_as", N_("Save as Template"), N_("Make a template of this record."), "", "document_save", "templates", "one"),
    Action("template.copy", N_("Copy Template"), N_("Make a copy under another code."), "", "copy", "templates", "one"),
)

_CREATE_CONTACTS = (
    Action(
        "create_contacts.customer", N_("Customers"), N_("Make contacts of customers that have none yet."), "", "person", "create_contacts"
    ),
    Action(
        "create_contacts.vendor",
        N_("Vendors"),
        N_("Make contacts of vendors that have none yet."),
        "",
        "building_factory",
        "create_contacts",
    ),
    Action(
        "create_contacts.bank_account", N_("Bank Accounts"), N_("Make contacts of bank accounts."), "", "building_bank", "create_contacts"
    ),
    Action(
        "create_contacts.employee",
        N_("Employees"),
        N_("Make contacts of employees that have none yet."),
        "",
        "contact_card",
        "create_contacts",
    ),
)

_IMPORT = (
    Action("import.contact", N_("Contacts"), N_("Read contacts from a CSV or Excel file."), "", "contact_card_group", "import"),
    Action("import.customer", N_("Customers"), N_("Read customers from a CSV or Excel file."), "", "person", "import"),
    Action("import.vendor", N_("Vendors"), N_("Read vendors from a CSV or Excel file."), "", "building_factory", "import"),
    Action("import.bank_account", N_("Bank Accounts"), N_("Read bank accounts from a CSV or Excel file."), "", "building_bank", "import"),
    Action("import.employee", N_("Employees"), N_("Read employees from a CSV or Excel file."), "", "contact_card", "import"),
)

_LIST = (
    Action("list.find", N_("Find"), N_("Type part of a name, number or city."), "Ctrl+F", "search", "list"),
    Action("list.refresh", N_("Refresh"), N_("Read what is shown again."), "F5", "arrow_clockwise", "list"),
    Action("contact.export", N_("Export Contact"), N_("Write the chosen contacts to a CSV file."), "", "arrow_export", "list", "some"),
    Action("list.columns", N_("Columns"), N_("Choose the columns and their order."), "", "column_triple_edit", "list"),
    Action("list.copy", N_("Copy"), N_("Copy the chosen rows as a table."), "Ctrl+C", "copy", "list", "some"),
    Action("list.select_all", N_("Select all"), N_("Choose all rows of the list."), "Ctrl+A", "text_bullet_list", "list"),
    Action("list.import", N_("Import"), N_("Read records of this list from a CSV or Excel file."), "", "arrow_import", "list"),
    Action("list.create_contacts", N_("Create contacts"), N_("Make contacts of the records that have none yet."), "", "people", "list"),
    Action(
        "list.column",
        N_("Column menu"),
        N_("Sort, filter, move, freeze or hide the column of the cursor."),
        "Alt+Shift+Down",
        "arrow_sort_down",
        "list",
    ),
    Action("list.wider", N_("Wider column"), N_("Make the column of the cursor wider."), "Alt+Right", "arrow_right", "list"),
    Action("list.narrower", N_("Narrower column"), N_("Make the column of the cursor narrower."), "Alt+Left", "arrow_left", "list"),
    Action("list.filter_pane", N_("Filter pane"), N_("Show or hide the pane with the filters of the list."), "Shift+F3", "filter", "list"),
    Action(
        "list.filter_value",
        N_("Filter to this value"),
        N_("Show only records with the value under the cursor; again: all."),
        "Alt+F3",
        "filter",
        "list",
        "one",
    ),
    Action(
        "list.filter_column",
        N_("Filter on this column"),
        N_("Type a filter on the column of the cursor."),
        "Shift+Alt+F3",
        "filter",
        "list",
    ),
    Action("list.filter_reset", N_("Reset filters"), N_("Back to the filters of the view."), "Ctrl+Shift+Alt+F3", "arrow_undo", "list"),
    Action("list.search_clear", N_("Clear the search"), N_("Show the records that the search left out."), "", "dismiss", "list"),
    Action(
        "list.save_view", N_("Save as a view…"), N_("The filters, columns and order shown now, under a name."), "Ctrl+Alt+S", "save", "list"
    ),
    Action("list.tiles", N_("Tiles"), N_("Show the records as tiles with pictures, or as a table."), "Ctrl+Shift+F3", "grid", "list"),
    Action(
        "list.freeze",
        N_("Freeze columns"),
        N_("Keep the columns up to the cursor in sight while scrolling sideways; again: none."),
        "",
        "column_triple",
        "list",
    ),
    Action("list.factbox", N_("FactBox"), N_("Show or hide the pane beside the list."), "Alt+F2", "panel_right", "list"),
)

_OPEN_IN = (
    Action(
        "open_in.xlsx",
        N_("Excel"),
        N_("All records as filtered, with the columns shown, as a workbook."),
        "",
        "document_table",
        "open_in",
    ),
    Action(
        "open_in.csv",
        N_("CSV file"),
        N_("All records as filtered, with the columns shown, as a text file."),
        "",
        "document",
        "open_in",
    ),
)

_PAGE = (
    Action("file.open", N_("Open the file"), N_("Open the file in the program that is meant for it."), "", "open", "page"),
    Action("page.close", N_("Close"), N_("Close this window; what was typed is saved."), "Ctrl+W", "dismiss", "page"),
    Action("row.new", N_("New line"), N_("Add a line."), "Ctrl+Ins", "add", "page"),
    Action("row.delete", N_("Delete line"), N_("Delete the chosen lines."), "Ctrl+Del", "delete", "page", "some"),
    Action("maps.setup", N_("Online Map Setup"), N_("Open the page Online Map Setup."), "", "map", "page"),
    Action("company.setup", N_("Company Information"), N_("Open the page Company Information."), "", "building", "page"),
    Action("maps.insert_default", N_("Insert Default"), N_("Bring the shipped map services back."), "", "arrow_sync", "page"),
    Action("setup.open", N_("Setup"), N_("Open the page Marketing Setup."), "", "settings", "page"),
    Action("iban.save_anyway", N_("Save anyway"), N_("Keep this IBAN although its check digits do not fit."), "", "save", "page"),
    Action("privacy.switch_off", N_("Switch Privacy Blocked off"), N_("Take both blocks off."), "", "shield", "page"),
)

_SERIES = (
    Action("series.lines", N_("Lines"), N_("Starting numbers and dates of the series."), "", "text_bullet_list", "series", "one"),
    Action("series.relationships", N_("Relationships"), N_("Other series that may be used instead."), "", "arrow_sync", "series", "one"),
    Action("series.test", N_("Test No. Series"), N_("Show the next number without using it."), "", "number_symbol", "series", "one"),
    Action("series.expiring", N_("Show Expiring"), N_("Show only series without lines or nearly used up."), "", "warning", "series"),
    Action("series.all", N_("Show All"), N_("Show all number series again."), "", "text_bullet_list", "series"),
    Action("code.formats", N_("VAT Reg. No. Formats"), N_("Formats of the VAT numbers of the country."), "", "form", "page", "one"),
    Action("code.formulas", N_("Formulas"), N_("What letters with this salutation begin with."), "", "mail", "page", "one"),
    Action("code.comments", N_("Comments"), N_("Comments on the chosen row."), "", "comment", "page", "one"),
    Action("web_source.launch", N_("Launch"), N_("Open the chosen web source in the browser."), "", "globe_search", "page", "one"),
    Action("web_source.open", N_("Web Sources"), N_("Open the page Web Sources."), "", "globe", "page"),
    Action("relation_code.contacts", N_("Contacts"), N_("The contacts that have this code."), "", "people", "related", "one"),
)

_PROGRAM = (
    Action("database.new", N_("New database"), N_("Make a new database with the assistant."), "", "document_add", "database"),
    Action("database.open", N_("Open database"), N_("Open a file or a server."), "Ctrl+O", "folder_open", "database"),
    Action(
        "database.server",
        N_("Connect to a server"),
        N_("Open a database that the office shares."),
        "",
        "database_plug_connected",
        "database",
    ),
    Action(
        "database.check",
        N_("Check database"),
        N_("Look for records that do not agree, and mend them."),
        "",
        "database_checkmark",
        "database",
    ),
    Action("database.backup", N_("Back up"), N_("Write a copy of the database to a file."), "", "database_arrow_down", "database"),
    Action("database.restore", N_("Restore"), N_("Replace the database by a copy made earlier."), "", "database_arrow_up", "database"),
    Action("demo.open", N_("Demo company"), N_("Make a demo company in a database of its own, and look around."), "", "sparkle", "page"),
    Action("theme.system", N_("Same as the system"), N_("Light or dark as the system is."), "", "", "theme"),
    Action("theme.light", N_("Light"), N_("Dark text on a light page."), "", "weather_sunny", "theme"),
    Action("theme.dark", N_("Dark"), N_("Light text on a dark page."), "", "weather_moon", "theme"),
    Action("language.en", N_("English"), N_("Speak English."), "", "", "language"),
    Action("language.nl", N_("Dutch"), N_("Speak Dutch."), "", "", "language"),
    Action("text.larger", N_("Larger text"), N_("Show all texts larger."), "Ctrl++", "font_increase", "text_size"),
    Action("text.smaller", N_("Smaller text"), N_("Show all texts smaller."), "Ctrl+-", "font_decrease", "text_size"),
    Action("text.normal", N_("Normal text"), N_("Show all texts in their normal size."), "Ctrl+0", "text_font_size", "text_size"),
    Action("program.tell_me", N_("Tell Me"), N_("Find actions, pages, settings, help and records."), "Alt+Q", "search", "help"),
    Action("help.page", N_("Help on this page"), N_("The user guide on this page or field."), "F1", "question_circle", "help"),
    Action("help.shortcuts", N_("Keyboard shortcuts"), N_("All shortcuts on one page."), "Ctrl+/", "keyboard", "help"),
    Action("help.about", N_("About ContactDesk"), N_("Version, licences and where the data lies."), "", "info", "help"),
    Action("program.quit", N_("Quit"), N_("Close all windows and stop."), "Ctrl+Q", "arrow_exit"),
)

ACTIONS: Mapping[str, Action] = {
    action.id: action
    for table in (
        _RECORD,
        _CREATE_AS,
        _LINK_WITH,
        _RELATED,
        _CONTACT,
        _DETAILS,
        _ALTERNATIVE_ADDRESS,
        _TEMPLATES,
        _CREATE_CONTACTS,
        _IMPORT,
        _LIST,
        _OPEN_IN,
        _PAGE,
        _SERIES,
        _PROGRAM,
    )
    for action in table
}


def group_actions(group: str) -> tuple[Action, ...]:
    """The actions of `group`, in the order they are declared."""
    return tuple(action for action in ACTIONS.values() if action.group == group)


def full_caption(id: str) -> str:
    """The caption where it stands alone, in the user's language: "Import: Contacts", but "Delete"."""
    action = ACTIONS[id]
    group = GROUPS.get(action.group)
    return f"{_(group.caption)}: {_(action.caption)}" if group is not None and group.said else _(action.caption)
