from pathlib import Path

from tests.harness import assert_found, found

CODE = "hazard-step"


def test_steps(tmp_path: Path) -> None:
    files = {
        "ledger/2026-11.yaml": """\
            - {date: 2026-11-01, hazard: H-1, event: found}
            - {date: 2026-11-02, hazard: H-1, event: rectified}
            - {date: 2026-11-03, hazard: H-1, event: verified, result: fail}
            - {date: 2026-11-04, hazard: H-1, event: notified}
            - {date: 2026-11-05, hazard: H-1, event: rectified}
            - {date: 2026-11-06, hazard: H-1, event: verified, result: pass}
            - {date: 2026-11-07, hazard: H-1, event: closed}
            - {date: 2026-11-08, hazard: H-1, event: watched}  #! hazard-step
            - {日期: 2026-11-02, 隐患: H-2, 环节: 通知}  #! hazard-step
            - {日期: 2026-11-03, 隐患: H-2, 环节: 复查, 结果: 合格}  #! hazard-step
            - {日期: 2026-11-01, 隐患: H-3, 环节: 上报}  #! hazard-step
            - {date: 2026-11-01, hazard: H-4, event: found}
            - {date: 2026-11-02, hazard: H-4, event: found}  #! hazard-step
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_order_is_by_date_and_step_not_by_line(tmp_path: Path) -> None:
    files = {
        "ledger/2026-10.yaml": """\
            - {date: 2026-10-05, hazard: H-1, event: closed}
            - {date: 2026-10-05, hazard: H-1, event: verified, result: pass}
            - {date: 2026-10-04, hazard: H-1, event: rectified}
            """,
        "ledger/2026-11.yaml": "- {date: 2026-10-04, hazard: H-1, event: found}\n",
    }
    assert_found(tmp_path, CODE, files)


def test_void_and_future_steps_are_not_there(tmp_path: Path) -> None:
    files = {
        "ledger/2026-11.yaml": """\
            - {id: E-1, date: 2026-11-01, hazard: H-1, event: found}
            - {id: E-2, date: 2026-11-02, hazard: H-1, event: closed}
            - {id: E-3, date: 2026-11-03, void: E-2, why: 误}
            - {id: E-4, date: 2026-11-01, hazard: H-2, event: found}
            - {id: E-5, date: 2026-11-02, hazard: H-2, event: rectified}
            - {id: E-6, date: 2026-11-03, hazard: H-2, event: verified}  #! hazard-step
            - {id: E-7, date: 2026-11-03, void: E-5, why: 误}
            - {id: E-8, date: 2026-11-24, hazard: H-2, event: watched}
            - {id: E-9, date: 2026-11-24, hazard: H-3, event: closed}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_messages(tmp_path: Path) -> None:
    files = {
        "ledger/2026-11.yaml": """\
            - {date: 2026-11-01, hazard: H-1, event: found}
            - {date: 2026-11-02, hazard: H-1, event: 销号}
            - {date: 2026-11-03, hazard: H-1, event: answered}
            - {date: 2026-11-01, hazard: H-2, event: found}
            - {date: 2026-11-02, hazard: H-2, event: rectified}
            - {date: 2026-11-03, hazard: H-2, event: rectified}
            """,
    }
    findings = [f for f in found(tmp_path, files) if f.code == CODE]
    assert [f.text for f in findings] == ["销号", "answered", "rectified"]
    assert "rectified, verified" in findings[0].message
    assert "after the hazard" in findings[1].message
    assert "cannot follow" in findings[2].message


def test_a_torn_line_may_be_the_missing_step(tmp_path: Path) -> None:
    files = {
        "ledger/2026-11.yaml": """\
            - {date: 2026-11-01, hazard: H-1, event: found}
            - {date: 2026-11-02, hazard: H-1, event: rect
            - {date: 2026-11-03, hazard: H-1, event: verified, result: pass}
            - {date: 2026-11-04, hazard: H-1, event: closed}
            - {date: 2026-11-05, hazard: H-1, event: watched}  #! hazard-step
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_a_limit_before_the_hazard_was_found(tmp_path: Path) -> None:
    files = {
        "ledger/2026-11.yaml": """\
            - {date: 2026-11-02, hazard: H-1, event: found, due: 2026-11-01}  #! hazard-step
            - {date: 2026-11-02, hazard: H-2, event: found, due: 2026-11-02}
            - {date: 2026-11-03, hazard: H-2, event: notified, due: 2026-10-30}  #! hazard-step
            """,
    }
    assert_found(tmp_path, CODE, files)
