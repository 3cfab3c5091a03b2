from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.unknown_check import check

CODE = "unknown-check"


def test_codes(tmp_path: Path) -> None:
    settings = """\
        tongxin: 1
        community: {name: 示例社区}
        核对:
          same-work: none
          vague-schedul: none  #! unknown-check
          same_work: 关闭  #! unknown-check
          nonsense: 随便  #! unknown-check
          bad-date: error
          unused-ignore: none
    """
    assert_found(tmp_path, CODE, {"tongxin.yaml": settings})


def test_place_and_help(tmp_path: Path) -> None:
    settings = "tongxin: 1\ncommunity: {name: 示例}\nchecks: {vague-schedul: none}\n"
    [finding] = check(agenda(tmp_path, {"tongxin.yaml": settings}))
    assert finding.span.text == "vague-schedul"
    assert "vague-schedule" in str(finding.help)


def test_checks_that_are_no_mapping_or_not_there(tmp_path: Path) -> None:
    settings = "tongxin: 1\ncommunity: {name: 示例}\nchecks: none\n"
    assert_found(tmp_path / "a", CODE, {"tongxin.yaml": settings})
    assert_found(tmp_path / "b", CODE, {})
