"""The verbs that read, and those that make documents."""

from pathlib import Path
from typing import Annotated

import typer

from tongxin.cli.options import (
    CheckForm,
    DocumentForm,
    FailOn,
    First,
    Jobs,
    JsonOnly,
    Kind,
    Last,
    Month,
    NoCache,
    Output,
    Phase,
    Picture,
    Quarter,
    Trace,
    Week,
    Year,
    day_given,
    span_asked,
    verb,
)
from tongxin.cli.parser import _
from tongxin.commands.context import Context
from tongxin.diagnostic import TongxinError
from tongxin.messages import msg


@verb("init", "新建")
def init(
    context: Context,
    folder: Annotated[
        Path, typer.Argument(metavar=_("[DIR]"), help=_("where; here by default"))
    ] = Path(),
    name: Annotated[str | None, typer.Option("--name", help=_("the community's name"))] = None,
    example: Annotated[
        bool, typer.Option("--example", help=_("fill it with five plans and a ledger"))
    ] = False,
) -> int:
    """Make a workspace"""
    from tongxin.commands.init import init as run

    community = name or _("Our community")
    return run(context, context.start / folder, community, example)


@verb("check", "核对", CheckForm)
def check(
    context: Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(help=_("report on these files only"))
    ] = None,
    fail_on: Annotated[
        list[FailOn] | None, typer.Option("--fail-on", help=_("exit with 1 on these too"))
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since", metavar=_("DATE"), help=_("list what closed short from this day on")
        ),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help=_("apply the remedies that are safe"))] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=_("with --fix: show what it would change, write nothing")),
    ] = False,
    everything: Annotated[bool, typer.Option("--all", help=_("show every note"))] = False,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> int:
    """Find every fault in the plans and the ledger, and what is overdue"""
    from tongxin.commands.check import check as run

    del jobs, no_cache
    first = None if since is None else day_given(since, "--since ")
    failing = [on.value for on in fail_on or ()]
    return run(context, paths or (), failing, first, fix, everything, dry_run)


@verb("due", "待办")
def due(
    context: Context,
    group: Annotated[
        list[str] | None, typer.Option("--group", help=_("duties of this group only"))
    ] = None,
    place: Annotated[
        list[str] | None, typer.Option("--place", help=_("duties at this place only"))
    ] = None,
    days: Annotated[int, typer.Option("--days", min=0, max=3660, help=_("days to look ahead"))] = 7,
    each: Annotated[bool, typer.Option("--each", help=_("a line for each place"))] = False,
    everything: Annotated[
        bool, typer.Option("--all", help=_("all occurrences of all active plans"))
    ] = False,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> int:
    """What to do now, one line a duty"""
    from tongxin.commands.due import due as run

    del jobs, no_cache
    return run(context, group or (), place or (), days, each, everything)


@verb("explain", "说明")
def explain(
    context: Context,
    subject: Annotated[
        str, typer.Argument(metavar=_("CODE|PLAN/TASK"), help=_("the code of a check, or a task"))
    ],
    everything: Annotated[bool, typer.Option("--all", help=_("every occurrence"))] = False,
) -> int:
    """What a check means; or why a task stands as it does"""
    from tongxin.commands.explain import explain as run

    return run(context, subject, everything)


@verb("show", "查看")
def show(
    context: Context,
    plan: Annotated[str | None, typer.Argument(help=_("a plan; all plans by default"))] = None,
    gantt: Annotated[bool, typer.Option("--gantt", help=_("the tasks along the months"))] = False,
    heat: Annotated[
        bool, typer.Option("--heat", help=_("what was kept and missed, week by week"))
    ] = False,
    burndown: Annotated[
        bool, typer.Option("--burndown", help=_("the hazards open, day by day"))
    ] = False,
    first: Annotated[
        str | None, typer.Option("--from", metavar=_("DATE"), help=_("the first day of a chart"))
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar=_("DATE"), help=_("its last day"))
    ] = None,
    output: Picture = None,
) -> int:
    """A plan as a tree, or as a chart"""
    from tongxin.commands.pictures import BURNDOWN, GANTT, HEAT, chart
    from tongxin.commands.show import show as run

    asked = [k for k, on in ((GANTT, gantt), (HEAT, heat), (BURNDOWN, burndown)) if on]
    begins = None if first is None else day_given(first, "--from ")
    ends = None if last is None else day_given(last, "--to ")
    if len(asked) > 1:
        raise TongxinError(msg("choose one chart: {charts}", charts=tuple(f"--{k}" for k in asked)))
    if not asked and any(option is not None for option in (first, last, output)):
        charts = ("--gantt", "--heat", "--burndown")
        raise TongxinError(
            msg("that goes with a chart only"), msg("add one of {charts}", charts=charts)
        )
    if not asked or (gantt and context.form == "json" and output is None):
        return run(context, plan)
    return chart(context, asked[0], plan, begins, ends, output)


@verb("load", "负荷")
def load(
    context: Context,
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=52, help=_("weeks to look at"))] = 8,
    group: Annotated[
        list[str] | None, typer.Option("--group", help=_("duties of this group only"))
    ] = None,
    plan: Annotated[str | None, typer.Option("--plan", help=_("duties of this plan only"))] = None,
    limit: Annotated[
        float | None,
        typer.Option(
            "--limit",
            metavar=_("N"),
            min=0.1,
            max=1000,
            help=_("duties a working day above which a week is too full"),
        ),
    ] = None,
    output: Picture = None,
) -> int:
    """How much work each group has in the weeks ahead, and which cannot be done"""
    from tongxin.commands.load import load as run

    return run(context, weeks, group or (), plan, limit, output)


@verb("coverage", "迎检", DocumentForm)
def coverage(
    context: Context,
    basis: Annotated[str | None, typer.Argument(help=_("a basis; all by default"))] = None,
    missing: Annotated[
        bool, typer.Option("--missing", help=_("only what is lacking, by group"))
    ] = False,
    pack: Annotated[
        Path | None,
        typer.Option(
            "--pack", metavar=_("DIR"), help=_("make this folder: one for each clause, an index")
        ),
    ] = None,
    output: Output = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> int:
    """How the plans answer each clause, and what evidence is there"""
    from tongxin.commands.coverage import coverage as run

    del jobs, no_cache
    return run(context, basis, missing, output, pack)


@verb("report", "报告", DocumentForm)
def report(
    context: Context,
    span: Annotated[
        str | None,
        typer.Argument(
            metavar=_("[SPAN]"), help=_("2026-W47, 2026-11, 上周 …; the week by default")
        ),
    ] = None,
    week: Week = None,
    month: Month = None,
    quarter: Quarter = None,
    year: Year = None,
    phase: Phase = None,
    first: First = None,
    last: Last = None,
    brief: Annotated[
        bool, typer.Option("--brief", help=_("twenty plain lines for a chat group"))
    ] = False,
    trace: Trace = False,
    output: Output = None,
    jobs: Jobs = None,
    no_cache: NoCache = False,
) -> int:
    """What a week, a month, a phase brought, and what comes next"""
    from tongxin.commands.report import report as run

    del jobs, no_cache
    asked = span_asked(span, week, month, quarter, year, phase, first, last)
    return run(context, asked, brief, trace, output)


@verb("render", "生成", DocumentForm)
def render(
    context: Context,
    template: Annotated[
        str, typer.Argument(metavar=_("TEMPLATE"), help=_("see: tongxin templates"))
    ],
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar=_("[SUBJECT]"), help=_("the plan, task, hazard or span it is about")
        ),
    ] = None,
    plan: Annotated[str | None, typer.Option("--plan", help=_("the plan it is about"))] = None,
    hazard: Annotated[
        str | None,
        typer.Option("--hazard", metavar=_("ID"), help=_("the hazard: its id, its end, its place")),
    ] = None,
    task: Annotated[str | None, typer.Option("--task", help=_("the task it is about"))] = None,
    entry: Annotated[
        str | None,
        typer.Option("--entry", metavar=_("ID"), help=_("the entry it records: its id, its end")),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option("--on", metavar=_("DATE"), help=_("the day of the inspection, the meeting …")),
    ] = None,
    week: Week = None,
    month: Month = None,
    quarter: Quarter = None,
    year: Year = None,
    phase: Phase = None,
    first: First = None,
    last: Last = None,
    number: Annotated[
        str | None,
        typer.Option("--number", help=_("its number, as tongxin number has given it")),
    ] = None,
    trace: Trace = False,
    output: Output = None,
) -> int:
    """Make a document from its template"""
    from tongxin.commands.render import Subject
    from tongxin.commands.render import render as run

    asked = span_asked(None, week, month, quarter, year, phase, first, last)
    day = None if on is None else day_given(on, "--on ")
    about = Subject(subject, plan, hazard, task, entry=entry, on=day)
    return run(context, template, about, asked, trace, output, number)


@verb("templates", "模板")
def templates(
    context: Context,
    action: Annotated[
        str | None,
        typer.Argument(metavar="[check]", help=_("check: find what is wrong with them")),
    ] = None,
    names: Annotated[
        list[str] | None, typer.Argument(help=_("the templates to check; all by default"))
    ] = None,
) -> int:
    """The templates of documents: which there are, what they need"""
    from tongxin.commands.templates import check_templates
    from tongxin.commands.templates import templates as run

    if action is None:
        return run(context)
    if action not in ("check", "核对"):
        remedy = msg("see: {command} --help", command="tongxin templates")
        raise TongxinError(msg('no command "{name}"', name=f"templates {action}"), remedy)
    return check_templates(context, names or ())


@verb("schema", None, JsonOnly)
def schema(
    context: Context,
    kind: Annotated[Kind, typer.Argument(help=_("plan, basis, workspace or ledger"))] = Kind.PLAN,
) -> int:
    """The JSON Schema of the files, for editors"""
    from tongxin.commands.schema import schema as run

    return run(context, kind.value)
