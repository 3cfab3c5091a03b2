"""`number`: the next number of a document, 文号, entered into the ledger; or what there is."""

from typing import Any

from tongxin.answers.document_numbers import Given, gaps, given, last_number, next_number
from tongxin.calendar.periods import Day, iso, year_of
from tongxin.checks.references import suggestion
from tongxin.commands.context import OK, Context
from tongxin.commands.record import Said, answer, day_of, lock, record
from tongxin.diagnostic import TongxinError, near
from tongxin.messages import Message, msg
from tongxin.model.community import Series
from tongxin.model.numbers import EXAMPLE, DocumentNumber, parse_number
from tongxin.model.world import World
from tongxin.output.style import Line, pad, width
from tongxin.text.write import Written


def number(
    context: Context,
    title: str | None,
    series: str | None,
    to: str | None,
    exact: str | None,
    said: Said,
) -> int:
    """Give a document the next number of its series, or the one that it has on paper.

    Args:
        context: where, when, how.
        title: of the document; None: list the series instead.
        series: its id, name or code word; the only one by default.
        to: whom the document is for.
        exact: the number that it has already.
        said: what every entry may be told.

    Raises:
        TongxinError: there is no such series, the number is taken, or cannot be written.
    """
    if title is None:
        if series is not None or to is not None or exact is not None:
            raise TongxinError(
                msg("the title is missing"), msg("write: {command}", command="tongxin number …")
            )
        return _list(context)
    if not title.strip():
        raise TongxinError(msg("the title is missing"))
    day = day_of(context, said)
    with lock(context, said, "number"):
        world = context.world
        made = (
            next_number(world, _series(world, series), year_of(day))
            if exact is None
            else _exact(world, exact, series, day)
        )
        own: dict[str, Written | None] = {"number": str(made), "title": title, "to": to}
        recorded = record(context, world, [own], said, day)
    told: list[Message] = [msg("the number is {number}", number=str(made))]
    return answer(context, recorded, said, told)


def _series(world: World, name: str | None) -> Series:
    """The series that is meant.

    Raises:
        TongxinError: there is none, none of that name, or several to choose from.
    """
    known = world.settings.document_numbers
    if not known:
        raise TongxinError(
            msg("the workspace has no series of document numbers"),
            msg(
                "enter it in tongxin.yaml: {line}",
                line="document-numbers: [{id: office, prefix: 双办}]",
            ),
        )
    found = [s for s in known if name is None or name in (s.id, s.name, s.prefix)]
    if len(found) == 1:
        return found[0]
    prefixes = tuple(s.prefix for s in known)
    if name is None:
        raise TongxinError(
            msg("the workspace has several series: {names}", names=prefixes),
            msg("name one: {option}", option=f"--series {known[0].prefix}"),
        )
    raise TongxinError(
        msg('no series "{name}"', name=name),
        suggestion(name, {s.id: s for s in known})
        if near(name, [s.id for s in known])
        else msg("the workspace has: {names}", names=prefixes),
    )


def _exact(world: World, text: str, series: str | None, day: Day) -> DocumentNumber:
    """A number as typed, which nobody has yet."""
    found = parse_number(text)
    if found is None:
        raise TongxinError(
            msg('"{text}" is no number of a document', text=text),
            msg("write for instance {example}", example=EXAMPLE),
        )
    _series(world, found.prefix)
    if series is not None and _series(world, series).prefix != found.prefix:
        raise TongxinError(
            msg("{number} is of another series", number=str(found)),
            msg("leave --{option} out", option="series"),
        )
    if found.year != year_of(day):
        raise TongxinError(
            msg("{number} is dated {date}, of another year", number=str(found), date=iso(day)),
            msg("write: {option}", option=f"--on {found.year}-…"),
        )
    taken = next((one for one in given(world.all_entries) if one.number == found), None)
    if taken is not None:
        raise TongxinError(
            msg(
                "{number} was given before, to {title}",
                number=str(found),
                title=taken.entry.title or "",
            ),
            msg("see: {command}", command="tongxin number"),
        )
    return found


def registered(world: World, text: str) -> Given:
    """The number that stands in the ledger: whole, or its serial number where that is enough.

    Raises:
        TongxinError: there is none; how to have it given.
    """
    standing = [one for one in given(world.all_entries) if one.entry.id not in _void(world)]
    whole = parse_number(text)
    found = [
        one
        for one in standing
        if one.number == whole
        or (whole is None and text.strip().removesuffix("号") == str(one.number.serial))
    ]
    if whole is None and found:
        latest = max(one.number.year for one in found)
        found = [one for one in found if one.number.year == latest]
    if len({one.number for one in found}) > 1:
        names = tuple(str(one.number) for one in found)
        raise TongxinError(msg('"{name}" may be any of {names}', name=text, names=names))
    if not found:
        raise TongxinError(
            msg("no document has the number {number}", number=str(whole or text)),
            msg("have one given: {command}", command="tongxin number …"),
        )
    return found[0]


def _void(world: World) -> frozenset[str]:
    return world.voided(_EVER)


_EVER = 9999 * 366


# ── what there is ─────────────────────────────────────────────────────────────────────────────


def _list(context: Context) -> int:
    """Each series: the last number of this year, the next one, what is missing."""
    world, year = context.world, year_of(context.today)
    context.name_unread()
    known = world.settings.document_numbers
    if not known:
        _series(world, None)
    if context.form == "json":
        rows = [_row(world, series, year) for series in known]
        context.say_json({"version": 1, "series": rows})
        return OK
    columns = max(width(series.prefix) for series in known)
    for series in known:
        context.say([_line(context, series, year, columns)])
    return OK


def _missing(world: World, series: Series, year: int) -> list[tuple[int, int]]:
    """First and last serial number of each gap of a year."""
    return [
        (first, one.number.serial - 1)
        for one, first in gaps(world)
        if one.number[:2] == (series.prefix, year)
    ]


def _line(context: Context, series: Series, year: int, columns: int) -> Line:
    world, show = context.world, context.translate
    last = last_number(world, series, year)
    said = (
        msg("the last is {number}", number=str(DocumentNumber(series.prefix, year, last)))
        if last
        else msg("none in {year} yet", year=str(year))
    )
    coming = msg("the next is {number}", number=str(next_number(world, series, year)))
    lacking = tuple(str(a) if a == b else f"{a}–{b}" for a, b in _missing(world, series, year))
    gone = msg("missing: {numbers}", numbers=lacking)
    return [
        ("strong", pad(series.prefix, columns)),
        ("", f"  {series.name}" if series.name else ""),
        ("", f"  {show(said)}"),
        ("good", f"  {show(coming)}"),
        ("warning", f"  {show(gone)}" if lacking else ""),
    ]


def _row(world: World, series: Series, year: int) -> dict[str, Any]:
    last = last_number(world, series, year)
    return {
        "id": series.id,
        "prefix": series.prefix,
        "name": series.name,
        "year": year,
        "last": str(DocumentNumber(series.prefix, year, last)) if last else None,
        "next": str(next_number(world, series, year)),
        "missing": [
            {"first": str(DocumentNumber(series.prefix, year, a)),
             "last": str(DocumentNumber(series.prefix, year, b))}
            for a, b in _missing(world, series, year)
        ],
    }  # fmt: skip
