"""`explain`: a check's page; or why a task stands as it does."""

from collections.abc import Iterator

from tongxin.answers.expansion import Dropped, Why
from tongxin.answers.hazards import is_backfilled
from tongxin.answers.names import member_name
from tongxin.answers.occurrences import Agenda, Occurrence, State, Track, schedule_of
from tongxin.answers.receipt import Missed, day_that_counts
from tongxin.calendar.periods import Day, Unit, iso, year_of
from tongxin.checks import CODES
from tongxin.checks.pages import Page, read_page
from tongxin.commands.context import OK, Context
from tongxin.commands.find import find_duty
from tongxin.diagnostic import Span
from tongxin.messages import Message, Translator, msg, msgn
from tongxin.model import words
from tongxin.model.ledger import Entry
from tongxin.model.world import Duty
from tongxin.output.plain import occurrence as occurrence_row
from tongxin.output.receipts import if_done
from tongxin.output.rules import written_rule
from tongxin.output.style import Line, pad

MOST = 12
"""Occurrences that are shown for each member, the latest; all with `everything`."""


def explain(context: Context, subject: str, everything: bool = False) -> int:
    """Explain a code or a task.

    Args:
        context: where, when, how.
        subject: the code of a check; or `plan/task`, a task's id, or a unique part of its title.
        everything: all occurrences, not only the latest.
    """
    if subject in CODES:
        return _explain_code(context, read_page(subject))
    context.name_unread()
    duty = find_duty(context, subject, or_code=True)
    if context.form == "json":
        tracks = context.agenda.tracks_of(duty.name)
        rows = [occurrence_row(o, context.agenda) for track in tracks for o in track.occurrences()]
        context.say_json(
            {"version": 1, "task": duty.name, "title": duty.task.title, "occurrences": rows}
        )
        return OK
    context.say(_Story(context, duty, everything).lines())
    return OK


def _explain_code(context: Context, page: Page) -> int:
    language = context.language or "zh"
    translate = Translator(language)
    severity = words.word("word:severity-of-check", CODES[page.code])
    if context.form == "json":
        context.say_json(
            {
                "version": 1,
                "code": page.code,
                "severity": str(CODES[page.code]),
                "page": page.prose(language),
            }
        )
        return OK
    lines: list[Line] = [[("strong", page.code), ("faint", f"  [{translate.show(severity)}]")], []]
    lines += [[("", line)] for line in page.prose(language).split("\n")]
    for example in page.examples:
        heading = msg("Example that is found:") if example.fails else msg("Example that passes:")
        lines += [[], [("bad" if example.fails else "good", translate(heading))]]
        for path, text in example.files.items():
            if (
                path == "tongxin.yaml"
                and len(example.files) > 1
                and text.startswith("tongxin: 1\ncommunity: {name: 示例社区}\n")
                and text.count("\n") == 2
            ):
                continue
            lines += [[("faint", f"  {path}")]]
            lines += [[("", "    " + line)] for line in text.rstrip("\n").split("\n")]
    context.say(lines)
    return OK


class _Story:
    """Why a task stands as it does: schedule → window → periods → holidays → entries → state."""

    def __init__(self, context: Context, duty: Duty, everything: bool) -> None:
        self.agenda: Agenda = context.agenda
        self.translate: Translator = context.translate
        self.duty = duty
        self.everything = everything

    def lines(self) -> Iterator[Line]:
        duty, task, plan = self.duty, self.duty.task, self.duty.plan
        yield [("strong", f"{duty.name}  {task.title}")]
        yield self.fact(msg("schedule"), self.schedule(), task.at("schedule"))
        for rule in schedule_of(task) if task.schedule or not task.has("schedule") else ():
            yield self.fact(msg("read as"), msg("{rule}", rule=written_rule(rule, self.translate)))
        if plan.status == "draft":
            yield self.fact(
                msg("status"), msg("the plan is a draft and owes nothing"), plan.at("status")
            )
            return
        yield from self.limits()
        for track in self.agenda.tracks_of(duty.name):
            yield []
            yield from self.track(track)

    def fact(self, name: Message, text: Message, place: Span | None = None) -> Line:
        where = "" if place is None else f"  {place.source.path}:{place.line}"
        return [
            ("faint", "  " + pad(self.translate(name), 10)),
            ("", self.translate(text)),
            ("faint", where),
        ]

    def schedule(self) -> Message:
        task = self.duty.task
        if task.has("schedule"):
            return msg("{text}", text=" ".join(task.at("schedule").text.split()))
        if task.phase:
            return msg("none given: once, by the end of the phase {phase}", phase=task.phase)
        return msg("none given, and no phase: nobody can say when")

    def limits(self) -> Iterator[Line]:
        """The window and what narrows it."""
        plan, task = self.duty.plan, self.duty.task
        if plan.period is None:
            yield self.fact(msg("window"), msg("the plan's period is at fault"), plan.at("period"))
            return
        yield self.fact(msg("period"), _span(plan.period), plan.at("period"))
        if plan.ended is not None:
            yield self.fact(msg("ended"), msg("{date}", date=iso(plan.ended)), plan.at("ended"))
        for phase in plan.phases:
            if task.phase and task.phase in (phase.id, phase.name, *phase.was):
                yield self.fact(msg("phase"), msg("{name}", name=phase.name), phase.at())
        window = self.agenda.window(plan, task)
        if window is not None:
            yield self.fact(msg("window"), _span((window.first, window.last)))
            for year in self.agenda.world.working_days.unknown_years(window.first, window.last):
                if task.shift or any(rule.unit is Unit.WORKDAY for rule in schedule_of(task)):
                    yield self.fact(
                        msg("calendar"),
                        msg("the holidays of {year} are not known: only weekends count", year=year),
                    )
            source = self.agenda.world.working_days.source(year_of(self.agenda.today))
            if source and task.shift:
                yield self.fact(msg("calendar"), msg("{source}", source=source))

    def track(self, track: Track) -> Iterator[Line]:
        found = list(track.occurrences())
        name = member_name(self.agenda, track.duty, track.member)
        begun = [o for o in found if o.state is not State.UPCOMING]
        coming = [o for o in found if o.state is State.UPCOMING]
        text = msg(
            "{kept}, {dropped} left out, {entries}",
            kept=msgn("{n} period", "{n} periods", len(found)),
            dropped=len(track.expansion.dropped),
            entries=msgn("{n} entry counts", "{n} entries count", len(track.tallies)),
        )
        yield [("strong", f"  {name}  " if name else "  "), ("faint", self.translate(text))]
        for drop in track.expansion.dropped if self.everything else track.expansion.dropped[:3]:
            yield self.dropped(drop)
        since = self.agenda.world.settings.since
        before = [s for s in track.expansion.slots if since and s.closes and s.closes < since]
        untold = len(before) - len([o for o in found if since and o.closes and o.closes < since])
        if untold and since is not None:
            left = msgn(
                "{n} period closed before the ledger begins ({since})",
                "{n} periods closed before the ledger begins ({since})",
                untold,
                since=iso(since),
            )
            yield [("faint", "    " + self.translate(left))]
        shown = found if self.everything else [*begun[-MOST:], *coming[:2]]
        for o in shown:
            yield from self.occurrence(o, track.expansion.moved.get(o.period))
        if len(shown) < len(found):
            more = msgn(
                "{n} more (--all shows them)",
                "{n} more (--all shows them)",
                len(found) - len(shown),
            )
            yield [("faint", "    " + self.translate(more))]

    def dropped(self, drop: Dropped) -> Line:
        reasons = {
            Why.CUT: msg("less than half of it lies in the window"),
            Why.OUTSIDE: msg("its day lies outside the window"),
            Why.HOLIDAY: msg("not a working day"),
        }
        text = msg("{label} left out: {reason}", label=drop.slot.label, reason=reasons[drop.why])
        return [("faint", "    " + self.translate(text))]

    def occurrence(self, o: Occurrence, planned: Day | None) -> Iterator[Line]:
        state = words.word("word:state", o.state)
        style = {
            "overdue": "bad",
            "missed": "bad",
            "met": "good",
            "late": "good",
            "open": "warning",
        }.get(o.state, "faint")
        closes = (
            msg("never closes") if o.closes is None else msg("closes {date}", date=iso(o.closes))
        )
        text = msg(
            "opens {opens}, due {due}, {closes}", opens=iso(o.opens), due=iso(o.due), closes=closes
        )
        yield [
            ("strong", "    " + pad(o.period, 12)),
            (style, "  " + pad(self.translate.show(state), 8)),
            ("", f"  {o.count}/{o.quota}  "),
            ("faint", self.translate(text)),
        ]
        if planned is not None:
            moved = msg("{date} is not a working day: moved", date=iso(planned))
            yield [("faint", "      " + self.translate(moved))]
        for entry in o.entries:
            yield self.entry(entry, msg("counted"))
        if o.state is State.MISSED:
            hint = if_done(Missed((o,), day_that_counts(self.agenda, o)))
            yield [("faint", "      " + self.translate(hint))]
        if o.waiver is not None:
            yield self.entry(o.waiver, msg("waived: {why}", why=o.waiver.why or ""))
        if o.extended is not None:
            yield self.entry(o.extended, msg("extended: {why}", why=o.extended.why or ""))

    def entry(self, entry: Entry, what: Message) -> Line:
        place = f"{entry.source.path}:{entry.at('date').line}"
        text = msg("{date} {what}", date=iso(entry.date or 1), what=what)
        count = f" ×{entry.count}" if entry.count != 1 else ""
        late = is_backfilled(entry, self.agenda.world)
        return [
            ("", "      " + self.translate(text) + count),
            ("warning", "  " + self.translate(msg("back-filled")) if late else ""),
            ("faint", f"  {entry.id or ''}  {place}"),
        ]


def _span(days: tuple[int, int]) -> Message:
    return msg("{first}..{last}", first=iso(days[0]), last=iso(days[1]))
