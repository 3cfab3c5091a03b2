"""What all pictures share: elements as text, colours, signs, texts and how wide they are.

A colour is a variable (`--tx-…`), with a literal one beside it for readers that know no variables;
the variables have other values where a dark scheme is preferred, and the light ones in print. No
state is told by its colour alone: each has a sign of its own.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from tongxin.answers.occurrences import State
from tongxin.messages import Translator
from tongxin.model import words
from tongxin.output.style import printable
from tongxin.output.style import width as columns_of

FONTS = (
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"
    "'WenQuanYi Micro Hei',system-ui,sans-serif"
)
SIZE = 12
"""Of letters, in pixels."""

COLOURS = {
    "ink": ("#1b1f24", "#e6edf3"), "faint": ("#59636e", "#9aa4af"), "paper": ("#ffffff", "#11161d"),
    "rule": ("#d5dbe1", "#343c46"), "band": ("#f4f6f8", "#1a2129"), "bar": ("#b6c2cf", "#465361"),
    "phase": ("#4a6785", "#8fb0d2"), "today": ("#0b5cad", "#6cb6ff"), "sign": ("#fff", "#11161d"),
    "met": ("#1f7a3d", "#57ab5a"), "late": ("#7a6a00", "#c6a026"), "missed": ("#a31515", "#f47067"),
    "overdue": ("#c2410c", "#f69d50"), "open": ("#1565c0", "#6cb6ff"),
    "upcoming": ("#e3e8ee", "#2b343e"), "waived": ("#6b7280", "#8b949e"),
    "ongoing": ("#b6c2cf", "#465361"), "l0": ("#f4f6f8", "#1a2129"), "l1": ("#dbeafe", "#1c3048"),
    "l2": ("#a9cdf7", "#28507c"), "l3": ("#fcd98a", "#6e5410"), "l4": ("#f3a48f", "#843322"),
}  # fmt: skip
"""Name → the colour on light and on dark paper."""

SIGNS = {
    State.MET: "M-3.2 .2L-1 2.6 3.4-2.8",
    State.LATE: "M-3.2-.8L-1 1.4 3.4-3.6M-3.4 3.6H3.4",
    State.MISSED: "M-2.8-2.8L2.8 2.8M-2.8 2.8L2.8-2.8",
    State.OVERDUE: "M0-3.6V.8M0 2.9V3.4",
    State.WAIVED: "M-3.2 0H3.2",
    State.OPEN: "M-2.8 0A2.8 2.8 0 1 0 2.8 0A2.8 2.8 0 1 0-2.8 0Z",
    State.UPCOMING: "M-.4 0H.4",
}
"""State → its sign around a middle: tick, tick on a line, cross, !, dash, ring, dot."""


def number(value: float) -> str:
    """A coordinate: two digits behind the point at most."""
    found = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if found == "-0" else found


def long(text: str, size: float = SIZE) -> float:
    """How long a text is in pixels, rather too long than too short: wide letters are square."""
    return sum(size if columns_of(c) == 2 else 0.62 * size * columns_of(c) for c in text)


def cut(text: str, most: float, size: float = SIZE) -> str:
    """The text, with … where it would be longer than so many pixels."""
    text = printable(text)
    if long(text, size) <= most:
        return text
    while text and long(text + "…", size) > most:
        text = text[:-1]
    return text.rstrip() + "…"


def element(name: str, body: str = "", **attributes: object) -> str:
    """An element; `class_` is the attribute class, and _ in other names is a hyphen."""
    given = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{given}>{body}</{name}>" if body else f"<{name}{given}/>"


def _value(value: object) -> str:
    return number(value) if isinstance(value, (int, float)) else str(value)


def text(
    x: float, y: float, said: str, colour: str = "ink", anchor: str = "start", size: float = SIZE
) -> str:
    """A line of text; `y` is its base line, `anchor` start, middle or end."""
    return element(
        "text",
        escape(printable(said)),
        x=x,
        y=y,
        class_=f"tx-{colour}",
        fill=COLOURS[colour][0],
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
    )


def titled(said: str) -> str:
    """What a pointer at rest shows, and what a reader of screens says."""
    return element("title", escape(printable(said)))


def rect(
    x: float, y: float, wide: float, high: float, colour: str, body: str = "", round_: float = 0
) -> str:
    """A filled rectangle."""
    return element(
        "rect",
        body,
        x=x,
        y=y,
        width=wide,
        height=high,
        rx=round_ or None,
        class_=f"tx-{colour}",
        fill=COLOURS[colour][0],
    )


def line(x1: float, y1: float, x2: float, y2: float, colour: str, dash: str | None = None) -> str:
    """A line."""
    return element(
        "line", x1=x1, y1=y1, x2=x2, y2=y2, class_=f"tx-{colour}-line", stroke=COLOURS[colour][0],
        stroke_width=1.5 if colour == "today" else 1, stroke_dasharray=dash,
    )  # fmt: skip


def mark(x: float, y: float, size: float, state: State, said: str, round_: bool = False) -> str:
    """A state around a middle: its colour as a ground, its sign upon it."""
    colour = str(state)
    half = size / 2
    ground = rect(x - half, y - half, size, size, colour, round_=half if round_ else 2)
    ink = "faint" if state is State.UPCOMING else "sign"
    sign = element(
        "path",
        d=SIGNS[state],
        transform=f"translate({number(x)} {number(y)}) scale({number(size / 11)})",
        class_=f"tx-{ink}-line",
        stroke=COLOURS[ink][0],
        fill="none",
        stroke_width=2 if state is State.UPCOMING else 1.5,
        stroke_linecap="round",
    ) if state in SIGNS else ""  # fmt: skip
    return element("g", titled(said) + ground + sign, class_=f"mark {colour}")


def legend(
    x: float, y: float, wide: float, states: Iterable[State], translate: Translator
) -> tuple[str, float]:
    """The states with their signs, in lines as wide as the picture; and the height of them."""
    made, left, top = "", x, y
    for state in states:
        name = state_name(state, translate)
        size = long(name) + 30
        if left + size > x + wide and left > x:
            left, top = x, top + 20
        shown = (
            mark(left + 6, top, 11, state, name)
            if state in SIGNS
            else line(left - 2, top, left + 13, top, str(state), "6 3")
        )
        made += shown + text(left + 16, top + 4, name, "faint")
        left += size
    return made, top - y + 20


def state_name(state: State, translate: Translator) -> str:
    """A state in the reader's language."""
    return translate.show(words.word("word:state", state))


def document(
    wide: float, high: float, title: str, described: str, body: Iterable[str], kind: str
) -> str:
    """A whole picture. `kind` begins its ids, so that several may stand on one page."""
    named = element("title", escape(printable(title)), id=f"tx-{kind}-title")
    said = element("desc", escape(printable(described)), id=f"tx-{kind}-desc")
    ground = rect(0, 0, wide, high, "paper")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="tx" role="img" '
        f'aria-labelledby="tx-{kind}-title tx-{kind}-desc" width="{number(wide)}" '
        f'height="{number(high)}" viewBox="0 0 {number(wide)} {number(high)}" '
        f'font-family="{FONTS}">\n{named}\n{said}\n<style>{_style()}</style>\n{ground}\n'
        + "\n".join(part for part in body if part)
        + "\n</svg>\n"
    )


def _style() -> str:
    """The variables on light and dark paper, and what uses them."""
    light = "".join(f"--tx-{name}:{colour};" for name, (colour, _) in COLOURS.items())
    dark = "".join(f"--tx-{name}:{colour};" for name, (_, colour) in COLOURS.items())
    used = "".join(
        f".tx .tx-{name}{{fill:var(--tx-{name},{colour})}}"
        f".tx .tx-{name}-line{{stroke:var(--tx-{name},{colour})}}"
        for name, (colour, _) in COLOURS.items()
    )
    return (
        f".tx{{{light}max-width:100%;height:auto}}"
        f"@media screen and (prefers-color-scheme:dark){{.tx{{{dark}}}}}{used}"
        "@media print{.tx *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}"
    )
