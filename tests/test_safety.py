"""Nothing that was acknowledged is lost, and no file is left half written, whatever happens.

Processes are real: they write at once, they are killed at any moment, a disk is full. No test
depends on when exactly that happens.
"""

import errno
import json
import os
import random
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.harness import SETTINGS, agenda, found, world, write
from tongxin import checks
from tongxin.commands.init import FOR_GIT
from tongxin.diagnostic import TongxinError
from tongxin.workspace.read import read_world
from tongxin.workspace.write import Change, append, locked, replace, write_atomically

MONTH = "ledger/2026-11.yaml"
PLAN = "plans/a.yaml"


def entry(name: str, note: str = "楼道清理") -> str:
    """A line of the ledger."""
    return f"- {{id: E-20261103-{name}, date: 2026-11-03, note: {note}, by: 综合专干}}"


WRITER = """
import os, sys
from pathlib import Path
from tongxin.workspace.write import append, locked
root, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for n in range(count):
    note = "楼道清理" * (n % 7 + 1)
    line = f"- {{id: E-20261103-{name}x{n}, date: 2026-11-03, note: {note}, by: 综合专干}}"
    with locked(root, "done", 60):
        append(root, "ledger/2026-11.yaml", [line])
    os.write(1, f"E-20261103-{name}x{n}\\n".encode())
"""

REPLACER = """
import os, sys
from pathlib import Path
from tongxin.workspace.write import Change, locked, replace
root, file = Path(sys.argv[1]), Path(sys.argv[1], "plans/a.yaml")
texts = [Path(sys.argv[1], name).read_bytes() for name in ("old", "new")]
while True:
    with locked(root, "edit", 60):
        before = file.read_bytes()
        after = texts[before == texts[0]]
        replace(root, [Change("plans/a.yaml", before, after)])
    os.write(1, b".\\n")
"""

COUNTER = """
import sys
from pathlib import Path
from tongxin.workspace.write import Change, locked, replace
root = Path(sys.argv[1])
for _ in range(int(sys.argv[2])):
    with locked(root, "count", 60):
        before = (root / "count").read_bytes()
        replace(root, [Change("count", before, str(int(before) + 1).encode())])
"""

HOLDER = """
import sys
from pathlib import Path
from tongxin.workspace.write import locked
with locked(Path(sys.argv[1]), "meeting"):
    print("ready", flush=True)
    sys.stdin.read()
"""


def start(program: str, *arguments: object) -> "subprocess.Popen[str]":
    """A process of its own that writes; what it acknowledges is read from its output."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def kill(process: "subprocess.Popen[str]", chance: random.Random, most: int) -> list[str]:
    """Kill it a moment after it has acknowledged some; all that it acknowledged."""
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(chance.randint(1, most))]
    time.sleep(chance.random() * 0.003)
    process.send_signal(signal.SIGKILL)
    lines += process.stdout.read().splitlines()
    process.communicate()
    return [line.strip() for line in lines]


def ids(root: Path) -> Counter[str | None]:
    """The ids in the ledger, as a command reads it."""
    return Counter(entry.id for entry in read_world(root).all_entries)


def refusal(action: Callable[[], object]) -> TongxinError:
    """How an action is refused."""
    with pytest.raises(TongxinError) as caught:
        action()
    return caught.value


# ── killed at any moment ──────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    chance = random.Random(11)  # noqa: S311
    acknowledged: list[str] = []
    rounds = 0
    while len(acknowledged) < 500:
        acknowledged += kill(start(WRITER, root, rounds, 10_000), chance, 30)
        rounds += 1
        there = ids(root)
        assert {there[name] for name in acknowledged} == {1}
        assert set(there.values()) == {1}
        assert len(there) - len(acknowledged) <= rounds  # at most one more, of each that was killed
    assert {f.code for f in read_world(root).diagnostics} <= {"torn-line"}
    with locked(root, "done"):  # whoever was killed holds nothing
        append(root, MONTH, [entry("last")])
    assert ids(root)["E-20261103-last"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_plan_is_old_or_new_after_a_kill(tmp_path: Path) -> None:
    head = "plan: a\ntitle: 计划\nperiod: 2026\nprinciples:\n"
    old, new = ((head + f"  - {words}\n" * 3000).encode() for words in ("先急后难", "群防群治"))
    root = write(tmp_path, {PLAN: old, "old": old, "new": new})
    chance = random.Random(13)  # noqa: S311
    seen = set()
    for _ in range(25):
        kill(start(REPLACER, root), chance, 6)
        content = (root / PLAN).read_bytes()
        assert content in (old, new)
        seen.add(content)
        assert not read_world(root).diagnostics  # what was left beside it disturbs nobody
    assert seen == {old, new}
    with locked(root, "edit"):
        replace(root, [Change(PLAN, content, old)])
    assert [path.name for path in (root / "plans").iterdir()] == ["a.yaml"]


def test_what_a_killed_process_left_goes_with_the_next_writing(tmp_path: Path) -> None:
    root = write(tmp_path, {PLAN: "a", "plans/b.yaml": "b", ".a.yaml.tongxin-of-another": ""})
    for name in (".a.yaml.tongxin-x1y2", ".b.yaml.tongxin-x1y2", ".a.yaml.swp"):
        (root / "plans" / name).write_text("half")
    replace(root, [Change(PLAN, b"a", b"new")])
    assert sorted(path.name for path in (root / "plans").iterdir()) == [
        ".a.yaml.swp", ".b.yaml.tongxin-x1y2", "a.yaml", "b.yaml",
    ]  # fmt: skip


def test_nothing_is_swept_outside_the_workspace(tmp_path: Path) -> None:
    """There somebody may be writing just now, under the lock of another workspace."""
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / "a.yaml").write_text("a")
    (shared / ".a.yaml.tongxin-x1y2").write_text("half")
    root = write(tmp_path / "w", {})
    (root / "plans").mkdir()
    (root / PLAN).symlink_to(shared / "a.yaml")
    replace(root, [Change(PLAN, b"a", b"new")])
    assert (root / PLAN).is_symlink()
    assert {path.name: path.read_text() for path in shared.iterdir()} == {
        "a.yaml": "new", ".a.yaml.tongxin-x1y2": "half",
    }  # fmt: skip


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_line_torn_anywhere_takes_no_other_with_it(tmp_path: Path, newline: str) -> None:
    """As a power cut leaves it: also within a character, also where the line end should be."""
    first, torn, last = entry("a"), entry("b"), entry("c")
    root = write(tmp_path, {})
    (root / "ledger").mkdir()
    whole = (torn + newline).encode()
    for cut in range(len(whole) + 1):
        (root / MONTH).write_bytes((first + newline).encode() + whole[:cut])
        complete = cut >= len(torn.encode())
        assert ids(root)["E-20261103-a"] == 1
        append(root, MONTH, [last])
        there = ids(root)
        assert (there["E-20261103-a"], there["E-20261103-c"]) == (1, 1), cut
        assert there["E-20261103-b"] == (1 if complete else 0)
        lines = (root / MONTH).read_bytes().decode().replace("\r\n", "\n").splitlines()
        assert (lines[0], lines[-1]) == (first, last)
        faults = {f.span.line for f in read_world(root).diagnostics}
        assert faults <= (set() if complete else {2}), cut


# ── at once ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("writers", [2, 5, 8])
def test_several_write_at_once(tmp_path: Path, writers: int) -> None:
    root = write(tmp_path, {})
    running = [start(WRITER, root, name, 1000 // writers) for name in range(writers)]
    acknowledged = [name for process in running for name in process.communicate()[0].split()]
    assert {process.returncode for process in running} == {0}
    lines = (root / MONTH).read_text("utf-8").splitlines()
    assert len(lines) == len(acknowledged) == 1000 // writers * writers
    written = re.compile(
        r"- \{id: (\S+), date: 2026-11-03, note: (?:楼道清理)+, by: 综合专干\}"
    )  # none in another
    assert sorted(found[1] for line in lines if (found := written.fullmatch(line))) == sorted(
        acknowledged
    )
    assert set(ids(root).values()) == {1}
    assert not (root / ".tongxin/holder").exists()


def test_one_at_a_time(tmp_path: Path) -> None:
    """What was read under the lock is still so when it is written."""
    root = write(tmp_path, {"count": "0"})
    running = [start(COUNTER, root, 50) for _ in range(4)]
    for process in running:
        process.communicate()
    assert {process.returncode for process in running} == {0}
    assert (root / "count").read_text() == "200"


def test_who_holds_the_lock_is_told(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    holder = start(HOLDER, root)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "ready\n"

    def wait() -> None:
        with locked(root, "done", 0):
            pass

    error = refusal(wait)
    for known in (str(holder.pid), "meeting", socket.gethostname()):
        assert known in str(error)
    assert error.remedy is not None
    assert "try again" in str(error.remedy)
    (root / ".tongxin/holder").write_text("{")
    assert str(refusal(wait)) == "somebody else is writing here just now"
    holder.communicate()  # its input ends, and with it what it does
    wait()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_lock_goes_with_its_process(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    holder = start(HOLDER, root)
    assert holder.stdout is not None
    holder.stdout.readline()
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    with locked(root, "done", 0):
        told = json.loads((root / ".tongxin/holder").read_text("utf-8"))
    assert (told["holder"], told["pid"]) == ("done", os.getpid())
    assert not (root / ".tongxin/holder").exists()


def test_the_lock_is_given_back_when_something_goes_wrong(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    with pytest.raises(KeyError), locked(root, "done"):
        raise KeyError
    with locked(root, "done", 0):
        assert "done" in str(refusal(lambda: locked(root, "again", 0).__enter__()))


def test_an_account_without_a_name_may_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", nobody)
    with locked(write(tmp_path, {}), "done"):
        assert json.loads((tmp_path / ".tongxin/holder").read_text("utf-8"))["user"] == "?"


def test_a_disk_without_locks_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr("filelock.FileLock.acquire", unknown)
    error = refusal(lambda: locked(write(tmp_path, {}), "done").__enter__())
    assert os.strerror(errno.ENOLCK) in str(error)


# ── what git sees ─────────────────────────────────────────────────────────────────────────────


def git(root: Path, *arguments: str) -> str:
    """What git says; it must agree."""
    name = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
    run = subprocess.run(
        ["git", *name, *arguments], cwd=root, check=True, capture_output=True, encoding="utf-8"
    )
    return run.stdout


def test_git_sees_nothing_of_what_is_this_computers_own(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    git(root, "init", "-q")
    with locked(root, "done"):
        assert git(root, "status", "--porcelain", "-uall").split() == ["??", "tongxin.yaml"]
    assert not git(root, "status", "--porcelain", "--", ".tongxin")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("final", [True, False])
def test_two_branches_keep_one_ledger(tmp_path: Path, newline: str, final: bool) -> None:
    before = entry("base1") + newline + entry("base2") + (newline if final else "")
    plan = "plan: a\ntitle: 计划\nperiod: 2026\n"
    root = write(
        tmp_path, {MONTH: before.encode(), PLAN: plan, ".gitattributes": FOR_GIT[".gitattributes"]}
    )
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "base")
    for branch in ("left", "right"):
        git(root, "checkout", "-q", "-b", branch, "main")
        for number in range(3):
            with locked(root, "done"):
                append(root, MONTH, [entry(f"{branch}{number}")])
        git(root, "commit", "-q", "-am", branch)
    git(root, "merge", "-q", "--no-edit", "left")
    expected = [f"E-20261103-{side}{n}" for side in ("left", "right") for n in range(3)]
    assert ids(root) == Counter(["E-20261103-base1", "E-20261103-base2", *expected])
    errors = [f for f in checks.find(agenda(root, {})) if f.severity == "error"]
    assert errors == []


# ── adding lines ──────────────────────────────────────────────────────────────────────────────

ONE, TWO = entry("1"), entry("2")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, f"{ONE}\n{TWO}\n"),
        ("", f"{ONE}\n{TWO}\n"),
        ("# 台账\n", f"# 台账\n{ONE}\n{TWO}\n"),
        ("# 台账", f"# 台账\n{ONE}\n{TWO}\n"),
        ("# 台账\r\n", f"# 台账\r\n{ONE}\r\n{TWO}\r\n"),
        ("# 台账\r\n# 续", f"# 台账\r\n# 续\r\n{ONE}\r\n{TWO}\r\n"),
        ("# 台账\r\n# 续\n", f"# 台账\r\n# 续\n{ONE}\n{TWO}\n"),
        ("# 台账\r", f"# 台账\r{ONE}\n{TWO}\n"),
        ("\n", f"\n{ONE}\n{TWO}\n"),
        ("\r\n", f"\r\n{ONE}\r\n{TWO}\r\n"),
        ("\ufeff# 台账\n", f"\ufeff# 台账\n{ONE}\n{TWO}\n"),
    ],
)
def test_lines_are_added_as_the_file_is_written(
    tmp_path: Path, before: str | None, after: str
) -> None:
    file = tmp_path / MONTH
    if before is not None:
        write(tmp_path, {MONTH: before.encode()})
    append(tmp_path, MONTH, [ONE, TWO])
    assert file.read_bytes() == after.encode()


@pytest.mark.parametrize("shift", range(4))
def test_of_a_long_file_the_end_tells(tmp_path: Path, shift: int) -> None:
    """Wherever the part that is looked at begins within a character."""
    before = "#" * shift + ("# 记" * 30_000) + "\r\n"
    write(tmp_path, {MONTH: before.encode()})
    append(tmp_path, MONTH, [ONE])
    assert (tmp_path / MONTH).read_bytes() == (before + ONE + "\r\n").encode()


def test_no_line_is_nothing(tmp_path: Path) -> None:
    append(tmp_path, MONTH, [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        "- {note: 楼道}\n".encode("gbk"),
        "- {note: 楼道}\n".encode("utf-16"),
        "- {note: 楼道}\n".encode("utf-16-le"),
        "- {note: 楼道}\n".encode() + bytes(200),
        "- {note: 楼道".encode()[:-1] + b"}\n",
    ],
)
def test_another_encoding_is_refused(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, {MONTH: content})
    assert "not saved as UTF-8" in str(refusal(lambda: append(tmp_path, MONTH, [ONE])))
    assert (tmp_path / MONTH).read_bytes() == content


def test_links_are_followed(tmp_path: Path) -> None:
    root = write(tmp_path / "w", {"real.yaml": "", "elsewhere/2026-12.yaml": ""})
    (root / "ledger").symlink_to("elsewhere", target_is_directory=True)
    (root / MONTH).symlink_to("../real.yaml")
    (root / "ledger/2026-10.yaml").symlink_to("later.yaml")  # is not there yet
    for month in ("10", "11", "12"):
        append(root, f"ledger/2026-{month}.yaml", [ONE])
    for name in ("real.yaml", "elsewhere/2026-12.yaml", "elsewhere/later.yaml"):
        assert (root / name).read_text("utf-8") == ONE + "\n"
    assert (root / MONTH).is_symlink()
    assert (root / "ledger").is_symlink()


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / MONTH).mkdir(parents=True)
    assert os.strerror(errno.EISDIR) in str(refusal(lambda: append(tmp_path, MONTH, [ONE])))
    (tmp_path / MONTH).rmdir()
    (tmp_path / "ledger").rmdir()
    (tmp_path / "ledger").write_text("")
    assert MONTH in str(refusal(lambda: append(tmp_path, MONTH, [ONE])))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_takes_no_line(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    os.mkfifo(tmp_path / MONTH)
    assert "not a regular file" in str(refusal(lambda: append(tmp_path, MONTH, [ONE])))


def failing(real: Callable[..., Any], error: BaseException, after: int = 0) -> Callable[..., Any]:
    """A function that does as the real one a few times, and then never again."""
    left = [after]

    def stands_in(*arguments: Any, **named: Any) -> Any:
        if left[0] == 0:
            raise error
        left[0] -= 1
        return real(*arguments, **named)

    return stands_in


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("name", ["write", "fsync"])
@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "full"), OSError(errno.EIO, "broken"), KeyboardInterrupt()]
)
def test_what_cannot_be_added_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool, name: str, error: BaseException
) -> None:
    (tmp_path / "ledger").mkdir()
    before = f"{ONE}\n# 没有换行".encode()
    if there:
        (tmp_path / MONTH).write_bytes(before)
    monkeypatch.setattr(os, name, failing(getattr(os, name), error))
    kind = TongxinError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(kind, match=getattr(error, "strerror", None)):
        append(tmp_path, MONTH, [TWO])
    monkeypatch.undo()
    assert (tmp_path / "ledger").is_dir()
    if there:
        assert (tmp_path / MONTH).read_bytes() == before
    else:
        assert not (tmp_path / MONTH).exists()


@pytest.mark.parametrize("room", [0, 1, 7, 60])
def test_a_line_for_which_there_is_not_room_enough_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    write(tmp_path, {MONTH: f"{ONE}\n"})
    really = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: really(handle, content[:room]))
    error = refusal(lambda: append(tmp_path, MONTH, [TWO, TWO]))
    assert os.strerror(errno.ENOSPC) in str(error)
    monkeypatch.undo()
    assert (tmp_path / MONTH).read_bytes() == f"{ONE}\n".encode()


def test_what_somebody_else_added_meanwhile_is_not_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor knows of no lock."""
    write(tmp_path, {MONTH: f"{ONE}\n"})

    def broken(handle: int) -> None:
        with (tmp_path / MONTH).open("a") as file:
            file.write("# 手记\n")
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(os, "fsync", broken)
    refusal(lambda: append(tmp_path, MONTH, [TWO]))
    monkeypatch.undo()
    assert (tmp_path / MONTH).read_text("utf-8") == f"{ONE}\n{TWO}\n# 手记\n"


# ── putting files in place of others ──────────────────────────────────────────────────────────


def contents(root: Path) -> dict[str, bytes]:
    """Every file of a workspace with its bytes, but for what is this computer's own."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".tongxin/" not in path.as_posix()
    }


CHANGES = [
    Change("plans/a.yaml", b"a", b"A"),
    Change("plans/gone.yaml", b"gone", None),
    Change("plans/basis/made.yaml", None, b"made"),
    Change("plans/away.yaml", b"away", None),
    Change("tongxin.yaml", SETTINGS.encode(), b"new"),
]
BEFORE = {change.path: change.before for change in CHANGES if change.before is not None}
AFTER = {change.path: change.after for change in CHANGES if change.after is not None}


def test_all_is_changed(tmp_path: Path) -> None:
    root = write(tmp_path, BEFORE)
    replace(root, CHANGES)
    assert contents(root) == AFTER


@pytest.mark.parametrize("other", range(len(CHANGES)))
@pytest.mark.parametrize("how", ["written", "deleted", "made"])
def test_what_was_changed_meanwhile_stops_all(tmp_path: Path, other: int, how: str) -> None:
    root = write(tmp_path, BEFORE)
    change = CHANGES[other]
    if (change.before is None) is not (how == "made"):
        return
    if how == "deleted":
        (root / change.path).unlink()
    else:
        write(root, {change.path: "theirs"})
    now = contents(root)
    error = refusal(lambda: replace(root, CHANGES))
    assert str(error) == f"{change.path} was changed by somebody else meanwhile"
    assert str(error.remedy) == "try again"
    assert contents(root) == now


@pytest.mark.parametrize("after", range(3))
def test_where_a_later_one_fails_the_earlier_ones_are_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    root = write(tmp_path, BEFORE)
    (root / "plans/a.yaml").chmod(0o640)
    really, left = Path.replace, [after]

    def once(*arguments: Any) -> Any:
        left[0] -= 1
        if left[0] == -1:  # only once: putting back goes well
            raise OSError(errno.EPERM, "no")
        return really(*arguments)

    monkeypatch.setattr(Path, "replace", once)
    assert "no" in str(refusal(lambda: replace(root, CHANGES)))
    assert contents(root) == BEFORE
    assert stat.S_IMODE((root / "plans/a.yaml").stat().st_mode) == 0o640


def test_where_a_deletion_fails_all_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, BEFORE)
    really = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if path.name == "away.yaml":
            raise OSError(errno.EPERM, "no")
        really(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", unlink)
    refusal(lambda: replace(root, CHANGES))
    monkeypatch.undo()
    assert contents(root) == BEFORE


def test_what_could_not_be_put_back_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write(tmp_path, BEFORE)
    error = OSError(errno.EPERM, "no")
    monkeypatch.setattr(Path, "replace", failing(Path.replace, error, 1))
    told = refusal(lambda: replace(root, CHANGES))
    monkeypatch.undo()
    assert "plans/basis/made.yaml" in str(told)
    assert str(told.remedy) == "look at plans/a.yaml: changed already, not put back"
    assert contents(root) == {**BEFORE, "plans/a.yaml": b"A"}


def test_a_full_disk_touches_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(tmp_path, BEFORE)
    monkeypatch.setattr(os, "fsync", failing(os.fsync, OSError(errno.ENOSPC, "full"), 3))
    assert "full" in str(refusal(lambda: replace(root, CHANGES)))
    monkeypatch.undo()
    assert contents(root) == BEFORE


def test_modes_owners_and_links_stay(tmp_path: Path) -> None:
    root = write(tmp_path, {PLAN: "a", "plans/b.yaml": "b"})
    (root / PLAN).chmod(0o640)
    (root / "plans/c.yaml").symlink_to("b.yaml")
    if os.name != "nt" and os.geteuid() == 0:
        os.chown(root / PLAN, 1234, 2345)
    replace(root, [Change(PLAN, b"a", b"A"), Change("plans/c.yaml", b"b", b"B")])
    status = (root / PLAN).stat()
    assert stat.S_IMODE(status.st_mode) == 0o640
    if os.name != "nt" and os.geteuid() == 0:
        assert (status.st_uid, status.st_gid) == (1234, 2345)
    assert (root / "plans/c.yaml").is_symlink()
    assert (root / "plans/b.yaml").read_bytes() == b"B"
    replace(root, [Change("plans/c.yaml", b"B", None)])
    assert sorted(path.name for path in (root / "plans").iterdir()) == ["a.yaml", "b.yaml"]


def test_a_file_may_have_a_long_name(tmp_path: Path) -> None:
    name = "计" * 80 + ".yaml"  # 245 bytes of the 255 that a disk takes
    write_atomically(tmp_path / name, b"a")
    assert [path.name for path in tmp_path.iterdir()] == [name]


# ── where nothing can be written ──────────────────────────────────────────────────────────────


def writers(root: Path) -> dict[str, Callable[[], object]]:
    """Every way to write to a workspace."""
    return {
        "lock": lambda: locked(root, "done").__enter__(),
        "append": lambda: append(root, MONTH, [TWO]),
        "append to a new file": lambda: append(root, "ledger/2026-12.yaml", [TWO]),
        "append in a new folder": lambda: append(root, "new/2026-12.yaml", [TWO]),
        "replace": lambda: replace(root, [Change(PLAN, b"a", b"A")]),
        "delete": lambda: replace(root, [Change(PLAN, b"a", None)]),
        "write": lambda: write_atomically(root / PLAN, b"A"),
    }


READ_ONLY = {MONTH: f"{ONE}\n", PLAN: "a", "plans/b.yaml": "b"}


@pytest.mark.parametrize("number", [errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("way", writers(Path()))
def test_a_folder_that_takes_nothing_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, number: int
) -> None:
    root = write(tmp_path, READ_ONLY)
    before = contents(root)
    refused = failing(os.open, OSError(number, os.strerror(number)))
    for name in ("open", "mkdir", "unlink"):
        monkeypatch.setattr(os, name, refused)
    error = refusal(writers(root)[way])
    monkeypatch.undo()
    assert re.search(rf"cannot be written: {os.strerror(number)}", str(error))
    assert contents(root) == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions do not bind root")
@pytest.mark.parametrize("way", writers(Path()))
def test_a_folder_without_permission_is_told(tmp_path: Path, way: str) -> None:
    root = write(tmp_path, READ_ONLY)
    (root / MONTH).chmod(0o444)
    folders = [root, *(path for path in root.rglob("*") if path.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert os.strerror(errno.EACCES) in str(refusal(writers(root)[way]))
    finally:
        for folder in folders:
            folder.chmod(0o755)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        run = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    except OSError as error:
        pytest.skip(f"no disk can be mounted: {error}")
    if run.returncode:
        pytest.skip(f"no disk can be mounted: {run.stderr.strip()}")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_full_disk(disk: Path) -> None:
    root = write(disk, {"templates/a": "a"})
    long = "楼道清理" * 200
    acknowledged = []
    with pytest.raises(TongxinError, match=os.strerror(errno.ENOSPC)):
        for number in range(1000):
            with locked(root, "done"):
                append(root, MONTH, [entry(str(number), long), entry(f"{number}b", long)])
            acknowledged += [f"E-20261103-{number}", f"E-20261103-{number}b"]
    assert 4 < len(acknowledged) < 40
    assert list(ids(root)) == acknowledged
    assert not read_world(root).diagnostics
    with (
        (disk / "rest").open("wb") as file,
        pytest.raises(OSError, match=os.strerror(errno.ENOSPC)),
    ):
        file.write(bytes(100_000))
    before = contents(root)
    changes = [Change("templates/a", b"a", b""), Change("plans/b.yaml", None, b"b" * 100_000)]
    assert os.strerror(errno.ENOSPC) in str(refusal(lambda: replace(root, changes)))
    assert os.strerror(errno.ENOSPC) in str(
        refusal(lambda: append(root, "ledger/2026-12.yaml", [entry("x", long)]))
    )
    assert contents(root) == before
    with locked(root, "done", 0):  # though it cannot be signed
        replace(root, [Change("templates/a", b"a", None)])


@pytest.mark.parametrize("known", [True, False])
def test_a_disk_that_is_read_only(disk: Path, known: bool) -> None:
    root = write(disk, READ_ONLY)
    if known:
        with locked(root, "done"):
            pass
    before = contents(root)
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    for action in writers(root).values():
        assert f"cannot be written: {os.strerror(errno.EROFS)}" in str(refusal(action))
    assert contents(root) == before
    world(tmp := disk.parent / "other", {})  # and elsewhere all is well
    append(tmp, MONTH, [ONE])
    assert not [f for f in found(tmp, {}) if f.code == "torn-line"]
