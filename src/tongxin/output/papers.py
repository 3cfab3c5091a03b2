"""A Markdown document with the facts of its front matter, as an official paper has them in places.

The text of a template shows most of these facts itself, for a terminal and for HTML. Where it does,
they are known again by what they say and laid out where they stand; a fact that the text does not
show is put into its place: below the title, above the text, or at its end.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tongxin.diagnostic import Diagnostic, Source, Span
from tongxin.model.front import Front, read_front
from tongxin.output.blocks import (
    Block,
    Content,
    Heading,
    Paragraph,
    Rule,
    Run,
    blocks_of,
    plain,
    plain_text,
)

_FENCE: Final = re.compile(
    r"\A\s*^---[ \t]*\n"
    r"(?P<front>(?:(?![ \t]*$|---[ \t]*$).*\n(?:(?!---[ \t]*$).*\n)*?)?)"
    r"---[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)
"""Two lines `---`, and no empty line below the first: that would be a rule."""


@dataclass(frozen=True)
class Fact:
    """Something that has a place of its own on the page.

    role: title, subtitle, number, recipient, attachment, org, date or foot
    """

    role: str
    content: Content


@dataclass(frozen=True)
class Paper:
    """A document in the order in which it is laid out.

    title: its characters, for the properties of a file; "" where it has none
    """

    title: str
    pieces: tuple[Fact | Block, ...]
    chinese: bool
    landscape: bool
    attachments: tuple[str, ...] = ()


def parted(text: str) -> tuple[str | None, str]:
    """The YAML of the front matter, None where there is none, and the text behind it."""
    found = _FENCE.match(text)
    return (found["front"], text[found.end() :].lstrip("\n")) if found else (None, text)


def front_of(yaml: str, template: Source) -> tuple[Front, list[Diagnostic]]:
    """The facts of a front matter, and what is wrong with it, by the lines of its template."""
    found, faults = read_front(Source(template.path, yaml))
    return found, [_in_template(fault, template) for fault in faults]


def _in_template(fault: Diagnostic, template: Source) -> Diagnostic:
    """A finding in what was rendered, at the line of the template that made it."""
    rendered = fault.span.source.line(fault.span.line)
    lines = [template.line(number) for number in range(1, template.line_count + 1)]
    key = re.match(r"[ \t]*[^:：]*[:：]?", rendered)
    wanted = (rendered.strip(), key[0].strip() if key else "", "---")
    number = next(
        (
            number
            for text in wanted
            for number, line in enumerate(lines, 1)
            if text and line.strip().startswith(text)
        ),
        1,
    )
    start = template.line_start(number)
    line = template.line(number)
    span = Span(template, start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
    return Diagnostic(fault.code, span, fault.message, fault.help)


def paper(markdown: str, front: Front, chinese: bool) -> Paper:
    """The document of a Markdown text, its front matter taken off, and of these facts."""
    pieces: list[Fact | Block] = [*blocks_of(markdown, chinese)]
    facts = {
        role: plain_text(value)
        for role in ("title", "subtitle", "number", "recipient", "org", "date")
        if (value := getattr(front, role)) and value.strip()
    }
    attachments = tuple(filter(None, map(plain_text, front.attachments)))
    _mark_foot(pieces)
    title = _mark_title(pieces, facts.get("title"))
    at = next((n for n, one in enumerate(pieces, 1) if _is(one, "title")), 0)
    for role in ("subtitle", "number", "recipient"):
        if role in facts:
            at = max(at, _place_above(pieces, role, facts[role], at) + 1)
    _place_below(pieces, facts, attachments)
    landscape = front.orientation == "landscape"
    return Paper(title, tuple(pieces), chinese, landscape, attachments)


def _is(piece: Fact | Block, role: str) -> bool:
    return isinstance(piece, Fact) and piece.role == role


def _mark_foot(pieces: list[Fact | Block]) -> None:
    """A rule with one paragraph behind it at the very end is the foot."""
    if len(pieces) > 1 and isinstance(pieces[-2], Rule) and isinstance(pieces[-1], Paragraph):
        pieces[-2:] = [Fact("foot", pieces[-1].content)]


def _mark_title(pieces: list[Fact | Block], title: str | None) -> str:
    """The first heading of the first level becomes the title, or what stands in its place."""
    first = next(
        (n for n, one in enumerate(pieces) if isinstance(one, Heading) and one.level == 1), None
    )
    if first is None:
        if title:
            pieces.insert(0, Fact("title", (Run(title),)))
        return title or ""
    heading = pieces[first]
    assert isinstance(heading, Heading)
    content = (Run(title),) if title and title != plain(heading.content) else heading.content
    pieces[first] = Fact("title", content)
    return plain(content)


_HEAD: Final = 6
"""Below a title its facts are sought among so many paragraphs."""


def _place_above(pieces: list[Fact | Block], role: str, said: str, at: int) -> int:
    """Mark the paragraph that shows a fact, or put the fact at a place; where it is then."""
    for number in range(at, min(at + _HEAD, len(pieces))):
        if _shows(pieces[number], said):
            pieces[number] = Fact(role, _content(pieces[number]))
            return number
    pieces.insert(at, Fact(role, (Run(said),)))
    return at


def _place_below(
    pieces: list[Fact | Block], facts: dict[str, str], attachments: tuple[str, ...]
) -> None:
    """Who signs and the day: where the text shows them last, else at its end, above the foot."""
    end = len(pieces) - (bool(pieces) and _is(pieces[-1], "foot"))

    def last(role: str) -> int | None:
        if role not in facts:
            return None
        shown = (n for n in reversed(range(end)) if _shows(pieces[n], facts[role]))
        return next(shown, None)

    places: dict[str, int | None] = {role: last(role) for role in ("org", "date")}
    for role, place in places.items():
        if place is not None:
            pieces[place] = Fact(role, _content(pieces[place]))
    org, date = places["org"], places["date"]
    if date is None and "date" in facts:
        pieces.insert(end if org is None else org + 1, Fact("date", (Run(facts["date"]),)))
        date = end if org is None else org + 1
    if org is None and "org" in facts:
        org = end if date is None else date
        pieces.insert(org, Fact("org", (Run(facts["org"]),)))
    signed = next((n for n, one in enumerate(pieces) if _is(one, "org") or _is(one, "date")), end)
    pieces[signed:signed] = [Fact("attachment", (Run(name),)) for name in attachments]


def _shows(piece: Fact | Block, said: str) -> bool:
    return isinstance(piece, Paragraph) and _bare(plain(piece.content)) == _bare(said)


def _bare(text: str) -> str:
    return "".join(text.split()).rstrip(":：")


def _content(piece: Fact | Block) -> Content:
    assert isinstance(piece, Paragraph)
    return piece.content


Pictures = Callable[[str], bytes | None]
"""Path of an image → its bytes; None where it is not there."""

Lost = Callable[[str], None]
"""Is told the path of an image that cannot be shown."""
