"""The load of the weeks ahead as a picture: a row a group, a column a week, darker is fuller."""

from collections.abc import Iterator

from tongxin.answers.load import Load, Row
from tongxin.calendar.periods import iso
from tongxin.messages import Translator, msg
from tongxin.output.load import figure, heading_of, row_name, sign, why
from tongxin.output.pictures.svg import COLOURS, cut, document, element, long, rect, text, titled

MARGIN = 16
LABELS = 260
CELL = 56
ROW = 24
BLOCK = 13
"""Weeks beside each other; more go on below."""

NAMED = 10
"""Weeks that cannot be done, as far as they are named; the command lists them all."""


def draw_load(found: Load, translate: Translator) -> str:
    """The picture of the weeks ahead."""
    names = [row_name(row.name, translate) for row in found.rows]
    heads = [*names, translate(msg("working days")), translate(msg("all groups"))]
    labels = min(max(map(long, heads)), LABELS) + 12
    weeks = len(found.weeks)
    title = translate(heading_of(found))
    left = MARGIN + labels
    whole = max(left + CELL * (min(weeks, BLOCK) + 1) + MARGIN, long(title, 16) + 2 * MARGIN, 560)
    body = [text(MARGIN, MARGIN + 16, title, size=16)]
    y = float(MARGIN + 36)
    for start in range(0, weeks, BLOCK):
        numbers = range(start, min(start + BLOCK, weeks))
        body += _block(found, names, numbers, left, y, translate)
        y += ROW * (len(found.rows) + 4) + 8
    levels, y = _legend(y, whole, translate)
    body += levels
    for strain in found.strains[:NAMED]:
        whose = translate.show(strain.groups or msg("no group"))
        said = f"{strain.week.label}  {whose}  {translate(why(strain))}"
        tasks = translate.show(tuple(task.title for task in strain.tasks))
        body.append(text(MARGIN, y + 4, cut(f"{said}  {tasks}", whole - 2 * MARGIN)))
        y += 20
    if len(found.strains) > NAMED:
        more = translate(msg("{n} more", n=len(found.strains) - NAMED))
        body.append(text(MARGIN, y + 4, more, "faint"))
        y += 20
    described = msg("duties owed by each group in each week; a sign stands beside what is too much")
    return document(whole, y + MARGIN, title, translate(described), body, "load")


def _block(
    found: Load, names: list[str], numbers: range, left: float, top: float, translate: Translator
) -> Iterator[str]:
    """Heads, a row a group, the sum."""
    late = numbers[0] == 0
    start = left + (CELL if late else 0)
    if late:
        yield text(left + CELL / 2, top + 14, translate(msg("overdue")), "faint", "middle", 11)
    yield text(MARGIN, top + 2 * ROW - 8, translate(msg("working days")), "faint")
    for place, n in enumerate(numbers):
        week, x = found.weeks[n], start + CELL * (place + 0.5)
        yield text(x, top + 14, week.label[5:], "faint", "middle", 11)
        yield text(x, top + 27, iso(week.first)[5:], "faint", "middle", 10)
        few = "missed" if week.days < 4 else "faint"
        yield text(x, top + 2 * ROW - 8, str(week.days), few, "middle", 11)
    for place, (row, name) in enumerate(zip(found.rows, names, strict=True)):
        yield _row(found, row, name, numbers, left, start, top + ROW * (place + 2))
    below = top + ROW * (len(names) + 2)
    yield text(MARGIN, below + 16, translate(msg("all groups")))
    if late:
        yield text(left + CELL / 2, below + 16, str(found.overdue or "·"), anchor="middle")
    for place, n in enumerate(numbers):
        x = start + CELL * (place + 0.5)
        yield text(x, below + 16, figure(found.total[n].owed), anchor="middle")


def _row(
    found: Load, row: Row, name: str, numbers: range, left: float, start: float, top: float
) -> str:
    made = text(MARGIN, top + 16, cut(name, LABELS))
    if numbers[0] == 0:
        said = str(row.overdue or "·")
        made += text(
            left + CELL / 2, top + 16, said, "overdue" if row.overdue else "faint", "middle"
        )
    for place, n in enumerate(numbers):
        x = start + CELL * place
        share, marked = row.weeks[n], sign(found, row, n)
        tip = titled(f"{name} {found.weeks[n].label}: {figure(share.owed)}{marked}")
        cell = rect(x + 1, top + 1, CELL - 2, ROW - 2, f"l{found.level(row, n)}", tip, 3)
        said = (figure(share.owed) if share.owed else "·") + (f" {marked}" if marked else "")
        made += element(
            "g", cell + text(x + CELL / 2, top + 16, said, anchor="middle"), class_="cell"
        )
    return element("g", titled(name) + made, class_="row")


def _legend(y: float, wide: float, translate: Translator) -> tuple[list[str], float]:
    """The levels in lines as wide as the picture, and where they end."""
    levels = (
        msg("to half the limit"), msg("to three quarters"), msg("to the limit"),
        msg("! above the limit"), msg("× not enough working days"),
    )  # fmt: skip
    made, x = [], float(MARGIN)
    for level, said in enumerate(map(translate, levels), 1):
        size = 38 + long(said)
        if x + size > wide - MARGIN and x > MARGIN:
            x, y = float(MARGIN), y + 22
        if f"l{level}" in COLOURS:
            made.append(rect(x, y - 10, 14, 14, f"l{level}", round_=2))
        made.append(text(x + 20, y + 1, said, "faint"))
        x += size
    return made, y + 26
