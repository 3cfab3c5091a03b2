"""A whole workspace as one JSON document, for those who reckon with it elsewhere.

Flat tables, each row with the ids that join it to the others. Keys are added, never renamed.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tongxin.answers.hazards import Hazard
from tongxin.answers.indicators import Reading
from tongxin.answers.occurrences import Agenda, Occurrence
from tongxin.calendar.periods import Day, iso
from tongxin.messages import Translator
from tongxin.model.ledger import Entry
from tongxin.model.plan import Plan
from tongxin.model.world import Duty, World
from tongxin.output import plain, view
from tongxin.output.ledger_table import named, whole

VERSION = 1
"""Of `export json`."""


def everything(
    agenda: Agenda,
    translate: Translator,
    plans: Sequence[Plan],
    duties: Iterable[Duty],
    occurrences: Iterable[Occurrence],
    entries: Iterable[Entry],
    hazards: Iterable[Hazard],
    readings: Iterable[Reading],
    commit: str | None,
) -> dict[str, Any]:
    """All of it; what is narrowed is narrowed already."""
    world = agenda.world
    return {
        "version": VERSION,
        "today": iso(agenda.today),
        "made": view.made(agenda.today, commit),
        "workspace": view.workspace_view(agenda),
        "plans": [_plan(agenda, plan, translate) for plan in plans],
        "tasks": [_task(agenda, duty, translate) for duty in duties],
        "occurrences": [_occurrence(agenda, o) for o in occurrences],
        "entries": [_entry(agenda, entry) for entry in entries],
        "hazards": [view.hazard_view(agenda, hazard) for hazard in hazards],
        "indicators": [view.indicator_view(reading) for reading in readings],
        "unread": sorted({*world.unread, *world.partly_read}),
    }


def _without(row: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in keys}


def _plan(agenda: Agenda, plan: Plan, translate: Translator) -> dict[str, Any]:
    """As a template sees it; its tasks and indicators by id, since they have tables."""
    return {
        **view.plan_view(agenda, plan, translate),
        "indicators": [f"{plan.id}/{one.id}" for one in plan.indicators],
        "tasks": [f"{plan.id}/{task.id}" for task in plan.tasks],
    }


def _task(agenda: Agenda, duty: Duty, translate: Translator) -> dict[str, Any]:
    """As a template sees it, without what has tables of its own."""
    seen = view.task_view(agenda, duty, translate, whole=False)
    return {**_without(seen, "occurrences", "entries"), "plan_id": duty.plan.id}


def _occurrence(agenda: Agenda, o: Occurrence) -> dict[str, Any]:
    """The row of `due`, and what stands behind it."""
    return {
        **plain.occurrence(o, agenda),
        "entries": [view.reference(entry) for entry in o.entries],
        "waived": None if o.waiver is None else view.reference(o.waiver),
        "extended": None if o.extended is None else view.reference(o.extended),
    }


def _entry(agenda: Agenda, entry: Entry) -> dict[str, Any]:
    """A line of the ledger: keywords in English, things by id where they are known."""
    world = agenda.world
    return {
        "entry": view.reference(entry),
        "id": entry.id,
        "kind": entry.kind,
        "date": _iso(entry.date),
        "recorded": _iso(entry.recorded),
        "void": entry.id is not None and entry.id in agenda.voided,
        "by": entry.by,
        "tasks": [name if duty is None else duty.name for name, duty in named(world, entry)],
        "places": [_place(world, name) for name in entry.place],
        "count": entry.count,
        "people": entry.people,
        "amount": None if entry.amount is None else whole(entry.amount),
        "audience": list(entry.audience),
        "topics": list(entry.topic),
        "result": entry.result,
        "failed": [{"place": place or None, "what": what} for place, what in entry.failed],
        "hazard": entry.hazard,
        "event": entry.event,
        "hazard_kind": entry.hazard_kind,
        "level": entry.level,
        "what": entry.what,
        "due": _iso(entry.due),
        "to": entry.to,
        "indicator": entry.indicator,
        "value": [whole(part) for part in entry.value],
        "incident": entry.incident,
        "cause": entry.cause,
        "age": entry.age,
        "sex": entry.sex,
        "severity": entry.severity,
        "period": ".." .join(dict.fromkeys(entry.period)) if entry.period else None,
        "until": _iso(entry.until),
        "why": entry.why,
        "voids": entry.void,
        "problem": entry.problem,
        "note": entry.note,
        "evidence": [
            {"path": one.path, "kind": one.kind, "paper": one.on_paper} for one in entry.evidence
        ],
        "file": entry.source.path,
        "line": entry.at("date").line,
    }  # fmt: skip


def _place(world: World, name: str) -> str:
    return world.places[name].id if name in world.places else name


def _iso(day: Day | None) -> str | None:
    return None if day is None else iso(day)
