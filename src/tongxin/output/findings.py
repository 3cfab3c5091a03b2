"""Findings as text: place, severity, code, the fault, the line with carets, the remedy."""

from collections.abc import Iterator, Sequence

from tongxin.diagnostic import Diagnostic, Severity, Span
from tongxin.messages import Translator, msg
from tongxin.model import words
from tongxin.output.style import Line, printable, width

LONGEST_EXCERPT = 160
"""Columns of a line that are shown; the part around the fault, where the line is longer."""


FEW = 3
"""Notes of one code that are shown; the rest is counted, unless all are asked for."""


def render_findings(
    findings: Sequence[Diagnostic], translate: Translator, everything: bool = False
) -> Iterator[Line]:
    """Errors and warnings with an empty line behind each; then the notes, one line each."""
    notes: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        if finding.severity is Severity.INFO:
            notes.setdefault(finding.code, []).append(finding)
        else:
            yield from render_finding(finding, translate)
            yield []
    for code, some in notes.items():
        for finding in some if everything else some[:FEW]:
            yield next(render_finding(finding, translate))
        more = len(some) - FEW
        if more > 0 and not everything:
            text = msg("{code}: {n} more (check --all shows them)", code=code, n=more)
            yield [("faint", "  " + translate(text))]
    if notes:
        yield []


def render_finding(finding: Diagnostic, translate: Translator) -> Iterator[Line]:
    """The lines of one finding."""
    span, severity = finding.span, finding.severity or "error"
    line, column = span.source.position(span.start)
    word = translate.show(words.word("word:severity-of-check", str(severity)))
    yield [
        ("strong", f"{span.source.path}:{line}:{column}: "),
        (str(severity), f"{word}[{finding.code}]"),
        ("strong", f" {translate(finding.message)}"),
    ]
    if span.source.text:
        yield from _excerpt(span, str(severity), finding.private, translate)
    if finding.help is not None:
        yield [("info", translate(msg("help: "))), ("", translate(finding.help))]


def _excerpt(span: Span, style: str, private: bool, translate: Translator) -> Iterator[Line]:
    """The original line, and carets below the characters at fault."""
    number, column = span.source.position(span.start)
    raw = translate.hide(span.source.line(number))
    start = column - 1
    end = min(max(start + span.end - span.start, start + 1), max(len(raw), start + 1))
    if private:
        raw = raw[:start] + "*" * (end - start) + raw[end:]
    shown, start, end = _window(raw, start, end)
    shown, before = printable(shown), printable(shown[:start])
    marked = max(width(printable(shown[start:end])), 1)
    margin = f" {number} | "
    yield [("faint", margin), ("", shown)]
    yield [
        ("faint", " " * (len(margin) - 2) + "| "),
        ("", " " * width(before)),
        (style, "^" * marked),
    ]


def _window(raw: str, start: int, end: int) -> tuple[str, int, int]:
    """The part of a long line around the fault, with `…` where something is left out."""
    if len(raw) <= LONGEST_EXCERPT:
        return raw, start, end
    first = max(start - LONGEST_EXCERPT // 4, 0)
    last = min(first + LONGEST_EXCERPT, len(raw))
    head, tail = ("…" if first else ""), ("…" if last < len(raw) else "")
    return (
        head + raw[first:last] + tail,
        start - first + len(head),
        min(end, last) - first + len(head),
    )
