"""A document as PDF, laid out like the one for Word. The home of typst.

Texts stand in the source of Typst as quoted strings alone, so that nothing in them is markup. Fonts
are those that are installed: where one is not, the nearest other one is taken and named. Chinese
fonts have no bold and no slanted letters: 黑体 and 楷体 stand for them.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from tongxin.diagnostic import TongxinError
from tongxin.messages import msg
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
    lines_of,
    plain,
)
from tongxin.output.papers import Fact, Lost, Paper, Pictures
from tongxin.output.word import layout
from tongxin.output.word.body import HEAD_FACTS, ILLEGAL, measured
from tongxin.output.word.layout import FACES, INSTEAD, SAME, Page

_HEAVY: Final = ("Noto Serif CJK SC", "Source Han Serif SC", "宋体", "SimSun")
"""What stands for the font of titles bold, since it is a heavy one."""

_KINDS: Final = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp"}
"""How the images that Typst can show begin."""


@dataclass(frozen=True)
class Fonts:
    """Which installed font stands for each, by the names of `layout`."""

    chosen: dict[str, str]

    def instead(self) -> list[tuple[str, str]]:
        """The fonts that are not there, with those that stand for them."""
        return [
            (name, other)
            for name, other in self.chosen.items()
            if other not in (name, *SAME.get(name, ()))
        ]


def fonts_of(families: Iterable[str], chinese: bool) -> Fonts:
    """The fonts for a document, of those that are installed.

    Raises:
        TongxinError: there is no font for Chinese.
    """
    here = {name.lower(): name for name in families}
    wanted = dict.fromkeys(f for face in FACES.values() for f in (face.latin, face.chinese))
    han = [other for name in wanted if not name.isascii() for other in (name, *INSTEAD[name])]
    chosen = {}
    for name in wanted:
        chain = (name, *SAME.get(name, ()), *INSTEAD[name], *([] if name.isascii() else han))
        found = next((here[one.lower()] for one in chain if one.lower() in here), None)
        if found is not None:
            chosen[name] = found
    if chinese and not any(not name.isascii() for name in chosen):
        raise TongxinError(
            msg("no Chinese font is installed: the document cannot be made"),
            msg("install one, for instance: {command}", command="apt install fonts-noto-cjk"),
        )
    return Fonts(chosen)


def pdf_file(
    paper: Paper,
    pitch: float,
    org: str,
    today: date,
    pictures: Pictures,
    lost: Lost,
    instead: "Instead",
) -> bytes:
    """The bytes of a PDF; the same document, day and fonts give the same ones.

    Args:
        paper: the document.
        pitch: of its lines, in points.
        org: whose document it is, for the properties.
        today: when it was made, for the properties.
        pictures: the images it names, by path.
        lost: is told the path of each image that cannot be shown.
        instead: is told each font that is not installed, and what stands for it.

    Raises:
        TongxinError: there is no font for Chinese, or Typst refuses the document.
    """
    from tempfile import TemporaryDirectory

    import typst

    installed = typst.Fonts()
    fonts = fonts_of(installed.families(), paper.chinese)
    with TemporaryDirectory(prefix="tongxin-") as name:
        images = _Images(Path(name), pictures, lost, typst)
        source = _Source(paper.chinese, pitch, layout.page(paper.landscape), fonts, images)
        text = source.write(paper, org, today)
        for wanted, other in fonts.instead():
            if wanted in source.used:
                instead(wanted, other)
        seconds = (today.toordinal() - date(1970, 1, 1).toordinal()) * 86400
        compiler: Any = typst.compile
        try:
            made: bytes = compiler(
                text.encode(),
                root=Path(name),
                font_paths=installed,
                format="pdf",
                timestamp=seconds,
            )
        except typst.TypstError as error:  # such as a picture in a table that fits on no page
            raise TongxinError(
                msg("the PDF cannot be made: {reason}", reason=str(error).split("\n")[0]),
                msg("make it in Word instead: {option}", option="-o x.docx"),
            ) from error
        return made


Instead = Callable[[str, str], None]
"""Is told the name of a font that is not installed, and of the one that stands for it."""


@dataclass
class _Images:
    """The images of a document, where Typst finds them."""

    folder: Path
    pictures: Pictures
    lost: Lost
    typst: Any
    known: dict[str, str] = field(default_factory=dict)

    def name(self, path: str) -> str:
        """The name of an image in the folder; "" where it cannot be shown."""
        if path not in self.known:
            self.known[path] = self._kept(path)
        if not self.known[path]:
            self.lost(path)
        return self.known[path]

    def _kept(self, path: str) -> str:
        content = self.pictures(path) or b""
        kind = next((kind for head, kind in _KINDS.items() if content.startswith(head)), None)
        if kind is None:
            return ""
        name = f"{len(self.known) + 1}.{kind}"
        (self.folder / name).write_bytes(content)
        try:
            self.typst.compile(f'#image("/{name}")'.encode(), root=self.folder, format="pdf")
        except self.typst.TypstError:
            return ""
        return name


def _quoted(text: str) -> str:
    """A text as a string of Typst."""
    text = ILLEGAL.sub("�", text).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\r\n\t]", " ", text) + '"'


@dataclass
class _Source:
    """The source of one document for Typst as it is written."""

    chinese: bool
    pitch: float
    page: Page
    fonts: Fonts
    images: _Images
    used: set[str] = field(default_factory=set)
    made: list[str] = field(default_factory=list)

    def write(self, paper: Paper, org: str, today: date) -> str:
        """All of a document."""
        self._begin(paper, org, today)
        pieces = paper.pieces
        for number, piece in enumerate(pieces):
            before = pieces[number - 1] if number else None
            after = pieces[number + 1] if number + 1 < len(pieces) else None
            if not isinstance(piece, Fact):
                keeps = isinstance(piece, Paragraph) and isinstance(after, Items | Grid)
                self.block(piece, 0, sticky=keeps)
            elif piece.role == "attachment":
                place = paper.attachments.index(plain(piece.content))
                self.attachment(piece.content, place, len(paper.attachments))
            else:
                self.fact(piece, before, after)
        return "\n".join(self.made) + "\n"

    def _begin(self, paper: Paper, org: str, today: date) -> None:
        page, chinese = self.page, self.chinese
        leading = self.pitch - layout.BODY
        gap = leading + (0 if chinese else 6)
        indent = f"(amount: {layout.INDENT}em, all: true)" if chinese else "0pt"
        margins = ", ".join(
            f"{side}: {getattr(page, side)}mm" for side in ("top", "right", "bottom", "left")
        )
        number = f"font: {self.font('number')}, size: {layout.PAGE_NUMBER}pt, tracking: 0pt"
        self.made += [
            (
                f"#set document(title: {_quoted(paper.title)}, author: {_quoted(org)}, "
                f"date: datetime(year: {today.year}, month: {today.month}, day: {today.day}))"
            ),
            (
                f"#set page(width: {page.width}mm, height: {page.height}mm, margin: ({margins}), "
                f"footer-descent: {layout.PAGE_NUMBER_BELOW_MM}mm, footer: context {{"
            ),
            "  let n = counter(page).get().first()",
            f'  let shown = text({number}, "— " + str(n) + " —")',
            (
                f"  if calc.odd(n) {{ align(right, pad(right: {layout.PAGE_NUMBER}pt, shown)) }}"
                f" else {{ align(left, pad(left: {layout.PAGE_NUMBER}pt, shown)) }}"
            ),
            "})",
            (
                f"#set text(font: {self.font('body')}, size: {layout.BODY}pt, "
                f"lang: {_quoted('zh' if chinese else 'en')}, "
                "top-edge: 0.8em, bottom-edge: -0.2em, "
                f"tracking: {layout.TIGHTER if chinese else 0}pt)"
            ),
            (
                f"#set par(leading: {leading}pt, spacing: {gap}pt, justify: true, "
                f"first-line-indent: {indent})"
            ),
            f"#set block(spacing: {gap}pt)",
            *(
                f"#show heading.where(level: {level}): it => block(above: {gap}pt, "
                f"below: {gap}pt, sticky: true, par(text(font: {self.font(f'heading-{face}')}, "
                f"size: {layout.BODY}pt, weight: {_weight(chinese)}, it.body)))"
                for level, face in ((1, 1), (2, 2), (3, 3), (4, 3))
            ),
            (
                f"#let emph-font(body) = text(font: {self.font('heading-2')}, "
                f'style: "{"normal" if chinese else "italic"}", body)'
            ),
            (
                "#let strong-font(body) = "
                f"text(font: {self.font('heading-1' if chinese else 'body')}, "
                'weight: "bold", body)'
            ),
            f"#let code-font(body) = text(font: {self.font('code')}, body)",
            "#let fitted(name, wide, high) = context {",
            "  let natural = measure(image(name))",
            "  let scale = calc.min(1, wide / natural.width, high / natural.height)",
            "  image(name, width: natural.width * scale)",
            "}",
        ]
        self.used = set()  # by what is in the document alone

    def font(self, role: str) -> str:
        """The fonts of a face, as Typst takes them: signs that both scripts have are Chinese."""
        face = FACES[role]
        names = [self.fonts.chosen.get(name) for name in (face.latin, face.chinese)]
        self.used |= {face.latin, face.chinese}
        shown = []
        if names[0]:
            covers = ', covers: "latin-in-cjk"' if self.chinese else ""
            shown.append(f"(name: {_quoted(names[0])}{covers})")
        shown += [_quoted(names[1])] if names[1] else []
        return f"({', '.join(shown)},)"

    # what stands in a line

    def content(self, content: Content, wide: float = 0) -> str:
        """A content as content of Typst."""
        return "[" + "".join(f"#{self._inline(one, wide)}" for one in content) + "]"

    def _inline(self, one: Any, wide: float) -> str:
        if isinstance(one, Picture):
            return self._picture(one, wide)
        if not isinstance(one, Run):
            return "linebreak()"
        self.used |= {FACES["body"].latin, FACES["body"].chinese}
        made = _quoted(one.text)
        for wanted, name, role in (
            (one.code, "code-font", "code"),
            (one.italic, "emph-font", "heading-2"),
            (one.bold, "strong-font", "heading-1" if self.chinese else "body"),
        ):
            if wanted:
                self.used |= {FACES[role].latin, FACES[role].chinese}
                made = f"{name}({made})"
        return made

    def _picture(self, one: Picture, wide: float) -> str:
        name = self.images.name(one.path)
        if not name:
            lost = f"[缺图：{one.path}]" if self.chinese else f"[missing image: {one.path}]"
            return _quoted(lost)
        area = self.page.area
        return f'fitted("/{name}", {wide or area[0]:.2f}mm, {area[1] * 0.9:.2f}mm)'

    # paragraphs with a place of their own

    def fact(self, piece: Fact, before: Fact | Block | None, after: Fact | Block | None) -> None:
        """A paragraph that has a place of its own."""
        role = piece.role
        content = tuple(
            Run(one.text) if isinstance(one, Run) and role == "title" else one
            for one in piece.content
        )
        made = self.content(content)
        if role in HEAD_FACTS:
            face = {"title": "title", "subtitle": "heading-2", "number": "body"}[role]
            look = f"font: {self.font(face)}"
            if role == "title":
                pitch = max(layout.TITLE_PITCH, self.pitch)
                heavy = self.fonts.chosen.get(FACES["title"].chinese) in _HEAVY or not self.chinese
                look += f", size: {layout.TITLE}pt, tracking: 0pt" + (
                    ', weight: "bold"' if heavy else ""
                )
                made = f"[#set par(leading: {pitch - layout.TITLE}pt); #text({look}, {made})]"
            else:
                made = f"text({look}, {made})"
            self.put(f"align(center, par(justify: false, first-line-indent: 0pt, {made}))")
            if not (isinstance(after, Fact) and after.role in HEAD_FACTS):
                self.put(f"v({self.pitch}pt, weak: false)")
        elif role in ("org", "date"):
            if not (isinstance(before, Fact) and before.role in ("org", "date")):
                self.put(f"v({self.pitch}pt)")
            inner = f"par(first-line-indent: 0pt, justify: false, {made})"
            sticky = "true" if role == "org" else "false"
            self.put(
                f"block(width: 100%, sticky: {sticky}, "
                f"align(right, pad(right: {layout.INDENT}em, {inner})))"
            )
        elif role == "foot":
            self.put("v(12pt)")
            self.put(
                "block(width: 100%, stroke: (top: 0.5pt), inset: (top: 4pt), "
                f"par(first-line-indent: 0pt, leading: 4pt, text(size: {layout.FOOT}pt, {made})))"
            )
        else:  # the recipient
            self.put(f"par(first-line-indent: 0pt, {made})")

    def attachment(self, content: Content, place: int, count: int) -> None:
        """附件：1.名称, below a blank line, all names below each other (GB/T 9704, 7.3.4)."""
        label = "附件：" if self.chinese else "Attachments: " if count > 1 else "Attachment: "
        number = "" if count == 1 else f"{place + 1}." + ("" if self.chinese else " ")
        if place == 0:
            self.put(f"v({self.pitch}pt)")
        hanging = 3 if self.chinese else 5
        left = layout.INDENT + (hanging if place else 0)
        made = self.content((Run((label if place == 0 else "") + number), *content))
        more = "" if place else f"hanging-indent: {hanging}em, "
        self.put(f"pad(left: {left}em, par(first-line-indent: 0pt, {more}{made}))")

    # blocks

    def put(self, code: str) -> None:
        """A line of the source."""
        self.made.append("#" + code)

    def block(self, block: Block, depth: int, quote: bool = False, sticky: bool = False) -> None:
        """A block; `depth`: in how many lists it stands."""
        if isinstance(block, Heading):
            level = min(max(block.level - 1, 1), 4)
            face = FACES[f"heading-{min(level, 3)}"]
            self.used |= {face.latin, face.chinese}
            self.put(f"heading(level: {level}, {self.content(block.content)})")
        elif isinstance(block, Paragraph):
            for line in self._lines(block.content):
                self._text(line, self._left(depth), quote, sticky)
        elif isinstance(block, Items):
            self.items(block, depth)
        elif isinstance(block, Grid):
            self.grid(block)
        elif isinstance(block, Quote):
            for inner in block.blocks:
                self.block(inner, depth, quote=True)
        elif isinstance(block, Code):
            for shown in block.text.expandtabs(4).split("\n"):
                made = self.content((Run(shown or " ", code=True),))
                self.put(
                    f"block(above: 4pt, below: 4pt, par(first-line-indent: 0pt, justify: false, "
                    f"text(size: {layout.SMALLER}pt, tracking: 0pt, {made})))"
                )
        elif isinstance(block, Rule):
            self.put("line(length: 100%, stroke: 0.5pt)")

    def _lines(self, content: Content) -> list[Content]:
        return lines_of(content) if self.chinese else [content]

    def _left(self, depth: int) -> float:
        """How far in stands what is in a list, in characters."""
        return (layout.INDENT * max(depth - 1, 0)) if self.chinese else 1.5 * depth

    def _text(self, content: Content, left: float, quote: bool, sticky: bool = False) -> None:
        if len(content) == 1 and isinstance(content[0], Picture):
            self.put(f"align(center, par(first-line-indent: 0pt, {self.content(content)}))")
            return
        made = self.content(content)
        if quote:
            self.used |= {FACES["heading-2"].latin, FACES["heading-2"].chinese}
            made, left = f"emph-font({made})", left + layout.INDENT
        first = ", first-line-indent: 0pt" if quote else ""
        made = f"par(justify: true{first}, {made})"
        if left:
            made = f"pad(left: {left}em, {made})"
        self.put(f"block(sticky: true, {made})" if sticky else made)

    def items(self, block: Items, depth: int) -> None:
        """A list. Chinese numbers stand two characters in, the text below at the edge."""
        marks = ("{}.", "（{}）", "{}）") if self.chinese else ("{}.", "({})", "{})")
        for number, item in enumerate(block.items, block.start or 0):
            first, *rest = item or (Paragraph(()),)
            content: Content = ()
            if isinstance(first, Paragraph):
                content, *lines = self._lines(first.content) or [()]
                rest = [*(Paragraph(line) for line in lines), *rest]
            else:
                rest = [first, *rest]
            if block.start is not None and self.chinese:
                said = marks[min(depth, 9) % 3].format(number)
                self._text((Run(said), *content), self._left(depth + 1), quote=False)
            else:
                mark = "•" if block.start is None else marks[min(depth, 9) % 3].format(number)
                hanging = 1 if self.chinese else 1.5
                left = (layout.INDENT if self.chinese else 0) + depth * hanging
                box = f"[#box(width: {hanging}em, {_quoted(mark)})#{self.content(content)}]"
                self.put(
                    f"pad(left: {left}em, par(first-line-indent: 0pt, "
                    f"hanging-indent: {hanging}em, {box}))"
                )
            for inner in rest:
                self.block(inner, depth + 1)

    def grid(self, table: Grid) -> None:
        """A table over the whole width, its head repeated on each page."""
        rows = ([table.head] if table.has_head else []) + [*table.rows]
        if not rows:
            return
        size, widths = measured(rows, self.page.area[0])
        columns = ", ".join(f"{width:.2f}mm" for width in widths)
        aligned = ", ".join(f"{one} + horizon" for one in table.aligned)
        cells = [self._row(row, widths) for row in table.rows]
        if table.has_head:
            head = self._row([bold(cell) for cell in table.head], widths)
            cells.insert(0, f"table.header({head})")
        self.put(
            f"block(width: 100%, breakable: {'false' if table.is_form() else 'true'})"
            "[#set par(first-line-indent: 0pt, leading: 4pt, justify: false)\n"
            f"#set text(size: {size}pt, tracking: 0pt, cjk-latin-spacing: none)\n"
            "#show table.cell.where(y: 0): set align("
            f"{'center + horizon' if table.has_head else 'horizon'})\n"
            f"#table(columns: ({columns},), align: ({aligned},), stroke: 0.5pt, "
            f"inset: (x: 1.5mm, y: 4pt), {', '.join(cells)})]"
        )

    def _row(self, row: Sequence[Content], widths: Sequence[float]) -> str:
        return ", ".join(
            self.content(cell, width - 3) for cell, width in zip(row, widths, strict=True)
        )


def _weight(chinese: bool) -> str:
    return '"regular"' if chinese else '"bold"'
