"""Running one command: which database, which language, and what becomes of a refusal."""

from __future__ import annotations

import json
import locale
import logging
import os
from argparse import Namespace
from pathlib import Path
from typing import Any

from contactdesk import errors, text
from contactdesk.cli.commands import COMMANDS
from contactdesk.cli.main import DONE, REFUSED, WRONG_USAGE
from contactdesk.cli.output import Output, message
from contactdesk.cli.words import WrongUsage
from contactdesk.errors import UserError
from contactdesk.text import _

_log = logging.getLogger(__name__)


def run(chosen: Namespace) -> int:
    """Run the command; the result is the exit code."""
    output = Output(getattr(chosen, "json", False))
    settings = _settings()
    spoken = text.language()
    text.use_language(_language(settings))
    try:
        chosen.database = _database(chosen, settings)
        code = COMMANDS[chosen.command](chosen, output)
        return DONE if code is None else code
    except WrongUsage as wrong:
        message(f"contactdesk {chosen.command}: {wrong}")
        return WRONG_USAGE
    except UserError as refusal:
        output.refusal(refusal.at(record=getattr(chosen, "no", "") or getattr(chosen, "contact_no", "")))
        return REFUSED
    except BrokenPipeError:
        raise
    except Exception as mistake:  # noqa: BLE001 - a mistake of ours is told like a refusal, not as a traceback
        _log.debug("mistake", exc_info=mistake)
        output.refusal(errors.Unexpected(name=type(mistake).__name__))
        return REFUSED
    finally:
        text.use_language(spoken)


def _database(chosen: Namespace, settings: dict[str, Any]) -> str:
    """The database that is meant: named here, in the environment, or the last one used."""
    found = getattr(chosen, "database", "") or os.environ.get("CONTACTDESK_DATABASE", "") or str(settings.get("last_database", ""))
    if not found and chosen.command != "new":
        raise WrongUsage(_("Say which database: --database PATH_OR_URL, or set CONTACTDESK_DATABASE."))
    return found


def _language(settings: dict[str, Any]) -> str:
    """The language chosen in the window, else that of the system."""
    system = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or locale.getlocale()[0] or ""
    return str(settings.get("language", "")) or ("nl" if system.startswith(("nl", "Dutch")) else "en")


def _settings() -> dict[str, Any]:
    """What the window keeps for this user; a file that cannot be read means nothing was kept."""
    chosen = os.environ.get("CONTACTDESK_CONFIG")
    if chosen:
        folder = Path(chosen)
    else:
        from platformdirs import user_config_path

        folder = user_config_path("ContactDesk", appauthor=False)
    try:
        found = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
