"""`entries`, `void`, `undo`: what was recorded last, and taking it back. Nothing is deleted."""

from collections.abc import Iterator

from tongxin.calendar.periods import iso
from tongxin.commands.context import OK, Context
from tongxin.commands.find import duties_like, find_entry, find_place, unread
from tongxin.commands.record import Said, answer, day_of, lock, record
from tongxin.diagnostic import TongxinError
from tongxin.messages import Message, Translator, msg, msgn
from tongxin.model.ledger import Entry
from tongxin.model.world import World
from tongxin.output.style import Line
from tongxin.text.write import Written
from tongxin.workspace.recorded import recalled
from tongxin.workspace.write import user

LATEST = 20
"""Entries that are listed, unless another number is asked for."""


def entries(
    context: Context,
    number: int = LATEST,
    task: str | None = None,
    place: str | None = None,
    everything: bool = False,
) -> int:
    """List the latest entries with their ids, the newest last."""
    context.name_unread()
    world, agenda = context.world, context.agenda
    names = {duty.name for duty in duties_like(world, task)} if task else None
    if names == set():
        raise TongxinError(msg('no task "{name}"', name=task or ""))
    where = find_place(world, place).id if place else None
    found = [
        entry
        for entry in world.all_entries
        if (names is None or names & _duties(world, entry))
        and (where is None or where in {p.id for n in entry.place for p in world.places_named(n)})
    ]
    found.sort(key=lambda entry: (entry.date or 0, entry.recorded or 0))
    shown = found if everything else found[-number:]
    if context.form == "json":
        rows = [_row(entry, entry.id in agenda.voided) for entry in shown]
        context.say_json({"version": 1, "entries": rows})
        return OK
    for entry in shown:
        context.say([_line(context, entry, entry.id in agenda.voided)])
    if not shown:
        context.say([[("faint", context.translate(msg("no entries")))]])
    elif len(shown) < len(found):
        more = msgn("{n} earlier entry (--all shows it)", "{n} earlier entries (--all shows them)",
                    len(found) - len(shown))  # fmt: skip
        context.say([[("faint", context.translate(more))]])
    return OK


def _duties(world: World, entry: Entry) -> set[str]:
    """The tasks that an entry is about."""
    named = (*entry.task, *filter(None, (entry.waive, entry.extend)))
    return {duty.name for name in named for duty in world.duties_called(name, entry.date)}


def _line(context: Context, entry: Entry, void: bool) -> Line:
    text = " ".join(entry.tree.source.text[entry.node.start : entry.node.end].split())
    mark = context.translate(msg("void")) if void else ""
    return [
        ("strong" if not void else "faint", entry.id or context.translate(msg("(no id)"))),
        ("warning", f"  {mark}" if mark else ""),
        ("faint" if void else "", f"  {_without_id(text)}"),
        ("faint", f"  {entry.source.path}:{entry.at('date').line}"),
    ]


def _without_id(text: str) -> str:
    """An entry's line without what stands before it already."""
    text = text.strip("{}")
    head, comma, rest = text.partition(", ")
    return rest if comma and head.lstrip().startswith(("id:", "流水号:")) else text


def _row(entry: Entry, void: bool) -> dict[str, object]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "date": None if entry.date is None else iso(entry.date),
        "void": void,
        "file": entry.source.path,
        "line": entry.at("date").line,
        "text": entry.tree.source.text[entry.node.start : entry.node.end],
    }


def void(context: Context, reference: str, why: str | None, said: Said) -> int:
    """Record that an entry counts as if it were not there; of a void, that it counts again.

    Raises:
        TongxinError: no entry is meant, several may be, or it is void already.
    """
    day = day_of(context, said)
    with lock(context, said, "void"):
        target = find_entry(context, reference)
        recorded = record(context, context.world, [_void(context, target, why)], said, day)
    return answer(context, recorded, said, [_restored(target), *_orphans(context, target)])


def _void(context: Context, target: Entry, why: str | None) -> dict[str, Written | None]:
    if target.id in context.agenda.voided:
        raise TongxinError(
            msg("{id} is void already", id=target.id or ""),
            msg("to restore it, void its void; see: {command}", command="tongxin entries"),
        )
    translate = Translator(context.document_language)
    return {"void": target.id, "why": why or translate(msg("recorded by mistake"))}


def _orphans(context: Context, target: Entry) -> Iterator[Message]:
    """What the ledger still says of a hazard whose finding is void now."""
    if target.event != "found":
        return
    void = context.agenda.voided
    left = [e.id or "" for e in context.world.all_entries
            if e.hazard == target.hazard and e is not target and e.id not in void]  # fmt: skip
    if left:
        yield msg(
            "later steps of {id} stay; void them too, if they were a mistake: {entries}",
            id=target.hazard or "",
            entries=tuple(reversed(left)),
        )


def _restored(target: Entry) -> Message:
    if target.kind == "void":
        return msg("{id} counts again", id=target.void or "")
    line = " ".join(target.tree.source.text[target.node.start : target.node.end].split())
    return msg("void: {line}", line=line)


def undo(context: Context, said: Said) -> int:
    """Void what oneself recorded last from this computer, all entries of that one command.

    Raises:
        TongxinError: nothing is remembered that is not void yet.
    """
    day = day_of(context, said)
    with lock(context, said, "undo"):
        by_id = {entry.id: entry for entry in context.world.all_entries if entry.id}
        gone = context.agenda.voided
        for batch in reversed(recalled(context.root, user())):
            targets = [by_id[n] for n in batch if n in by_id and n not in gone]
            if targets:
                own = [_void(context, target, None) for target in targets]
                recorded = record(context, context.world, own, said, day, remembered=False)
                break
        else:
            raise unread(context.world, "ledger/") or TongxinError(
                msg("nothing is left that was recorded from here"),
                msg("name the entry: tongxin void ID; see: tongxin entries"),
            )
    return answer(context, recorded, said, [
        *map(_restored, targets),
        msg("to take this back: {command}",
            command=" && ".join(f"tongxin void {e.id}" for e in recorded.entries)),
    ])  # fmt: skip
