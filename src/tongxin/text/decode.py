"""Bytes → `Source`: UTF-8, with or without a byte order mark, and a clear word about the rest."""

from codecs import utf_8_decode
from pathlib import PurePosixPath

from tongxin.diagnostic import Diagnostic, Source, Span
from tongxin.messages import msg

MAX_BYTES = 32 * 1024 * 1024
"""Files beyond this are not read: a plan has some 20 KB, a month of a busy ledger 2 MB."""

_BOM = b"\xef\xbb\xbf"


def decode(path: str, content: bytes) -> tuple[Source, Diagnostic | None]:
    """The text of a file; a finding where it is not UTF-8, and then the best guess of its text."""
    bom = content.startswith(_BOM)
    try:
        return Source(path, content[3:].decode() if bom else content.decode(), bom), None
    except UnicodeDecodeError as error:
        return _foreign(path, content, error.start)


def torn_end(content: bytes) -> int:
    """How many bytes at the end begin a character that never came: 0 to 3. 0 where it is no UTF-8.

    A line that was being added when the power went may end anywhere.
    """
    try:
        return len(content) - utf_8_decode(content, "strict", False)[1]
    except UnicodeDecodeError:
        return 0


def _foreign(path: str, content: bytes, first_bad: int) -> tuple[Source, Diagnostic]:
    encoding = _guess(content)
    source = Source(path, content.decode(encoding or "utf-8", "replace"))
    if encoding is None:
        start = len(content[:first_bad].decode("utf-8", "replace"))
        reason = msg("this byte is not UTF-8: 0x{byte}", byte=f"{content[first_bad]:02X}")
        remedy = msg("save the file as UTF-8")
    else:
        foreign = (at for at, sign in enumerate(source.text) if sign > "\x7f")
        start = 0 if encoding == "utf-16" else next(foreign, 0)
        shown = {"gb18030": "GBK", "utf-16": "UTF-16"}[encoding]
        reason = msg("the file is saved as {encoding}, not as UTF-8", encoding=shown)
        remedy = msg(
            "save it as UTF-8, or run: iconv -f {encoding} -t UTF-8 {path} > {new}",
            encoding=encoding.upper(),
            path=path,
            new="new" + PurePosixPath(path).suffix,
        )
    end = min(start + 1, len(source.text))
    return source, Diagnostic("not-utf8", Span(source, start, end), reason, remedy)


def _guess(content: bytes) -> str | None:
    """GB18030 (of which GBK is a part) or UTF-16, where the bytes read well as it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        return None
    foreign = [character for character in text if character > "\x7f"]
    common = sum(
        "\u4e00" <= character <= "\u9fff" or character in "，。、：；“”《》（）"
        for character in foreign
    )
    return "gb18030" if common * 2 > len(foreign) else None
