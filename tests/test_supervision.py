"""What is pressed for, handed out and compared: 督办单, 交办清单, 通报."""

from pathlib import Path
from typing import Any

import pytest

from tests.harness import TODAY, agenda, day, world, write
from tests.test_commands import Desk
from tongxin.answers import spans
from tongxin.answers.assignments import Assignments, assignments, week_to_assign
from tongxin.answers.standing import Standing, standing
from tongxin.answers.summary import summarize
from tongxin.answers.supervision import Supervision, lately, supervision
from tongxin.calendar.periods import iso
from tongxin.commands import documents
from tongxin.commands.render import Subject, render
from tongxin.commands.report import NOTHING_ASKED, Asked
from tongxin.diagnostic import TongxinError
from tongxin.output import view

SETTINGS = """\
tongxin: 1
community: {name: 示例社区, org: 示例社区居委会, parent: 示例街道}
since: 2026-10-01
groups: [{id: office, name: 综合组}, {id: brigade, name: 消防组}, {id: aid, name: 救护组}]
places: [{id: bei, name: 北苑小区, manager: 北苑物业}]
"""
PLAN = """\
plan: fire
title: 消防计划
period: 2026
tasks:
  - {id: patrol, title: 巡查, group: brigade, schedule: 每周2次, with: aid, evidence: 照片}
  - {id: setup, title: 建队, group: office, schedule: {by: 2026-11-10}}
  - {id: drill, title: 演练, group: [office, brigade], schedule: {by: 2026-11-18}}
  - {id: next, title: 总结, group: office, schedule: {by: 2026-12-01}}
"""
OTHER = """\
plan: aid
title: 救护计划
period: 2026
tasks: [{id: course, title: 讲课, group: aid, schedule: {by: 2026-11-17}}]
"""
LEDGER = """\
- {id: E-1, date: 2026-11-17, task: fire/patrol}
- {id: E-2, date: 2026-11-18, task: fire/drill}
- {id: E-3, date: 2026-11-02, hazard: H-1, event: found, place: bei, what: 通道堵占}
- {id: E-4, date: 2026-11-20, hazard: H-2, event: found, place: bei, what: 灯坏}
"""
FILES = {
    "tongxin.yaml": SETTINGS,
    "plans/fire.yaml": PLAN,
    "plans/aid.yaml": OTHER,
    "ledger/2026-11.yaml": LEDGER,
}


def pressed(root: Path, plan: str | None = None, on: str = TODAY) -> Supervision:
    seen = agenda(root, FILES, on)
    return supervision(seen, lately(seen, plan))


def titles(lines: Any) -> list[tuple[str, str]]:
    return [(line.first.duty.task.title, line.first.period) for line in lines]


def test_what_is_overdue_and_missed_by_group(tmp_path: Path) -> None:
    found = pressed(tmp_path)
    assert [charge.name for charge in found.charges] == ["综合组", "救护组", "消防组"]
    office, aid, brigade = found.charges
    assert titles(office.overdue) == [("建队", "once")]
    assert titles(aid.overdue) == [("讲课", "once")]
    assert titles(brigade.missed) == [
        ("巡查", "2026-W43"), ("巡查", "2026-W44"), ("巡查", "2026-W45"), ("巡查", "2026-W46"),
        ("巡查", "2026-W47"),
    ]  # fmt: skip
    assert [hazard.id for hazard in found.hazards] == ["H-1"]


@pytest.mark.parametrize(
    ("on", "answer"),
    [
        ("2026-11-23", "2026-11-26"),
        ("2026-11-26", "2026-12-01"),
        ("2026-09-29", "2026-10-09"),
    ],
)
def test_three_working_days_for_the_answer(on: str, answer: str, tmp_path: Path) -> None:
    """Over a weekend, and over the holidays of the National Day with the Sunday before worked."""
    seen = agenda(tmp_path, FILES, on)
    assert iso(supervision(seen, lately(seen, None)).answer_by) == answer


def test_a_plan_narrows_it(tmp_path: Path) -> None:
    found = pressed(tmp_path, "aid")
    assert [charge.name for charge in found.charges] == ["救护组"]
    assert found.hazards == ()


def handed_out(root: Path, label: str, on: str = TODAY) -> Assignments:
    span = spans.labelled(label)
    assert span is not None
    return assignments(agenda(root, FILES, on), span)


def test_overdue_work_comes_first_then_the_week_then_hazards(tmp_path: Path) -> None:
    found = handed_out(tmp_path, "2026-W48")
    assert titles(found.overdue) == [("建队", "once"), ("讲课", "once")]
    assert titles(found.due) == [("巡查", "2026-W48")]
    assert [(h.id, steps[0].event) for h, steps in found.hazards] == [
        ("H-1", "notified"), ("H-2", "notified"),
    ]  # fmt: skip
    assert found.meeting == day("2026-11-28")


def test_the_next_week_and_other_days(tmp_path: Path) -> None:
    assert titles(handed_out(tmp_path / "a", "2026-W49").due) == [
        ("总结", "once"),
        ("巡查", "2026-W49"),
    ]
    month = handed_out(tmp_path / "b", "2026-12")
    assert month.meeting is None
    assert titles(month.due)[0] == ("总结", "once")


@pytest.mark.parametrize(
    ("on", "label"),
    [
        ("2026-11-23", "2026-W48"),
        ("2026-11-26", "2026-W48"),
        ("2026-11-27", "2026-W49"),
        ("2026-11-29", "2026-W49"),
    ],
)
def test_the_week_that_is_handed_out(on: str, label: str) -> None:
    assert week_to_assign(day(on)).label == label


def stands(root: Path, label: str, ledger: str = LEDGER) -> Standing:
    span = spans.labelled(label)
    assert span is not None
    files = {**FILES, "ledger/2026-11.yaml": ledger}
    return standing(summarize(world(root, files), span, day(TODAY)))


def test_the_rank_goes_by_the_share_and_not_by_the_amount(tmp_path: Path) -> None:
    """One of one is better than three of four; what two answer for counts for both."""
    found = stands(tmp_path, "2026-W47")
    assert [(one.rank, one.name, one.score.kept, one.score.owed) for one in found.groups] == [
        (1, "综合组", 1, 1),
        (2, "消防组", 1, 2),
        (3, "救护组", 0, 1),
    ]
    assert [one.whole for one in found.groups] == [True, False, False]
    assert [(one.rank, one.name) for one in found.plans] == [(1, "消防计划"), (2, "救护计划")]


def test_equal_shares_have_one_rank(tmp_path: Path) -> None:
    done = (
        LEDGER + "- {date: 2026-11-17, task: aid/course}\n- {date: 2026-11-18, task: fire/patrol}\n"
    )
    found = stands(tmp_path, "2026-W47", done)
    assert [(one.rank, one.name) for one in found.groups] == [
        (1, "救护组"), (1, "消防组"), (1, "综合组"),
    ]  # fmt: skip


def test_work_of_no_group_is_told_and_not_praised(tmp_path: Path) -> None:
    plan = "plan: a\ntitle: 计划\nperiod: 2026\ntasks: [{id: t, title: 巡查, schedule: {by: 2026-11-17}}]\n"
    ledger = "- {date: 2026-11-16, task: a/t}\n"
    root = write(tmp_path, {"plans/a.yaml": plan, "ledger/2026-11.yaml": ledger})
    desk = Desk(root, "markdown", language="zh")
    assert render(desk.context, "circular", asked=Asked(week="2026-W47")) == 0
    assert "| 1 | 未定责任组 | 1 | 1 | 0 | 0 | 0 | 100% |" in desk.text
    assert "没有到期工作全部办结的责任组" in desk.text


def test_what_has_not_come_due_has_no_rank(tmp_path: Path) -> None:
    found = stands(tmp_path, "2026-W48")
    assert [(one.rank, one.name, one.whole) for one in found.groups] == [(None, "消防组", False)]


# ── the documents ─────────────────────────────────────────────────────────────────────────────


def document(root: Path, template: str, asked: Asked = NOTHING_ASKED, **about: str) -> str:
    desk = Desk(write(root, FILES), "markdown", language="zh")
    assert render(desk.context, template, Subject(**about), asked) == 0, desk.errors
    return desk.text


def test_an_order_to_one_group_names_it(tmp_path: Path) -> None:
    text = document(tmp_path, "supervision-order", name="aid")
    assert "\n救护组：\n" in text
    assert "《救护计划》逾期未办工作1项" in text
    assert "3个工作日内（2026年11月26日前）" in text
    assert "隐患" not in text
    assert "\n各有关责任组：\n" in document(tmp_path, "supervision-order")


def test_an_order_with_nothing_to_press_for(tmp_path: Path) -> None:
    desk = Desk(write(tmp_path, {}), "markdown", language="zh")
    assert render(desk.context, "supervision-order") == 0
    assert "无需督办" in desk.text
    assert "##" not in desk.text


def test_the_span_of_an_order_is_that_of_what_was_missed(tmp_path: Path) -> None:
    text = document(tmp_path, "supervision-order", Asked(week="2026-W46"))
    assert "2026年第46周" in text
    assert "2026年第47周" not in text
    assert "| 建队 |" in text  # overdue work has no bounds


def test_a_circular_names_no_post_and_no_note(tmp_path: Path) -> None:
    note = '- {date: 2026-11-18, problem: "不该出现的话", by: 某岗位}\n'
    files = {**FILES, "ledger/2026-11.yaml": LEDGER + note}
    desk = Desk(write(tmp_path, files), "markdown", language="zh")
    assert render(desk.context, "circular", asked=Asked(week="2026-W47")) == 0
    assert "不该出现的话" not in desk.text
    assert "某岗位" not in desk.text
    assert "综合组到期工作全部办结" in desk.text


def test_the_escalation_letter_lists_what_is_attached(tmp_path: Path) -> None:
    steps = (
        "- {date: 2026-11-02, hazard: H-1, event: found, place: bei, what: 堵占, evidence: [evidence/a.jpg]}\n"
        "- {date: 2026-11-03, hazard: H-1, event: notified, to: 北苑物业}\n"
        "- {date: 2026-11-09, hazard: H-1, event: extended, due: 2026-11-12}\n"
    )
    desk = Desk(write(tmp_path, {**FILES, "ledger/2026-11.yaml": steps}), "markdown", language="zh")
    assert render(desk.context, "escalation-letter", Subject(hazard="H-1")) == 0
    assert "1. 隐患整改通知书（编号：H-1）\n2. 现场照片等佐证：a.jpg\n" in desk.text
    assert "2026年11月3日 通知北苑物业\n" in desk.text
    assert "延期至2026年11月12日" in desk.text
    write(tmp_path / "b", {**FILES})
    bare = Desk(tmp_path / "b", "markdown", language="zh")
    assert render(bare.context, "escalation-letter", Subject(hazard="H-2")) == 0
    assert "附件" not in bare.text


def test_rules_have_blanks_where_the_plan_says_nothing(tmp_path: Path) -> None:
    text = document(tmp_path, "implementation-rules", name="aid")
    assert "第一条" in text
    assert "留存佐证：＿＿＿＿＿＿。" in text
    assert "自发现之日起7天内完成整改" in text
    articles = [line.split("**")[1] for line in text.splitlines() if line.startswith("**第")]
    assert len(articles) == len(set(articles))
    assert articles[9:11] == ["第十条", "第十一条"]


def test_rules_take_the_time_limits_of_the_workspace(tmp_path: Path) -> None:
    limits = SETTINGS + "hazards: {notify: 2 workdays, rectify: 10 days, escalate: 5 days}\n"
    desk = Desk(write(tmp_path, {**FILES, "tongxin.yaml": limits}), "markdown", language="zh")
    assert render(desk.context, "implementation-rules", Subject(plan="aid")) == 0
    assert "自发现之日起2个工作日内" in desk.text
    assert "自发现之日起10天内完成整改" in desk.text
    assert "超过整改期限5天仍未整改" in desk.text


BASIS = """\
basis: std
title: 验收标准
clauses: [{id: S1, text: 巡查}, {id: S2, text: 建队}, {id: S3, text: 没人管}]
"""


def test_an_acceptance_report_says_what_was_done_and_what_is_lacking(tmp_path: Path) -> None:
    plan = PLAN.replace("with: aid", "with: aid, answers: std/S1").replace(
        "title: 建队", "title: 建队, answers: std/S2"
    )
    files = {**FILES, "plans/fire.yaml": plan, "plans/basis/std.yaml": BASIS}
    desk = Desk(write(tmp_path, files), "markdown", language="zh")
    assert render(desk.context, "acceptance-report", Subject(name="std")) == 0, desk.errors
    done, _, rest = desk.text.partition("五、存在问题")
    assert "**S1 巡查**。巡查（消防组），已做 1 次" in done
    assert "S2" not in done
    assert "下列条目还没有落实到任务：S3。" in rest
    assert "综合组：尚未开展：建队。" in rest
    assert "2026年10月1日至2026年11月23日" in done


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    root = write(tmp_path, FILES)
    for name, about in (
        ("supervision-order", Subject(plan="nosuch")),
        ("supervision-order", Subject(task="fire/patrol")),
        ("acceptance-report", Subject(name="nosuch")),
        ("circular", Subject(plan="fire")),
    ):
        with pytest.raises(TongxinError):
            render(Desk(root).context, name, about)


@pytest.mark.parametrize("name", ["supervision-order", "escalation-letter", "circular"])
def test_a_number_stands_below_the_title_and_in_the_front_matter(name: str, tmp_path: Path) -> None:
    context = Desk(write(tmp_path, FILES), "markdown", language="zh").context
    made = {}
    for number in ("示社〔2026〕3号", ""):
        seen = context.agenda
        summary = summarize(context.world, spans.week_to_report(context.today), context.today)
        values = documents.data(
            context,
            seen,
            number=number,
            hazard=view.hazard_view(seen, seen.hazards[0]),
            supervision=view.supervision_view(seen, supervision(seen, lately(seen, None))),
            report=view.report_view(summary, context.today),
            standing=view.standing_view(standing(summary)),
        )
        library = documents.library(context)
        made[number] = documents.rendered(context, library, library.find(name), values, "markdown")
    numbered, bare = made["示社〔2026〕3号"], made[""]
    assert (numbered.front.number, bare.front.number) == ("示社〔2026〕3号", None)
    assert "\n\n示社〔2026〕3号\n\n" in numbered.text
    assert "〔" not in bare.text
