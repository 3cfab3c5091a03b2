from pathlib import Path

from tests.harness import assert_found, found

CODE = "duplicate-entry"


def test_one_id_twice_over_all_months(tmp_path: Path) -> None:
    files = {
        "ledger/2026-10.yaml": """\
            - {id: E-1, date: 2026-10-20, note: 甲}
            - {id: E-2, date: 2026-10-20, note: 甲}
            """,
        "ledger/2026-11.yaml": """\
            - {流水号: E-1, 日期: 2026-11-20, 情况: 乙}  #! duplicate-entry
            - {id: E-3, date: 2026-11-20, note: 甲}
            - {id: E-2, date: 2026-11-20, hazard: H-1, event: found}  #! duplicate-entry
            - {id: E-2, date: 2026-11-21, note: 丙}  #! duplicate-entry
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_equal_in_all_but_at(tmp_path: Path) -> None:
    files = {
        "ledger/2026-11.yaml": """\
            - {date: 2026-11-02, task: a/t, place: [x, y], result: pass, at: 2026-11-03}
            - {日期: 2026-11-02, 任务: a/t, 地点: x、y, 结果: 合格}  #! duplicate-entry
            - {date: 2026-11-02, task: a/t, place: [x, y], result: fail}
            - {date: 2026-11-02, task: a/t, place: [x], result: pass}
            - {date: 2026-11-03, task: a/t, place: [x, y], result: pass}
            - {date: 2026-11-02, task: a/t, place: [x, y], result: pass, by: 甲组}
            - {id: E-1, date: 2026-11-02, task: a/t, place: [x, y], result: pass}
            - {date: 2026-11-02, note: "1.10"}
            - {date: 2026-11-02, note: "1.1"}
            - {date: 2026-11-02, problem: "1.1"}
            - {date: 2026-11-02, indicator: a/n, value: 1:2}
            - {date: 2026-11-02, indicator: a/n, value: "1：2"}  #! duplicate-entry
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_what_is_void_is_left_alone(tmp_path: Path) -> None:
    files = {
        "ledger/2026-11.yaml": """\
            - {id: E-1, date: 2026-11-02, note: 甲}
            - {id: E-1, date: 2026-11-02, note: 乙}
            - {id: E-2, date: 2026-11-03, void: E-1, why: 重号}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_place(tmp_path: Path) -> None:
    files = {
        "ledger/2026-11.yaml": """\
            - {note: 甲, id: E-1, date: 2026-11-02}
            - {note: 乙, id: E-1, date: 2026-11-02}
            - {date: 2026-11-02, note: 丙}
            - {date: 2026-11-02, note: 丙}
            """,
    }
    findings = [f for f in found(tmp_path, files) if f.code == CODE]
    assert [(f.line, f.text) for f in findings] == [(2, "E-1"), (4, "date")]
