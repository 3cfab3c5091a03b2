"""Answers as the dictionaries of the JSON contract. Keys are added here, never renamed."""

from collections.abc import Sequence
from typing import Any

from tongxin.answers.coverage import Answer, Coverage, Lack, lacks
from tongxin.answers.day import DayList, HazardLine
from tongxin.answers.hazards import Hazard, next_steps
from tongxin.answers.indicators import Reading
from tongxin.answers.occurrences import Agenda, Occurrence
from tongxin.calendar.periods import iso
from tongxin.diagnostic import Diagnostic, Fix, Severity
from tongxin.messages import Translator

VERSION = 1
"""Of the JSON contract."""


def check_json(
    agenda: Agenda,
    findings: Sequence[Diagnostic],
    overdue: Sequence[Occurrence],
    missed: Sequence[Occurrence],
    missed_count: int,
    files: int,
    translate: Translator,
) -> dict[str, Any]:
    """`check --format json`."""
    return {
        "version": VERSION,
        "today": iso(agenda.today),
        "root": ".",
        "files": files,
        "summary": {**counts(findings), "overdue": len(overdue), "missed": missed_count},
        "diagnostics": [diagnostic(finding, translate) for finding in findings],
        "overdue": [occurrence(o, agenda) for o in overdue],
        "missed": [occurrence(o, agenda) for o in missed],
    }


def counts(findings: Sequence[Diagnostic]) -> dict[str, int]:
    """Number of findings of each severity."""
    severities = (Severity.ERROR, Severity.WARNING, Severity.INFO)
    return {s.value: sum(f.severity is s for f in findings) for s in severities}


def diagnostic(finding: Diagnostic, translate: Translator) -> dict[str, Any]:
    """One finding; lines and columns from 1, columns in characters, the end excluded."""
    span = finding.span
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    return {
        "file": span.source.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "code": finding.code,
        "severity": str(finding.severity),
        "message": translate(finding.message),
        "help": translate(finding.help) if finding.help else None,
        "fix": _fix(finding.fix) if finding.fix else None,
    }


def _fix(fix: Fix) -> dict[str, Any]:
    edits = []
    for edit in fix.edits:
        line, column = edit.span.source.position(edit.span.start)
        end_line, end_column = edit.span.source.position(edit.span.end)
        edits.append({
            "line": line, "column": column, "end_line": end_line, "end_column": end_column,
            "replacement": edit.replacement,
        })  # fmt: skip
    return {"safe": fix.safe, "edits": edits}


def occurrence(o: Occurrence, agenda: Agenda) -> dict[str, Any]:
    """One thing owed. `group` is its id; `days`: days past due (negative: days left)."""
    groups = agenda.world.groups_of(o.duty.plan)
    group = o.duty.task.group[0] if o.duty.task.group else None
    row: dict[str, Any] = {
        "task": o.duty.name,
        "title": o.duty.task.title,
        "group": groups[group].id if group in groups else group,
        "place": o.place,
        "period": o.period,
        "opens": iso(o.opens),
        "due": iso(o.due),
        "closes": None if o.closes is None else iso(o.closes),
        "quota": o.quota,
        "count": o.count,
        "state": str(o.state),
        "days": agenda.today - o.due,
    }
    return row | ({"for": o.others} if o.others else {})


def due_json(
    agenda: Agenda, occurrences: Sequence[Occurrence], day: DayList | None
) -> dict[str, Any]:
    """`due --format json`: occurrences, and what else the day's list holds."""
    found: dict[str, Any] = {
        "version": VERSION,
        "today": iso(agenda.today),
        "occurrences": [occurrence(o, agenda) for o in occurrences],
    }
    if day is not None:
        found["hazards"] = [hazard_step(line) for line in day.hazards]
        found["measurements"] = [
            {"indicator": f"{reading.plan.id}/{reading.indicator.id}", "due": iso(due)}
            for reading, due in day.measurements
        ]
    return found


def hazard_step(line: HazardLine) -> dict[str, Any]:
    """An open hazard and its next step."""
    return {
        **_hazard(line.hazard),
        "next": line.step.event,
        "by": iso(line.step.by),
        "light": str(line.light),
    }


def hazard(agenda: Agenda, found: Hazard) -> dict[str, Any]:
    """A hazard as it stands today, with all that it waits for."""
    steps = next_steps(found, agenda.world, agenda.today)
    return {
        **_hazard(found),
        "open": found.is_open(),
        "overdue": found.is_overdue(agenda.today),
        "age": (agenda.today if found.closed is None else found.closed) - found.found,
        "closed": None if found.closed is None else iso(found.closed),
        "next": [{"event": step.event, "by": iso(step.by)} for step in steps],
    }


def _hazard(found: Hazard) -> dict[str, Any]:
    return {
        "hazard": found.id,
        "stage": str(found.stage),
        "kind": found.kind,
        "level": found.level,
        "places": list(found.places),
        "what": found.what,
        "found": iso(found.found),
        "due": iso(found.due),
    }


def coverage_json(
    agenda: Agenda, covered: Sequence[Coverage], matrix: dict[tuple[str, str], int]
) -> dict[str, Any]:
    """`coverage --format json`."""
    answered = sum(bool(item.answers) for item in covered)
    return {
        "version": VERSION,
        "today": iso(agenda.today),
        "summary": {
            "clauses": len(covered),
            "answered": answered,
            "unanswered": len(covered) - answered,
            "lacking": sum(bool(item.lacking) for item in covered),
        },
        "clauses": [
            {
                "clause": item.name,
                "text": item.clause.text,
                "points": item.clause.points,
                "owed": item.owed,
                "kept": item.kept,
                "evidence": list(item.evidence),
                "lacking": list(item.lacking),
                "answers": [_answer(answer) for answer in item.answers],
            }
            for item in covered
        ],
        "matrix": [
            {"audience": audience or None, "topic": topic or None, "count": count}
            for (audience, topic), count in sorted(matrix.items())
        ],
        "missing": missing_json(lacks(agenda, covered)),
    }  # fmt: skip


def missing_json(found: Sequence[Lack]) -> list[dict[str, Any]]:
    """What is missing, by the groups that answer for it; null: nobody does."""
    by_group: dict[tuple[str, ...], list[Lack]] = {}
    for one in found:
        by_group.setdefault(one.groups, []).append(one)
    return [
        {
            "group": "、".join(groups) or None,
            "items": [
                {
                    "clause": one.clause.name,
                    "text": one.clause.clause.text,
                    "task": None if one.answer is None else one.answer.name,
                    "title": None if one.answer is None else one.answer.title,
                    "missing": [str(why) for why in one.why],
                    "lacking": list(one.kinds),
                    "absent": list(one.absent),
                }
                for one in some
            ],
        }
        for groups, some in sorted(by_group.items())
    ]


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "kind": answer.thing.TABLE,
        "name": answer.name,
        "title": answer.title,
        "owed": answer.owed,
        "kept": answer.kept,
        "done": answer.done,
        "evidence": list(answer.evidence),
        "lacking": list(answer.lacking),
    }


def indicator(reading: Reading) -> dict[str, Any]:
    """An indicator's value against its target."""
    target = reading.indicator.target
    return {
        "indicator": f"{reading.plan.id}/{reading.indicator.id}",
        "name": reading.indicator.name,
        "target": target.written if target else None,
        "value": reading.value,
        "second": reading.second,
        "percent": reading.percent,
        "met": reading.met,
        "above": reading.above,
    }
