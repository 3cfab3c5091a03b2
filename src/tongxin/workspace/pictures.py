"""Images that documents name: files of the workspace, and of nothing outside it."""

import stat
from pathlib import Path, PureWindowsPath
from typing import Final
from urllib.parse import unquote

from tongxin.diagnostic import TongxinError
from tongxin.messages import msg
from tongxin.workspace.evidence import inside
from tongxin.workspace.find import EVIDENCE

MOST_BYTES: Final = 32 * 1024 * 1024


def read_picture(root: Path, path: str, store: Path) -> bytes | None:
    """The bytes of an image; None where there is no such file, or one that is too large.

    Args:
        root: the workspace's folder.
        path: as a document names it, relative to that folder; Markdown has blanks as %20.
        store: what stands for `evidence/` (see `evidence_folder`).

    Raises:
        TongxinError: the path, or a link on it, leads out of the workspace.
    """
    path = unquote(path)
    if "://" in path:  # nothing is fetched
        return None
    pure = PureWindowsPath(path)  # takes both kinds of slashes, knows drives
    parts = pure.parts
    if pure.drive or pure.root or ".." in parts or "\0" in path:
        raise _outside(path)
    file = store.joinpath(*parts[1:]) if parts[:1] == (EVIDENCE,) else root.joinpath(*parts)
    try:
        status = file.stat()
    except (OSError, ValueError):
        return None
    if not stat.S_ISREG(status.st_mode) or status.st_size > MOST_BYTES:
        return None
    if inside(root, file, store) is None:
        raise _outside(path)
    try:
        return file.read_bytes()
    except OSError:
        return None


def _outside(path: str) -> TongxinError:
    return TongxinError(
        msg('the image "{path}" lies outside the workspace', path=path),
        msg("copy it into the workspace, and name it by its path there"),
    )
