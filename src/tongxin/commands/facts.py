"""`measure`, `incident`, `waive`, `extend`, `note`: what else the ledger holds."""

from dataclasses import dataclass

from tongxin.answers import spans
from tongxin.answers.indicators import Reading, reading
from tongxin.answers.occurrences import Agenda, Occurrence, State, labels_between
from tongxin.calendar.periods import Day, iso
from tongxin.changes.entries import day_text
from tongxin.checks.references import suggestion
from tongxin.commands.context import Context
from tongxin.commands.find import find_duty, find_place
from tongxin.commands.record import Said, answer, day_of, keyword, lock, record
from tongxin.diagnostic import TongxinError
from tongxin.messages import Message, Value, Word, msg
from tongxin.model import words
from tongxin.model.community import Place
from tongxin.model.dates import split_span
from tongxin.model.ledger import Entry
from tongxin.model.plan import Indicator, Plan
from tongxin.model.spoken import day_ahead
from tongxin.model.world import Duty, World, index
from tongxin.output.duties import ONCE, period_name
from tongxin.text.write import Bare, Written


def measure(context: Context, name: str, value: str, said: Said) -> int:
    """Record the value of an indicator.

    Raises:
        TongxinError: no indicator is meant, or the value is no number.
    """
    day = day_of(context, said)
    with lock(context, said, "measure"):
        plan, indicator = _indicator(context.world, name)
        if indicator.sum_ is not None:
            raise TongxinError(
                msg('"{name}" is summed from the ledger by itself', name=indicator.name),
                msg("record what happened: {command}", command="tongxin incident …")
                if indicator.sum_ == "incidents"
                else msg("record the work: {command}", command="tongxin done …"),
            )
        own = {"indicator": f"{plan.id}/{indicator.id}", "value": _number(value)}
        recorded = record(context, context.world, [own], said, day)
    now = reading(recorded.after, plan, indicator)
    return answer(context, recorded, said, [_where(now)])


def _indicator(world: World, name: str) -> tuple[Plan, Indicator]:
    """The indicator of `plan/indicator`, of an id or a name, or of a part of one."""
    known = {
        f"{plan.id}/{key}": (plan, indicator)
        for plan in world.plans
        for key, indicator in index(plan.indicators).items()
    }
    found = [known[name]] if name in known else []
    if not found:
        found = [pair for key, pair in known.items() if key.partition("/")[2] == name]
    if not found:
        found = [pair for pair in known.values() if name in pair[1].name]
    unique = {f"{plan.id}/{indicator.id}": (plan, indicator) for plan, indicator in found}
    if len(unique) > 1:
        raise TongxinError(
            msg('"{name}" may be any of {names}', name=name, names=tuple(unique)[:8])
        )
    if not unique:
        things = {key: indicator for key, (_, indicator) in known.items()}
        raise TongxinError(msg('no indicator "{name}"', name=name), suggestion(name, things))
    return next(iter(unique.values()))


def _number(value: str) -> Written:
    """A number bare; a ratio and a percentage as they are."""
    return Bare(value.strip())


def _where(now: Reading) -> Message:
    """通过率 92%（目标 ≥90%），已达到."""
    indicator, target = now.indicator, now.indicator.value_node("target")
    value = now.value if now.second is None else f"{now.value:g}:{now.second:g}"
    shown = value if isinstance(value, str) else f"{value:g}" if value is not None else "?"
    if now.percent is not None:
        shown = f"{shown} ({now.percent:.4g}%)" if indicator.of else f"{now.percent:.4g}%"
    if target is None:
        return msg('"{name}" is {value} now', name=indicator.name, value=shown)
    wanted = indicator.at("target").text
    met: Message = {
        True: msg("reached"),
        False: msg("not reached"),
        None: msg("nobody can say yet whether it is reached"),
    }[now.met]
    return msg(
        '"{name}" is {value} now (target {target}): {met}',
        name=indicator.name, value=shown, target=wanted.strip("\"'"), met=met,
    )  # fmt: skip


@dataclass(frozen=True)
class Incident:
    """An injury as typed; never a name."""

    kind: str
    place: str | None = None
    count: int | None = None
    cause: str | None = None
    age: str | None = None
    sex: str | None = None
    severity: str | None = None


def incident(context: Context, wanted: Incident, said: Said) -> int:
    """Record an incident."""
    day = day_of(context, said)
    with lock(context, said, "incident"):
        world = context.world
        place = None if wanted.place is None else find_place(world, wanted.place)
        own: dict[str, Written | None] = {
            "incident": wanted.kind,
            "count": None if wanted.count is None else Bare(wanted.count),
            "place": None if place is None else place.id,
            "cause": wanted.cause,
            "age": None if wanted.age is None else Bare(wanted.age),
            "sex": keyword("sex", wanted.sex),
            "severity": keyword("severity", wanted.severity),
        }
        recorded = record(context, world, [own], said, day)
    told = [
        _where(reading(recorded.after, plan, indicator))
        for plan in recorded.after.world.plans
        for indicator in plan.indicators
        if indicator.sum_ == "incidents" and wanted.kind in (indicator.id, indicator.name)
    ]
    return answer(context, recorded, said, told)


def waive(
    context: Context, task: str, period: str | None, why: str, place: str | None, said: Said
) -> int:
    """Record that something is not owed, and why."""
    return _change(context, "waive", task, period, why, place, None, said)


def extend(
    context: Context,
    task: str,
    period: str | None,
    to: str,
    why: str,
    place: str | None,
    said: Said,
) -> int:
    """Record that something is due later, and why."""
    return _change(context, "extend", task, period, why, place, to, said)


def _change(
    context: Context,
    kind: str,
    task: str,
    period: str | None,
    why: str,
    place: str | None,
    to: str | None,
    said: Said,
) -> int:
    day = day_of(context, said)
    until = None if to is None else day_ahead(to, context.today)
    if to is not None and until is None:
        raise TongxinError(msg('"{text}" is no day', text=to),
                           msg("write: {option}", option="--to 2026-12-01"))  # fmt: skip
    with lock(context, said, kind):
        world = context.world
        duty = find_duty(context, task)
        label = _label(period, context.today) or _running(context.agenda, duty, day)
        where = None if place is None else find_place(world, place)
        own: dict[str, Written | None] = {
            kind: duty.name,
            "period": Bare("..".join(dict.fromkeys(_ends(label)))),
            "place": None if where is None else where.id,
            "to": None if until is None else day_text(until),
            "why": why,
        }
        named = _named(context.agenda, duty, label, where)
        _refuse_settled(duty, label, named)
        _refuse_shorter(named, until)
        recorded = record(context, world, [own], said, day)
    told = _changed(recorded.after, duty, recorded.entries[0])
    if where is not None and not named:
        told.append(
            msg('this changes nothing: "{title}" is not owed for {place} alone',
                title=duty.task.title, place=where.name)
        )  # fmt: skip
    return answer(context, recorded, said, told)


def _label(text: str | None, today: Day) -> str | None:
    """A period as it is typed; 本周 and 上月 become labels."""
    said = spans.as_said(text, today) if text else None
    return text if said is None else said.label


def _ends(label: str) -> tuple[str, str]:
    """The first and the last label of a range; twice the same of one alone."""
    parts = split_span(label)
    return (label.strip(),) * 2 if parts is None else (parts[0].strip(), parts[1].strip())


def _running(agenda: Agenda, duty: Duty, day: Day) -> str:
    """The period of a duty that runs, or is overdue, on a day; the next one where none does."""
    found = [o for track in agenda.tracks_of(duty.name) for o in track.occurrences() if o.quota]
    owed = [o for o in found if o.state is State.OVERDUE]
    running = [o for o in found if o.opens <= day and (o.closes is None or day <= o.closes)]
    coming = [o for o in found if o.opens > day]
    for some in (owed, running, coming):
        if some:
            return min(some, key=lambda o: (o.due, o.period)).period
    raise TongxinError(
        msg('"{title}" has no period on {date}', title=duty.task.title, date=iso(day)),
        msg("see: {command}", command=f"tongxin explain {duty.name} --all"),
    )


def _named(agenda: Agenda, duty: Duty, label: str, place: Place | None) -> list[Occurrence]:
    """The occurrences that a label, or a range of them, names (at a place)."""
    return [
        o
        for track in agenda.tracks_of(duty.name)
        for o in track.occurrences()
        if o.period in labels_between(track.expansion, _ends(label))
        and (place is None or o.place == place.id)
    ]


def _refuse_settled(duty: Duty, label: str, some: list[Occurrence]) -> None:
    """What is waived or done needs neither a waiver nor more time."""
    if some and all(o.state is State.WAIVED for o in some):
        raise TongxinError(
            msg('"{title}" is not owed in {period}: that is waived already',
                title=duty.task.title, period=label),
            msg("see: {command}", command=f"tongxin entries --task {duty.name}"),
        )  # fmt: skip
    if some and all(o.state in (State.MET, State.LATE) for o in some):
        raise TongxinError(
            msg('"{title}" was done in {period}: there is nothing to waive or extend',
                title=duty.task.title, period=label),
            msg("see: {command}", command=f"tongxin explain {duty.name} --all"),
        )  # fmt: skip


def _refuse_shorter(some: list[Occurrence], until: Day | None) -> None:
    """An extension to a day that is not later extends nothing."""
    dues = [o.due for o in some]
    if until is None or not dues or until > min(dues):
        return
    raise TongxinError(
        msg(
            "{date} is not later than the day it is due anyway, {due}",
            date=iso(until),
            due=iso(max(dues)),
        )
    )


def _changed(agenda: Agenda, duty: Duty, entry: Entry) -> list[Message]:
    """How the occurrences stand that an entry has changed; alike ones once."""
    told: dict[tuple[str, str, Day], Message] = {}
    for track in agenda.tracks_of(duty.name):
        for o in track.occurrences():
            if entry in (o.waiver, o.extended):
                told.setdefault((o.period, o.state, o.due), _stands(agenda, o))
    return list(told.values())


def _stands(agenda: Agenda, o: Occurrence) -> Message:
    state: Word = words.word("word:state", o.state)
    name: Value = period_name(o, agenda.today) or (ONCE if o.period == "once" else o.period)
    return msg(
        "{task} {title}, {period}: {state}, due {date}",
        task=o.duty.name, title=o.duty.task.title, period=name, state=state, date=iso(o.due),
    )  # fmt: skip


def note(context: Context, text: str, problem: bool, said: Said) -> int:
    """Record other work, or a problem, for the report."""
    day = day_of(context, said)
    if not text.strip():
        raise TongxinError(msg("{fault}: not recorded", fault=msg("this entry says nothing")))
    own: dict[str, Written | None] = {"problem": text} if problem else {"note": text}
    with lock(context, said, "note"):
        recorded = record(context, context.world, [own], said, day)
    return answer(context, recorded, said)
