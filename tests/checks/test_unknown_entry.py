from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.unknown_entry import check

CODE = "unknown-entry"

LEDGER = """\
    - {id: E-1, date: 2026-11-01, note: 记录一}
    - {流水号: E-2, 日期: 2026-11-02, 情况: 记录二}
    - {id: V-1, date: 2026-11-03, void: E-1, why: 重复}
    - {id: V-2, date: 2026-11-03, 作废: E-2, 理由: 重复}
    - {id: V-3, date: 2026-11-03, void: V-2, why: 没有重复}
    - {id: V-4, date: 2026-11-03, void: E-9, why: 重复}  #! unknown-entry
    - {日期: 2026-11-03, 作废: E-8, 理由: 重复}  #! unknown-entry
    - {id: V-5, date: 2026-11-03, void: E-7, why: 重复}
    - {id: V-6, date: 2026-11-04, void: V-5, why: 流水号写错}
"""


def test_voids(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, {"ledger/2026-11.yaml": LEDGER})


def test_entries_of_other_months_count(tmp_path: Path) -> None:
    files = {
        "ledger/2026-10.yaml": "- {id: E-9, date: 2026-10-01, note: 九}\n",
        "ledger/2026-11.yaml": "- {id: V-1, date: 2026-11-03, void: E-9, why: 重复}\n",
    }
    assert_found(tmp_path, CODE, files)


def test_help_names_the_near_one(tmp_path: Path) -> None:
    ledger = """\
        - {id: E-20261102-k7q2, date: 2026-11-02, note: 记录}
        - {id: E-20261103-aaaa, date: 2026-11-03, void: E-20261102-k7p2, why: 重复}
    """
    [finding] = check(agenda(tmp_path, {"ledger/2026-11.yaml": ledger}))
    assert finding.span.text == "E-20261102-k7p2"
    assert '"E-20261102-k7q2" (ledger/2026-11.yaml:1)' in str(finding.help)


def test_silent_where_a_line_was_lost(tmp_path: Path) -> None:
    ledger = """\
        - {id: E-1, date: 2026-11-02, note: 断了的一行
        - {id: V-1, date: 2026-11-03, void: E-1, why: 重复}
    """
    assert_found(tmp_path, CODE, {"ledger/2026-11.yaml": ledger})


def test_voids_of_themselves_and_of_each_other(tmp_path: Path) -> None:
    ledger = """\
        - {id: E-1, date: 2026-11-01, note: 记录一}
        - {id: V-1, date: 2026-11-02, void: V-1, why: 自己}  #! unknown-entry
        - {id: V-2, date: 2026-11-02, void: V-3, why: 互相}
        - {id: V-3, date: 2026-11-02, void: V-2, why: 互相}  #! unknown-entry
        - {id: V-4, date: 2026-11-02, void: V-6, why: 一圈}
        - {id: V-5, date: 2026-11-02, void: V-4, why: 一圈}
        - {id: V-6, date: 2026-11-02, void: V-5, why: 一圈}  #! unknown-entry
        - {id: V-8, date: 2026-11-02, void: V-9, why: 外面有人解开}
        - {id: V-9, date: 2026-11-02, void: V-8, why: 外面有人解开}
        - {id: V-10, date: 2026-11-03, void: V-9, why: 解开}
        - {id: V-11, date: 2026-11-03, void: E-1, why: 重复}
        """
    assert_found(tmp_path, CODE, {"ledger/2026-11.yaml": ledger})


def test_a_ring_says_who_is_in_it(tmp_path: Path) -> None:
    ledger = """\
        - {id: V-2, date: 2026-11-02, void: V-3, why: 互相}
        - {id: V-3, date: 2026-11-02, void: V-2, why: 互相}
        """
    [finding] = check(agenda(tmp_path, {"ledger/2026-11.yaml": ledger}))
    assert finding.span.text == "V-2"
    assert str(finding.message) == "this and V-2 void each other, so they do nothing"
