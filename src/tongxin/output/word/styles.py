"""The styles, settings and numberings of a document in Word, as XML.

All of them are ours: python-docx begins with a document of Word's own, whose styles name the fonts
of its theme. Each style names its fonts for Latin and for Chinese letters, since WPS and Word do
not look for them in the same places.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from tongxin.output.word import layout
from tongxin.output.word.layout import FACES, Face

W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERED, BULLETS = 1, 2
"""Ids of the abstract numberings."""

LEVELS: Final = 9


@dataclass(frozen=True)
class Sort:
    """How a document is set: its language, and the pitch of its lines in points."""

    chinese: bool
    pitch: float


@dataclass(frozen=True)
class Style:
    """A paragraph style. Sizes, spaces and pitch in points, indents in characters.

    pitch: of its lines; None as the text, 0: as high as they need
    """

    id: str
    name: str
    chinese_name: str
    face: str = "body"
    size: float = layout.BODY
    bold: bool = False
    italic: bool = False
    align: str = ""
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    pitch: float | None = None
    outline: int | None = None
    keep: bool = False
    own: bool = True


def styles_of(sort: Sort) -> Iterator[Style]:
    """The styles of a document; the built-in ones of Word have its names (`own` is false)."""
    first = layout.INDENT if sort.chinese else 0
    gap = 0 if sort.chinese else 6
    line, heading = sort.pitch, not sort.chinese
    yield Style("Normal", "Normal", "", own=False)
    yield Style("BodyText", "Body Text", "", align="both", first=first, after=gap, own=False)
    yield Style("Title", "Title", "", "title", layout.TITLE, align="center", after=line,
                bold=heading, pitch=max(layout.TITLE_PITCH, line), keep=True,
                own=False)  # fmt: skip
    yield Style("Subtitle", "Subtitle", "", "heading-2", align="center", after=line, own=False)
    for level, size in ((1, layout.BODY), (2, layout.BODY), (3, layout.BODY), (4, layout.BODY)):
        face = f"heading-{min(level, 3)}"
        yield Style(f"Heading{level}", f"heading {level}", "", face, size, first=first,
                    bold=heading, before=2 * gap, after=gap, outline=level - 1, keep=True,
                    own=False)  # fmt: skip
    yield Style("ListNumber", "List Number", "", align="both", after=gap / 2, own=False)
    yield Style("ListBullet", "List Bullet", "", align="both", after=gap / 2, own=False)
    yield Style("Quote", "Quote", "", "heading-2", left=layout.INDENT, italic=heading, after=gap,
                own=False)  # fmt: skip
    yield Style("DocumentNumber", "Document Number", "文号", align="center", after=line)
    yield Style("Recipient", "Recipient", "主送机关", after=gap)
    yield Style("Attachment", "Attachment", "附件说明")
    yield Style("Signature", "Signature", "", align="right", right=layout.INDENT, keep=True,
                own=False)  # fmt: skip
    yield Style("Date", "Date", "", align="right", right=layout.INDENT, own=False)
    yield Style(
        "TableText", "Table Text", "表格文字", size=layout.SMALL, pitch=0, before=2, after=2
    )
    yield Style("TableHead", "Table Head", "表格标题", size=layout.SMALL, pitch=0,
                before=2, after=2, bold=True, align="center", keep=True)  # fmt: skip
    yield Style("Image", "Image", "图片", align="center", pitch=0, before=6, after=6)
    yield Style("Code", "Code", "代码", "code", layout.SMALLER, pitch=0)
    yield Style("MadeFrom", "Made From", "生成说明", size=layout.FOOT, pitch=0, before=12)
    yield Style("Rule", "Rule", "分隔线", size=layout.FOOT, pitch=0)
    yield Style("Footer", "footer", "", "number", layout.PAGE_NUMBER, pitch=0, own=False)


def fonts(face: Face, chinese: bool) -> str:
    """`w:rFonts`. In a Chinese document quotes and dashes, which both scripts have, are Chinese."""
    latin, han = _quoted(face.latin), _quoted(face.chinese)
    hint = ' w:hint="eastAsia"' if chinese else ""
    return f"<w:rFonts{hint} w:ascii={latin} w:hAnsi={latin} w:eastAsia={han} w:cs={latin}/>"


def styles_xml(sort: Sort) -> str:
    """`styles.xml`."""
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    if not sort.chinese:
        language = '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    body = fonts(FACES["body"], sort.chinese)
    made = "".join(_style(one, sort) for one in styles_of(sort))
    return (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{body}"
        f'<w:sz w:val="32"/><w:szCs w:val="32"/>{language}</w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        f"{made}{_CHARACTERS}{_TABLES}</w:styles>"
    )


_CHARACTERS: Final = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
)
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLES: Final = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr></w:style>"
)


def _style(one: Style, sort: Sort) -> str:
    name = one.chinese_name if sort.chinese and one.chinese_name else one.name
    default = ' w:default="1"' if one.id == "Normal" else ""
    own = ' w:customStyle="1"' if one.own else ""
    based = "" if one.id == "Normal" else '<w:basedOn w:val="Normal"/>'
    after = "BodyText" if one.outline is not None or one.id == "Recipient" else one.id
    look = ("<w:b/><w:bCs/>" if one.bold else "") + ("<w:i/><w:iCs/>" if one.italic else "")
    if sort.chinese and one.size == layout.BODY and one.pitch is None:
        look += valued("spacing", twips(layout.TIGHTER))
    return (
        f'<w:style w:type="paragraph"{default}{own} w:styleId="{one.id}">'
        f'<w:name w:val={_quoted(name)}/>{based}<w:next w:val="{after}"/><w:qFormat/>'
        f"<w:pPr>{_paragraph(one, sort)}</w:pPr>"
        f"<w:rPr>{fonts(FACES[one.face], sort.chinese)}{look}{sized(one.size)}</w:rPr></w:style>"
    )


def _quoted(text: str) -> str:
    """A value of an attribute. (`xml.sax.saxutils` would import half of the network.)"""
    return f'"{escape(text)}"'


def valued(tag: str, value: object) -> str:
    """An element with nothing but a value."""
    return f"<w:{tag} w:val={_quoted(str(value))}/>"


def sized(points: float) -> str:
    """The size of characters, which Word counts in half points."""
    return valued("sz", round(points * 2)) + valued("szCs", round(points * 2))


def _paragraph(one: Style, sort: Sort) -> str:
    pitch = sort.pitch if one.pitch is None else one.pitch
    line = 'w:line="240" w:lineRule="auto"'
    if pitch:
        line = f'w:line="{twips(pitch)}" w:lineRule="exact"'
    keep = "<w:keepNext/>" if one.keep else ""
    outline = "" if one.outline is None else valued("outlineLvl", one.outline)
    align = valued("jc", one.align) if one.align else ""
    border = _RULE if one.id in ("MadeFrom", "Rule") else ""
    return (
        f'{keep}<w:widowControl w:val="{int(not sort.chinese)}"/>{border}'
        f'<w:spacing w:before="{twips(one.before)}" w:after="{twips(one.after)}" {line}/>'
        f"{indent(one.left, one.first, one.right)}{align}{outline}"
    )


_RULE: Final = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="auto"/></w:pBdr>'


def twips(points: float) -> int:
    """Points as Word counts them: twentieths."""
    return round(points * 20)


def indent(left: float = 0, first: float = 0, right: float = 0, size: float = layout.BODY) -> str:
    """`w:ind` in characters, and in lengths for who does not count those. `first` < 0 hangs."""
    if not (left or first or right):
        return ""
    parts = []
    for name, count in (("left", left), ("right", right)):
        if count:
            parts.append(f'w:{name}Chars="{round(count * 100)}" w:{name}="{twips(count * size)}"')
    if first:
        name = "firstLine" if first > 0 else "hanging"
        parts.append(
            f'w:{name}Chars="{round(abs(first) * 100)}" w:{name}="{twips(abs(first) * size)}"'
        )
    return f"<w:ind {' '.join(parts)}/>"


def numbering_xml(sort: Sort, starts: list[tuple[int, int]]) -> str:
    """`numbering.xml`: of each numbered list its level and its first number; ids count from 2 on.

    Id 1 is that of all lists with bullets.
    """
    bullets = "".join(_level(level, "bullet", "•", sort) for level in range(LEVELS))
    marks = ("%{}.", "（%{}）" if sort.chinese else "(%{})", "%{}）" if sort.chinese else "%{})")
    numbers = "".join(
        _level(level, "decimal", marks[level % 3].format(level + 1), sort)
        for level in range(LEVELS)
    )
    many = valued("multiLevelType", "multilevel")
    instances = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{NUMBERED}"/>'
        f'<w:lvlOverride w:ilvl="{level}">{valued("startOverride", start)}</w:lvlOverride></w:num>'
        for number, (level, start) in enumerate(starts, 2)
    )
    return (
        f"<w:numbering {W}>"
        f'<w:abstractNum w:abstractNumId="{NUMBERED}">{many}{numbers}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="{BULLETS}">{many}{bullets}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="{BULLETS}"/></w:num>{instances}</w:numbering>'
    )


def list_indent(level: int, numbered: bool, chinese: bool) -> tuple[float, float]:
    """Left and first-line indent of an item, in characters.

    The numbers of a Chinese paper stand two characters in, and the text below them at the edge;
    what is behind a bullet, or is English, stands below itself.
    """
    if chinese and numbered:
        return layout.INDENT * level, layout.INDENT
    behind = 1 if chinese else 1.5
    return (layout.INDENT if chinese else 0) + (level + 1) * behind, -behind


def _level(level: int, form: str, text: str, sort: Sort) -> str:
    left, first = list_indent(level, form == "decimal", sort.chinese)
    flowing = first > 0
    behind, tab = ("nothing", "") if flowing else ("tab", _tab(left))
    face = fonts(FACES["body"], chinese=sort.chinese and form == "decimal")
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f"{valued('suff', behind)}{valued('lvlText', text)}"
        f'<w:lvlJc w:val="left"/><w:pPr>{tab}{indent(left, first)}</w:pPr>'
        f"<w:rPr>{face}</w:rPr></w:lvl>"
    )


def _tab(left: float) -> str:
    return f'<w:tabs><w:tab w:val="num" w:pos="{twips(left * layout.BODY)}"/></w:tabs>'


def settings_xml() -> str:
    """`settings.xml`: other footers on even pages, and the compatibility of a document of today."""
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/>'
        '<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table_xml() -> str:
    """`fontTable.xml`: by what other names, or in whose place, Word may take a font."""
    made = []
    for name in dict.fromkeys(f for face in FACES.values() for f in (face.latin, face.chinese)):
        other = valued("altName", _OTHER_NAMES[name]) if name in _OTHER_NAMES else ""
        charset = valued("charset", "00" if name.isascii() else "86")
        made.append(f"<w:font w:name={_quoted(name)}>{other}{charset}</w:font>")
    return f"<w:fonts {W}>{''.join(made)}</w:fonts>"


_OTHER_NAMES: Final = {
    "仿宋_GB2312": "仿宋", "楷体_GB2312": "楷体", "方正小标宋简体": "华文中宋", "黑体": "SimHei",
    "宋体": "SimSun",
}  # fmt: skip
