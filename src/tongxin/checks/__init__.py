"""The checks: one module each, named for the fault. Code = module = page = test.

A module's docstring is its page (see `pages`), its `check` finds the fault in a workspace on a day.
Faults that show while a file is read are found there; their modules hold the page alone.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from typing import TypeAlias

from tongxin.answers.occurrences import Agenda
from tongxin.checks.ignore import Ignores
from tongxin.diagnostic import Diagnostic, Severity

Check: TypeAlias = Callable[[Agenda], Iterator[Diagnostic]]

_E, _W, _I = Severity.ERROR, Severity.WARNING, Severity.INFO

READING: dict[str, Severity] = {
    # text
    "not-utf8": _E, "syntax": _E, "duplicate-key": _E, "conflict-marker": _E, "tab-indent": _E,
    "fullwidth-colon": _E, "fullwidth-space": _E, "fullwidth-comma": _E,
    "no-space-after-colon": _E, "alias-limit": _E, "depth-limit": _E, "torn-line": _E,
    "second-document": _E, "unreadable": _E, "yml-file": _E,
    # shape
    "unknown-key": _E, "missing-key": _E, "wrong-type": _E, "bad-date": _E,
    "bad-target": _E, "placeholder": _E, "unknown-version": _E,
    # of a command that names a hazard
    "unknown-hazard": _E,
}  # fmt: skip
"""Codes found while reading, with their severities."""

RUNNING: dict[str, Severity] = {
    # text and shape, once everything is read
    "cut-text": _W, "bad-schedule": _E, "bad-count": _E, "duplicate-id": _E, "id-mismatch": _E,
    "unknown-check": _E,
    # references
    "unknown-group": _E, "unknown-phase": _E, "unknown-place": _E, "unknown-task": _E,
    "unknown-goal": _E, "unknown-indicator": _E, "unknown-clause": _E, "unknown-basis": _E,
    "unknown-plan": _E, "unknown-entry": _E, "unknown-period": _E,
    "dependency-cycle": _E, "missing-evidence": _W,
    # completeness
    "vague-schedule": _W, "vague-target": _W, "unmeasured-goal": _W, "goal-without-task": _W,
    "task-without-group": _W, "unanswered-clause": _W, "never-due": _W, "unfinished-plan": _W,
    "no-baseline": _W, "quiet-task": _I, "idle-group": _I, "owed-evidence": _I,
    # time
    "outside-period": _E, "phase-order": _E, "due-before-dependency": _W,
    "impossible-quota": _W, "phase-gap": _I, "non-working-due": _I, "unknown-calendar-year": _I,
    # ledger
    "future-entry": _W, "duplicate-entry": _W, "uncounted-entry": _W, "wrong-month": _W,
    "hazard-step": _W, "hazard-overdue": _W, "hazard-late-step": _W, "unwatched-hazard": _W,
    "failed-without-hazard": _W, "personal-information": _E,
    "bad-number": _E, "duplicate-number": _E, "number-gap": _W, "number-year": _W,
    "number-order": _W,
    # across plans
    "same-work": _I,
}  # fmt: skip
"""Codes whose modules look at the whole workspace, in the order they run."""

CODES: dict[str, Severity] = {**READING, **RUNNING, "unused-ignore": _W}
"""Every code with its severity where the workspace says nothing else."""


def module_name(code: str) -> str:
    """The module that holds a check's page, and its `check` if it has one."""
    return f"tongxin.checks.{code.replace('-', '_')}"


def find(agenda: Agenda) -> list[Diagnostic]:
    """Every finding on a day, by place: severities settled, silenced ones left out."""
    found = list(agenda.world.diagnostics)
    for code in RUNNING:
        if agenda.world.settings.checks.get(code) is Severity.NONE:
            continue
        check: Check = import_module(module_name(code)).check
        found += check(agenda)
    foreign = {finding.span.source.path for finding in found if finding.code == "not-utf8"}
    ignores = Ignores(source for source in agenda.world.sources if source.path not in foreign)
    kept = [finding for finding in found if not ignores.silences(finding)]
    kept += ignores.unused(removable=not any(finding.code in READING for finding in kept))
    settled = (settle(finding, agenda.world.settings.checks) for finding in kept)
    unique = {(f.code, f.span.sort_key(), str(f.message)): f for f in settled if f is not None}
    return sorted(unique.values(), key=lambda finding: (finding.span.sort_key(), finding.code))


def settle(finding: Diagnostic, settings: Mapping[str, Severity]) -> Diagnostic | None:
    """The finding with its severity in this workspace; None where its check is turned off."""
    severity = settings.get(finding.code) or CODES[finding.code]
    return None if severity is Severity.NONE else replace(finding, severity=severity)
