"""What was recorded last, and by whom."""

from pathlib import Path

import pytest

from tests.harness import write
from tongxin.diagnostic import TongxinError
from tongxin.workspace.recorded import MOST, recalled, remember


def file(root: Path) -> Path:
    return root / ".tongxin/recorded"


def test_each_user_has_a_memory_of_his_own(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    assert recalled(root, "甲") == []
    remember(root, "甲", ["E-20261103-k7q2mn", "E-20261103-m3x8"])
    remember(root, "乙", ["E-20261104-aaaa"])
    remember(root, "甲", [])
    remember(root, "甲", ["隐患-1"])
    assert recalled(root, "甲") == [("E-20261103-k7q2mn", "E-20261103-m3x8"), ("隐患-1",)]
    assert recalled(root, "乙") == [("E-20261104-aaaa",)]
    assert recalled(root, "丙") == []
    assert (root / ".tongxin/.gitignore").read_text() == "*\n"


@pytest.mark.parametrize("user", ["王 芳", "王\t芳", " 王\n芳 ", "", "\udcd5\u738b", "a\u2028b"])
def test_any_name_of_a_user(tmp_path: Path, user: str) -> None:
    root = write(tmp_path, {})
    remember(root, "other", ["E-1"])
    remember(root, user, ["E-2"])
    assert recalled(root, user) == [("E-2",)]
    assert recalled(root, "other") == [("E-1",)]


def test_the_oldest_is_forgotten(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    write(root, {".tongxin/recorded": "".join(f"甲\tE-{n}\n" for n in range(MOST - 1))})
    remember(root, "甲", ["E-last"])
    assert recalled(root, "甲")[0] == ("E-0",)
    remember(root, "乙", ["E-more"])
    assert recalled(root, "甲")[0] == ("E-1",)
    assert len(file(root).read_text("utf-8").splitlines()) == MOST


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\n\n",
        "甲\tE-9".encode()[:-1] + b"\xe4",
        b"\x00" * 300,
        "甲\n".encode(),
        "甲\t\n".encode(),
        b"\tE-9\n",
        "甲\tE-9\tE 9\n".encode(),
        "甲\tE-9\n".encode("utf-16"),
        "乙\tE-9".encode(),
    ],
)
def test_damage_is_forgotten(tmp_path: Path, damage: bytes) -> None:
    root = write(tmp_path, {".tongxin/recorded": "甲\tE-1\n".encode() + damage})
    assert recalled(root, "甲") == [("E-1",)]
    remember(root, "甲", ["E-2"])
    assert recalled(root, "甲") == [("E-1",), ("E-2",)]
    lines = file(root).read_bytes().decode().splitlines()
    assert set(lines) <= {"甲\tE-1", "甲\tE-2", "乙\tE-9"}


def test_line_ends_of_an_editor(tmp_path: Path) -> None:
    root = write(tmp_path, {".tongxin/recorded": "甲\tE-1\r\n甲\tE-2\tE-3\r\n".encode()})
    assert recalled(root, "甲") == [("E-1",), ("E-2", "E-3")]


def test_a_memory_that_cannot_be_read_or_written(tmp_path: Path) -> None:
    root = write(tmp_path, {})
    file(root).mkdir(parents=True)
    assert recalled(root, "甲") == []
    with pytest.raises(TongxinError, match="cannot be written"):
        remember(root, "甲", ["E-1"])
