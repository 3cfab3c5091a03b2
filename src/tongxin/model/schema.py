"""The JSON Schema (2020-12) of the files, made from the same field tables that read them."""

from typing import Any

from tongxin.model import words
from tongxin.model.basis import BASIS, CLAUSE, ISSUED
from tongxin.model.community import (
    CALENDAR,
    COMMUNITY,
    DOCUMENTS,
    HAZARD_TERMS,
    LIGHTS,
    NOTICE,
    PLACE,
    SERIES,
    WORKSPACE,
)
from tongxin.model.fields import Table
from tongxin.model.ledger import HAZARD, NOTE, TABLES
from tongxin.model.plan import GOAL, GROUP, INDICATOR, MEASURE, PHASE, PLAN, TASK
from tongxin.model.schedule import SCHEDULE

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PARTS: tuple[Table, ...] = (
    GOAL, INDICATOR, GROUP, PHASE, TASK, MEASURE, SCHEDULE, ISSUED, CLAUSE,
    COMMUNITY, CALENDAR, NOTICE, PLACE, HAZARD_TERMS, LIGHTS, DOCUMENTS,
    SERIES,
)  # fmt: skip

_NOTE_SAYS = ("note", "problem", "evidence")
"""One of these at least makes a note of an entry that is nothing else."""

KINDS = ("plan", "basis", "workspace", "ledger")
"""What a file may be: plans/ID.yaml, plans/basis/ID.yaml, tongxin.yaml, ledger/YYYY-MM.yaml."""


def schema(kind: str) -> dict[str, Any]:
    """The schema of one kind of file. Raises KeyError for another kind."""
    if kind == "ledger":
        entries = {"anyOf": [{"$ref": f"#/$defs/entry-{table.name}"} for table in TABLES]}
        own = {f"entry-{table.name}": table.schema() for table in TABLES}
        says = [name for name, field in NOTE.lookup.items() if field.name in _NOTE_SAYS]
        own["entry-note"]["anyOf"] = [{"required": [name]} for name in says]
        own["entry-hazard"]["allOf"] += _verified_has_result()
        return _document("ledger", {"type": ["array", "null"], "items": entries}, own)
    table = {"plan": PLAN, "basis": BASIS, "workspace": WORKSPACE}[kind]
    return _document(kind, table.schema(), {part.name: part.schema() for part in _PARTS})


def _verified_has_result() -> list[dict[str, Any]]:
    """A re-inspection says what it found, whichever spelling its keys and its event have."""
    both = words.spellings("word:event").items()
    verified = {"enum": sorted(spelling for spelling, event in both if event == "verified")}
    spelled = {
        key: [name for name, field in HAZARD.lookup.items() if field.name == key]
        for key in ("event", "result")
    }
    given = [{"required": [name], "properties": {name: {"not": {"type": "null"}}}}
             for name in spelled["result"]]  # fmt: skip
    return [
        {"if": {"required": [name], "properties": {name: verified}}, "then": {"anyOf": given}}
        for name in spelled["event"]
    ]


def _document(title: str, body: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": f"tongxin {title}", **body, "$defs": _used(body, parts)}


def _used(body: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """The parts that the body needs, and those that they need."""
    found: dict[str, Any] = {}
    todo = [body]
    while todo:
        here: Any = todo.pop()
        if isinstance(here, dict):
            name = str(here.get("$ref", "")).removeprefix("#/$defs/")
            if name in parts and name not in found:
                found[name] = parts[name]
                todo.append(parts[name])
            todo += here.values()
        elif isinstance(here, list):
            todo += here
    return found
