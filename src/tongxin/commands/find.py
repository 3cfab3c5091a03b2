"""What a user means by what was typed: a plan, a task, a place, a hazard."""

from collections.abc import Iterable

from tongxin.answers.hazards import SHORT, Hazard, short
from tongxin.answers.occurrences import Agenda
from tongxin.checks import CODES
from tongxin.checks.references import suggestion
from tongxin.commands.context import Context
from tongxin.diagnostic import TongxinError, near
from tongxin.messages import msg
from tongxin.model.basis import Basis
from tongxin.model.community import Place
from tongxin.model.ledger import Entry
from tongxin.model.plan import Plan
from tongxin.model.world import Duty, World


def find_plan(context: Context, reference: str) -> Plan:
    """The plan of an id, a title or a former id. Raises TongxinError where there is none."""
    plans = context.world.plan_index
    found = plans.get(reference)
    if found is None:
        raise TongxinError(msg('no plan "{name}"', name=reference), suggestion(reference, plans))
    return found


def find_basis(context: Context, reference: str) -> Basis:
    """The basis of an id, a title or a former id. Raises TongxinError where there is none."""
    bases = context.world.basis_index
    if reference not in bases:
        raise TongxinError(msg('no basis "{name}"', name=reference), suggestion(reference, bases))
    return bases[reference]


def find_duty(context: Context, subject: str, or_code: bool = False) -> Duty:
    """The task meant: plan/task, an id, a title, or any part of a title that only one task has.

    `or_code`: the code of a check might have been meant as well.

    Raises:
        TongxinError: no task is meant, or several are.
    """
    world = context.world
    found = world.duty_index.get(subject, ())
    if not found:
        found = tuple(duty for duty in world.duties if subject in duty.task.title)
    if len(found) == 1:
        return found[0]
    if found:
        names = tuple(dict.fromkeys(duty.name for duty in found if duty.task.id))
        if len(names) > 1:
            raise TongxinError(msg('"{name}" may be any of {names}', name=subject, names=names[:8]))
        places = tuple(f"{d.plan.source.path}:{d.task.at().line}" for d in found[:8])
        raise TongxinError(
            msg('several tasks are called "{name}": {places}', name=subject, places=places),
            msg("give them ids of their own, or delete what is only a copy"),
        )
    code = near(subject, list(CODES)) if or_code else None
    known = [duty.name for duty in world.duties if duty.task.id]
    meant = code or near(subject, known) or near(f"/{subject}", known)
    raise TongxinError(
        msg('"{name}" is neither a check nor a task', name=subject)
        if or_code
        else msg('no task "{name}"', name=subject),
        msg('did you mean "{word}"?', word=meant)
        if meant
        else msg("see the tasks of a plan: tongxin show PLAN"),
    )


def find_hazard(agenda: Agenda, reference: str) -> Hazard:
    """The hazard of an id, of the last letters of one, or the only open one at a place.

    The place is an id, a name, a kind or a part of a name.

    Raises:
        TongxinError: none is meant, or several may be.
    """
    hazards = agenda.hazards
    still_open = [hazard for hazard in hazards if hazard.is_open()]
    wanted = set(ending(reference, [hazard.id for hazard in hazards]))
    found = [hazard for hazard in hazards if hazard.id in wanted]
    if not found and reference:
        known = agenda.world.settings.places
        named = agenda.world.places_named(reference) or [p for p in known if reference in p.name]
        places = {place.id for place in named}
        found = [
            hazard
            for hazard in still_open
            if places & {p.id for name in hazard.places for p in agenda.world.places_named(name)}
        ]
    if len(found) > 1:
        names = tuple(f"{short(h.id)} ({h.what or ''})" for h in found[:8])
        raise TongxinError(
            msg('"{name}" may be any of {names}', name=reference, names=names),
            msg("write the four letters"),
        )
    if not found:
        guess = near(reference, [hazard.id for hazard in hazards])
        raise TongxinError(
            msg('no hazard "{name}"', name=reference),
            msg('did you mean "{word}"?', word=guess)
            if guess
            else msg("see: {command}", command="tongxin hazard list"),
        )
    return found[0]


def open_already(agenda: Agenda, place: Place | None, what: str) -> str | None:
    """The open hazard at a place that was found for the same."""
    here = agenda.hazards_by_place.get(place.id, ()) if place is not None else ()
    return next((h.id for h in here if h.is_open() and h.what == what), None)


def ending(reference: str, names: Iterable[str]) -> list[str]:
    """Of some ids the one that is meant, or those that end so, if it is long enough."""
    known = list(names)
    if reference in known:
        return [reference]
    return [name for name in known if len(reference) >= SHORT and name.endswith(reference)]


def find_entry(context: Context, reference: str) -> Entry:
    """The entry of an id, or of the last letters of one.

    Raises:
        TongxinError: none is meant, or several may be.
    """
    known = [entry for entry in context.world.all_entries if entry.id]
    wanted = set(ending(reference, [e.id or "" for e in known]))
    found = [e for e in known if e.id in wanted]
    if len(found) > 1:
        names = tuple(e.id or "" for e in found[:8])
        raise TongxinError(msg('"{name}" may be any of {names}', name=reference, names=names))
    if not found and (refusal := unread(context.world, "ledger/")):
        raise refusal
    if not found:
        guess = near(reference, [e.id or "" for e in known])
        raise TongxinError(
            msg('no entry "{name}"', name=reference),
            msg('did you mean "{word}"?', word=guess) if guess else msg("see: {command}",
                command="tongxin entries"),
        )  # fmt: skip
    return found[0]


def is_entry(context: Context, reference: str) -> bool:
    """Does an id, or the last letters of one, name an entry?"""
    known = [entry.id for entry in context.world.all_entries if entry.id]
    return bool(ending(reference, known))


def unread(world: World, folder: str) -> TongxinError | None:
    """The refusal of a search among files of which some cannot be read: it may stand there."""
    paths = [p for p in (*world.unread, *world.partly_read) if p.startswith(folder)]
    if not paths:
        return None
    return TongxinError(
        msg("{path} cannot be read, and it may stand there", path=paths[0]),
        msg("mend it first: tongxin check {path}", path=paths[0]),
    )


def duties_like(world: World, word: str) -> tuple[Duty, ...]:
    """The tasks of an id or title, else those in whose titles a word stands; active ones first."""
    found = world.duty_index.get(word, ())
    if not found and word.strip():
        found = tuple(duty for duty in world.duties if word in duty.task.title)
    active = tuple(duty for duty in found if duty.plan.status == "active")
    return active or found


def places_like(world: World, word: str, among: frozenset[str] = frozenset()) -> tuple[Place, ...]:
    """The places of an id, a name, a kind or `all`; else the only one in whose name a word is.

    `among`: ids of the places that are more likely, where several names hold the word.

    Raises:
        TongxinError: several may be meant.
    """
    found = world.places_named(word)
    if not found and word.strip():
        found = tuple(place for place in world.settings.places if word in place.name)
    if len(found) > 1 and not world.places_named(word):
        likely = tuple(place for place in found if place.id in among)
        if len(likely) != 1:
            names = tuple(place.name for place in found[:8])
            raise TongxinError(msg('"{name}" may be any of {names}', name=word, names=names))
        return likely
    return found


def no_place(world: World, word: str) -> TongxinError:
    """The refusal of a place that nobody knows."""
    names = tuple(place.name for place in world.settings.places)
    return TongxinError(
        msg('no place "{name}"', name=word),
        suggestion(word, world.places)
        or msg("known: {names}", names=(*names[:20], *(("…",) if len(names) > 20 else ()))),
    )


def find_place(world: World, word: str) -> Place:
    """The place that is meant. Raises TongxinError: none is, or several may be."""
    found = places_like(world, word)
    if not found:
        raise no_place(world, word)
    if len(found) > 1:
        names = tuple(place.name for place in found[:8])
        raise TongxinError(msg('"{name}" may be any of {names}', name=word, names=names))
    return found[0]
