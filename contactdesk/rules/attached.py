"""What may be attached to a record, and opened from there (reliability P-11, P-12)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

#: Endings of files that a computer runs, or that run something when they are opened.
_RUN = frozenset(
    (
        "ade adp app appimage application appref-ms bat bin cab chm cmd com command cpl deb desktop diagcab dll dmg docm dotm exe gadget "
        "hta iso img inf ins isp jar jnlp js jse ksh lib lnk mad maf mag mam mas mda mdb mde mdt mdw mdz msc msh msi msp mst mhtml ocx ops "
        "osd pcd pif pkg pl plg potm ppam ppsm pptm prf prg ps1 ps1xml ps2 psc1 psc2 psd1 psdm1 psm1 pst py pyc pyo pyw pyz pyzw reg rpm "
        "run scf scr sct settingcontent-ms sh shb shs slk sldm sys tmp url vb vbe vbp vbs vhd vhdx vsmacros vsw website workflow ws wsc "
        "wsf wsh xbap xlam xll xlm xlsb xlsm xltm xnk xpi"
    ).split()
)
_HIDING = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
LONGEST_NAME = 250


def safe_file_name(name: str) -> str:
    """`name` as any system takes it: no folders, no signs that hide its ending, no reserved word; "file" where nothing is left."""
    shown = _HIDING.sub("", name.replace("\\", "/").rpartition("/")[2])
    cleaned = " ".join(_FORBIDDEN.sub(" ", shown).split()).strip(". ")
    stem, dot, ending = cleaned.rpartition(".") if "." in cleaned else (cleaned, "", "")
    stem, ending = stem.rstrip(" ") or "file", ending.strip()
    if _RESERVED.fullmatch(stem.partition(".")[0]):
        stem = f"_{stem}"
    return f"{stem[: LONGEST_NAME - len(dot + ending)]}{dot}{ending}"[:LONGEST_NAME]


def runs_something(file_name: str) -> bool:
    """Could opening a file of this name run a program? The ending decides; a file without one is data."""
    ending = file_name.rstrip(". ").casefold().rpartition(".")
    return bool(ending[1]) and ending[2] in _RUN


def can_be_opened(address: str) -> bool:
    """Does a link lead to a web page, and to nothing else a computer could be made to open?"""
    try:
        parts = urlsplit(address.strip())
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def with_scheme(address: str) -> str:
    """A web address as people type it, with https:// where it has no scheme."""
    address = address.strip()
    return address if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", address) and not re.match(r"[^:/]+:\d+(/|$)", address) else f"https://{address}"
