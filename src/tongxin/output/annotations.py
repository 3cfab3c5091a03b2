"""Findings for machines that show them beside the code: GitHub's workflow commands, JUnit's XML."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from tongxin.answers.occurrences import Occurrence
from tongxin.diagnostic import Diagnostic, Severity
from tongxin.messages import Translator

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(findings: Sequence[Diagnostic], translate: Translator) -> Iterator[str]:
    """`::error file=…,line=…,col=…,title=…::message`, a line a finding."""
    for finding in findings:
        span = finding.span
        line, column = span.source.position(span.start)
        end_line, end_column = span.source.position(span.end)
        fields = {"file": span.source.path, "line": line, "endLine": end_line,
                  "col": column, "endColumn": end_column, "title": finding.code}  # fmt: skip
        text = translate(finding.message) + (f"\n{translate(finding.help)}" if finding.help else "")
        where = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items())
        yield f"::{_COMMANDS[finding.severity or Severity.ERROR]} {where}::{_data(text)}"


def _data(text: str) -> str:
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)  # bytes of a file's name
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def junit(
    findings: Sequence[Diagnostic],
    files: Sequence[str],
    overdue: Sequence[Occurrence],
    translate: Translator,
) -> Iterator[str]:
    """A suite a file, a case a finding (a file without any has one that passes), overdue last."""
    by_file = {path: list(some) for path, some in groupby(findings, lambda f: f.span.source.path)}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<testsuites name="tongxin">'
    for path in sorted({*files, *by_file}):
        yield from _suite(path, by_file.get(path, []), translate)
    if overdue:
        n = len(overdue)
        yield f'  <testsuite name="overdue" tests="{n}" failures="0" errors="0" skipped="{n}">'
        for o in overdue:
            name = " ".join([o.duty.name, *(value for _, value in o.member), o.period])
            yield f'    <testcase classname="overdue" name={quoteattr(_xml(name))}>'
            yield f"      <skipped message={quoteattr(_xml(o.duty.task.title))}/>"
            yield "    </testcase>"
        yield "  </testsuite>"
    yield "</testsuites>"


def _suite(path: str, findings: list[Diagnostic], translate: Translator) -> Iterator[str]:
    failures = sum(f.severity is Severity.ERROR for f in findings)
    tests = max(len(findings), 1)
    yield (
        f'  <testsuite name={quoteattr(_xml(path))} tests="{tests}" failures="{failures}" '
        f'errors="0" skipped="{len(findings) - failures}">'
    )
    if not findings:
        yield f'    <testcase classname={quoteattr(_xml(path))} name="check"/>'
    for finding in findings:
        line, column = finding.span.source.position(finding.span.start)
        text = _xml(translate(finding.message))
        body = f"{_xml(path)}:{line}:{column}: {text}"
        body += f"\n{_xml(translate(finding.help))}" if finding.help else ""
        name = quoteattr(f"{finding.code} {line}:{column}")
        yield f"    <testcase classname={quoteattr(_xml(path))} name={name}>"
        if finding.severity is Severity.ERROR:
            kind = quoteattr(finding.code)
            yield f"      <failure type={kind} message={quoteattr(text)}>{escape(body)}</failure>"
        else:
            yield f"      <skipped message={quoteattr(body)}/>"
        yield "    </testcase>"
    yield "  </testsuite>"


def _xml(text: str) -> str:
    """Without the characters that XML 1.0 forbids."""
    return re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
