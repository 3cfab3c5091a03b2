"""Write to the workspace: one at a time, all of it or nothing, on disk before it is named.

Who writes takes the workspace's lock (`locked`), reads what it goes by, and then adds lines to a
ledger (`append`) or puts whole files in place of what it has read (`replace`). Where something
goes wrong both leave the files as they were. What is written outside the workspace needs no lock
(`write_atomically`).

`.tongxin/` in the workspace's root holds what is of this computer alone: the lock, who holds it,
what was recorded last, and a `.gitignore` that keeps git from seeing any of it.
"""

import errno
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tongxin.diagnostic import TongxinError, why
from tongxin.messages import msg
from tongxin.text.decode import torn_end
from tongxin.workspace.find import OWN

_TAIL: Final = 64 * 1024
"""Bytes at the end of a file that tell how it is written; a month of a usual ledger is smaller."""


# ── one at a time ─────────────────────────────────────────────────────────────────────────────


@contextmanager
def locked(root: Path, holder: str, seconds: float = 10.0) -> Iterator[None]:
    """Nobody else writes to the workspace meanwhile. Not to be nested: the second one waits.

    The kernel's lock on `.tongxin/lock`: it goes with the process that holds it, however that ends.

    Args:
        root: the workspace's folder.
        holder: what is being done, a verb; whoever waits in vain is told.
        seconds: how long to wait for whoever holds it.

    Raises:
        TongxinError: somebody held it all that time, or the folder cannot be written.
    """
    from filelock import FileLock, Timeout  # some 15 ms, which reading need not pay for

    folder = own_folder(root)
    with writing(folder):
        # whoever may write in the folder may take the lock
        lock = FileLock(folder / "lock", mode=stat.S_IMODE(folder.stat().st_mode) & 0o666)
        try:
            lock.acquire(timeout=seconds, poll_interval=0.02)
        except Timeout as error:
            raise _held(folder) from error
        except NotImplementedError as error:  # older versions of filelock tell it so
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK)) from error
    signed = folder / "holder"
    try:
        with suppress(OSError):  # it only informs
            signed.write_text(json.dumps(_who(holder)), "utf-8")
        yield
    finally:
        with suppress(OSError):
            signed.unlink(missing_ok=True)
        lock.release()


def own_folder(root: Path) -> Path:
    """`.tongxin/` of a workspace, made where it is not there yet.

    Raises:
        TongxinError: it cannot be made.
    """
    folder = root / OWN
    with writing(folder):
        folder.mkdir(exist_ok=True)
    if not (folder / ".gitignore").exists():
        write_atomically(folder / ".gitignore", b"*\n")
    return folder


def user() -> str:
    """Who is at the keyboard."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # an account without a name
        return "?"


def _who(holder: str) -> dict[str, str | int]:
    """What the one who waits wants to know."""
    import socket

    return {"holder": holder, "pid": os.getpid(), "host": socket.gethostname(), "user": user()}


def _held(folder: Path) -> TongxinError:
    """Who holds the lock, as far as that is known."""
    try:
        by = json.loads((folder / "holder").read_bytes())
        message = msg(
            "{user} on {host} is writing here just now ({what}, process {pid})",
            user=str(by["user"]), host=str(by["host"]), what=str(by["holder"]), pid=str(by["pid"]),
        )  # fmt: skip
    except (OSError, ValueError, KeyError, TypeError):
        message = msg("somebody else is writing here just now")
    return TongxinError(
        message,
        msg("try again in a moment; a process that hangs can be ended, its lock goes with it"),
    )


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """A refusal of the operating system becomes a TongxinError that names the path."""
    try:
        yield
    except OSError as error:
        raise TongxinError(
            msg("{path} cannot be written: {reason}", path=str(path), reason=why(error))
        ) from error


# ── adding lines ──────────────────────────────────────────────────────────────────────────────


def append(root: Path, path: str, lines: Sequence[str]) -> None:
    """Add lines at the end of a file of the workspace, on disk when this returns. Hold the lock.

    The file and its folder are made where they are not there; a link is followed. Line ends are
    those of the file. A last line that was never ended, as after a power cut, is ended first: it
    stays a line by itself. Whether the lines make sense behind what stands there is not asked.

    Args:
        root: the workspace's folder.
        path: the file, relative to it, with `/`.
        lines: what to add, each without a line end.

    Raises:
        TongxinError: it cannot be written (then nothing is added), or its end, where another
            encoding or damage would show, is no UTF-8.
    """
    if not lines:
        return
    file = Path(os.path.realpath(root / path))
    with writing(file):
        make_folder(file.parent)
        handle, made = _opened(file)
        added = False
        try:
            size, end, begins = _seam(handle, path)
            text = begins + "".join(line + end for line in lines)
            _add(handle, text.encode(), size)
            if made:
                sync_folder(file.parent)
            added = True
        finally:
            os.close(handle)
            if made and not added:
                with suppress(OSError):
                    file.unlink(missing_ok=True)


def append_all(root: Path, lines: Mapping[str, Sequence[str]]) -> None:
    """Add lines at the ends of several files, as `append` does, to all or to none. Hold the lock.

    A process that is killed meanwhile may have added to the first of them only.

    Raises:
        TongxinError: one of them cannot be written; then each is as long as it was.
    """
    done: list[tuple[Path, int | None]] = []
    try:
        for path, some in lines.items():
            file = Path(os.path.realpath(root / path))
            size = file.stat().st_size if file.exists() else None
            append(root, path, some)
            done.append((file, size))
    except BaseException:
        for file, size in reversed(done):
            with suppress(OSError):
                file.unlink() if size is None else os.truncate(file, size)
        raise


def _opened(file: Path) -> tuple[int, bool]:
    """A file opened for reading and adding, and whether it was made just now."""
    flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)
    try:
        return os.open(file, flags | os.O_CREAT | os.O_EXCL, 0o666), True
    except FileExistsError:
        return os.open(file, flags), False


def _seam(handle: int, path: str) -> tuple[int, str, str]:
    """Where the new lines begin: the file's size, its line end, what must come before them.

    The beginning of a character that a torn write left at the end is taken away.
    """
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        reason = msg("this is not a regular file")
        raise TongxinError(msg("{path} cannot be written: {reason}", path=path, reason=reason))
    size = status.st_size
    start = max(size - _TAIL, 0)
    os.lseek(handle, start, os.SEEK_SET)
    tail = os.read(handle, _TAIL)
    if start:
        tail = tail.lstrip(bytes(range(0x80, 0xC0)))  # the rest of a character begun before
    if torn := torn_end(tail):
        size -= torn
        os.ftruncate(handle, size)
        tail = tail[:-torn]
    try:
        text = tail.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:  # UTF-16 is full of them, and some drives leave them after a power cut
        raise TongxinError(
            msg("{path} is not saved as UTF-8: nothing was added to it", path=path),
            msg("see: {command}", command="tongxin check"),
        )
    before, newline, _ = text.rpartition("\n")
    end = "\r\n" if newline and before.endswith("\r") else "\n"
    return size, end, "" if not text or text.endswith(("\n", "\r")) else end


def _add(handle: int, content: bytes, size: int) -> None:
    """Write at the end of a file in one go, and have it on disk; else leave it as long as it was.

    Raises:
        OSError: it could not be written.
    """
    written = 0
    try:
        written = os.write(handle, content)
        if written < len(content):  # what room there was is full
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(handle)
    except BaseException:
        with suppress(OSError):
            if os.fstat(handle).st_size == size + written:  # nobody else has added to it
                os.ftruncate(handle, size)
                os.fsync(handle)
        raise


# ── putting files in place of others ──────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the workspace, its bytes as they were read and as they shall be; None: no file.

    `like`: of a new file the one whose owner and mode it gets.
    """

    path: str
    before: bytes | None
    after: bytes | None
    like: str = ""


def replace(root: Path, changes: Sequence[Change]) -> None:
    """Make all the changes or none, on disk when this returns. Hold the lock.

    Everything is written beside the files before the first of them is touched, so that a full
    disk touches none. A process that is killed meanwhile leaves each file old or new, and whole.
    Modes, owners and links stay.

    Raises:
        TongxinError: a file is no longer as it was read, or cannot be written; then every file is
            as it was, or the remedy names those that are not.
    """
    for change in changes:
        _ensure_unchanged(root, change)
        _ensure_writable(root / change.path)
    laid: list[tuple[Change, Path, str]] = []
    begun: list[Change] = []
    try:
        for change in changes:
            file = Path(os.path.realpath(root / change.path))
            if change.after is not None:
                with writing(file):
                    make_folder(file.parent)
                    sweep(root, file.parent, temporary(file.name))
                    like = root / change.like if change.like else file
                    laid.append((change, file, lay_down(file, [change.after], like)))
        for change, file, name in laid:
            _ensure_unchanged(root, change)
            begun.append(change)
            with writing(file):
                _put(name, file)
        for change in changes:
            if change.after is None:
                _ensure_unchanged(root, change)
                begun.append(change)
                _delete(root / change.path)
    except BaseException as error:
        for _, _, name in laid:
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)
        left = [change.path for change in reversed(begun) if not _put_back(root, change)]
        if left and isinstance(error, TongxinError):
            remedy = msg("look at {files}: changed already, not put back", files=tuple(left))
            raise TongxinError(error.message, remedy) from error
        raise


def _ensure_writable(file: Path) -> None:
    """A file that may not be written is not replaced either, though its folder would let us."""
    with writing(file), suppress(FileNotFoundError):
        os.close(os.open(file, os.O_WRONLY))


def _holds(file: Path, content: bytes | None) -> bool:
    """Are these a file's bytes? None: is there no such file?"""
    try:
        return file.read_bytes() == content
    except FileNotFoundError:
        return content is None
    except OSError:
        return False


def _ensure_unchanged(root: Path, change: Change) -> None:
    if not _holds(root / change.path, change.before):
        raise TongxinError(
            msg("{path} was changed by somebody else meanwhile", path=change.path), msg("try again")
        )


def _put_back(root: Path, change: Change) -> bool:
    """Undo a change that was begun. What somebody else has written since is left alone."""
    file = root / change.path
    if _holds(file, change.before):
        return True
    if not _holds(file, change.after):
        return False
    try:
        if change.before is None:
            _delete(file)
        else:
            write_atomically(file, change.before)
    except TongxinError:
        return False
    return True


def _delete(file: Path) -> None:
    """Remove a file; of a link the link."""
    with writing(file):
        file.unlink(missing_ok=True)
        sync_folder(file.parent)


# ── one file ──────────────────────────────────────────────────────────────────────────────────


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file's content in one step: all of it or nothing, on disk before it is named.

    Raises:
        TongxinError: the folder or the file cannot be written.
    """
    path = Path(os.path.realpath(path))  # of a link the file it stands for
    with writing(path):
        name = lay_down(path, [content])
        try:
            _put(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def temporary(name: str) -> str:
    """How the files begin that become the file of this name; nothing that is read begins so."""
    short = name.encode(errors="surrogateescape")[:200].decode(errors="ignore")
    return f".{short}.tongxin-"


def lay_down(path: Path, content: Iterable[bytes], like: Path | None = None) -> str:
    """The name of a new file beside `path` that holds its new content, with its owner and mode.

    `like`: the file that has these, if another one. It is on disk; whoever asked for it gives it
    its name or removes it.

    Raises:
        OSError: it cannot be written.
    """
    import tempfile

    handle, name = tempfile.mkstemp(prefix=temporary(path.name), dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(content)
            file.flush()
            _become(name, like or path)
            os.fsync(file.fileno())
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return name


def _become(name: str, path: Path) -> None:
    """Give a new file the owner and the mode of the one it replaces."""
    try:
        status = path.stat()
    except FileNotFoundError:
        Path(name).chmod(0o644)
        return
    if hasattr(os, "chown"):
        for owner, group in ((-1, status.st_gid), (status.st_uid, -1)):
            with suppress(PermissionError):  # only the system's keeper may give a file away
                os.chown(name, owner, group)
    Path(name).chmod(stat.S_IMODE(status.st_mode))


def _put(name: str, path: Path) -> None:
    """Give what was laid down its name."""
    Path(name).replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put a folder's list of names on disk, where system and drive can do that.

    Raises:
        OSError: the disk is full or damaged.
    """
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno in (errno.EIO, errno.ENOSPC):
            raise


def sweep(root: Path, folder: Path, beginning: str) -> None:
    """Remove what a process that was killed has left of its writing in a folder. Hold the lock.

    Only within the workspace: elsewhere, as in a folder that several workspaces link to, somebody
    may be writing just now under a lock of its own.
    """
    if not folder.resolve().is_relative_to(root.resolve()):
        return
    for entry in os.scandir(folder):
        if entry.name.startswith(beginning):
            with suppress(OSError):
                Path(entry).unlink()


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each on disk."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)
