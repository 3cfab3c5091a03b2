from pathlib import Path

from tests.harness import assert_found, found

CODE = "bad-number"
SETTINGS = """\
tongxin: 1
community: {name: 示例社区}
document-numbers:
  - {id: office, prefix: 双办}
  - {标识: letters, 代字: 双安整改, 已用: {2026: 4}}
"""


def test_how_numbers_are_written(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": SETTINGS,
        "ledger/2026-11.yaml": """\
            - {date: 2026-11-20, number: 双办〔2026〕1号, title: 甲}
            - {日期: 2026-11-20, 文号: 双安整改〔2026〕5号, 标题: 乙, 主送: 物业}
            - {date: 2026-11-20, number: 双办（2026）2号, title: 丙}  #! bad-number
            - {date: 2026-11-20, number: "双办[2026]第03号", title: 丁}  #! bad-number
            - {date: 2026-11-20, number: 双办〔2026〕4, title: 戊}  #! bad-number
            - {date: 2026-11-20, number: 双办 〔2026〕 5号, title: 己}  #! bad-number
            - {date: 2026-11-20, number: 双办2026-6, title: 庚}  #! bad-number
            - {date: 2026-11-20, number: 双办〔26〕6号, title: 辛}  #! bad-number
            - {date: 2026-11-20, number: 双办〔2026〕0号, title: 壬}  #! bad-number
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_code_words_that_nobody_knows(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": SETTINGS,
        "ledger/2026-11.yaml": """\
            - {date: 2026-11-20, number: 双政〔2026〕1号, title: 甲}  #! bad-number
            - {id: E-1, date: 2026-11-20, number: 双政〔2026〕2号, title: 甲}
            - {date: 2026-11-20, void: E-1, why: 错}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_what_stands_in_the_settings(tmp_path: Path) -> None:
    files = {
        "tongxin.yaml": """\
            tongxin: 1
            community: {name: 示例社区}
            document-numbers:
              - {id: a, prefix: 双办}
              - {id: b, prefix: 双办〔2026〕}  #! bad-number
              - {id: c, prefix: 双2}  #! bad-number
              - {id: d, prefix: 双函, used: {去年: 3}}  #! bad-number
              - {id: e, prefix: 双纪, used: {2025: 30, 2026: 0}}
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_without_series_the_remedy_is_the_line_to_write(tmp_path: Path) -> None:
    files = {"ledger/2026-11.yaml": "- {date: 2026-11-20, number: 双办〔2026〕1号, title: 甲}\n"}
    [finding] = [one for one in found(tmp_path, files) if one.code == CODE]
    assert finding.text == "双办〔2026〕1号"
    assert finding.message == 'no series of numbers begins with "双办"'
