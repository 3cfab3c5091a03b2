from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.bad_schedule import check

CODE = "bad-schedule"


def plan(*schedules: str, status: str = "active") -> dict[str, str]:
    tasks = "".join(
        f"  - {{id: t{n}, title: 事项, schedule: {s}\n" for n, s in enumerate(schedules)
    )
    text = f"plan: a\ntitle: 示例计划\nstatus: {status}\nperiod: 2026\ntasks:\n{tasks}"
    return {"plans/a.yaml": text}


def test_labels_given_twice(tmp_path: Path) -> None:
    files = plan(
        "[{every: month}, {every: month, day: 20}]}  #! bad-schedule",
        "[{every: month, to: 2026-06}, {every: month, from: 2026-07}]}",
        "[{every: week}, {every: month}]}",
        "[{in: 03}, {in: [03, 10]}]}  #! bad-schedule",
        "{in: [03, 03]}}",
        "[{by: 2026-03-31}, {by: 2026-06-30}]}",
        "[{by: 2026-03-31}, {from: 2026-03-01, to: 2026-03-31}]}  #! bad-schedule",
        "[{day: 世界环境日}, {day: 世界环境日}]}  #! bad-schedule",
        "{every: week, day: [tue, fri]}}",
        "[{every: week, day: tue}, {every: week, day: fri}]}  #! bad-schedule",
    )
    assert_found(tmp_path, CODE, files)


def test_faults_found_while_reading_stay(tmp_path: Path) -> None:
    assert_found(tmp_path, CODE, plan("每周大概2次}  #! bad-schedule", "每周2次}"))


def test_a_draft_is_checked_too(tmp_path: Path) -> None:
    clash = "[{every: month}, {every: month}]}  #! bad-schedule"
    assert_found(tmp_path, CODE, plan(clash, status="draft"))


def test_one_finding_a_task_however_many_places(tmp_path: Path) -> None:
    settings = """\
        tongxin: 1
        community: {name: 示例社区}
        places:
          - {id: bei, name: 北苑}
          - {id: nan, name: 南苑}
    """
    files = plan("[{every: month, each: place}, {every: month, day: 20, each: place}]}")
    [finding] = check(agenda(tmp_path, {"tongxin.yaml": settings, **files}))
    assert finding.span.text.startswith("[{every")


def test_members_keep_labels_apart(tmp_path: Path) -> None:
    settings = "tongxin: 1\ncommunity: {name: 示例}\nplaces: [{id: bei, name: 北苑}]\n"
    files = plan(
        "[{every: month}, {every: month, each: place}]}",
        "[{every: year}, {every: month, each: place}, {every: month, day: 20, each: place}]}"
        "  #! bad-schedule",
    )
    assert_found(tmp_path, CODE, {"tongxin.yaml": settings, **files})


def test_a_named_day_that_comes_twice_a_year(tmp_path: Path) -> None:
    settings = """\
        tongxin: 1
        community: {name: 示例社区}
        calendar: {days: {大扫除日: [03-05, 09-05], 敬老日: 10-18}}
    """
    files = plan("{day: 大扫除日}}  #! bad-schedule", "{day: 敬老日}}")
    assert_found(tmp_path, CODE, {"tongxin.yaml": settings, **files})
