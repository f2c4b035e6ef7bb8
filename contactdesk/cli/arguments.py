"""What can be typed: commands and options, exactly once each."""

from __future__ import annotations

import argparse

from contactdesk import __version__
from contactdesk.text import LANGUAGES

LINKED = ("customer", "vendor", "bank-account", "employee")
KINDS = ("contact", *LINKED)
RECORD = "contact, customer, vendor, bank-account, employee, or a code table such as country"


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line."""
    everywhere = _everywhere()
    found = argparse.ArgumentParser(
        prog="contactdesk",
        description="Business contacts that always agree with the customers, vendors, bank accounts and employees they also are.",
        epilog="Without a command the window opens. Exit codes: 0 done, 1 refused, 2 wrong usage.",
        parents=[everywhere],
    )
    found.add_argument("--version", action="version", version=f"ContactDesk {__version__}")
    found.add_argument("--self-test", action="store_true", help=argparse.SUPPRESS)
    commands = _Commands(found.add_subparsers(dest="command", metavar="COMMAND"), everywhere)
    _database_commands(commands)
    _bulk_commands(commands)
    _record_commands(commands)
    _link_commands(commands)
    return found


def _everywhere() -> argparse.ArgumentParser:
    """The options that may stand before or after the command."""
    found = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    found.add_argument("--database", metavar="PATH_OR_URL", help="the database; else CONTACTDESK_DATABASE, else the last one used")
    found.add_argument("--json", action="store_true", help="print the result for machines")
    return found


class _Commands:
    def __init__(self, subparsers: argparse._SubParsersAction[argparse.ArgumentParser], everywhere: argparse.ArgumentParser) -> None:
        self._subparsers, self._everywhere = subparsers, everywhere

    def add(self, name: str, help: str, *, dry_run: bool = False) -> argparse.ArgumentParser:
        """A command with the options that every command has."""
        found = self._subparsers.add_parser(name, help=help, description=help, parents=[self._everywhere])
        if dry_run:
            found.add_argument("--dry-run", action="store_true", help="print what would change, change nothing")
        return found


def _kind(text: str) -> str:
    """A kind as it is typed: "bank-account", "Bank_Account"."""
    return text.strip().casefold().replace("_", "-").replace(" ", "-")


def _database_commands(commands: _Commands) -> None:
    new = commands.add("new", "make a new database")
    new.add_argument("path", metavar="PATH", help="file, or address of an empty database on a server")
    new.add_argument("--language", choices=LANGUAGES, default="en", help="language of its descriptions")
    new.add_argument("--country", default="", metavar="CODE", help="country of the own company, for example NL")
    new.add_argument("--demo", action="store_true", help="fill it with an invented company")
    setup = commands.add("setup", "show or change how the office works", dry_run=True)
    setup.add_argument("values", nargs="*", metavar="FIELD=VALUE")
    check = commands.add("check", "look for what does not agree")
    check.add_argument("--repair", action="store_true", help="mend what can be mended without a decision")
    history = commands.add("history", "what was done")
    history.add_argument("--record", default="", metavar="NO", help="only to this record")
    undo = commands.add("undo", "take an entry of the history back", dry_run=True)
    undo.add_argument("entry", type=int, metavar="ENTRY")
    commands.add("backup", "copy the database and check the copy").add_argument("file", metavar="FILE")
    commands.add("restore", "put a copy in the place of the database").add_argument("file", metavar="FILE")


def _bulk_commands(commands: _Commands) -> None:
    imported = commands.add("import", "read records from a CSV or Excel file", dry_run=True)
    imported.add_argument("kind", type=_kind, choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    imported.add_argument("file", metavar="FILE")
    imported.add_argument("--map", default="", metavar="FILE", help="which column goes into which field (JSON)")
    imported.add_argument("--no-contacts", action="store_true", help="make no contacts for new records")
    created = commands.add("create-contacts", "make the missing contacts of a kind", dry_run=True)
    created.add_argument("kind", type=_kind, choices=LINKED, metavar="KIND", help=", ".join(LINKED))
    _add_where(created)


def _record_commands(commands: _Commands) -> None:
    show = commands.add("show", "show one record or many")
    show.add_argument("kind", type=_kind, metavar="KIND", help=RECORD)
    show.add_argument("no", nargs="?", default="", metavar="NO")
    _add_where(show)
    show.add_argument("--columns", default="", metavar="A,B", help="only these fields")
    changed = commands.add("set", "change fields of a record", dry_run=True)
    changed.add_argument("kind", type=_kind, metavar="KIND", help=RECORD)
    changed.add_argument("no", metavar="NO")
    changed.add_argument("values", nargs="+", metavar="FIELD=VALUE")
    deleted = commands.add("delete", "delete a record")
    deleted.add_argument("kind", type=_kind, metavar="KIND", help=RECORD)
    deleted.add_argument("no", metavar="NO")


def _link_commands(commands: _Commands) -> None:
    create_as = commands.add("create-as", "make a customer, vendor, bank account or employee from a contact", dry_run=True)
    link = commands.add("link", "link a contact with an existing record", dry_run=True)
    unlink = commands.add("unlink", "remove a link; both records stay")
    for command in (create_as, link, unlink):
        command.add_argument("contact_no", metavar="CONTACT_NO")
        command.add_argument("kind", type=_kind, choices=LINKED, metavar="KIND", help=", ".join(LINKED))
    create_as.add_argument("--template", metavar="CODE", help='template to use, "" for none')
    link.add_argument("no", metavar="NO")
    link.add_argument("--master", required=True, choices=("contact", "entity"), help="whose values win")
    commands.add("relations", "what a contact also is").add_argument("contact_no", metavar="CONTACT_NO")


def _add_where(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--where", action="append", default=[], metavar="FIELD=EXPR", help="only records that fit; may be given several times"
    )
