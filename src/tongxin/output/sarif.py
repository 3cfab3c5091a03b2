"""Findings as SARIF 2.1.0 (OASIS), for code hosts and editors."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from tongxin import __version__
from tongxin.checks.pages import read_page
from tongxin.diagnostic import Diagnostic, Severity
from tongxin.messages import Translator

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(findings: Sequence[Diagnostic], translate: Translator) -> dict[str, Any]:
    """One run with its rules and results; columns count Unicode code points."""
    codes = sorted({finding.code for finding in findings})
    rules = [_rule(code, translate.language) for code in codes]
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "tongxin", "version": __version__, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, codes, translate) for finding in findings],
            }
        ],
    }


def _rule(code: str, language: str) -> dict[str, Any]:
    """A check's page: its first sentence, and all of it."""
    prose = read_page(code).prose(language)
    stop = "。" if language == "zh" else ".\n"
    first = prose.partition("\n\n")[0].partition(stop)[0]
    return {
        "id": code,
        "shortDescription": {"text": " ".join(first.split()) + stop.strip()},
        "help": {"text": prose},
    }


def _result(finding: Diagnostic, codes: list[str], translate: Translator) -> dict[str, Any]:
    span = finding.span
    line, column = span.source.position(span.start)
    end_line, end_column = span.source.position(span.end)
    text = translate(finding.message)
    if finding.help is not None:
        text += "\n" + translate(finding.help)
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.severity or Severity.ERROR],
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": quote(span.source.path, errors="surrogateescape")},
                    "region": {
                        "startLine": line,
                        "startColumn": column,
                        "endLine": end_line,
                        "endColumn": max(end_column, column + 1)
                        if end_line == line
                        else end_column,
                    },
                }
            }
        ],
    }
