"""`check`: every fault of a workspace with its place, then what is overdue."""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tongxin import checks
from tongxin.answers.occurrences import Agenda, Occurrence
from tongxin.answers.receipt import Missed, day_that_counts
from tongxin.calendar.periods import Day
from tongxin.commands.context import FINDINGS, OK, Context
from tongxin.commands.fixes import Change as Mended
from tongxin.commands.fixes import Mending, honest, mend
from tongxin.diagnostic import Diagnostic, TongxinError
from tongxin.messages import Translator, msg, msgn
from tongxin.output.diff import patch, unified
from tongxin.output.duties import render_missed, render_overdue
from tongxin.output.findings import render_findings
from tongxin.output.plain import check_json, counts
from tongxin.output.receipts import if_done
from tongxin.output.style import Line
from tongxin.text.decode import torn_end
from tongxin.workspace.write import Change, locked, replace

RECENT = 14
"""Days back in which what closed short is listed; older ones are counted."""

FORMS = ("text", "json", "sarif", "github", "junit")
FAIL_ON = ("error", "warning", "overdue")


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is wrong on a day, and what is late, in the files that were asked about."""

    agenda: Agenda
    findings: list[Diagnostic]
    overdue: list[Occurrence]
    missed: list[Occurrence]
    first: Day
    missed_count: int
    files: list[str]

    @property
    def secrets(self) -> frozenset[str]:
        """What must not be repeated in any output."""
        return frozenset(f.span.text for f in self.findings if f.private)

    def code(self, fail_on: Sequence[str]) -> int:
        """The exit code: are there findings that count?"""
        number = counts(self.findings)
        failed = (
            number["error"]
            or ("warning" in fail_on and number["warning"])
            or ("overdue" in fail_on and (self.overdue or self.missed_count))
        )
        return FINDINGS if failed else OK


def check(
    context: Context,
    paths: Sequence[Path] = (),
    fail_on: Sequence[str] = (),
    since: int | None = None,
    fix: bool = False,
    everything: bool = False,
    dry_run: bool = False,
) -> int:
    """Check a workspace.

    Args:
        context: where, when, how.
        paths: report on these files and folders only; the whole workspace is read all the same.
        fail_on: besides errors, exit with 1 on `warning` or `overdue`.
        since: list what closed short from this day on.
        fix: first apply the remedies that are safe.
        everything: show every note, not only a few of each kind.
        dry_run: with `fix`, show what it would change, and write nothing.

    Returns:
        0, or 1 if there are findings that count; of a dry run, 0 if there is nothing to mend.
    """
    wanted = _relative(context, paths)
    if dry_run:
        _refuse_dry_run(context, fix)
    mending = mend(context, lambda now: _findings(now, wanted)) if fix else None
    if mending is not None and not dry_run:
        _write(context, mending)
        context = mending.context
    answer = _answer(context, wanted, since)
    if mending is not None and dry_run:
        _show_changes(context, mending, answer)
        return answer.code(fail_on) if mending.changes else OK
    _show(context, answer, everything)
    return answer.code(fail_on)


def _answer(context: Context, wanted: tuple[str, ...] | None, since: int | None) -> _Answer:
    agenda = context.agenda
    first = context.today - RECENT if since is None else since
    return _Answer(
        agenda=agenda,
        findings=honest(context, _findings(context, wanted)),
        overdue=[o for o in agenda.overdue() if _within(o.duty.plan.source.path, wanted)],
        missed=[o for o in agenda.missed(first) if _within(o.duty.plan.source.path, wanted)],
        first=first,
        missed_count=agenda.missed_count()
        if wanted is None
        else sum(
            t.missed_count() for t in agenda.all_tracks if _within(t.duty.plan.source.path, wanted)
        ),
        files=[s.path for s in agenda.world.sources if _within(s.path, wanted)],
    )


def _json(answer: _Answer, translate: Translator) -> dict[str, Any]:
    return check_json(
        answer.agenda, answer.findings, answer.overdue, answer.missed, answer.missed_count,
        len(answer.files), translate,
    )  # fmt: skip


def _show(context: Context, answer: _Answer, everything: bool) -> None:
    """The answer in the form that was asked for."""
    translate = Translator(context.translate.language, answer.secrets)
    if context.form == "json":
        context.say_json(_json(answer, translate))
    elif context.form == "sarif":
        from tongxin.output.sarif import sarif

        context.say_json(sarif(answer.findings, translate))
    elif context.form in ("github", "junit"):
        from tongxin.output.annotations import github, junit

        lines = (
            github(answer.findings, translate)
            if context.form == "github"
            else junit(answer.findings, answer.files, answer.overdue, translate)
        )
        context.out.writelines(f"{line}\n" for line in lines)
    else:
        _show_text(context, answer, everything, translate)


def _show_text(context: Context, answer: _Answer, everything: bool, translate: Translator) -> None:
    """Findings, then what is late, then the counts."""
    agenda, missed_count = answer.agenda, answer.missed_count
    context.say(render_findings(answer.findings, translate, everything))
    if agenda.world.partly_read or agenda.world.unread:
        lost = msg("some lines could not be read: the lists below may be wrong till then")
        context.say([[("warning", translate(lost))], []])
    if answer.overdue:
        context.say([[("bad", translate(msg("Overdue:")))]])
        context.say(render_overdue(agenda, answer.overdue, translate))
        context.say([[]])
    if answer.missed:
        since = msg("Closed short since {date}:", date=_iso(answer.first))
        context.say([[("warning", translate(since))]])
        context.say(render_missed(agenda, answer.missed, translate))
        last = answer.missed[-1]
        hint = if_done(Missed((last,), day_that_counts(agenda, last)))
        context.say([[("faint", "  " + translate(hint))]])
    if missed_count > len(answer.missed):
        older = msgn("{n} more closed short earlier (--since DATE lists them)",
                     "{n} more closed short earlier (--since DATE lists them)",
                     missed_count - len(answer.missed))  # fmt: skip
        context.say([[("faint", "  " + translate(older))]])
    if missed_count:
        context.say([[]])
    context.say([_summary(context, answer)])
    fixable = sum(f.fix is not None and f.fix.safe for f in answer.findings)
    if fixable:
        hint = msg("tongxin check --fix mends {n} of them", n=fixable)
        context.say([[("info", translate(hint))]])


def _iso(day: int) -> str:
    from tongxin.calendar.periods import iso

    return iso(day)


def _summary(context: Context, answer: _Answer) -> Line:
    number, translate = counts(answer.findings), context.translate
    overdue, missed, files = len(answer.overdue), answer.missed_count, len(answer.files)
    parts = [
        msgn("{n} error", "{n} errors", number["error"]),
        msgn("{n} warning", "{n} warnings", number["warning"]),
        msgn("{n} note", "{n} notes", number["info"]),
        msg("{n} overdue", n=overdue),
        msg("{n} missed", n=missed),
    ]
    text = msg("{files}: {counts}", files=msgn("{n} file", "{n} files", files), counts=tuple(parts))
    style = "error" if number["error"] else "warning" if number["warning"] or overdue else "good"
    return [(style, translate(text))]


def _relative(context: Context, paths: Sequence[Path]) -> tuple[str, ...] | None:
    """The paths as they stand in the workspace; None: all of it."""
    if not paths:
        return None
    found = []
    for path in paths:
        full = Path(os.path.normpath(path.absolute()))
        if not os.path.lexists(full):  # a broken link is there, and is a finding
            raise TongxinError(msg("{path} does not exist", path=str(path)))
        inside = _below(full, context.root) or _below(full.resolve(), context.root.resolve())
        if inside is None:
            raise TongxinError(
                msg("{path} is not in the workspace {root}", path=str(path), root=str(context.root))
            )
        found.append(inside)
    return None if "." in found else tuple(found)


def _below(path: Path, folder: Path) -> str | None:
    """A path relative to a folder, with `/`; None where it is not below it."""
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else None


def _within(path: str, wanted: tuple[str, ...] | None) -> bool:
    return wanted is None or any(path == one or path.startswith(one + "/") for one in wanted)


def _findings(context: Context, wanted: tuple[str, ...] | None) -> list[Diagnostic]:
    return [f for f in checks.find(context.agenda) if _within(f.span.source.path, wanted)]


def _write(context: Context, mending: Mending) -> None:
    """Write the mended files, and say what was mended and what was refused."""
    if mending.changes:
        with locked(context.root, "check --fix"):
            replace(context.root, [_written(context.root, change) for change in mending.changes])
    for change in mending.changes:
        context.warn(
            msgn("{path}: {n} place mended", "{path}: {n} places mended", change.places,
                 path=change.source.path)
        )  # fmt: skip
        if change.kept:
            context.warn(
                msgn("{path}: {n} torn line is a comment now (# - {{…): record it again",
                     "{path}: {n} torn lines are comments now (# - {{…): record them again",
                     change.kept, path=change.source.path)
            )  # fmt: skip
    _say_refused(context, mending)


def _written(root: Path, change: Mended) -> Change:
    """A mended file as bytes, before and after; half a character at its end goes."""
    source = change.source
    before = source.content.encode()
    on_disk = b""
    with suppress(OSError):  # for the writing to tell
        on_disk = (root / source.path).read_bytes()
    if on_disk[: len(on_disk) - torn_end(on_disk)] == before:
        before = on_disk
    return Change(source.path, before, change.after.content.encode())


def _say_refused(context: Context, mending: Mending) -> None:
    for finding, reason in mending.refused:
        path, line = finding.span.source.path, finding.span.line
        context.warn(
            msg("{path}:{line}: not mended, since then: {reason}", path=path, line=line,
                reason=reason)
        )  # fmt: skip


def _refuse_dry_run(context: Context, fix: bool) -> None:
    """A dry run is one of `--fix`, and what it shows is a patch."""
    if not fix:
        raise TongxinError(
            msg("--dry-run shows what --fix would change, and --fix is not there"),
            msg("write: {option}", option="--fix --dry-run"),
        )
    if context.form not in ("text", "json"):
        raise TongxinError(
            msg("--dry-run shows a patch, which {form} cannot hold", form=context.form),
            msg("write: {option}", option="--format json"),
        )


def _show_changes(context: Context, mending: Mending, answer: _Answer) -> None:
    """The patch that `--fix` would make; no number of a person is repeated in it."""
    translate = Translator(context.translate.language, answer.secrets)
    lines = [
        line
        for change in mending.changes
        for line in unified(change.source.path, change.source.content, change.after.content)
    ]
    hidden = [[(style, translate.hide(text)) for style, text in line] for line in lines]
    if context.form == "json":
        context.say_json({**_json(answer, translate), "diff": patch(hidden)})
    else:
        context.say_exactly(hidden)
    for change in mending.changes:
        context.warn(
            msgn("{path}: {n} place would be mended", "{path}: {n} places would be mended",
                 change.places, path=change.source.path)
        )  # fmt: skip
    if hidden != lines:
        context.warn(msg("numbers of persons are hidden, so this cannot be applied as a patch"))
    if not mending.changes:
        context.warn(msg("nothing to mend"))
    _say_refused(context, mending)
