"""`# tongxin: ignore CODE`: what it silences, and what is told of a comment that cannot silence."""

import pytest

from tongxin.checks.ignore import Ignores
from tongxin.diagnostic import Diagnostic, Source, Span
from tongxin.messages import msg


def unused(text: str) -> list[str]:
    return [finding.span.text for finding in Ignores([Source("plans/a.yaml", text)]).unused()]


@pytest.mark.parametrize(
    "comment",
    [
        "# tongxin: ignore",
        "# tongxin: ignore ",
        "#tongxin:ignore",
        "# 同心：忽略",
        "# 同心: 忽略 日期不对",
        "# tongxin: ignore BAD-DATE",
    ],
)
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\nid: ignore\n"])
def test_a_comment_without_a_code_is_told(comment: str, end: str) -> None:
    assert unused(f"plan: a  {comment}{end}") == [comment.strip()]


@pytest.mark.parametrize(
    ("comment", "codes"),
    [
        ("# tongxin: ignore bad-date", ["bad-date"]),
        ("# 同心：忽略 bad-date、bad-count", ["bad-date", "bad-count"]),
        ("# tongxin: ignore bad-date  bad-count", ["bad-date", "bad-count"]),
        ("# please ignore this", []),
        ("# tongxin: ignored long ago", []),
        ("# 忽略", []),
    ],
)
def test_each_code_that_is_not_found_is_told(comment: str, codes: list[str]) -> None:
    assert unused(f"plan: a  {comment}\n") == codes


def test_only_the_named_code_on_that_line_is_silenced() -> None:
    source = Source("plans/a.yaml", "a: 1  # tongxin: ignore bad-date\nb: 2\n")
    ignores = Ignores([source])

    def finding(code: str, start: int) -> Diagnostic:
        return Diagnostic(code, Span(source, start, start + 1), msg("wrong"))

    assert ignores.silences(finding("bad-date", 0))
    assert not ignores.silences(finding("bad-count", 0))
    assert not ignores.silences(finding("bad-date", source.text.index("b: 2")))
    assert ignores.unused() == []
