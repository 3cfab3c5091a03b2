"""Where a workspace is, and how its files and folders are called."""

import os
import re
import shlex
from contextlib import suppress
from pathlib import Path, PureWindowsPath

from tongxin.diagnostic import TongxinError
from tongxin.messages import msg

SETTINGS = "tongxin.yaml"
PLANS, BASES, LEDGER, TEMPLATES = "plans", "plans/basis", "ledger", "templates"
EVIDENCE = "evidence"
OWN = ".tongxin"
"""What is of this computer alone; git never sees it."""


def find_root(start: Path) -> Path:
    """The nearest folder at or above `start` that holds `tongxin.yaml`.

    Raises:
        TongxinError: there is none, or its `tongxin.yaml` is no file; the remedy names workspaces
            just below, if any.
    """
    start = start.absolute()
    if not start.is_dir():
        raise TongxinError(msg("{folder} is no folder", folder=str(start)))
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
        if os.path.lexists(folder / SETTINGS):  # a workspace above is not the one that is meant
            raise TongxinError(
                msg("{path} is no file that can be read", path=str(folder / SETTINGS)),
                msg("put it right or delete it; or name the workspace: --root DIR"),
            )
    below = sorted(found.parent.name for found in start.glob(f"*/{SETTINGS}"))
    raise TongxinError(
        msg("no {file} here or above: {folder} is no workspace", file=SETTINGS, folder=str(start)),
        msg("there are workspaces below; name one: --root {folder}", folder=shell_word(below[0]))
        if below
        else msg("make one: tongxin init --example"),
    )


def evidence_folder(root: Path, named: str | None) -> Path:
    """The folder that stands for `evidence/`: the one `named` in `tongxin.yaml`, if one is.

    Args:
        root: the workspace's folder.
        named: relative to it, absolute, or beginning with `~`; slashes of both kinds.
    """
    if not named or not named.strip():
        return root / EVIDENCE
    folder = Path(named.strip().replace("\\", "/"))
    with suppress(RuntimeError):  # an account without a home: there is no such folder here
        folder = folder.expanduser()
    return root / folder


def evidence_file(root: Path, path: str, store: Path) -> Path | None:
    """Where the file of a piece of evidence is looked for; None: the path leaves the workspace.

    Args:
        root: the workspace's folder.
        path: as an entry gives it, with slashes of either kind.
        store: what stands for `evidence/` (see `evidence_folder`).
    """
    pure = PureWindowsPath(path)  # takes both kinds of slashes, knows drives
    parts = pure.parts
    if pure.drive or pure.root or ".." in parts:
        return None
    return store.joinpath(*parts[1:]) if parts[:1] == (EVIDENCE,) else root.joinpath(*parts)


def is_folder(path: Path) -> bool:
    """Is there a folder that we may look into?"""
    try:
        return path.is_dir()
    except OSError:
        return False


def shell_word(path: str) -> str:
    """A path as one types it: quoted only where the shell would take a character for its own."""
    return path if re.fullmatch(r"[\w./:-]+", path) else shlex.quote(path)
