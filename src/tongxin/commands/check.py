"""`check`: every fault of a workspace with its place, then what is overdue."""

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tongxin import checks
from tongxin.commands.context import FINDINGS, OK, Context
from tongxin.diagnostic import Diagnostic, Source, TongxinError
from tongxin.messages import Translator, msg, msgn
from tongxin.output.duties import render_missed, render_overdue
from tongxin.output.findings import render_findings
from tongxin.output.plain import check_json, counts
from tongxin.output.style import Line
from tongxin.text.mend import Mended, mended
from tongxin.workspace.read import text_faults
from tongxin.workspace.write import write_atomically

RECENT = 14
"""Days back in which what closed short is listed; older ones are counted."""

FORMS = ("text", "json", "sarif", "github", "junit")
FAIL_ON = ("error", "warning", "overdue")


def check(
    context: Context,
    paths: Sequence[Path] = (),
    fail_on: Sequence[str] = (),
    since: int | None = None,
    fix: bool = False,
    everything: bool = False,
) -> int:
    """Check a workspace.

    Args:
        context: where, when, how.
        paths: report on these files and folders only; the whole workspace is read all the same.
        fail_on: besides errors, exit with 1 on `warning` or `overdue`.
        since: list what closed short from this day on.
        fix: first apply the remedies that are safe.
        everything: show every note, not only a few of each kind.

    Returns:
        0, or 1 if there are findings that count.
    """
    wanted = _relative(context, paths)
    if fix:
        context = _fixed(context, wanted)
    agenda = context.agenda
    findings = _honest(context, _findings(context, wanted))
    overdue = [o for o in agenda.overdue() if _within(o.duty.plan.source.path, wanted)]
    first = context.today - RECENT if since is None else since
    missed = [o for o in agenda.missed(first) if _within(o.duty.plan.source.path, wanted)]
    missed_count = (
        agenda.missed_count()
        if wanted is None
        else sum(
            t.missed_count() for t in agenda.all_tracks if _within(t.duty.plan.source.path, wanted)
        )
    )
    files = [s.path for s in agenda.world.sources if _within(s.path, wanted)]
    secrets = frozenset(f.span.text for f in findings if f.private)
    translate = Translator(context.translate.language, secrets)
    if context.form == "json":
        context.say_json(
            check_json(agenda, findings, overdue, missed, missed_count, len(files), translate)
        )
    elif context.form == "sarif":
        from tongxin.output.sarif import sarif

        context.say_json(sarif(findings, translate))
    elif context.form in ("github", "junit"):
        from tongxin.output.annotations import github, junit

        lines = (
            github(findings, translate)
            if context.form == "github"
            else junit(findings, files, overdue, translate)
        )
        context.out.writelines(f"{line}\n" for line in lines)
    else:
        context.say(render_findings(findings, translate, everything))
        if agenda.world.partly_read or agenda.world.unread:
            lost = msg("some lines could not be read: the lists below may be wrong till then")
            context.say([[("warning", translate(lost))], []])
        if overdue:
            context.say([[("bad", translate(msg("Overdue:")))]])
            context.say(render_overdue(agenda, overdue, translate))
            context.say([[]])
        if missed:
            context.say(
                [[("warning", translate(msg("Closed short since {date}:", date=_iso(first))))]]
            )
            context.say(render_missed(agenda, missed, translate))
        if missed_count > len(missed):
            older = msgn("{n} more closed short earlier (--since DATE lists them)",
                         "{n} more closed short earlier (--since DATE lists them)",
                         missed_count - len(missed))  # fmt: skip
            context.say([[("faint", "  " + translate(older))]])
        if missed_count:
            context.say([[]])
        context.say([_summary(context, findings, len(overdue), missed_count, len(files))])
        fixable = sum(f.fix is not None and f.fix.safe for f in findings)
        if fixable:
            hint = msg("tongxin check --fix mends {n} of them", n=fixable)
            context.say([[("info", translate(hint))]])
    number = counts(findings)
    failed = (
        number["error"]
        or ("warning" in fail_on and number["warning"])
        or ("overdue" in fail_on and (overdue or missed_count))
    )
    return FINDINGS if failed else OK


def _iso(day: int) -> str:
    from tongxin.calendar.periods import iso

    return iso(day)


def _summary(
    context: Context, findings: list[Diagnostic], overdue: int, missed: int, files: int
) -> Line:
    number, translate = counts(findings), context.translate
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


def _mendings(context: Context, findings: Sequence[Diagnostic]) -> list[tuple[Source, Mended]]:
    """What the safe fixes of findings make of each file."""
    by_path: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        if finding.fix is not None and finding.fix.safe:
            by_path.setdefault(finding.span.source.path, []).append(finding)
    names = context.world.names
    return [
        (source, mended(source, by_path[source.path], lambda text: text_faults(text, names)))
        for source in context.world.sources
        if source.path in by_path
    ]


def _honest(context: Context, findings: list[Diagnostic]) -> list[Diagnostic]:
    """The findings, of which none promises a fix that would be refused."""
    refused = {
        id(finding) for _, mending in _mendings(context, findings) for finding, _ in mending.refused
    }
    return [
        replace(f, fix=replace(f.fix, safe=False)) if f.fix and id(f) in refused else f
        for f in findings
    ]


def _fixed(context: Context, wanted: tuple[str, ...] | None) -> Context:
    """Apply the safe remedies to the files, say which were refused, and read again."""
    for source, mending in _mendings(context, _findings(context, wanted)):
        path = source.path
        if mending.text != source.text:
            _replace(context, source, mending.text)
            n = sum(len(f.fix.edits) for f in mending.held if f.fix)
            context.warn(
                msgn("{path}: {n} place mended", "{path}: {n} places mended", n, path=path)
            )
        for finding, reason in mending.refused:
            line = finding.span.line
            context.warn(
                msg("{path}:{line}: not mended, since then: {reason}", path=path, line=line,
                    reason=reason)
            )  # fmt: skip
    return Context(
        context.start, context.today, context.language, context.form, context.out, context.err
    )


def _replace(context: Context, source: Source, text: str) -> None:
    """Write a file's new text, if it is still as it was read."""
    mark = b"\xef\xbb\xbf" if source.bom else b""
    file = context.root / source.path
    try:
        unchanged = file.read_bytes() == mark + source.text.encode()
    except OSError:
        unchanged = False
    if not unchanged:
        raise TongxinError(
            msg("{path} was changed by somebody else meanwhile", path=source.path), msg("try again")
        )
    write_atomically(file, mark + text.encode())
