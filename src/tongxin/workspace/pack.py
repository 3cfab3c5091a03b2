"""A folder of copies to hand on: names that every system takes, all of it or nothing."""

import os
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from tongxin.diagnostic import TongxinError, why
from tongxin.messages import msg
from tongxin.workspace.write import sync_folder, temporary, writing

_RESERVED: Final = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])")
"""Names of devices: Windows makes no file of such a name, whatever its ending."""

_LONGEST: Final = 60
"""Characters of a name: a whole path has to stay below 260 on Windows, 255 bytes on Linux."""


def safe_name(text: str, most: int = _LONGEST) -> str:
    """A text as the name of a file or folder on any system; its ending stays, Chinese too.

    <https://learn.microsoft.com/windows/win32/fileio/naming-a-file>
    """
    text = unicodedata.normalize("NFC", text)
    text = "".join("_" if unicodedata.category(c)[0] == "C" else c for c in text)
    text = re.sub(r'[<>:"/\\|?*]', "_", text)
    stem, dot, ending = text.rpartition(".")
    if not stem or len(ending) > 10 or " " in ending:
        stem, dot, ending = text, "", ""
    stem = stem[: most - len(dot) - len(ending)]
    name = f"{stem}{dot}{ending}".strip().rstrip(". ")
    if _RESERVED.fullmatch(name.partition(".")[0].strip()):
        name = f"_{name}"
    return name or "_"


def distinct(name: str, taken: set[str]) -> str:
    """The name, or one with a number where one that only differs in case is taken; takes it."""
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    found, number = name, 1
    while _key(found) in taken:
        number += 1
        found = f"{stem}-{number}{dot}{ending}"
    taken.add(_key(found))
    return found


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name.casefold())


def ensure_free(folder: Path) -> None:
    """Refuse a folder that cannot be made: something is there, or there is no folder around it.

    Raises:
        TongxinError: so it is.
    """
    with writing(folder):
        if not folder.parent.is_dir():
            raise TongxinError(
                msg("{folder} is no folder", folder=str(folder.parent)), msg("make it first")
            )
        if folder.is_dir() and not folder.is_symlink():
            with os.scandir(folder) as found:
                empty = next(found, None) is None
            if not empty:
                raise TongxinError(
                    msg("{folder} is not empty", folder=str(folder)),
                    msg("name a folder that is not there yet"),
                )
        elif os.path.lexists(folder):
            raise TongxinError(
                msg("{folder} is there already, and no folder", folder=str(folder)),
                msg("name a folder that is not there yet"),
            )


def write_pack(
    folder: Path,
    folders: Sequence[str],
    copies: Sequence[tuple[str, Path]],
    texts: Mapping[str, bytes],
) -> None:
    """Make a folder in one step: built beside its place, it gets its name when it is whole.

    Args:
        folder: what to make; see `ensure_free`.
        folders: the names of those in it.
        copies: (path in it with `/`, file to copy).
        texts: path in it → what to write.

    Raises:
        TongxinError: a file cannot be read, or the folder not be written; then nothing is there.
    """
    ensure_free(folder)
    with writing(folder):
        made = _built(folder, folders, copies, texts)
        try:
            _put(made, folder)
        except BaseException:
            _remove(made)
            raise


def ensure_ours(folder: Path, marker: str) -> None:
    """Refuse a folder that cannot be made, or made anew: see `replace_pack`.

    Raises:
        TongxinError: it holds something that we have not made, or cannot be made at all.
    """
    with writing(folder):
        if folder.is_symlink() or not (folder / marker).is_file():
            ensure_free(folder)
            return
        ours = {marker, *_listed(folder / marker)}
        for path in _files(folder):
            if path not in ours and path.rpartition("/")[2] not in _LITTER:
                raise TongxinError(
                    msg("{path} in {folder} was not made here", path=path, folder=str(folder)),
                    msg("take it out first, or name a folder that is not there yet"),
                )


def replace_pack(folder: Path, texts: Mapping[str, bytes], marker: str) -> None:
    """Make a folder of texts in one step, or put it in the place of the one we made before.

    The marker, a file in the folder, lists what we made. A folder is ours where it holds nothing
    else; whatever somebody has put beside it would be lost.

    Args:
        folder: what to make.
        texts: path in it with `/` → what to write; of one folder deep at most.
        marker: the name of the file that lists them.

    Raises:
        TongxinError: the folder is not ours, or cannot be written; then all is as it was.
    """
    ensure_ours(folder, marker)
    listed = "".join(f"{name}\n" for name in sorted(texts)).encode(errors="replace")
    folders = sorted({name.rpartition("/")[0] for name in texts} - {""})
    with writing(folder):
        made = _built(folder, folders, (), {**texts, marker: listed})
        try:
            if (folder / marker).is_file():
                _exchange(made, folder)
            else:
                _put(made, folder)
        except BaseException:
            _remove(made)
            raise


_LITTER: Final = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""What systems leave in folders that somebody has looked at."""


def _listed(marker: Path) -> list[str]:
    return marker.read_text("utf-8", errors="replace").splitlines()


def _files(folder: Path, before: str = "") -> Iterator[str]:
    """The paths in a folder, with `/`; of folders in it only what is no folder. No link is gone."""
    with os.scandir(folder) as found:
        for entry in sorted(found, key=lambda one: one.name):
            name = f"{before}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), f"{name}/")
            else:
                yield name


def _built(
    folder: Path,
    folders: Sequence[str],
    copies: Sequence[tuple[str, Path]],
    texts: Mapping[str, bytes],
) -> Path:
    """The folder beside its place, whole; nothing of it is left where that fails."""
    made = Path(tempfile.mkdtemp(prefix=temporary(folder.name), dir=folder.parent))
    try:
        for name in folders:
            (made / name).mkdir()
        for name, file in copies:
            _copy(file, made / name)
        for name, content in texts.items():
            (made / name).write_bytes(content)
        made.chmod(0o755)
    except BaseException:
        _remove(made)
        raise
    return made


def _put(made: Path, folder: Path) -> None:
    """Give what was built its name."""
    if folder.is_dir():
        folder.rmdir()  # an empty one; on Windows nothing is renamed onto it
    made.rename(folder)
    sync_folder(folder.parent)


def _exchange(made: Path, folder: Path) -> None:
    """Put what was built in the place of a folder, which is removed; or leave all as it was."""
    old = Path(tempfile.mkdtemp(prefix=temporary(folder.name), dir=folder.parent))
    try:
        folder.rename(old / "old")
        try:
            made.rename(folder)
        except BaseException:
            (old / "old").rename(folder)
            raise
        sync_folder(folder.parent)
    finally:
        _remove(old)


def _remove(folder: Path) -> None:
    with suppress(OSError):
        shutil.rmtree(folder)


def _copy(file: Path, target: Path) -> None:
    """A file's bytes, and no more of it."""
    try:
        source = file.open("rb")
    except OSError as error:
        raise TongxinError(
            msg("{path} cannot be read: {reason}", path=str(file), reason=why(error))
        ) from error
    with source, target.open("wb") as made:
        shutil.copyfileobj(source, made)
