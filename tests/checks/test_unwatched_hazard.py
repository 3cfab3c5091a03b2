from pathlib import Path

from tests.harness import assert_found, found

CODE = "unwatched-hazard"


def test_open_major_hazards(tmp_path: Path) -> None:
    files = {
        "ledger/2026-11.yaml": """\
            - {date: 2026-11-20, hazard: H-1, event: found, level: major}  #! unwatched-hazard
            - {id: E-2, 日期: 2026-11-20, 隐患: H-2, 环节: 发现, 级别: 重大}
            - {id: E-3, 日期: 2026-11-21, 隐患: H-2, 环节: 值守}
            - {id: E-4, date: 2026-11-20, hazard: H-3, event: found, level: serious}
            - {id: E-5, date: 2026-11-20, hazard: H-4, event: found, level: major}
            - {id: E-6, date: 2026-11-21, hazard: H-4, event: closed}
            - {id: E-7, date: 2026-11-20, hazard: H-5, event: found, level: major}
            - {id: E-8, date: 2026-11-21, hazard: H-5, event: notified, level: ordinary}
            - {id: E-9, date: 2026-11-20, hazard: H-6, event: found, level: ordinary}
            - {id: E-10, 日期: 2026-11-21, 隐患: H-6, 环节: 通知, 级别: 重大}  #! unwatched-hazard
            - {date: 2026-11-20, hazard: H-7, event: found, level: major}  #! unwatched-hazard
            - {id: E-12, date: 2026-11-20, hazard: H-7, event: watched}
            - {id: E-13, date: 2026-11-21, void: E-12, why: 误}
            - {date: 2026-11-20, hazard: H-8, event: found, level: major}  #! unwatched-hazard
            - {id: E-15, date: 2026-11-24, hazard: H-8, event: watched}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_stands_at_the_level(tmp_path: Path) -> None:
    text = "- {date: 2026-11-20, hazard: H-1, event: found, level: 重大}\n"
    files = {"ledger/2026-11.yaml": text}
    (finding,) = (f for f in found(tmp_path, files) if f.code == CODE)
    assert finding.text == "重大"
    assert '"H-1"' in finding.message


def test_a_torn_line_may_be_the_watch(tmp_path: Path) -> None:
    text = "- {date: 2026-11-20, hazard: H-1, event: found, level: major}\n- {date: 2026-11-2\n"
    assert_found(tmp_path, CODE, {"ledger/2026-11.yaml": text})
