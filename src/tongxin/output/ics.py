"""Due days, phases and named days as a calendar (RFC 5545). The home of icalendar.

An event bears the id of what it is about, never a number of its own, so that whoever imports a
newer file gets the events that he has, put right, and no second ones. All stamps are midnight of
the day that is answered for: the same workspace and day give the same bytes.
"""

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from tongxin import __version__
from tongxin.answers.deadlines import Deadline, NamedDays, PhaseDays
from tongxin.answers.names import group_name, member_name
from tongxin.answers.occurrences import Agenda, State
from tongxin.calendar.observances import observance
from tongxin.calendar.periods import Day, iso
from tongxin.messages import Message, Translator, msg, msgn
from tongxin.model import words
from tongxin.output.filters import period as period_in_words


@dataclass(frozen=True, eq=False)
class Event:
    """One event of whole days. `key`: the parts of its id; `sequence`: how often it was moved."""

    key: tuple[str, ...]
    first: Day
    last: Day
    summary: str
    description: tuple[str, ...]
    category: str | None = None
    place: str = ""
    sequence: int = 0
    cancelled: bool = False


def events(
    agenda: Agenda,
    translate: Translator,
    due: Iterable[Deadline],
    phases: Iterable[PhaseDays],
    named: Iterable[NamedDays],
) -> list[Event]:
    """Everything as events, by first day, then by id."""
    found = [
        *(_deadline(agenda, one, translate) for one in due),
        *(_phase(one, translate) for one in phases),
        *(_named(agenda, one, translate) for one in named),
    ]
    return sorted(found, key=lambda event: (event.first, event.last, event.key))


def calendar(agenda: Agenda, translate: Translator, found: Iterable[Event]) -> bytes:
    """The calendar as a file: UTF-8, lines of at most 75 octets that end in CR LF."""
    from icalendar import Calendar
    from icalendar import Event as Component

    community = agenda.world.settings.community
    name = community.name if community is not None else ""
    stamp = datetime.datetime.combine(
        datetime.date.fromordinal(agenda.today), datetime.time(), datetime.UTC
    )
    whole = Calendar()
    whole.add("prodid", f"-//tongxin//tongxin {__version__}//{translate.language.upper()}")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("method", "PUBLISH")
    title = translate(msg("{name} work plans", name=name)).strip()
    whole.add("x-wr-calname", title)
    for event in found:
        made = Component()
        made.add("uid", uid(event.key, name))
        made.add("dtstamp", stamp)
        made.add("last-modified", stamp)
        made.add("sequence", event.sequence)
        made.add("dtstart", datetime.date.fromordinal(event.first))
        made.add("dtend", datetime.date.fromordinal(event.last + 1))
        made.add("summary", event.summary)
        made.add("description", "\n".join(event.description))
        if event.place:
            made.add("location", event.place)
        if event.category:
            made.add("categories", [event.category])
        made.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
        made.add("transp", "TRANSPARENT")
        whole.add_component(made)
    return bytes(whole.to_ical())


def uid(key: tuple[str, ...], community: str) -> str:
    """The id of an event the world over: `safety.inspect.2026-W48@…`, in ASCII.

    Behind the @ stands what is the community's own and stays. In all parts but the last a dot is
    spelled %2E, so that no two keys give one id.
    """
    *first, last = (quote(part, safe="") for part in key)
    parts = [part.replace(".", "%2E") for part in first]
    home = hashlib.sha256(community.encode()).hexdigest()[:12]
    return f"{'.'.join([*parts, last])}@{home}.tongxin"


def _deadline(agenda: Agenda, one: Deadline, translate: Translator) -> Event:
    duty = one.duty
    state = one.state
    mark = _MARKS.get(state)
    done = _DONE if state in (State.MET, State.LATE) else ""
    summary = f"{done if mark is None else translate(mark)} {duty.task.title}".strip()
    names = {o.member: member_name(agenda, duty, o.member) for o in one.occurrences}
    groups = dict.fromkeys(group_name(agenda, o) for o in one.occurrences)
    short = tuple(names[o.member] for o in one.short if names[o.member])
    places = _places(agenda, one)
    owner = tuple(filter(None, groups)) or (translate(msg("no group")),)
    lines = [
        msg("plan: {name}", name=duty.plan.title),
        msg("group: {names}", names=owner),
        msg("period: {name}", name=period_in_words(translate, one.period)),
        msg(
            "{state}: {count} of {quota} done",
            state=words.word("word:state", str(state)),
            count=one.count,
            quota=one.quota,
        ),
    ]
    if short and state not in (State.MET, State.LATE):
        lines.append(msg("still lacking: {names}", names=short))
    if places:
        lines.append(msg("places: {names}", names=places))
    if one.extended:
        lines.append(msg("extended to {date}", date=iso(one.due)))
    lines.append(
        msg("once it is done: {command}", command=f"tongxin done {duty.name}")
        if state not in _OVER
        else msg("how it came to this: {command}", command=f"tongxin explain {duty.name}")
    )
    return Event(
        key=(duty.plan.id, duty.task.id, one.period + ("" if one.plain else f"~{iso(one.due)}")),
        first=one.due,
        last=one.due,
        summary=summary,
        description=tuple(translate(line) for line in lines),
        category=duty.plan.title,
        place=translate.show(places) if len(places) <= _MOST_PLACES else "",
        sequence=one.changes,
        cancelled=state is State.WAIVED,
    )


_MARKS: dict[State, Message] = {
    State.OVERDUE: msg("[overdue]"),
    State.MISSED: msg("[missed]"),
    State.WAIVED: msg("[waived]"),
}
"""What stands before a title; before that of what is done a tick."""

_DONE = "✓"

_PHASE, _DAY = "~phase", "~day"
"""What no id begins with, so that no task has the id of a phase."""

_OVER = (State.MISSED, State.MET, State.LATE, State.WAIVED)

_MOST_PLACES = 3
"""More places than that are no place that a calendar could show."""


def _places(agenda: Agenda, one: Deadline) -> tuple[str, ...]:
    """Where it is to be done, by name: the places it is owed for, else those of the task."""
    world = agenda.world
    owed = [o.place for o in one.occurrences if o.place is not None]
    named = owed or [p.id for name in one.duty.task.places for p in world.places_named(name)]
    return tuple(
        dict.fromkeys(world.places[name].name if name in world.places else name for name in named)
    )


def _phase(one: PhaseDays, translate: Translator) -> Event:
    tasks = sum(
        task.phase in (one.phase.id, one.phase.name, *one.phase.was) for task in one.plan.tasks
    )
    lines = [msg("plan: {name}", name=one.plan.title)]
    if tasks:
        lines.append(msgn("{n} task in this phase", "{n} tasks in this phase", tasks))
    return Event(
        key=(one.plan.id, _PHASE, one.phase.id),
        first=one.first,
        last=one.last,
        summary=translate(msg("phase: {name}", name=one.phase.name)),
        description=tuple(translate(line) for line in lines),
        category=one.plan.title,
    )


def _named(agenda: Agenda, one: NamedDays, translate: Translator) -> Event:
    """A named day; ours have an English name too."""
    known = None if one.name in agenda.world.names.own else observance(one.name)
    english = known is not None and translate.language == "en"
    plans = dict.fromkeys(duty.plan.title for duty in one.duties)
    titles = tuple(dict.fromkeys(duty.task.title for duty in one.duties))
    return Event(
        key=(_DAY, one.name, iso(one.first)),
        first=one.first,
        last=one.last,
        summary=known.english if english and known is not None else one.name,
        description=(
            translate(msg("tasks: {names}", names=titles)),
            translate(msg("plan: {name}", name=tuple(plans))),
        ),
        category=next(iter(plans)) if len(plans) == 1 else None,
    )
