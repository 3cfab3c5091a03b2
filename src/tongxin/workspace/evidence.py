"""Keep files as evidence: copied into `evidence/YEAR/MONTH/`, photos made small and anonymous.

A copy bears the name of its file and letters of its entry, so that no two get into each other's
way, on other branches neither. A photo of a telephone has 5 MB and says where it was taken: where
Pillow is installed it is scaled down and loses all that is not the picture.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tongxin.calendar.periods import Day, iso
from tongxin.diagnostic import TongxinError, why
from tongxin.messages import msg
from tongxin.workspace.find import EVIDENCE, is_folder
from tongxin.workspace.write import lay_down, make_folder, sweep, sync_folder, temporary, writing

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

EDGE: Final = 2000
"""Pixels of the longer edge of a photo: a page of writing can be read, a file has some 500 KB."""

_QUALITY: Final = 85
_PIXELS: Final = 90_000_000
"""A picture that has to be unpacked whole and has more is no photo, or would take all memory."""

_JPEG: Final = ("JPEG", "MPO")
"""A telephone puts several pictures into one file (MPO); the first is the photo."""

_COPY: Final = "copy"
"""What a copy is called till it has its name."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept: `path` as an entry gives it, `file` where it lies.

    `made` is False where the very same copy lay there already.
    """

    path: str
    file: Path
    made: bool

    def undo(self) -> None:
        """Take the copy away again, where its entry could not be written."""
        if self.made:
            with suppress(OSError):
                self.file.unlink(missing_ok=True)


def to_be_kept(store: Path, file: Path, day: Day, letters: str) -> Kept:
    """What `kept` would make of a file, as far as that can be said beforehand; copies nothing.

    Raises:
        TongxinError: the file is none or cannot be read.
    """
    _ensure_file(file)
    month = _month(day)
    names = _names(store / month, file, letters)
    target = next(name for name in names if not os.path.lexists(name))
    return Kept(f"{EVIDENCE}/{month}/{target.name}", target, made=False)


def _month(day: Day) -> str:
    """The folder of a day's copies."""
    return iso(day)[:7].replace("-", "/")


def kept(root: Path, store: Path, file: Path, day: Day, letters: str) -> Kept:
    """Copy a file from outside the workspace, on disk when this returns. Hold the lock.

    Args:
        root: the workspace's folder.
        store: what stands for its `evidence/` (see `evidence_folder`); another folder than that
            must be there.
        file: what to copy.
        day: the day of the entry, which says the month.
        letters: those at the end of the entry's id.

    Raises:
        TongxinError: the file is none or cannot be read, or its copy cannot be written.
    """
    _ensure_file(file)
    if store != root / EVIDENCE and not is_folder(store):  # a drive that is not connected
        raise TongxinError(
            msg('the folder for evidence is not on this computer: "{folder}"', folder=str(store)),
            msg("connect the drive it is on, or correct the path"),
        )
    month = _month(day)
    folder = store / month
    photo = smaller(file) if _is_photo(_head(file)) else None
    with writing(folder):
        make_folder(folder)
        sweep(root, folder, temporary(_COPY))
        name = lay_down(folder / _COPY, _chunks(file) if photo is None else [photo])
        try:
            for target in _names(folder, file, letters):
                made = _claimed(name, target)
                if made or _same(Path(name), target):
                    break
        finally:
            Path(name).unlink(missing_ok=True)
        found = Kept(f"{EVIDENCE}/{month}/{target.name}", target, made)
        try:
            sync_folder(folder)
        except BaseException:
            found.undo()
            raise
    return found


def inside(root: Path, path: Path, store: Path | None = None) -> str | None:
    """The path by which an entry names a file that lies in the workspace; None: it lies outside.

    Links are followed. What lies in the `store` (see `evidence_folder`) is below `evidence/`,
    wherever that is.
    """
    real = Path(os.path.realpath(path))
    usual = root / EVIDENCE
    folder = Path(os.path.realpath(store or usual))
    if real.is_relative_to(folder):
        return f"{EVIDENCE}/{real.relative_to(folder).as_posix()}"
    if store not in (None, usual) and real.is_relative_to(os.path.realpath(usual)):
        return None  # its path would be looked for in the store
    home = Path(os.path.realpath(root))
    return real.relative_to(home).as_posix() if real.is_relative_to(home) else None


# ── the file and its copy ─────────────────────────────────────────────────────────────────────


def _unreadable(file: Path, error: OSError) -> TongxinError:
    return TongxinError(msg("{path} cannot be read: {reason}", path=str(file), reason=why(error)))


def _ensure_file(file: Path) -> None:
    """A pipe or a device might never end."""
    try:
        mode = file.stat().st_mode
    except FileNotFoundError as error:
        raise TongxinError(msg("{path} does not exist", path=str(file))) from error
    except OSError as error:
        raise _unreadable(file, error) from error
    if stat.S_ISDIR(mode):
        raise TongxinError(
            msg("{path} is a folder, not a file", path=str(file)), msg("name the files in it")
        )
    if not stat.S_ISREG(mode):
        raise TongxinError(msg("{path} is no file that can be read", path=str(file)))


def _chunks(file: Path) -> Iterator[bytes]:
    """What is in a file, a part at a time: a video need not fit into the memory."""
    try:
        with file.open("rb") as source:
            while chunk := source.read(1024 * 1024):
                yield chunk
    except OSError as error:
        raise _unreadable(file, error) from error


def _head(file: Path) -> bytes:
    return next(_chunks(file), b"")[:12]


def _names(folder: Path, file: Path, letters: str) -> Iterator[Path]:
    """What a copy may be called, the best first: 照片-k7q2mn.jpg, 照片-k7q2mn-2.jpg …"""
    stem, ending = _plain(file.stem, 60), _plain(file.suffix, 10)
    first = f"{stem}-{letters}" if stem else letters
    yield folder / (first + (ending and f".{ending}"))
    for number in count(2):
        yield folder / (f"{first}-{number}" + (ending and f".{ending}"))


def _plain(text: str, most: int) -> str:
    """A name that every system takes and that needs no quotes in an entry; Chinese stays."""
    text = unicodedata.normalize("NFC", text)
    return re.sub(r"-{2,}", "-", re.sub(r"[^\w.-]", "-", text)).strip("-.")[:most].strip("-.")


def _claimed(name: str, target: Path) -> bool:
    """Give a copy its name, unless something bears that already."""
    try:
        os.link(name, target)
    except FileExistsError:
        return False
    except OSError:  # a drive on which a file has but one name
        if os.path.lexists(target):
            return False
        Path(name).rename(target)
    return True


def _same(copy: Path, other: Path) -> bool:
    """Do two files hold the same bytes?"""
    import filecmp

    return other.is_file() and filecmp.cmp(copy, other, shallow=False)


# ── photos ────────────────────────────────────────────────────────────────────────────────────


def _is_photo(head: bytes) -> bool:
    """Does a file begin as JPEG, PNG or WebP do?"""
    return head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    )


def smaller(file: Path) -> bytes | None:
    """A photo as it is kept: upright, at most `EDGE` pixels, the picture alone.

    None where Pillow is not there, cannot read it, or it moves or is too large: then the file is
    kept as it is.
    """
    try:
        from PIL import Image
    except ImportError:
        return None
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow, in English
            with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as photo:
                return None if _is_heavy(photo) else _redrawn(photo)
    except Exception:  # whatever is wrong with a photo, it is evidence
        return None


def _is_heavy(photo: "ImageFile") -> bool:
    """Does it move, or would it have to be unpacked into more memory than a photo may cost?"""
    if photo.format in _JPEG:
        if not photo.info.get("progressive"):
            return False  # unpacked no larger than is needed; Pillow has a limit of its own
    elif getattr(photo, "is_animated", False):
        return True
    return photo.width * photo.height > _PIXELS


def _redrawn(photo: "ImageFile") -> bytes:
    """The picture alone, upright and small enough, in its own format."""
    import io

    from PIL import Image, ImageOps

    picture: Image.Image = photo
    if photo.mode in ("P", "PA", "1"):  # of few colours: cannot be scaled well
        picture = photo.convert("RGBA" if "transparency" in photo.info else "RGB")
    picture.thumbnail((EDGE, EDGE))
    picture = ImageOps.exif_transpose(picture)
    if photo.format in _JPEG and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    # made anew: of what was read, a comment and more would be written again
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    out = io.BytesIO()
    if photo.format in _JPEG:
        bare.save(out, "JPEG", quality=_QUALITY, optimize=True)
    else:
        bare.save(out, photo.format, quality=_QUALITY)
    return out.getvalue()
