"""What was recorded last on this computer, by whom: what `undo` goes by.

`.tongxin/recorded` has a line a recording: the user and the ids of its entries, parted by tabs. It
is a memory, not a record: the ledger alone says what counts. Lines that are damaged are forgotten.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from tongxin.model.fields import is_id
from tongxin.workspace.find import OWN
from tongxin.workspace.write import own_folder, write_atomically

MOST: Final = 500
"""Recordings that are remembered; nobody goes back further."""

_FILE: Final = "recorded"


def remember(root: Path, user: str, ids: Sequence[str]) -> None:
    """Note that a user has just recorded these entries. Hold the lock.

    Written whole each time, so that damage does not stay.

    Raises:
        TongxinError: it cannot be written.
    """
    if not ids:
        return
    lines = [*_lines(root), (_name(user), *ids)][-MOST:]
    text = "".join("\t".join(line) + "\n" for line in lines)
    write_atomically(own_folder(root) / _FILE, text.encode())


def recalled(root: Path, user: str) -> list[tuple[str, ...]]:
    """The ids of each recording of a user, the oldest first; none where nothing is remembered."""
    wanted = _name(user)
    return [tuple(ids) for name, *ids in _lines(root) if name == wanted]


def _name(user: str) -> str:
    """A user's name as it can stand in a line."""
    return " ".join(user.encode(errors="replace").decode().split()) or "?"


def _lines(root: Path) -> Iterator[tuple[str, ...]]:
    """User and ids of every line that is whole."""
    text = ""
    with suppress(OSError):
        text = (root / OWN / _FILE).read_bytes().decode(errors="replace")
    for line in text.split("\n"):
        name, *ids = line.removesuffix("\r").split("\t")
        if name and ids and all(map(is_id, ids)):
            yield name, *ids
