"""`hazard`: the closed loop. The verbs are the events; a step out of order is refused."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tongxin.answers.day import HazardLine, Light, day_list
from tongxin.answers.hazards import Hazard, after, is_backfilled, next_steps, short, step_command
from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import Day, iso
from tongxin.changes.entries import day_text, new_id
from tongxin.checks.references import suggestion
from tongxin.commands.context import OK, Context
from tongxin.commands.find import duties_like, find_hazard, no_place, open_already, places_like
from tongxin.commands.record import Said, answer, day_of, keyword, lock, record
from tongxin.diagnostic import TongxinError
from tongxin.messages import Message, Value, msg, msgn
from tongxin.model import words
from tongxin.model.ledger import Entry
from tongxin.model.spoken import day_ahead
from tongxin.output.duties import hazard_places, hazard_stage, render_hazard, short_date
from tongxin.output.plain import hazard as hazard_row
from tongxin.output.style import Line, pad, width
from tongxin.text.write import Bare, Written

_EXAMPLE = "tongxin hazard found 北苑小区 楼道堆物"

TO_ABOVE = ("escalated",)
"""Events that go to the parent, unless somebody else is named."""


@dataclass(frozen=True)
class Step:
    """One event as typed. `due` a day or a number of days: `7天`."""

    event: str
    hazard: str | None = None
    place: str | None = None
    what: str | None = None
    kind: str | None = None
    level: str | None = None
    due: str | None = None
    to: str | None = None
    result: str | None = None
    task: tuple[str, ...] = ()
    people: int | None = None


def step(context: Context, wanted: Step, said: Said, output: Path | None = None) -> int:
    """Record one event of a hazard.

    Raises:
        TongxinError: no hazard is meant, a step is missing before it, or it cannot be recorded.
    """
    day = day_of(context, said)
    if output is not None and not output.absolute().parent.is_dir():
        raise TongxinError(msg("{folder} is no folder", folder=str(output.absolute().parent)))
    with lock(context, said, f"hazard {wanted.event}"):
        agenda = Agenda(context.world, context.today)
        hazard = None if wanted.event == "found" else find_hazard(agenda, wanted.hazard or "")
        if hazard is not None and day < hazard.found:
            raise _before_found(hazard, day)
        if hazard is not None and not said.force:
            _in_order(hazard, agenda)
        values = _values(agenda, hazard, wanted, day)
        if hazard is None:
            _ensure_new(agenda, values)
        recorded = record(context, context.world, [values], said, day)
    name = str(values["hazard"])
    found = next(h for h in recorded.after.hazards if h.id == name)
    code = answer(context, recorded, said, _told(recorded.after, found),
                  {"hazard": hazard_row(recorded.after, found)})  # fmt: skip
    notice = None if said.dry_run else _notice(context, found, wanted.event, output)
    if notice is not None and context.form != "json":
        context.out.write("\n" + notice)
    return code


def _before_found(hazard: Hazard, day: Day) -> TongxinError:
    return TongxinError(
        msg("{date} lies before the day it was found, {found}", date=iso(day),
            found=iso(hazard.found)),
        msg("if it was found earlier: void the entry that found it, record it anew with --on"),
    )  # fmt: skip


def _in_order(hazard: Hazard, agenda: Agenda) -> None:
    """Refuse what can never follow, before anything is asked: a closed hazard has no next step."""
    if hazard.step == "closed":
        raise TongxinError(
            msg('the hazard "{id}" was closed on {date}', id=hazard.id,
                date=iso(hazard.closed or agenda.today)),
            msg("what was found anew is a new hazard: {command}", command=_EXAMPLE),
        )  # fmt: skip


def _ensure_new(agenda: Agenda, values: Mapping[str, Written | None]) -> None:
    """Refuse what was found in the same words at the same place and is still open."""
    for name in values["place"] or ():
        same = open_already(agenda, agenda.world.places.get(str(name)), str(values["what"]))
        if same is not None:
            raise TongxinError(
                msg("the hazard {id} is open there for the same already", id=same),
                msg("if this is another one, say so in its words"),
            )


def _values(
    agenda: Agenda, hazard: Hazard | None, wanted: Step, day: Day
) -> dict[str, Written | None]:
    world = agenda.world
    place = None if wanted.place is None else places_like(world, wanted.place)
    if wanted.place is not None and not place:
        raise no_place(world, wanted.place)
    if hazard is None and not wanted.what:
        raise TongxinError(
            msg("what was found?"),
            msg("write: {option}", option=_EXAMPLE),
        )
    if wanted.event == "verified" and wanted.result is None:
        raise TongxinError(
            msg("a re-inspection has no result"),
            msg("write: {option}", option="tongxin hazard verified 北苑小区 pass | fail"),
        )
    due = None if wanted.due is None else _due(agenda, wanted.due, day, hazard)
    if wanted.event == "extended" and due is None:
        raise TongxinError(
            msg("until when?"), msg("write: {option}", option="--due 2026-12-01 | --due 7天")
        )
    if wanted.event == "extended" and hazard is not None and due is not None and due <= hazard.due:
        raise TongxinError(
            msg(
                "{date} is not later than the day it is due anyway, {due}",
                date=iso(due),
                due=iso(hazard.due),
            )
        )
    return {
        "hazard": new_id("H", day, [h.id for h in agenda.hazards]) if hazard is None else hazard.id,
        "event": Bare(wanted.event),
        "kind": wanted.kind,
        "level": keyword("level", wanted.level),
        "place": [p.id for p in place] if place else _place_of(hazard, wanted),
        "what": wanted.what,
        "due": None if due is None else day_text(due),
        "to": wanted.to or _receiver(agenda, hazard, wanted.event),
        "result": keyword("result", wanted.result),
        "task": _tasks(agenda, wanted.task),
        "people": None if wanted.people is None else Bare(wanted.people),
    }


def _place_of(hazard: Hazard | None, wanted: Step) -> list[str] | None:
    """The hazard's place, where the visit counts for a task too: it may be owed by place."""
    return list(hazard.places) if hazard is not None and wanted.task else None


def _tasks(agenda: Agenda, names: Sequence[str]) -> list[str]:
    found = []
    for name in names:
        duties = duties_like(agenda.world, name)
        if len(duties) != 1:
            known = {duty.name: duty.task for duty in agenda.world.duties}
            raise TongxinError(msg('no task "{name}"', name=name), suggestion(name, known))
        found.append(duties[0].name)
    return found


def _due(agenda: Agenda, text: str, day: Day, hazard: Hazard | None) -> Day:
    """A day, or a number of days from the day of the event."""
    from tongxin.model.dates import parse_duration

    length = parse_duration(text)
    if length is not None:
        return after(day, length, agenda.world.working_days)
    found = day_ahead(text, day)
    if found is None:
        raise TongxinError(
            msg('"{text}" is no day', text=text),
            msg("write: {option}", option="--due 2026-12-01 | --due 7天"),
        )
    first = day if hazard is None else hazard.found
    if found < first:
        raise TongxinError(
            msg("{date} lies before the day it was found, {found}", date=iso(found),
                found=iso(first)),
            None if re.match(r"\s*\d{4}", text) else msg("write the year too"),
        )  # fmt: skip
    return found


def _receiver(agenda: Agenda, hazard: Hazard | None, event: str) -> str | None:
    """To whom it goes where nobody is named: the place's manager; above, the parent."""
    if event in TO_ABOVE:
        community = agenda.world.settings.community
        return community.parent if community else None
    if event != "notified" or hazard is None:
        return None
    managers = (p.manager for name in hazard.places for p in agenda.world.places_named(name))
    return next((manager for manager in managers if manager), None)


def _told(agenda: Agenda, hazard: Hazard) -> list[Message]:
    """Where the hazard stands, and what comes next."""
    told = [
        msg("hazard {id} {places} {what}: {stage}", id=hazard.id,
            places=hazard_places(agenda, hazard), what=hazard.what or "",
            stage=hazard_stage(agenda, hazard))
    ]  # fmt: skip
    told += [
        msg(
            "next: {event} by {date}: {command}",
            event=words.word("word:event", following.event),
            date=short_date(following.by, agenda.today),
            command=step_command(hazard, following.event),
        )
        for following in next_steps(hazard, agenda.world, agenda.today)[:2]
    ]
    return told


def _notice(context: Context, hazard: Hazard, event: str, output: Path | None) -> str | None:
    """The document of a step: the notice of rectification, the letter of escalation."""
    templates = {"notified": "rectification-notice", "escalated": "escalation-letter"}
    if event not in templates:
        return None
    if output is None:
        command = f"tongxin render {templates[event]} --hazard {short(hazard.id)}"
        return context.translate(msg("its document: {command} -o FILE", command=command)) + "\n"
    from tongxin.commands.render import Subject, render

    fresh = Context(context.start, context.today, context.language, "text", context.out,
                    context.err, context.asked_language)  # fmt: skip
    render(fresh, templates[event], Subject(hazard=hazard.id), output=output)
    return None


# ── looking ───────────────────────────────────────────────────────────────────────────────────


def hazard_list(
    context: Context, everything: bool = False, place: str | None = None, kind: str | None = None
) -> int:
    """The hazards: state, age, deadline, light; open ones, or all."""
    agenda = context.agenda
    context.name_unread()
    wanted = {p.id for p in places_like(context.world, place)} if place else None
    if place and not wanted:
        raise TongxinError(msg('no place "{name}"', name=place),
                           suggestion(place, context.world.places))  # fmt: skip
    found = [
        hazard
        for hazard in agenda.hazards
        if (everything or hazard.is_open())
        and (kind is None or hazard.kind == kind)
        and (wanted is None or wanted & {p.id for n in hazard.places
                                         for p in context.world.places_named(n)})
    ]  # fmt: skip
    lights = {line.hazard.id: line.light for line in reversed(day_list(agenda).hazards)}
    if context.form == "json":
        rows = [{**hazard_row(agenda, h), "light": str(lights.get(h.id, Light.NONE))}
                for h in found]  # fmt: skip
        context.say_json({"version": 1, "today": iso(context.today), "hazards": rows})
        return OK
    if not found:
        context.say([[("good", context.translate(msg("no open hazard")))]])
    for hazard in found:
        steps = next_steps(hazard, context.world, context.today)
        if steps:
            line = HazardLine(hazard, steps[0], lights.get(hazard.id, Light.NONE))
            shown = render_hazard(agenda, line, context.translate)
            context.say([[*shown, *_age(agenda, hazard, context)]])
        else:
            closed = msg("closed {date}", date=iso(hazard.closed or context.today))
            names = context.translate.show(hazard_places(agenda, hazard))
            context.say(
                [[("faint", f"   {hazard.id}  {names}  {hazard.what or ''}  "),
                  ("good", context.translate(closed))]]
            )  # fmt: skip
    return OK


def _age(agenda: Agenda, hazard: Hazard, context: Context) -> Line:
    days = agenda.today - hazard.found
    age = msgn("{n} day old", "{n} days old", days)
    due = msg("due {date}", date=short_date(hazard.due, agenda.today))
    return [("faint", f"  {context.translate(age)}  {context.translate(due)}")]


def hazard_show(context: Context, reference: str) -> int:
    """One hazard: every event with who, when and the line it stands on, and what comes next."""
    agenda, translate = context.agenda, context.translate
    context.name_unread()
    hazard = find_hazard(agenda, reference)
    if context.form == "json":
        events = [_event_row(agenda, entry) for entry in hazard.events]
        context.say_json({"version": 1, **hazard_row(agenda, hazard), "events": events})
        return OK
    heading = _told(agenda, hazard)
    context.say([[("strong", translate(heading[0]))]])
    facts: list[tuple[Message, Value]] = [
        (msg("level"), words.word("word:level", hazard.level)),
        (msg("due"), iso(hazard.due)),
    ]
    if hazard.kind:
        facts.insert(0, (msg("kind"), hazard.kind))
    if hazard.to:
        facts.append((msg("to"), hazard.to))
    names = [translate(name) for name, _ in facts]
    columns = max(map(width, names))
    for name, (_, value) in zip(names, facts, strict=True):
        context.say([[("faint", f"  {pad(name, columns)}  "), ("", translate.show(value))]])
    for entry in hazard.events:
        context.say([_event_line(context, entry)])
    context.say([[("info", translate(line))] for line in heading[1:]])
    return OK


def _event_line(context: Context, entry: Entry) -> Line:
    translate = context.translate
    event = translate.show(words.word("word:event", entry.event or "found"))
    said: list[Value] = [text for text in (entry.by, entry.to, entry.what, entry.note) if text]
    if entry.result:
        said.insert(0, words.word("word:result", entry.result))
    late = is_backfilled(entry, context.world)
    return [
        ("", f"  {iso(entry.date or 1)}  {pad(event, 8)}  "),
        ("", "  ".join(translate.show(part) for part in said)),
        ("warning", "  " + translate(msg("back-filled")) if late else ""),
        ("faint", f"  {entry.id or ''}  {entry.source.path}:{entry.at('date').line}"),
    ]


def _event_row(agenda: Agenda, entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "event": entry.event,
        "date": None if entry.date is None else iso(entry.date),
        "by": entry.by,
        "to": entry.to,
        "result": entry.result,
        "what": entry.what,
        "note": entry.note,
        "backfilled": is_backfilled(entry, agenda.world),
        "file": entry.source.path,
        "line": entry.at("date").line,
    }
