"""Coverage: what answers each clause, what was owed and kept, and the evidence of it."""

from pathlib import Path

import pytest

from tests.harness import TODAY, agenda
from tongxin.answers.coverage import Coverage, coverage, lacking, matrix

BASIS = """\
basis: std
title: 创建标准
clauses:
  - {id: S1, text: 每月检查, points: 4}
  - {id: S2, text: 定期宣传, was: [T2]}
  - {id: S3, text: 无人落实}
"""


def plan(rows: str, keys: str = "", name: str = "a") -> str:
    return f"plan: {name}\ntitle: 计划\nperiod: 2026-09..2027-06\n{keys}tasks:\n{rows}"


def covered(
    root: Path,
    plans: str | dict[str, str],
    ledger: str = "",
    today: str = TODAY,
    basis: str = BASIS,
) -> dict[str, Coverage]:
    """Clause id → its coverage."""
    texts = {"plans/a.yaml": plans} if isinstance(plans, str) else plans
    files = {"plans/basis/std.yaml": basis, "ledger/2026-11.yaml": ledger, **texts}
    return {found.clause.id: found for found in coverage(agenda(root, files, today))}


MONTHLY = "  - {id: inspect, title: 检查, schedule: 每月1次, answers: std/S1%s}\n"


def done(date: str, keys: str = "") -> str:
    return f"- {{date: {date}, task: a/inspect{keys}}}\n"


def test_every_clause_is_listed_in_the_order_written(tmp_path: Path) -> None:
    found = covered(tmp_path, plan(MONTHLY % ""))
    assert list(found) == ["S1", "S2", "S3"]
    assert [c.name for c in found.values()] == ["std/S1", "std/S2", "std/S3"]
    assert [[a.name for a in c.answers] for c in found.values()] == [["a/inspect"], [], []]
    unanswered = found["S3"]
    assert (unanswered.owed, unanswered.kept, unanswered.evidence, unanswered.lacking) == (
        0,
        0,
        (),
        (),
    )


def test_several_bases_and_one_of_them(tmp_path: Path) -> None:
    other = BASIS.replace("basis: std", "basis: other")
    files = {
        "plans/basis/std.yaml": BASIS,
        "plans/basis/other.yaml": other,
        "plans/a.yaml": plan(MONTHLY % ""),
    }
    about = agenda(tmp_path, files)
    assert len(coverage(about)) == 6
    found = coverage(about, [b for b in about.world.bases if b.id == "other"])
    assert [(c.name, len(c.answers)) for c in found] == [
        ("other/S1", 0),
        ("other/S2", 0),
        ("other/S3", 0),
    ]


def test_whatever_may_answer(tmp_path: Path) -> None:
    keys = (
        "goals: {id: g, text: 达标, answers: std/S2}\n"
        "indicators: {id: i, name: 户数, answers: std/S2}\n"
        "groups: {id: c, name: 消防组, answers: std/S2}\n"
        "phases: {id: p, name: 启动, from: 2026-09, to: 2026-10, answers: std/S2}\n"
        "measures: [{text: 经费到位, answers: [std/S2, std/S1]}, 督查]\n"
    )
    settings = (
        "tongxin: 1\ncommunity: {name: 示例社区}\nhazards: {answers: std/S2}\n"
        "groups: {id: office, name: 办公室, answers: std/S2}\n"
    )
    files = {"plans/a.yaml": plan(MONTHLY % "", keys), "tongxin.yaml": settings}
    found = covered(tmp_path, files)
    answers = found["S2"].answers
    assert sorted(a.name for a in answers) == sorted(
        ["hazard-terms", "office", "a/g", "a/i", "a/c", "a/p", "a/measure"]
    )
    titles = {"达标", "户数", "消防组", "启动", "经费到位", "办公室", ""}
    assert {a.title for a in answers} == titles
    assert [a.name for a in found["S1"].answers] == ["a/inspect", "a/measure"]
    assert (found["S2"].owed, found["S2"].kept) == (0, 0)


@pytest.mark.parametrize(
    ("today", "owed"),
    [
        ("2026-08-31", 0),
        ("2026-09-01", 1),
        ("2026-10-31", 2),
        ("2026-11-23", 3),
        ("2027-06-30", 10),
    ],
)
def test_owed_is_what_has_opened(tmp_path: Path, today: str, owed: int) -> None:
    found = covered(tmp_path, plan(MONTHLY % ""), today=today)["S1"]
    assert (found.owed, found.kept) == (owed, 0)


def test_kept_is_what_was_met_or_waived(tmp_path: Path) -> None:
    ledger = (
        done("2026-09-10")
        + "- {date: 2026-10-20, waive: a/inspect, period: 2026-10, why: 停工}\n"
        + done("2026-12-24")  # not yet
    )
    found = covered(tmp_path, plan(MONTHLY % ""), ledger)["S1"]
    assert (found.owed, found.kept, found.answers[0].done) == (3, 2, 1)
    twice = covered(tmp_path / "2", plan(MONTHLY % ""), done("2026-09-10") * 2)["S1"]
    assert (twice.owed, twice.kept, twice.answers[0].done) == (3, 1, 2)


def test_late_work_is_kept(tmp_path: Path) -> None:
    row = "  - {id: inspect, title: 方案, schedule: 10月底前, answers: std/S1}\n"
    assert covered(tmp_path / "1", plan(row))["S1"].kept == 0
    late = covered(tmp_path / "2", plan(row), done("2026-11-03"))["S1"]
    assert (late.owed, late.kept) == (1, 1)


def test_a_voided_entry_keeps_nothing(tmp_path: Path) -> None:
    ledger = (
        "- {id: E-1, date: 2026-11-03, task: a/inspect, evidence: {照片: a.jpg}}\n"
        "- {date: 2026-11-04, void: E-1, why: 误记}\n"
    )
    found = covered(tmp_path, plan(MONTHLY % ", evidence: 照片"), ledger)["S1"]
    assert (found.kept, found.evidence, found.lacking) == (0, (), ("照片",))


def test_one_by_one(tmp_path: Path) -> None:
    settings = (
        "tongxin: 1\ncommunity: {name: 示例社区}\n"
        "places: [{id: n, name: 北苑}, {id: s, name: 南苑}]\n"
    )
    row = "  - {id: inspect, title: 检查, answers: std/S1, schedule: {every: month, each: place}}\n"
    ledger = done("2026-11-03", ", place: [n, s]") + done("2026-10-03", ", place: n")
    files = {"tongxin.yaml": settings, "plans/a.yaml": plan(row)}
    found = covered(tmp_path, files, ledger)["S1"]
    assert (found.owed, found.kept) == (6, 3)


def test_work_without_a_quota_is_counted_and_never_owed(tmp_path: Path) -> None:
    row = "  - {id: inspect, title: 巡防, schedule: 全年, answers: std/S1}\n"
    found = covered(tmp_path, plan(row), done("2026-11-03", ", count: 4"))["S1"]
    assert (found.owed, found.kept, found.answers[0].done) == (0, 0, 4)


def test_clauses_add_up_what_answers_them(tmp_path: Path) -> None:
    rows = MONTHLY % "" + "  - {id: drill, title: 演练, schedule: 10月底前, answers: std/S1}\n"
    ledger = done("2026-11-03") + "- {date: 2026-10-03, task: a/drill}\n"
    found = covered(tmp_path, plan(rows), ledger)["S1"]
    assert [(a.name, a.owed, a.kept) for a in found.answers] == [
        ("a/inspect", 3, 1),
        ("a/drill", 1, 1),
    ]
    assert (found.owed, found.kept) == (4, 2)


@pytest.mark.parametrize("status", ["active", "done", "stopped"])
def test_plans_that_have_ended_are_still_covered(tmp_path: Path, status: str) -> None:
    text = plan(MONTHLY % "", f"status: {status}\n")
    found = covered(tmp_path, text, done("2026-09-10"))["S1"]
    assert [a.name for a in found.answers] == ["a/inspect"]
    assert found.kept == 1


def test_drafts_answer_nothing(tmp_path: Path) -> None:
    assert covered(tmp_path, plan(MONTHLY % "", "status: draft\n"))["S1"].answers == ()


@pytest.mark.parametrize("name", ["std/S2", "std/T2"])
def test_former_ids_of_clauses(tmp_path: Path, name: str) -> None:
    row = f"  - {{id: inspect, title: 检查, schedule: 每月1次, answers: {name}}}\n"
    assert [a.name for a in covered(tmp_path, plan(row))["S2"].answers] == ["a/inspect"]


@pytest.mark.parametrize("names", ["[std/S2, std/S2]", "[std/S2, std/T2]"])
def test_what_names_a_clause_twice_answers_it_once(tmp_path: Path, names: str) -> None:
    row = f"  - {{id: inspect, title: 检查, schedule: 每月1次, answers: {names}}}\n"
    found = covered(tmp_path, plan(row))["S2"]
    assert ([a.name for a in found.answers], found.owed) == (["a/inspect"], 3)


def test_an_unknown_clause_is_no_matter_of_coverage(tmp_path: Path) -> None:
    row = "  - {id: inspect, title: 检查, schedule: 每月1次, answers: [std/S9, S1, other/S1]}\n"
    assert all(c.answers == () for c in covered(tmp_path, plan(row)).values())


# ── evidence ──────────────────────────────────────────────────────────────────────────────────


def test_evidence_is_every_path_once_in_order_of_date(tmp_path: Path) -> None:
    ledger = (
        done("2026-11-09", ", evidence: {照片: [b.jpg, a.jpg]}")
        + done("2026-11-03", ", evidence: [a.jpg, 纸质：9盒]")
        + done("2026-12-03", ", evidence: [z.jpg]")
    )
    found = covered(tmp_path, plan(MONTHLY % ""), ledger)["S1"]
    assert found.evidence == ("a.jpg", "纸质：9盒", "b.jpg")


def test_evidence_that_is_lacking(tmp_path: Path) -> None:
    row = MONTHLY % ", evidence: [检查记录, 照片, 签到表]"
    ledger = done("2026-11-03", ", evidence: {照片: a.jpg}") + done("2026-10-03")
    assert covered(tmp_path / "1", plan(row), ledger)["S1"].lacking == ("检查记录", "签到表")
    assert covered(tmp_path / "2", plan(row))["S1"].lacking == ("检查记录", "照片", "签到表")
    whole = ledger + done("2026-11-05", ", evidence: {检查记录: r.pdf, 签到表: 纸质：9盒}")
    assert covered(tmp_path / "3", plan(row), whole)["S1"].lacking == ()


def test_no_evidence_asked_for_lacks_none() -> None:
    assert lacking((), ()) == ()
    assert lacking(("照片",), ()) == ("照片",)


def test_the_evidence_a_clause_asks_for(tmp_path: Path) -> None:
    basis = BASIS.replace("points: 4", "points: 4, evidence: [照片, 检查记录]")
    ledger = done("2026-11-03", ", evidence: {照片: a.jpg}")
    found = covered(tmp_path, plan(MONTHLY % ""), ledger, basis=basis)["S1"]
    assert found.lacking == ("检查记录",)


# ── audience × topic ──────────────────────────────────────────────────────────────────────────


def test_the_matrix_counts_who_heard_what(tmp_path: Path) -> None:
    ledger = (
        done("2026-11-03", ", audience: [老人, 儿童], topic: [用电, 用气], count: 2")
        + done("2026-11-04", ", audience: 老人, topic: 用电")
        + done("2026-11-05", ", audience: 老人")
        + done("2026-11-06", ", topic: 用气")
        + done("2026-11-07")
        + done("2026-12-07", ", audience: 老人, topic: 用电")  # not yet
        + "- {date: 2026-11-08, hazard: H-1, event: found, kind: 安全}\n"
        + "- {id: E-1, date: 2026-11-09, task: a/inspect, audience: 儿童, topic: 用电}\n"
        + "- {date: 2026-11-09, void: E-1, why: 误记}\n"
    )
    files = {"plans/a.yaml": plan(MONTHLY % ""), "ledger/2026-11.yaml": ledger}
    assert matrix(agenda(tmp_path, files)) == {
        ("老人", "用电"): 3,
        ("老人", "用气"): 2,
        ("儿童", "用电"): 2,
        ("儿童", "用气"): 2,
        ("老人", ""): 1,
        ("", "用气"): 1,
    }
