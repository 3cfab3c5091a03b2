"""The shipped workspace: sound, whole, and a showcase of everything the language has."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.harness import TODAY, day
from tests.test_output import identity_number
from tongxin import checks
from tongxin.answers.coverage import coverage
from tongxin.answers.occurrences import Agenda, State
from tongxin.diagnostic import Diagnostic, Severity
from tongxin.model.words import SPELLINGS
from tongxin.workspace.read import read_world

ROOT = Path(__file__).parent.parent
PLANS = ("healthy-community", "peaceful-family", "safe-community", "safety", "sanitation")


@cache
def agenda(on: str = TODAY) -> Agenda:
    return Agenda(read_world(ROOT), day(on))


@cache
def findings() -> tuple[Diagnostic, ...]:
    return tuple(checks.find(agenda()))


def texts() -> dict[str, str]:
    files = [ROOT / "tongxin.yaml", *(ROOT / "plans").rglob("*.yaml"), *(ROOT / "ledger").iterdir()]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in files}


def test_five_plans() -> None:
    assert tuple(plan.id for plan in agenda().world.plans) == PLANS


def test_no_errors() -> None:
    assert [str(f.message) for f in findings() if f.severity is Severity.ERROR] == []
    assert agenda().world.complete


@pytest.mark.parametrize("on", ["2026-09-01", "2026-10-15", "2027-01-15", "2027-06-30"])
def test_no_errors_on_other_days(on: str) -> None:
    found = checks.find(agenda(on))
    assert [str(f.message) for f in found if f.severity is Severity.ERROR] == []


def test_the_clauses_are_s1_to_s125_and_all_are_answered() -> None:
    (basis,) = agenda().world.bases
    assert [clause.id for clause in basis.clauses] == [f"S{n}" for n in range(1, 126)]
    covered = coverage(agenda())
    assert [item.clause.id for item in covered if not item.answers] == []
    assert len(covered) == 125
    assert "unanswered-clause" not in {finding.code for finding in findings()}


def test_every_clause_is_named_in_a_file() -> None:
    """The same, read with other eyes."""
    everything = "\n".join(text for path, text in texts().items() if "basis" not in path)
    named = {int(number) for number in re.findall(r"creation/S(\d+)", everything)}
    assert named == set(range(1, 126))


@pytest.mark.parametrize("code", ["vague-schedule", "vague-target", "unmeasured-goal"])
def test_what_the_notice_left_open_is_shown(code: str) -> None:
    assert code in {finding.code for finding in findings()}


def test_every_kind_of_entry() -> None:
    kinds = Counter(entry.kind for entry in agenda().world.all_entries)
    assert set(kinds) == {
        "done", "hazard", "measured", "incident", "waive", "extend", "note", "void",
    }  # fmt: skip


def test_every_event_of_a_hazard() -> None:
    events = {entry.event for entry in agenda().world.all_entries if entry.kind == "hazard"}
    assert events == set(SPELLINGS["word:event"])
    results = {e.result for e in agenda().world.all_entries if e.event == "verified"}
    assert results == {"pass", "fail"}
    levels = {e.level for e in agenda().world.all_entries if e.event == "found"}
    assert levels == set(SPELLINGS["word:level"])


def test_every_stage_of_a_hazard() -> None:
    stages = {str(hazard.stage) for hazard in agenda().hazards}
    assert stages - {"closed"} == {
        "found", "notified", "rectified", "failed", "verified", "escalated",
    }  # fmt: skip
    closed = {e.hazard for e in agenda().world.all_entries if e.event == "closed"}
    assert closed
    assert any(hazard.is_overdue(agenda().today) for hazard in agenda().hazards)


def test_every_state() -> None:
    assert {o.state for o in agenda().occurrences()} == set(State)


def test_keys_are_chinese_in_two_plans_at_least_and_english_in_others() -> None:
    chinese = {
        path for path, text in texts().items()
        if re.search(r"^任务:", text, re.MULTILINE) and "plans/" in path
    }  # fmt: skip
    english = {path for path, text in texts().items() if re.search(r"^tasks:", text, re.MULTILINE)}
    assert len(chinese) >= 2
    assert english
    assert len(chinese | english) == 5
    ledger = "".join(text for path, text in texts().items() if "ledger" in path)
    assert re.search(r"\{日期: ", ledger)
    assert re.search(r"date: ", ledger)


def test_one_entry_a_line() -> None:
    for path, text in texts().items():
        if path.startswith("ledger/"):
            lines = [line for line in text.split("\n") if line.strip() and line[0] != "#"]
            assert all(re.fullmatch(r"- \{.*\}", line) for line in lines), path
            assert text.endswith("\n")


def test_no_numbers_of_persons() -> None:
    """Looked for without the program's own check: long runs of digits, however they are parted."""
    assert re.search(r"\d{11,}", identity_number())
    evidence = {
        path.relative_to(ROOT).as_posix(): path.read_text("utf-8")
        for path in (ROOT / "evidence").rglob("*")
        if path.suffix in (".txt", ".md")
    }
    assert evidence
    for path, text in {**texts(), **evidence}.items():
        without_ids = re.sub(r"\b[EH]-\d{8}-[a-z0-9]{4}\b", "", text)
        for run in re.findall(r"\d(?:[ -]?\d){10,}", without_ids):
            raise AssertionError(f"{path}: {run}")
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text), path


def test_evidence_that_is_named_is_there() -> None:
    assert "missing-evidence" not in {finding.code for finding in findings()}
    named = set(re.findall(r"evidence/[\w./-]+", "".join(texts().values())))
    assert named
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_evidence_that_is_there_is_named() -> None:
    named = set(re.findall(r"evidence/[\w./-]+", "".join(texts().values())))
    files = {p.relative_to(ROOT).as_posix() for p in (ROOT / "evidence").rglob("*") if p.is_file()}
    assert files - named == set()


@pytest.mark.parametrize("plan", PLANS)
def test_every_plan_owes_something(plan: str) -> None:
    assert any(o.duty.plan.id == plan and o.quota for o in agenda().occurrences())
