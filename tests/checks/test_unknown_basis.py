from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.unknown_basis import check

CODE = "unknown-basis"

BASIS = "basis: law\ntitle: 创建标准\nwas: standard\n"


def test_references(tmp_path: Path) -> None:
    files = {
        "plans/basis/law.yaml": BASIS,
        "plans/a.yaml": "plan: a\ntitle: 甲\nperiod: 2026\nbasis: [law, 创建标准, standard]\n",
        "plans/b.yaml": "计划: b\n标题: 乙\n起止时间: 2026\n依据: lax  #! unknown-basis\n",
        "plans/c.yaml": "plan: c\ntitle: 丙\nperiod: 2026\nbasis: c  #! unknown-basis\n",
        "plans/d.yaml": "plan: d\ntitle: 丁\nperiod: 2026\nbasis: a  #! unknown-basis\n",
    }
    assert_found(tmp_path, CODE, files)


def test_messages(tmp_path: Path) -> None:
    files = {
        "plans/basis/law.yaml": BASIS,
        "plans/a.yaml": "plan: a\ntitle: 甲计划\nperiod: 2026\nbasis: [lax, 甲计划]\n",
    }
    first, second = check(agenda(tmp_path, files))
    assert (first.span.text, second.span.text) == ("lax", "甲计划")
    assert "law" in str(first.help)
    assert "its own basis" in str(second.message)


def test_a_basis_with_the_id_of_the_plan(tmp_path: Path) -> None:
    files = {
        "plans/basis/law.yaml": BASIS,
        "plans/law.yaml": "plan: law\ntitle: 甲\nperiod: 2026\nbasis: law\n",
    }
    assert_found(tmp_path, CODE, files)


def test_silent_where_a_basis_could_not_be_read(tmp_path: Path) -> None:
    files = {
        "plans/basis/law.yaml": "",
        "plans/a.yaml": "plan: a\ntitle: 甲\nperiod: 2026\nbasis: law\n",
        "plans/b.yaml": "plan: b\ntitle: 乙\nperiod: 2026\nbasis: b  #! unknown-basis\n",
    }
    assert_found(tmp_path, CODE, files)
