"""`done`: record work done; a round of places, what failed there, for one task or for several."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tongxin.answers.alike import partners, places_of
from tongxin.answers.day import day_list
from tongxin.answers.hazards import after as limit
from tongxin.answers.hazards import short
from tongxin.answers.occurrences import Agenda, Track, schedule_of
from tongxin.answers.receipt import REMEMBERED
from tongxin.calendar.periods import Day
from tongxin.changes.entries import new_id
from tongxin.checks.references import suggestion
from tongxin.commands.context import Context
from tongxin.commands.find import duties_like, no_place, open_already, places_like, unread
from tongxin.commands.record import (
    NOTHING_SAID,
    Said,
    answer,
    day_of,
    keyword,
    lock,
    noticed,
    record,
)
from tongxin.diagnostic import TongxinError
from tongxin.messages import Message, Value, msg
from tongxin.model.community import Place
from tongxin.model.fields import split_list
from tongxin.model.world import Duty, World
from tongxin.output.duties import render_duty
from tongxin.output.style import Line
from tongxin.text.write import Bare, Written
from tongxin.workspace.read import read_plans, with_ledger

Pick = Callable[[Sequence[Line], Message], list[int]]
"""Shows numbered lines on a terminal and asks for some; None where there is no terminal."""


@dataclass(frozen=True)
class Work:
    """What was done, as typed. `words`: tasks (whole or a part of their titles) and places."""

    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    count: int | None = None
    people: int | None = None
    amount: str | None = None
    audience: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    result: str | None = None
    kind: str | None = None
    level: str | None = None


@dataclass(eq=False)
class _Round:
    """The work once it is clear what was meant."""

    duties: list[Duty]
    places: list[Place]
    failed: list[tuple[Place | None, str]] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


def done(context: Context, work: Work, said: Said = NOTHING_SAID, pick: Pick | None = None) -> int:
    """Record work done.

    Args:
        context: where, when, how.
        work: what was done.
        said: when, by whom, what is to be noted.
        pick: asks somebody at a terminal to choose.

    Raises:
        TongxinError: it is not clear what was done, or it cannot be recorded.
    """
    day = day_of(context, said)
    if (work.kind or work.level) and not work.failed:
        raise TongxinError(
            msg("--kind and --level are those of the hazard that --fail opens, and nothing failed"),
            msg("write: {option}", option="--fail 北苑:楼道堆物"),
        )
    plans = read_plans(context.root)
    context = replace(context, language=context.language or plans.settings.language)
    meant = _meant(context, plans, work, pick)
    _name_those_owed_for(context, plans, meant, work, said, pick)
    with lock(context, said, "done"):  # not while somebody chooses: others could not write
        world = _with_ledger(context, plans, meant, day)
        entry, hazards, notes = _entries(world, meant, work, day)
        recorded = record(context, world, [entry, *hazards], said, day)
    notes = [*meant.notes, *notes, *noticed(world, recorded.ledger, context.today)]
    return answer(context, recorded, said, notes)


# ── what was meant ────────────────────────────────────────────────────────────────────────────


def _meant(context: Context, world: World, work: Work, pick: Pick | None) -> _Round:
    """The tasks and places that the words stand for."""
    duties: list[Duty] = []
    unsure: list[tuple[str, tuple[Duty, ...]]] = []
    named = list(work.places)
    for word in work.words:
        found = duties_like(world, word)
        if len(found) == 1:
            duties.append(found[0])
        elif world.places_named(word) or (not found and _in_a_name(world, word)):
            named.append(word)
        elif found:
            unsure.append((word, found))
        else:
            raise _no_such(world, word)
    likely = [*duties, *(duty for _, found in unsure for duty in found)]
    among = frozenset(place for d in likely for place in places_of(world, d.task.places))
    places = _places(world, named, among, pick)
    notes: list[Message] = []
    for word, candidates in unsure:
        chosen = _narrowed(context, word, candidates, places, pick)
        duties += chosen
        others = tuple(duty.name for duty in candidates if duty not in chosen)
        if pick is None and others:
            notes.append(msg('"{name}" was taken for what is due now, not for {names}',
                             name=word, names=others[:6]))  # fmt: skip
    if not duties:
        duties = _from_due(context, world, places, pick)
    if work.but and not places:  # all but these
        places = [place for place in world.settings.places if place.id in among]
    left_out = {place.id for place in _places(world, work.but, among, pick)}
    kept = {place.id: place for place in places if place.id not in left_out}
    if left_out and not kept:
        raise TongxinError(msg("no place is left: all that are named are left out too"))
    failed = [_failed(world, text, kept, among) for text in work.failed]
    for place, _ in failed:
        if place is not None:
            kept.setdefault(place.id, place)
    return _Round(list({duty.name: duty for duty in duties}.values()), list(kept.values()), failed,
                  notes)  # fmt: skip


def _in_a_name(world: World, word: str) -> bool:
    return bool(word.strip()) and any(word in place.name for place in world.settings.places)


def _places(
    world: World, names: Iterable[str], among: frozenset[str], pick: Pick | None
) -> list[Place]:
    """The places of ids, names, kinds, `all`, or parts of names; several may be joined with 、.

    `among`: the places of the tasks that are meant; `all` means all of these, if there are any.
    """
    found: list[Place] = []
    for text in names:
        for _, name in split_list(text.replace("，", "、").replace(",", "、")):
            here = _places_of_word(world, name, among, pick)
            if not here:
                raise no_place(world, name)
            found += here
    return found


def _places_of_word(
    world: World, name: str, among: frozenset[str], pick: Pick | None
) -> tuple[Place, ...]:
    if name in ("all", "全部", "所有") and among:
        return tuple(place for place in world.settings.places if place.id in among)
    several = [place for place in world.settings.places if name in place.name]
    if pick is not None and len(several) > 1 and not world.places_named(name):
        lines: list[Line] = [[("", f"{p.name}  "), ("faint", p.id)] for p in several]
        return tuple(several[n] for n in pick(lines, msg('"{name}": which place?', name=name)))
    return places_like(world, name, among)


def _no_such(world: World, word: str) -> TongxinError:
    return unread(world, "plans/") or TongxinError(
        msg('"{name}" is neither a task nor a place', name=word),
        suggestion(word, {**world.places, **{d.name: d.task for d in world.duties}})
        or msg("see the tasks of a plan: tongxin show PLAN"),
    )


def _narrowed(
    context: Context,
    word: str,
    candidates: tuple[Duty, ...],
    places: Sequence[Place],
    pick: Pick | None,
) -> list[Duty]:
    """Of several tasks those due now (at these places), if that leaves one; or a choice."""
    names = {duty.name for duty in candidates}
    lines = [line for line in _due_lines(context, places) if line[0] in names]
    if len(lines) == 1:
        return [d for d in candidates if d.name == lines[0][0]]
    if pick is not None and lines:
        return _picked(candidates, lines, pick)
    raise TongxinError(
        msg('"{name}" may be any of {names}', name=word, names=tuple(sorted(names))[:8]),
        msg("name it whole: tongxin done PLAN/TASK"),
    )


def _from_due(
    context: Context, world: World, places: Sequence[Place], pick: Pick | None
) -> list[Duty]:
    """No task was named: what is due is offered."""
    lines = _due_lines(context, places)
    if pick is not None and lines:
        return _picked(world.duties, lines, pick)
    context.err_lines([line for _, line in lines[:_SHOWN]])
    if len(lines) > _SHOWN:
        more = msg("{n} more; see: tongxin due", n=len(lines) - _SHOWN)
        context.err_lines([[("faint", context.translate(more))]])
    raise TongxinError(
        msg("which task was done?") if lines else msg("which task was done? Nothing is due"),
        msg("name it: tongxin done {example}", example=lines[0][0] if lines else "PLAN/TASK"),
    )


_SHOWN = 20
"""Lines of what is due that are shown where nobody can be asked."""


def _due_lines(context: Context, places: Sequence[Place]) -> list[tuple[str, Line]]:
    """Task → a line for each duty that can be done now."""
    from tongxin.answers.day import Narrow, Section

    agenda = context.agenda
    day = day_list(agenda, Narrow(places=tuple(place.id for place in places), days=0))
    found: dict[str, Line] = {}
    for line in day.lines:
        if line.section in (Section.OVERDUE, Section.TODAY, Section.OPEN, Section.LATER):
            found.setdefault(line.first.duty.name, render_duty(agenda, line, context.translate))
    return list(found.items())


def _picked(duties: Iterable[Duty], lines: Sequence[tuple[str, Line]], pick: Pick) -> list[Duty]:
    chosen = pick([line for _, line in lines], msg("Which was done? Numbers, parted by blanks"))
    names = {lines[number][0] for number in chosen}
    return [duty for duty in duties if duty.name in names]


def _failed(
    world: World, text: str, places: Mapping[str, Place], among: frozenset[str]
) -> tuple[Place | None, str]:
    """`PLACE:WHAT`, or WHAT alone where only one place can be meant."""
    head, colon, what = text.replace("：", ":", 1).partition(":")
    unclear = TongxinError(
        msg('"{text}" does not name one place and what failed there', text=text),
        msg("write: {option}", option="--fail 北苑:楼道堆物"),
    )
    if not text.strip(" :：\u3000"):
        raise unclear
    if not colon:
        if len(places) > 1:
            raise TongxinError(
                msg('"{text}": at which place?', text=text),
                msg("write: {option}", option=f"--fail {next(iter(places))}:{text}"),
            )
        return next(iter(places.values()), None), text.strip()
    found = _places(world, [head], frozenset(places) or among, None)
    if len(found) != 1 or not what.strip():
        raise unclear
    return found[0], what.strip()


# ── how far back the ledger is read ───────────────────────────────────────────────────────────


def _with_ledger(context: Context, plans: World, meant: _Round, day: Day) -> World:
    """The workspace with as much of its ledger as the answer needs."""
    since = _since(Agenda(plans, context.today), meant, day)
    world = with_ledger(plans, context.root, since)
    if since is None:
        return world
    earlier = _since(Agenda(world, context.today), meant, day)  # extensions are known now
    return world if earlier == since else with_ledger(plans, context.root, earlier)


def _since(agenda: Agenda, meant: _Round, day: Day) -> Day | None:
    """The first day whose entries the answer needs; None: all of them.

    Those of the running period of each task, of the one before it (was it missed?), and of other
    tasks that the visit would serve.
    """
    places = frozenset(place.id for place in meant.places)
    duties = [*meant.duties, *(p for duty in meant.duties for p in partners(agenda, duty, places))]
    if meant.failed or any(r.hazard is not None for d in duties for r in schedule_of(d.task)):
        return None  # a hazard may have been open for long
    since = min(day, agenda.today - REMEMBERED)
    firsts = (_first_needed(track, since) for duty in duties for track in agenda.tracks(duty))
    return min(firsts, default=since)


def _first_needed(track: Track, since: Day) -> Day:
    """The first day of the slots that are open on a day or later, and of those that overlap them.

    Where one was extended, entries fill the oldest first.
    """
    today = track.agenda.today
    slots = [slot for slot in track.expansion.slots if slot.since <= today]
    for slot in sorted(slots, key=lambda slot: -track.closes(slot)):
        if track.closes(slot) < since:
            break
        since = min(since, slot.since)
    return since


# ── for whom it was done ──────────────────────────────────────────────────────────────────────


def _name_those_owed_for(
    context: Context, world: World, meant: _Round, work: Work, said: Said, pick: Pick | None
) -> None:
    """For work owed place by place the places must be named; the only one there is goes unsaid."""
    for duty in meant.duties:
        dimensions = {d for rule in schedule_of(duty.task) for d in rule.each}
        if "place" in dimensions and not meant.places:
            meant.places += _asked_places(context.agenda, duty, pick)
        groups = world.groups_of(duty.plan)
        names = tuple(groups[g].name if g in groups else g for g in duty.task.group)
        for dimension, option, given, values in (
            ("group", "--by", said.by, names),
            ("audience", "--audience", work.audience, duty.task.audience),
            ("topic", "--topic", work.topic, duty.task.topics),
        ):
            if dimension in dimensions and not given:
                raise TongxinError(
                    msg('"{title}" is owed for each of {values}', title=duty.task.title,
                        values=values),
                    msg("say for which: {option}", option=" ".join((option, *values[:1]))),
                )  # fmt: skip


def _asked_places(agenda: Agenda, duty: Duty, pick: Pick | None) -> list[Place]:
    world = agenda.world
    ids = dict.fromkeys(
        o.place for t in agenda.tracks_of(duty.name) for o in t.occurrences() if o.place
    )
    places = [world.places[name] for name in ids if name in world.places]
    if len(places) <= 1:
        return places
    short = {o.place for t in agenda.tracks_of(duty.name)
             for o in t.touching(agenda.today, agenda.today) if o.count < o.quota}  # fmt: skip
    offered = [place for place in places if place.id in short] or places
    if pick is not None:
        lines: list[Line] = [[("", f"{place.name}  "), ("faint", place.id)] for place in offered]
        chosen = pick(lines, msg('"{title}": where? Numbers, parted by blanks, or all',
                                 title=duty.task.title))  # fmt: skip
        return [offered[number] for number in chosen]
    names = tuple(place.name for place in offered[:12])
    raise TongxinError(
        msg('"{title}" is owed for each place; lacking: {places}', title=duty.task.title,
            places=names),
        msg("say where: {option}", option=f"--place {offered[0].id}, --place all, --except …"),
    )  # fmt: skip


# ── the entries ───────────────────────────────────────────────────────────────────────────────


def _entries(
    world: World, meant: _Round, work: Work, day: Day
) -> tuple[dict[str, Written | None], list[dict[str, Written | None]], list[Message]]:
    """The entry of the work, those of the hazards that were found, and what is said of them."""
    failed: dict[str, Written] = {}
    for place, what in meant.failed:
        if place is not None:  # of two faults at one place both
            failed[place.id] = f"{failed[place.id]}；{what}" if place.id in failed else what
    loose = [what for place, what in meant.failed if place is None]
    result = work.result or ("fail" if meant.failed else None)
    if meant.failed and keyword("result", result) == "pass":
        raise TongxinError(
            msg("something failed, and the result is to be pass"),
            msg("leave --{option} out", option="result"),
        )
    entry: dict[str, Written | None] = {
        "task": [duty.name for duty in meant.duties],
        "place": [place.id for place in meant.places],
        "count": None if work.count is None else Bare(work.count),
        "people": None if work.people is None else Bare(work.people),
        "amount": None if work.amount is None else Bare(work.amount),
        "audience": _several(work.audience),
        "topic": _several(work.topic),
        "result": keyword("result", result),
        "failed": failed or (loose[0] if loose else None),
    }
    hazards: list[dict[str, Written | None]] = []
    notes: list[Message] = []
    if not meant.failed and keyword("result", result) == "fail":
        notes.append(msg("what failed is not said; to open a hazard: {command}",
                         command="tongxin hazard found 北苑小区 楼道堆物"))  # fmt: skip
    agenda = Agenda(world, day)
    taken = [hazard.id for hazard in agenda.hazards]
    for place, what in meant.failed:
        same = open_already(agenda, place, what)
        if same is not None:
            notes.append(msg("the hazard {id} is open there for the same already", id=same))
            continue
        taken.append(new_id("H", day, taken))
        hazards.append(
            {
                "hazard": taken[-1],
                "event": Bare("found"),
                "kind": work.kind,
                "level": keyword("level", work.level),
                "place": None if place is None else place.id,
                "what": what,
            }
        )
        by = limit(day, world.hazard_terms.rectify, world.working_days)
        notes.append(_opened(taken[-1], place, by))
    return entry, hazards, notes


def _several(given: Iterable[str]) -> list[str]:
    """What may have been given one by one, or together with 、 or a comma between."""
    parted = (split_list(text.replace("，", "、").replace(",", "、")) for text in given)
    return [part for parts in parted for _, part in parts]


def _opened(name: str, place: Place | None, by: Day) -> Message:
    from tongxin.calendar.periods import iso

    where: Value = place.name if place is not None else msg("no place named")
    return msg(
        "hazard {id} opened ({where}), to be put right by {date}; next: {command}",
        id=name,
        where=where,
        date=iso(by),
        command=f"tongxin hazard notified {short(name)}",
    )
