"""A document as a file for Word: the same document and day give the same bytes."""

from datetime import date, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from tongxin.output.papers import Lost, Paper, Pictures
from tongxin.output.word import layout
from tongxin.output.word.body import Body, mm
from tongxin.output.word.layout import FACES, Page
from tongxin.output.word.styles import (
    Sort,
    W,
    font_table_xml,
    fonts,
    indent,
    numbering_xml,
    settings_xml,
    sized,
    styles_xml,
    twips,
    valued,
)

EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""When each entry of the archive was written, as far as anybody can tell."""

_LEFT_OUT: Final = ("stylesWithEffects", "webSettings", "customXml", "thumbnail")
"""Parts of the document that python-docx begins with, and that say nothing about ours."""


def word_file(
    paper: Paper, pitch: float, org: str, today: date, pictures: Pictures, lost: Lost
) -> bytes:
    """The bytes of a .docx.

    Args:
        paper: the document.
        pitch: of its lines, in points.
        org: whose document it is, for the properties.
        today: when it was made, for the properties.
        pictures: the images it names, by path.
        lost: is told the path of each image that cannot be shown.
    """
    import docx

    document = docx.Document()
    part, sort, page = document.part, Sort(paper.chinese, pitch), layout.page(paper.landscape)
    for holder in (part, document.part.package):
        for key, relation in [*holder.rels.items()]:
            if relation.reltype.rsplit("/", 1)[1] in _LEFT_OUT:
                del holder.rels[key]
    body = Body(part, sort, page, pictures, lost)
    text = body.write(paper)
    _fill(part, sort, body.starts)
    _footers(document.sections[0], sort)
    section = _section(document.sections[0]._sectPr, page, sort)
    _replace(part._element, f"<w:document {W}><w:body>{text}{section}</w:body></w:document>")
    _properties(document.core_properties, paper, org, today)
    saved = BytesIO()
    document.save(saved)
    return same_bytes(saved.getvalue())


def same_bytes(archive: bytes) -> bytes:
    """An archive whose entries carry no time of their making."""
    made = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(made, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, EARLIEST)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o600 << 16
            entry.create_system = 3  # whatever system it is made on
            new.writestr(entry, old.read(name))
    return made.getvalue()


def _replace(element: Any, xml: str) -> None:
    """Put the content of XML in place of that of an element."""
    from docx.oxml import parse_xml

    for child in [*element]:
        element.remove(child)
    for child in [*parse_xml(xml)]:
        element.append(child)


def _fill(part: Any, sort: Sort, starts: list[tuple[int, int]]) -> None:
    """Styles, numberings, settings and fonts of the document."""
    made = {
        "styles": styles_xml(sort),
        "numbering": numbering_xml(sort, starts),
        "settings": settings_xml(),
    }
    for relation in part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[1]
        if kind in made:
            _replace(relation.target_part._element, made[kind])
        elif kind == "fontTable":
            head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            relation.target_part._blob = (head + font_table_xml()).encode()
    for relation in part.package.rels.values():
        if relation.reltype.endswith("/extended-properties"):
            relation.target_part._blob = _APPLICATION


_APPLICATION: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>tongxin</Application></Properties>"
)


def _footers(section: Any, sort: Sort) -> None:
    """Page numbers: on odd pages at the right edge, on even pages at the left one."""
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        size = layout.PAGE_NUMBER
        space = indent(**{side: 1}, size=size)
        look = f"<w:rPr>{fonts(FACES['number'], sort.chinese)}{sized(size)}</w:rPr>"
        dashes = [f'<w:r>{look}<w:t xml:space="preserve">{t}</w:t></w:r>' for t in ("— ", " —")]
        field = "".join(
            f"<w:r>{look}{inner}</w:r>"
            for inner in (
                '<w:fldChar w:fldCharType="begin"/>',
                '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
                '<w:fldChar w:fldCharType="separate"/>',
                "<w:t>1</w:t>",
                '<w:fldChar w:fldCharType="end"/>',
            )
        )
        _replace(
            footer._element,
            f'<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/>{space}{valued("jc", side)}</w:pPr>'
            f"{dashes[0]}{field}{dashes[1]}</w:p></w:ftr>",
        )


def _section(old: Any, page: Page, sort: Sort) -> str:
    """Page, margins and footers, with the relations that the footers already have."""
    references = "".join(one.xml for one in old if one.tag.endswith("}footerReference"))
    lying = ' w:orient="landscape"' if page.width > page.height else ""
    number_mm = layout.PAGE_NUMBER * 25.4 / 72
    footer = max(page.bottom - layout.PAGE_NUMBER_BELOW_MM - number_mm, 5)
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{mm(page.width)}" w:h="{mm(page.height)}"{lying}/>'
        f'<w:pgMar w:top="{mm(page.top)}" w:right="{mm(page.right)}" w:bottom="{mm(page.bottom)}"'
        f' w:left="{mm(page.left)}" w:header="851" w:footer="{mm(footer)}" w:gutter="0"/>'
        f'<w:docGrid w:linePitch="{twips(sort.pitch)}"/></w:sectPr>'
    )


def _properties(core: Any, paper: Paper, org: str, today: date) -> None:
    moment = datetime(today.year, today.month, today.day)
    core.title, core.author, core.last_modified_by = paper.title[:255], org[:255], org[:255]
    core.comments, core.revision = "", 1
    core.created = core.modified = moment
    core.language = "zh-CN" if paper.chinese else "en"
