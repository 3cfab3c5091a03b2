from pathlib import Path
from unicodedata import normalize

import pytest

from tests.harness import agenda, assert_found
from tongxin.checks.id_mismatch import check

CODE = "id-mismatch"


def test_plan_and_basis(tmp_path: Path) -> None:
    files = {
        "plans/fire.yaml": "plan: xiaofang  #! id-mismatch\ntitle: 消防计划\nperiod: 2026\n",
        "plans/消防.yaml": "计划: 消防\n标题: 消防计划\n起止时间: 2026\n",
        "plans/Safe.yaml": "plan: safe  #! id-mismatch\ntitle: 安全计划\nperiod: 2026\n",
        "plans/basis/law.yaml": "basis: law\ntitle: 通知\n",
        "plans/basis/old.yaml": "依据: new  #! id-mismatch\n标题: 通知\n",
    }
    assert_found(tmp_path, CODE, files)


def test_a_missing_id_is_not_a_mismatch(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, {"plans/fire.yaml": "title: 消防计划\nperiod: 2026\n"})


def test_names_are_compared_composed(tmp_path: Path) -> None:
    name = normalize("NFD", "café")
    files = {f"plans/{name}.yaml": f"plan: {normalize('NFC', name)}\ntitle: 计划\nperiod: 2026\n"}
    assert_found(tmp_path, CODE, files)


@pytest.mark.parametrize(("name", "offered"), [("fire", True), ("消防 2026", False)])
def test_the_file_name_is_offered_only_if_it_is_an_id(
    tmp_path: Path, name: str, offered: bool
) -> None:
    files = {f"plans/{name}.yaml": "plan: other\ntitle: 消防计划\nperiod: 2026\n"}
    [finding] = check(agenda(tmp_path, files))
    assert "other.yaml" in str(finding.help)
    assert (f'"{name}"' in str(finding.help)) == offered


@pytest.mark.parametrize("copy", ["fire (1)", "副本 fire", "fire.bak"])
def test_a_copy_is_deleted(copy: str, tmp_path: Path) -> None:
    plan = "plan: fire\ntitle: 消防计划\nperiod: 2026\n"
    [finding] = check(agenda(tmp_path, {"plans/fire.yaml": plan, f"plans/{copy}.yaml": plan}))
    assert finding.span.source.path == f"plans/{copy}.yaml"
    assert "delete this file if it is a copy of fire.yaml" in str(finding.help)
    assert copy not in str(finding.help)
