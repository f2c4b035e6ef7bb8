"""Places where a database file may be opened by one program only: network drives and sync folders.

The log of a file in use is shared memory of one computer, and a sync client copies file and log apart:
copies of live files were damaged every time (reliability section 2).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "9p", "afs", "ncpfs", "davfs", "webdav", "glusterfs", "ceph", "lustre"}
_SYNC_FOLDERS = (
    "dropbox", "onedrive", "google drive", "googledrive", "my drive", "icloud drive", "iclouddrive", "mobile documents",
    "cloudstorage", "nextcloud", "owncloud", "pclouddrive", "pcloud drive", "seafile", "megasync", "proton drive", "syncthing", "box sync",
)  # fmt: skip
_SYNC_MARKS = (".stfolder", ".dropbox", ".dropbox.cache", ".owncloudsync.log", ".nextcloudsync.log")
_DRIVE_REMOTE = 4


def is_shared(path: Path) -> bool:
    """Does `path` lie on a network drive or in a folder that a program copies elsewhere?"""
    return is_remote(path) or is_synced(path)


def is_synced(path: Path) -> bool:
    """Does `path` lie in a folder of a known sync program?"""
    for folder in path.absolute().parents:
        name = folder.name.casefold()
        if name.startswith(_SYNC_FOLDERS) or any((folder / mark).exists() for mark in _SYNC_MARKS):
            return True
    return False


def is_remote(path: Path) -> bool:
    """Does `path` lie on another computer's disk?"""
    path = path.absolute()
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == _DRIVE_REMOTE)
    return _is_remote_kind(_kind_of(path.resolve(), _mounts()))


def _is_remote_kind(kind: str) -> bool:
    return kind in _REMOTE or kind.startswith(("fuse.sshfs", "fuse.rclone", "fuse.gvfs", "fuse.davfs", "fuse.gluster"))


def _kind_of(path: Path, mounts: dict[str, str]) -> str:
    """Kind of the file system that `path` lies on: that of the longest mount above it."""
    above = [str(path), *(str(folder) for folder in path.parents)]
    return next((mounts[folder] for folder in above if folder in mounts), "")


def _mounts() -> dict[str, str]:
    """Mount point -> kind of file system; empty where the system does not tell."""
    try:
        if sys.platform == "darwin":
            listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=True).stdout
            return _mounts_of_mac(listed)
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except (OSError, subprocess.SubprocessError):
        return {}
    parts = [line.split(" ") for line in lines]
    return {part[1].replace("\\040", " "): part[2] for part in parts if len(part) > 2}


def _mounts_of_mac(listed: str) -> dict[str, str]:
    found = {}
    for line in listed.splitlines():
        place, _sep, kind = line.partition(" on ")[2].rpartition(" (")
        found[place] = kind.partition(",")[0].rstrip(")")
    return found


def who_am_i() -> str:
    """The account and computer, as shown to a colleague who finds the file in use."""
    import getpass
    import socket

    try:
        user = getpass.getuser()
    except (OSError, KeyError):
        user = str(os.getpid())
    return f"{user}@{socket.gethostname()}"
