"""The text of a document in Word: its paragraphs, lists, tables and images, as XML.

Pictures and lists leave something behind for other parts of the file: images are put into it, and
each numbered list begins a numbering of its own.
"""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from io import BytesIO
from itertools import pairwise
from typing import Any, Final

from tongxin.output.blocks import (
    Block,
    Code,
    Content,
    Grid,
    Heading,
    Items,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Run,
    bold,
    breadth,
    lines_of,
    plain,
)
from tongxin.output.papers import Fact, Lost, Paper, Pictures
from tongxin.output.word import layout
from tongxin.output.word.layout import FACES, Face, Page
from tongxin.output.word.styles import (
    LEVELS,
    Sort,
    fonts,
    indent,
    list_indent,
    sized,
    styles_of,
    twips,
    valued,
)

_MM_TO_TWIPS: Final = 1440 / 25.4
_FACT_STYLES: Final = {
    "title": "Title", "subtitle": "Subtitle", "number": "DocumentNumber", "recipient": "Recipient",
    "org": "Signature", "date": "Date", "foot": "MadeFrom", "attachment": "Attachment",
}  # fmt: skip
HEAD_FACTS: Final = ("title", "subtitle", "number")
_TALLEST: Final = 0.9
"""Of the type area an image takes at most this much in height: its caption stays with it."""


def mm(length: float) -> int:
    """Millimetres as Word counts them."""
    return round(length * _MM_TO_TWIPS)


@dataclass
class Body:
    """The body of one document as it is written.

    Args:
        part: the document's part of the file, which takes the images.
        sort: language and pitch.
        page: its measures.
        pictures: the images, by path.
        lost: is told the path of each that cannot be shown.
    """

    part: Any
    sort: Sort
    page: Page
    pictures: Pictures
    lost: Lost
    starts: list[tuple[int, int]] = field(default_factory=list)
    """Level and first number of each numbered list."""

    made: list[str] = field(default_factory=list)
    shown: int = 0

    def __post_init__(self) -> None:
        self.faces = {one.id: FACES[one.face] for one in styles_of(self.sort)}

    def write(self, paper: Paper) -> str:
        """All of a document."""
        names = paper.attachments
        for number, piece in enumerate(paper.pieces):
            before = paper.pieces[number - 1] if number else None
            after = paper.pieces[number + 1] if number + 1 < len(paper.pieces) else None
            if isinstance(piece, Paragraph) and isinstance(after, Items | Grid):
                self.text("BodyText", piece.content, "<w:keepNext/>")
            elif not isinstance(piece, Fact):
                self.block(piece, 0)
            elif piece.role == "attachment":
                place = names.index(plain(piece.content))
                self.attachment(piece.content, place, len(names))
            else:
                self.fact(piece, before, after)
        if self.made and self.made[-1].endswith("</w:tbl>"):
            self.made.append('<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>')
        return "".join(self.made)

    def fact(self, piece: Fact, before: Fact | Block | None, after: Fact | Block | None) -> None:
        """A paragraph that has a place of its own. A blank line stands before who signs."""
        more = ""
        if piece.role in HEAD_FACTS and isinstance(after, Fact) and after.role in HEAD_FACTS:
            more = '<w:spacing w:after="0"/>'
        signed = isinstance(before, Fact) and before.role in ("org", "date")
        if piece.role in ("org", "date") and not signed:
            more = f'<w:spacing w:before="{twips(self.sort.pitch)}"/>'
        content = piece.content
        if piece.role == "title":  # its style says how bold it is
            content = tuple(Run(one.text) if isinstance(one, Run) else one for one in content)
        self.paragraph(_FACT_STYLES[piece.role], content, more)

    def attachment(self, content: Content, place: int, count: int) -> None:
        """附件：1.名称, below a blank line, all names below each other (GB/T 9704, 7.3.4)."""
        label = "附件：" if self.sort.chinese else "Attachments: " if count > 1 else "Attachment: "
        number = "" if count == 1 else f"{place + 1}." + ("" if self.sort.chinese else " ")
        names = layout.INDENT + (3 if self.sort.chinese else 5)
        more = indent(names, 0 if place else layout.INDENT - names)
        if place == 0:
            more = f'<w:spacing w:before="{twips(self.sort.pitch)}"/>' + more
        lead = (label if place == 0 else "") + number
        self.paragraph("Attachment", (Run(lead), *content), more)

    # blocks

    def block(self, block: Block, depth: int, style: str = "BodyText") -> None:
        """A block; `depth`: in how many lists it stands."""
        if isinstance(block, Heading):
            self.paragraph(f"Heading{min(max(block.level - 1, 1), 4)}", block.content)
        elif isinstance(block, Paragraph):
            self.text(style, block.content, self._inside(depth))
        elif isinstance(block, Items):
            self.items(block, depth)
        elif isinstance(block, Grid):
            self.grid(block)
        elif isinstance(block, Quote):
            for inner in block.blocks:
                self.block(inner, depth, "Quote")
        elif isinstance(block, Code):
            lines = block.text.expandtabs(4).split("\n")
            for line in lines:
                self.paragraph("Code", (Run(line),))
        elif isinstance(block, Rule):
            self.paragraph("Rule", ())

    def _inside(self, depth: int) -> str:
        """The indent of what stands in a list without a number or a bullet of its own."""
        if not depth:
            return ""
        left, first = list_indent(depth - 1, numbered=self.sort.chinese, chinese=self.sort.chinese)
        return indent(left, max(first, 0))

    def items(self, block: Items, depth: int) -> None:
        """A list; each numbered one begins to count anew."""
        level = min(depth, LEVELS - 1)
        style, number = "ListBullet", 1
        if block.start is not None:
            self.starts.append((level, block.start))
            style, number = "ListNumber", len(self.starts) + 1
        mark = f"<w:numPr>{valued('ilvl', level)}{valued('numId', number)}</w:numPr>"
        for item in block.items:
            first, *rest = item or (Paragraph(()),)
            if isinstance(first, Paragraph):
                self.text(style, first.content, mark, self._inside(depth + 1))
            else:
                self.paragraph(style, (), mark)
                rest = [first, *rest]
            for inner in rest:
                self.block(inner, depth + 1)

    def text(self, style: str, content: Content, more: str, following: str | None = None) -> None:
        """A paragraph of text: images in paragraphs of their own; in Chinese lines too.

        `following`: what is said of those behind the first one, where that is something else.
        """
        lines = lines_of(content) if self.sort.chinese else [content]
        first = True
        for line in lines or [()]:
            for piece in _with_images_apart(line):
                if len(piece) == 1 and isinstance(piece[0], Picture):
                    self.paragraph("Image", piece)
                elif plain(piece) or first:
                    if first or following is None:
                        self.paragraph(style, piece, more)
                    else:
                        self.paragraph("BodyText", piece, following)
                    first = False

    def paragraph(self, style: str, content: Content, more: str = "") -> None:
        """One paragraph of a style; `more`: what is said of it beyond its style."""
        self.made.append(self._paragraph(style, content, more))

    def _paragraph(
        self, style: str, content: Content, more: str = "", size: float = 0, wide: float = 0
    ) -> str:
        inner = "".join(self._inline(one, self.faces[style], size, wide) for one in content)
        return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>{inner}</w:p>'

    def _inline(self, one: Any, face: Face, size: float, wide: float) -> str:
        if isinstance(one, Picture):
            return self._picture(one, wide) or self._run(Run(self._lost(one)), face, size)
        if isinstance(one, Run):
            return self._run(one, face, size)
        return "<w:r><w:br/></w:r>"

    def _run(self, run: Run, face: Face, size: float) -> str:
        face = FACES["code"] if run.code else face
        look = ("<w:b/><w:bCs/>" if run.bold else "") + ("<w:i/><w:iCs/>" if run.italic else "")
        look += sized(size) if size else ""
        text = escape(ILLEGAL.sub("�", run.text), quote=False)
        return (
            f"<w:r><w:rPr>{fonts(face, self.sort.chinese)}{look}</w:rPr>"
            f'<w:t xml:space="preserve">{text}</w:t></w:r>'
        )

    # images

    def _lost(self, one: Picture) -> str:
        self.lost(one.path)
        return f"[缺图：{one.path}]" if self.sort.chinese else f"[missing image: {one.path}]"

    def _picture(self, one: Picture, wide: float) -> str:
        """An image no larger than the type area, or than `wide` mm; "" where it cannot be shown."""
        from docx.image.exceptions import (
            InvalidImageStreamError,
            UnexpectedEndOfFileError,
            UnrecognizedImageError,
        )
        from docx.shared import Mm

        content = self.pictures(one.path)
        if content is None:
            return ""
        try:
            _, image = self.part.get_or_add_image(BytesIO(content))
            natural = (image.width, image.height)
        except (
            InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError,
            ValueError, KeyError, ZeroDivisionError, struct.error,
        ):  # fmt: skip
            return ""
        if not all(natural):
            return ""
        area = self.page.area
        most = Mm(wide or area[0]), Mm(area[1] * _TALLEST)
        scale = min(1.0, most[0] / natural[0], most[1] / natural[1])
        width, height = (max(round(length * scale), 1) for length in natural)
        inline = self.part.new_pic_inline(BytesIO(content), width, height)
        self.shown += 1
        inline.docPr.id = self.shown
        inline.docPr.set("descr", ILLEGAL.sub("�", one.said))
        return f"<w:r><w:drawing>{inline.xml}</w:drawing></w:r>"

    # tables

    def grid(self, table: Grid) -> None:
        """A table over the whole width, its head repeated on each page."""
        if self.made and self.made[-1].endswith("</w:tbl>"):  # or Word makes one of the two
            self.made.append('<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>')
        rows = ([table.head] if table.has_head else []) + [*table.rows]
        if not rows:
            return
        total = self.page.area[0]
        size, widths = measured(rows, total)
        edges = [mm(sum(widths[:n])) for n in range(len(widths) + 1)]
        twip_widths = [end - start for start, end in pairwise(edges)]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in twip_widths)
        made = [
            '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>',
            f'<w:tblW w:w="{edges[-1]}" w:type="dxa"/>',
            '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>',
            f"<w:tblGrid>{columns}</w:tblGrid>",
        ]
        whole = table.is_form()
        for number, row in enumerate(rows):
            head = number == 0 and table.has_head
            cells = []
            for column, cell in enumerate(row):
                look = "" if head else valued("jc", table.aligned[column])
                if whole and number < len(rows) - 1:  # not torn apart by a page
                    look = "<w:keepNext/>" + look
                inner = self._paragraph(
                    "TableHead" if head else "TableText", bold(cell) if head else cell, look, size,
                    widths[column] - 3,
                )  # fmt: skip
                cells.append(
                    f'<w:tc><w:tcPr><w:tcW w:w="{twip_widths[column]}" w:type="dxa"/>'
                    f'<w:vAlign w:val="center"/></w:tcPr>{inner}</w:tc>'
                )
            kind = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
            made.append(f"<w:tr><w:trPr>{kind}</w:trPr>{''.join(cells)}</w:tr>")
        self.made.append("".join(made) + "</w:tbl>")


ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML may hold."""


def _with_images_apart(line: Content) -> list[Content]:
    """The line in pieces: each image by itself."""
    pieces: list[list[Any]] = [[]]
    for one in line:
        if isinstance(one, Picture):
            pieces += [[one], []]
        else:
            pieces[-1].append(one)
    return [tuple(piece) for piece in pieces if piece] or [()]


BY_HAND: Final = 16
"""Half-width characters of a column at least that is left empty, to be filled in by hand."""


def measured(rows: Sequence[Sequence[Content]], total: float) -> tuple[float, list[float]]:
    """The size of a table's characters in points and the widths of its columns in mm.

    The larger size where each cell fits into one line, else the smaller one. Narrow columns get
    what they need, the others share the rest.
    """
    columns = range(len(rows[0]))
    wanted = [max(_needed(plain(row[n])) for row in rows) or 2 for n in columns]
    for n in columns:
        if len(rows) > 1 and not any(plain(row[n]) for row in rows[1:]):
            wanted[n] = max(wanted[n], BY_HAND)
    least = [
        min(wanted[n], max(max(map(_needed, _pieces(plain(row[n])))) for row in rows))
        for n in columns
    ]

    def room(size: float) -> float:
        return (total - 3.2 * len(columns)) * 72 / 25.4 / (size / 2)

    size = layout.SMALL if sum(wanted) + len(wanted) <= room(layout.SMALL) else layout.SMALLER
    have = room(size)
    shares = _shared([w + 1 for w in wanted], [m + 1 for m in least], have)
    unit = size / 2 * 25.4 / 72
    widths = [share * unit + 3.2 for share in shares]
    return size, [width * total / sum(widths) for width in widths]


def _needed(text: str) -> float:
    """How broad a text is in half-width characters, in one line.

    Word puts a quarter of an em between Chinese and other letters, which is half a character here.
    """
    return breadth(text) + len(_BORDERS.findall(text)) / 2


_BORDERS: Final = re.compile(r"(?<=[0-9A-Za-z])(?=[一-鿿])|(?<=[一-鿿])(?=[0-9A-Za-z])")
"""Where Chinese and other letters meet."""


def _pieces(text: str) -> list[str]:
    """The parts of a text that are not parted at the end of a line; the longest ones are.

    A day (10月8日), room to write in and the id of a hazard (15 characters) stand whole: not every
    program parts an id at its hyphens (UAX 14, LB25: no break between a hyphen and a digit).
    """
    return [piece[:16] for piece in re.findall(r"\d+月\d+日|[　\u200b]+|[!-~]+|.", text)] or [""]


def _shared(wanted: Sequence[float], least: Sequence[float], have: float) -> list[float]:
    """What each column gets: what it wants up to a measure that is the same for all."""
    if sum(wanted) <= have:
        return [one * have / sum(wanted) for one in wanted]
    low, high = 0.0, max(wanted)
    for _ in range(40):
        middle = (low + high) / 2
        given = sum(max(min(w, middle), m) for w, m in zip(wanted, least, strict=True))
        low, high = (middle, high) if given <= have else (low, middle)
    return [max(min(w, low), m) for w, m in zip(wanted, least, strict=True)]
