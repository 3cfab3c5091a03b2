"""`report`: what a week, a month, a phase brought, what went wrong and what comes next."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tongxin.answers import spans
from tongxin.answers.spans import Kind, ReportSpan
from tongxin.answers.summary import Summary, summarize
from tongxin.calendar.periods import Day
from tongxin.commands import documents
from tongxin.commands.context import OK, Context
from tongxin.diagnostic import TongxinError
from tongxin.messages import msg
from tongxin.model.dates import Moment, parse_moment
from tongxin.output import view

RUNNING = ("this", "本", "本期", "now")
LAST = ("last", "上", "上期", "previous")
"""What stands for the running span of a kind, and for the one before it."""


@dataclass(frozen=True)
class Asked:
    """Which span is asked for, as typed; nothing: the week."""

    span: str | None = None
    week: str | None = None
    month: str | None = None
    quarter: str | None = None
    year: str | None = None
    phase: str | None = None
    first: Day | None = None
    last: Day | None = None


NOTHING_ASKED = Asked()


def report(
    context: Context,
    asked: Asked = NOTHING_ASKED,
    brief: bool = False,
    trace: bool = False,
    output: Path | None = None,
) -> int:
    """Report on a span.

    Args:
        context: where, when, how; its form is text, json, markdown or html.
        asked: which span.
        brief: twenty plain lines for a chat group.
        trace: name the ledger entries behind each figure.
        output: the file to write to; its ending chooses the form.

    Raises:
        TongxinError: the span is not understood, has not begun, or was before the ledger.
    """
    if brief and trace:
        raise TongxinError(msg("--brief has no room for --trace"), msg("leave one of the two out"))
    context.name_unread()
    found = summary(context, asked)
    figures = view.report_view(found, context.today)
    library = documents.library(context)
    template, form = documents.chosen(context, library, "brief" if brief else "report", output)
    if form == "json":
        context.put_json(dict(figures), output)
        return OK
    values = documents.data(context, found.agenda, trace, report=figures)
    return documents.deliver(context, library, template, values, form, output)


def summary(context: Context, asked: Asked) -> Summary:
    """The summary of the span that is asked for."""
    return summarize(context.world, span_asked(context, asked), context.today)


def span_asked(context: Context, asked: Asked) -> ReportSpan:
    """The span that is asked for; several ways to name it at once are refused."""
    ways: list[Callable[[], ReportSpan]] = []
    if asked.span is not None:
        text = asked.span
        ways.append(lambda: _any(context, text))
    for kind, value in (
        (Kind.WEEK, asked.week),
        (Kind.MONTH, asked.month),
        (Kind.QUARTER, asked.quarter),
        (Kind.YEAR, asked.year),
    ):
        if value is not None:
            ways.append(lambda kind=kind, value=value: _of_kind(context, kind, value))  # type: ignore[misc]
    if asked.phase is not None:
        phase = asked.phase
        ways.append(lambda: spans.of_phase(context.world, phase))
    if asked.first is not None or asked.last is not None:
        ways.append(lambda: _between(context, asked.first, asked.last))
    if len(ways) > 1:
        raise TongxinError(msg("name one span: a week, a month, a phase, or two days"))
    if ways:
        return ways[0]()
    week, since = spans.week_to_report(context.today), context.world.settings.since
    if since is not None and week.last < since <= context.today:  # the ledger has just begun
        return spans.running(Kind.WEEK, context.today)
    return week


def _between(context: Context, first: Day | None, last: Day | None) -> ReportSpan:
    if first is None:
        raise TongxinError(msg("--to needs --from"))
    return spans.days(first, max(first, context.today) if last is None else last)


def _of_kind(context: Context, kind: Kind, value: str) -> ReportSpan:
    """A label of that kind, the running one, or the one before; a month also as 11 or 11月."""
    text = value.strip()
    running = spans.running(kind, context.today)
    if text in RUNNING:
        return running
    if text in LAST:
        return spans.before(context.world, running) or running
    found = spans.labelled(text)
    if found is not None and found.kind is kind:
        return found
    if kind is Kind.MONTH:
        moment = parse_moment(f"{text}月" if text.isdecimal() and len(text) <= 2 else text)
        if isinstance(moment, Moment) and moment.month is not None and moment.day is None:
            label = f"{moment.year or running.label[:4]}-{moment.month:02}"
            return spans.labelled(label) or running
    example = running.label
    raise TongxinError(
        msg('"{text}" is no {kind}', text=value, kind=_KINDS[kind]),
        msg("write for instance {example}, or: last", example=example),
    )


_KINDS = {
    Kind.WEEK: msg("week"),
    Kind.MONTH: msg("month"),
    Kind.QUARTER: msg("quarter"),
    Kind.YEAR: msg("year"),
}


def _any(context: Context, text: str) -> ReportSpan:
    """A label, two days, 上周, or a phase."""
    found = spans.as_said(text, context.today) or spans.labelled(text)
    if found is not None:
        return found
    try:
        return spans.of_phase(context.world, text)
    except TongxinError as error:
        raise TongxinError(
            msg('"{text}" is no span', text=text),
            msg("write for instance {example}", example="2026-W47, 2026-11, 2026-Q4, 上周, "
                "2026-11-01..2026-11-15"),
        ) from error  # fmt: skip
