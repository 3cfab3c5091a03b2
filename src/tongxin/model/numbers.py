"""Numbers of official documents, 发文字号: `双办〔2026〕5号`.

GB/T 9704-2012, 7.2.5: the code word of who issues it, the year in full in brackets 〔〕, the
document's serial number of that year without 第 and without leading zeros, then 号.
"""

import re
from typing import Any, NamedTuple

from tongxin.diagnostic import Edit, Fix
from tongxin.messages import msg
from tongxin.model.fields import INVALID, Reader, Schema, Text
from tongxin.text.tree import Node, Scalar

EXAMPLE = "双办〔2026〕5号"
_OPEN, _CLOSE = "〔[［(（【「『〖{｛<《", "〕]］)）】」』〗}｝>》"
_LOOSE = re.compile(
    rf"\s*(?P<prefix>[^\s\d{re.escape(_OPEN + _CLOSE)}]{{1,20}})\s*"
    rf"[{re.escape(_OPEN)}]\s*(?P<year>[12]\d{{3}})\s*年?\s*[{re.escape(_CLOSE)}]\s*"
    r"(?:第\s*)?0*(?P<serial>[1-9]\d{0,5})\s*号?\s*"
)


class DocumentNumber(NamedTuple):
    """The number of a document; `str()` writes it as the standard has it."""

    prefix: str
    year: int
    serial: int

    def __str__(self) -> str:
        return f"{self.prefix}〔{self.year}〕{self.serial}号"


def parse_number(text: str) -> DocumentNumber | None:
    """The number that a text means, whatever its brackets; None where it means none."""
    found = _LOOSE.fullmatch(text)
    if found is None:
        return None
    return DocumentNumber(found["prefix"], int(found["year"]), int(found["serial"]))


class NumberOf:
    """The number of a document, written exactly."""

    def parse(self, reader: Reader, node: Node) -> Any:
        text = Text().parse(reader, node)
        if text is INVALID:
            return INVALID
        assert type(node) is Scalar
        number = parse_number(text)
        if number is None:
            reader.report(
                "bad-number",
                node,
                msg('"{text}" is no number of a document', text=text),
                msg("write for instance {example}", example=EXAMPLE),
            )
            return INVALID
        if str(number) != text:
            place = reader.within(node, 0, len(text))
            whole = place.text == text
            reader.report(
                "bad-number",
                node,
                msg('"{text}" is not as numbers of documents are written', text=text),
                msg("write: {option}", option=str(number)),
                Fix((Edit(place, str(number)),)) if whole else None,
            )
        return number

    def schema(self) -> Schema:
        return {"type": "string"}
