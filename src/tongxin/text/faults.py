"""What is wrong with a text that is not YAML, in the words of the person who typed it.

libyaml says where it lost the thread, often a line late and in a parser's words. Here the lines
around that place are looked at for what people really do: a full-width colon, a tab, a missing
space, a conflict left by git. Each look gives a code, the exact characters, a remedy, and a fix
where the meaning is certain. The lines at fault are then blanked so that the rest can be read.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

import yaml

from tongxin.diagnostic import Diagnostic, Edit, Fix, Source, Span
from tongxin.messages import Message, msg
from tongxin.text.flow import QUOTED, Sign, ended_early, wide_signs
from tongxin.text.torn import COMPLETE, NO_ENTRIES, Entries, torn

CODES = frozenset((
    "syntax", "duplicate-key", "conflict-marker", "tab-indent", "fullwidth-colon",
    "fullwidth-space", "fullwidth-comma", "no-space-after-colon", "alias-limit", "depth-limit",
    "torn-line", "second-document",
))  # fmt: skip
"""What can be wrong with a text as a text, whatever it is about."""

MAX_LINES = 500
"""How far above a line its place is looked for."""

_KEY = r"[^\s:：#\"'\[\]{},，&*!|>%@`-][^\s:：#\"'\[\]{},，]*"
_LEAD = r"^(?P<lead>[ \t\u3000]*(?:- +)*)"


@dataclass(frozen=True, slots=True)
class _Look:
    """One thing people do: where it shows in a line (group `bad`), and what to say of it."""

    code: str
    pattern: str
    message: Message
    help: Message
    replacement: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One such thing in a line: the characters `[start, end)` and what they should be."""

    code: str
    start: int
    end: int
    message: Message
    help: Message
    replacement: str | None = None


TAB_INDENT = r"(?m)^(?: *- *)* *(?P<bad>\t[ \t]*)"
"""Tabs at the beginning of a line, or behind its dashes."""

_INDENT_LOOKS = (
    _Look(
        "tab-indent",
        TAB_INDENT,
        msg("a tab stands where YAML wants spaces"),
        msg("indent with spaces"),
    ),
    _Look(
        "fullwidth-space",
        r"^[ \t]*(?P<bad>\u3000[ \t\u3000]*)",
        msg("a full-width space stands where YAML wants spaces"),
        msg("type the spaces with the half-width (English) input"),
    ),
)
"""At the beginning of a line."""

_KEY_LOOKS = (
    _Look(
        "fullwidth-space",
        _LEAD + _KEY + r":(?P<bad>\u3000[ \t\u3000]*)",
        msg("a full-width space stands where YAML wants spaces"),
        msg("type the spaces with the half-width (English) input"),
        lambda _: " ",
    ),
    _Look(
        "fullwidth-colon",
        _LEAD + _KEY + r"(?P<bad>：[ \u3000]*)",
        msg("a full-width colon does not end a key"),
        msg('write a half-width colon and a space: ": "'),
        lambda _bad: ": ",
    ),
    _Look(
        "no-space-after-colon",
        _LEAD + _KEY + r"(?P<bad>:)[^\s:/]",
        msg("a space is missing behind the colon"),
        msg('write ": "'),
        lambda _bad: ": ",
    ),
)
"""Behind a key."""

_VALUE_LOOKS = (
    _Look(
        "fullwidth-comma",
        r"[\[{][^\[\]{}\"'，]*(?P<bad>，)",
        msg("a full-width comma does not part the values of a list"),
        msg('write a half-width comma and a space ", ", or put the text in quotes'),
    ),
    _Look(
        "bad-target",
        r":[ ]+(?P<bad>>=?[^\n#]*)",
        msg("YAML takes the sign > for the beginning of a text in several lines"),
        msg('write ≥ instead, or put the value in quotes: ">=5"'),
    ),
)

_PROBLEMS = (
    ("could not find expected ':'", msg("this line is no key with a value"),
     msg("write: key: value; a text that goes over several lines needs a deeper indent or quotes")),
    ("mapping values are not allowed", msg("a colon stands in the middle of a value"),
     msg("put a text that holds ': ' in quotes")),
    ("found unexpected end of stream", msg("a quotation mark is not closed"),
     msg("close the quotation mark")),
    ("did not find expected ',' or ']'",
     msg("a list in brackets is not closed, or a comma is missing"),
     msg("close it with ], part its values with commas, put a text with [ ] , in quotes")),
    ("did not find expected ',' or '}'",
     msg("a mapping in braces is not closed, or a comma is missing"),
     msg("close it with }}, part its values with commas, put a text with {{ }} , in quotes")),
    ("did not find expected '-' indicator", msg("this line is no item of the list above"),
     msg('begin it with "- " at the same indent as the items above')),
    ("did not find expected key", msg("this line does not fit the indent of the lines above"),
     msg("align it with the keys it belongs to")),
    ("did not find expected node content", msg("a value is missing here"),
     msg("write the value, or take the comma away")),
    ("found character that cannot start any token", msg("no value can begin with this character"),
     msg("put the text in quotes")),
    ("found unknown escape character",
     msg("a backslash in double quotes begins an escape that does not exist"),
     msg("write \\\\ for a backslash, or use single quotes")),
    ("did not find expected alphabetic or numeric character",
     msg("the name of an anchor takes letters a-z, digits and hyphens only"),
     msg("rename the anchor; put a text that begins with & or * in quotes")),
    ("did not find expected whitespace or line break",
     msg("a text that begins with ! needs quotes"), msg("put the text in quotes")),
    ("block sequence entries are not allowed", msg("a list cannot begin in this line"),
     msg('begin the list on the next line, each item with "- "')),
    ("mapping keys are not allowed", msg("a key cannot begin here"), msg("put the text in quotes")),
    ("did not find expected comment or line break",
     msg("nothing may follow the sign > or | in its line"),
     msg("put the value in quotes")),
    ("did not find expected <document start>",
     msg("the file holds something before or after its mapping"),
     msg("align every key of the file at the left edge")),
    ("found invalid Unicode character escape code",
     msg("an escape in double quotes stands for no character"),
     msg("write \\\\ for a backslash, or use single quotes")),
    ("did not find expected hexdecimal number",
     msg("a backslash in double quotes begins an escape that does not exist"),
     msg("write \\\\ for a backslash, or use single quotes")),
    ("found unexpected document indicator", msg("a quotation mark is not closed"),
     msg("close the quotation mark")),
    ("found a tab character", msg("a tab stands where YAML wants spaces"),
     msg("indent with spaces")),
    ("found an indentation indicator equal to 0",
     msg("nothing may follow the sign > or | in its line"),
     msg("put the value in quotes")),
    *((words, msg("a line that begins with % is for YAML itself, which does not know this one"),
       msg("take the line away"))
      for words in ("incompatible YAML document", "directive", "expected digit or '.'",
                    "version number", "did not find expected whitespace")),
    *((words, msg("a text that begins with ! needs quotes"), msg("put the text in quotes"))
      for words in ("tag handle", "tag URI", "expected '!'", "expected '>'",
                    "UTF-8 octet", "escaped octet")),
)  # fmt: skip

_BULLET = re.compile(
    r"^[ \u3000]*(?P<bad>-\u3000*|[—–－·•●▪][ \u3000]*|\*[ \u3000]+|\*(?=[^\x00-\x7f{]|\{))"
    r"(?:[{｛]|(?P<key>" + _KEY + r")(?:[:：]|$))"
)
_CONTROL = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
_CONFLICT = r"(?m)^(<<<<<<< |\|\|\|\|\|\|\| |=======(?=\r?$)|>>>>>>> )[^\r\n]*"
_CUT = r"^[^\"']*?[ \t](?P<bad>#[^\s#!].*[\]}])"


@dataclass(frozen=True, slots=True)
class Keys:
    """The words that are keys, and those of them whose values are prose with signs of its own."""

    known: frozenset[str] = frozenset()
    prose: frozenset[str] = frozenset()


NO_KEYS = Keys()


def look_at_line(line: str) -> list[Seen]:
    """What people do that shows in this line: at its beginning, then behind its key or beyond.

    What is at fault in the indent has no replacement here: see `fitting_indent` and `tabs`.
    """
    indent = _first(_INDENT_LOOKS, line)
    rest = _first(_KEY_LOOKS, line) or (None if indent else _first(_VALUE_LOOKS, line))
    return [seen for seen in (indent, rest) if seen is not None]


def _first(looks: tuple[_Look, ...], line: str) -> Seen | None:
    for look in looks:
        if found := re.search(look.pattern, line):
            replacement = look.replacement(found["bad"]) if look.replacement else None
            if replacement and not line[found.end("bad") :].strip():
                replacement = replacement.rstrip()
            return Seen(look.code, *found.span("bad"), look.message, look.help, replacement)
    return None


def fitting_indent(text: str, start: int, end: int) -> str | None:
    """What the blanks `[start, end)` of an indent should be so that the line has its place.

    A full-width space is as wide as two others; people also type one for one. The width must be
    that of a key (of a list: of a dash) above that is still open, or begin what a key above opens;
    None where it is not.
    """
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    before, blanks = text[begin:start], text[start:end]
    if "\t" in before + blanks or before.strip(" "):
        return None
    item = text.startswith("-", end)
    opens, columns = _open_columns(text, begin, item)
    wide = blanks.count("\u3000")
    for width in (len(blanks) + wide, len(blanks), 0):
        column = len(before) + width
        if column in columns or (opens is not None and column > opens):
            return " " * width
    return None


def only_column(text: str, begin: int, item: bool) -> int | None:
    """The one column where a key (or list item) at `begin` may stand; None if there are several."""
    opens, columns = _open_columns(text, begin, item)
    return next(iter(columns)) if opens is None and len(columns) == 1 else None


def _open_columns(text: str, end: int, items: bool) -> tuple[int | None, set[int]]:
    """Where a key (or list item) at `end` may stand: behind a column, in one of some columns.

    The first is that of the key right above, if it waits for its value; the others are still open.
    """
    opens: int | None = None
    columns: set[int] = set()
    limit, first = len(text), True
    for _ in range(MAX_LINES):
        if end <= 0 or limit <= 0:
            break
        begin = max(text.rfind("\n", 0, end - 1), text.rfind("\r", 0, end - 1)) + 1
        line, end = text[begin:end].rstrip(), begin
        lead = re.match(r" *(?:- +)*", line)
        if lead is None or not line[len(lead[0]) :] or line[len(lead[0])] in "#\t\u3000":
            continue  # a line whose own indent is at fault says nothing either
        if first and re.search(r":(?:[ \t]+#.*)?$", line):
            opens = len(lead[0]) - (1 if items else 0)  # a list may stand at the indent of its key
        first = False
        dashes = [at for at, sign in enumerate(lead[0]) if sign == "-"]
        columns |= {at for at in (dashes if items else [len(lead[0])]) if at < limit}
        limit = min(limit, *dashes, len(lead[0]))
    return opens, columns


def explain(
    source: Source, text: str, error: yaml.YAMLError | UnicodeEncodeError, keys: Keys = NO_KEYS
) -> tuple[list[Diagnostic], str | None]:
    """What is to say of libyaml's error, and the text without what is at fault (None: give up)."""
    problem = getattr(error, "problem_mark", None)
    if problem is None:
        return _control_character(source, text)
    lines = _Lines(text)
    context = getattr(error, "context_mark", None)
    at_problem = min(lines.at(problem.index), lines.last_used())
    at_context = lines.at(context.index) if context is not None else at_problem
    what = str(getattr(error, "problem", ""))
    reason = str(getattr(error, "context", ""))
    near = tuple(dict.fromkeys((at_context, at_problem, lines.above(at_problem))))
    for number in near:
        found = _as_meant(source, lines, number, keys)
        if found and ("block" not in reason or number != at_context or number == at_problem):
            return found, lines.without(number)
    for number in near:
        seen = look_at_line(lines[number])
        if not seen or ("scanning" not in reason and number == at_context != at_problem):
            continue
        return _findings(source, lines, number, seen), lines.without(number)
    if "quoted" not in reason:
        column = problem.index - lines.starts[at_problem]
        for number in (at_context,) if "flow" in reason else (at_problem,):
            early = ended_early(lines[number], column if number == at_problem else len(text))
            if early is not None:
                begin, said, advice = early
                span = Span(source, lines.starts[number] + begin, lines.end(number))
                return [Diagnostic("syntax", span, said, advice)], lines.without(number)
    start = min(problem.index, len(text))
    quoted = "quoted scalar" in reason
    keyless = "simple key" in reason  # noticed at the line behind it
    if context is not None and (quoted or keyless or "flow" in reason):
        start = context.index
    message, remedy = _say(what)
    if "mapping values are not allowed" in what and lines.deeper_than_above(at_problem):
        message = msg("this line is indented deeper than the one above, which has its value")
        remedy = msg("align it with the line above")
    before = text[lines.starts[at_problem] : start]
    if "expected key" in what and before.strip(" -"):
        message = msg("the value ended before this")
        remedy = msg("put the whole text in single quotes if it holds double ones")
    cut = re.search(_CUT, lines[at_context]) if "flow" in reason else None
    if cut is not None:
        start = lines.starts[at_context] + cut.start("bad")
        message = msg("the line is a comment from this # on: the bracket before it is not closed")
        remedy = msg("put the text in quotes")
    end = min(lines.end(lines.at(start)), max(start + 1, lines.end(lines.at(start))))
    finding = Diagnostic("syntax", Span(source, min(start, end), end), message, remedy)
    first, last = (at_context, at_context) if quoted or keyless else (at_problem, at_problem)
    if "flow" in reason and at_problem > at_context:
        first, last = at_context, at_problem - 1
    return [finding], lines.without(first, last)


def explain_misread(
    source: Source, text: str, places: Iterable[int], keys: Keys
) -> tuple[list[Diagnostic], str]:
    """What is to say of lines that YAML can read, but not as they were meant; the text without."""
    found: list[Diagnostic] = []
    lines = _Lines(text)
    for number in dict.fromkeys(map(lines.at, places)):
        if faults := _as_meant(source, lines, number, keys):
            found += faults
            text = _Lines(text).without(number)
    return found, text


def _as_meant(source: Source, lines: "_Lines", number: int, keys: Keys) -> list[Diagnostic]:
    """What is at fault in a line that was meant as an item, or as something in brackets."""
    line, begin = lines[number], lines.starts[number]
    found: list[Diagnostic] = []
    bullet = _BULLET.search(line)
    if bullet and (bullet["key"] is None or not keys.known or bullet["key"] in keys.known):
        span = Span(source, begin + bullet.start("bad"), begin + bullet.end("bad"))
        message = msg("an item of a list begins with a dash and a space")
        fix = Fix((Edit(span, "- "),))
        found.append(Diagnostic("syntax", span, message, msg('write "- "'), fix))
        line = " " * bullet.end("bad") + line[bullet.end("bad") :]
    signs = wide_signs(line, keys.known) if keys.known else []
    if signs or found:
        looks = (_first(_INDENT_LOOKS, line), None if signs else _first(_KEY_LOOKS, line))
        found += _findings(source, lines, number, [seen for seen in looks if seen is not None])
    return found + [_of_sign(source, begin, sign) for sign in signs]


def _of_sign(source: Source, begin: int, sign: Sign) -> Diagnostic:
    span = Span(source, begin + sign.start, begin + sign.end)
    return _fixable(sign.code, span, sign.replacement)


def blank_conflicts(source: Source, diagnostics: list[Diagnostic]) -> str:
    """Name each conflict that git left, once, and leave out its markers and its second side."""
    text, theirs_from, told = source.text, -1, False
    pieces, done = [], 0
    for mark in re.finditer(_CONFLICT, text):
        begins = mark[1].strip()
        if begins == "<<<<<<<" or not told:
            reason = msg("git left a conflict here")
            remedy = msg("keep what is right of the two sides and delete the three marker lines")
            span = Span(source, mark.start(), mark.end())
            diagnostics.append(Diagnostic("conflict-marker", span, reason, remedy))
            told, theirs_from = True, -1
        blank_from = mark.start()
        if begins == ">>>>>>>":
            blank_from = theirs_from if theirs_from >= 0 else blank_from
            told, theirs_from = False, -1
        elif begins != "<<<<<<<":
            if theirs_from >= 0:
                continue  # the base of three sides is left out with the second
            theirs_from = mark.end()
        pieces += [text[done:blank_from], _spaces(text[blank_from : mark.end()])]
        done = mark.end()
    return "".join([*pieces, text[done:]]) if pieces else text


def blank_line_faults(
    source: Source, text: str, diagnostics: list[Diagnostic], entries: Entries = NO_ENTRIES
) -> str:
    """What is wrong with single lines of a ledger: each is named, and its line left out.

    One entry stands on one line, so a quotation mark or a brace that is not closed ends there too.
    """
    pieces, done = [], 0
    keys = sorted(entries.keys, key=len, reverse=True)
    signs = _wide_signs("|".join(map(re.escape, keys)))
    for line in re.finditer(r"^- *[{｛][^\r\n]*", text, re.MULTILINE):
        found, end = _line_faults(source, line.start(), line[0].rstrip(), signs, entries)
        if found:
            diagnostics += found
            pieces += [text[done : line.start()], _spaces(text[line.start() : end])]
            done = end
    return "".join([*pieces, text[done:]]) if pieces else text


_Signs: TypeAlias = "tuple[tuple[str, str, str], ...]"


def _wide_signs(keys: str) -> _Signs:
    """(code, where it stands, what it should be) of full-width signs beside keys."""
    if not keys:
        return ()
    return (
        ("fullwidth-colon", rf"[{{｛,，]\s*(?:{keys})(?P<bad>：[ \u3000]*)", ": "),
        ("fullwidth-comma", rf"(?P<bad>，[ \u3000]*)(?:{keys})\s*[:：]", ", "),
    )


def _line_faults(
    source: Source, start: int, line: str, signs: _Signs, entries: Entries
) -> tuple[list[Diagnostic], int]:
    """Every fault of one ledger line, with the fix that is certain, and where it ends."""
    bare = re.sub(QUOTED, lambda quoted: "\0" * len(quoted[0]), line)
    found = [
        _fixable(code, Span(source, start + at, start + end), replacement)
        for code, pattern, replacement in (signs if "：" in bare or "，" in bare else ())
        for at, end in _places(pattern, bare)
    ]
    for brace in re.finditer("^- *(｛)|(｝)$", bare):
        span = Span(source, start + brace.start(brace.lastindex or 0), start + brace.end())
        found.append(_fixable("syntax", span, "{" if brace[1] else "}"))
    end = start + len(line)
    closed = re.search(r"[}｝](?:\s+#.*)?$", bare) is not None
    if one := torn(source, start, line, closed, entries):
        if found:  # once these are mended, it may be an entry
            return [*found, replace(one.finding, help=COMPLETE, fix=None)], end
        return [one.finding], one.end
    if closed and re.search(r"[\s:,{\[]\"", bare):
        span = Span(source, start + bare.index('"'), end)
        message, remedy = msg("a quotation mark is not closed"), msg("close the quotation mark")
        found.append(Diagnostic("syntax", span, message, remedy))
    return found, end


def _places(pattern: str, text: str) -> list[tuple[int, int]]:
    """Where the group `bad` of a pattern stands, however the matches overlap."""
    found, at = [], 0
    while match := re.compile(pattern).search(text, at):
        found.append(match.span("bad"))
        at = match.start("bad") + 1 if match.start() < match.start("bad") else match.end("bad")
    return found


def _fixable(code: str, span: Span, replacement: str | None) -> Diagnostic:
    """A sign of the full-width keyboard where YAML wants the half-width one."""
    message, remedy = {
        "fullwidth-colon": (
            msg("a full-width colon does not end a key"),
            msg('write a half-width colon and a space: ": "'),
        ),
        "fullwidth-comma": (
            msg("a full-width comma does not part the values of a list"),
            msg('write a half-width comma and a space ", ", or put the text in quotes'),
        ),
        "no-space-after-colon": (
            msg("a space is missing behind the colon"),
            msg('write ": "'),
        ),
        "syntax": (
            msg("a full-width bracket is no bracket to YAML")
            if replacement in ("[", "]")
            else msg("a full-width brace is no brace to YAML"),
            msg("write it with the half-width (English) input"),
        ),
    }[code]
    fix = None if replacement is None else Fix((Edit(span, replacement),))
    return Diagnostic(code, span, message, remedy, fix)


def _say(problem: str) -> tuple[Message, Message | None]:
    for words, message, remedy in _PROBLEMS:
        if words in problem:
            return message, remedy
    return msg("this is not YAML: {problem}", problem=problem), None


def _findings(source: Source, lines: "_Lines", number: int, seen: list[Seen]) -> list[Diagnostic]:
    """What was seen in a line, at its places in the text."""
    found, begin = [], lines.starts[number]
    for one in seen:
        start, end, replacement = begin + one.start, begin + one.end, one.replacement
        if one.code == "fullwidth-space" and replacement is None:
            replacement = fitting_indent(lines.text, start, end)
        span = Span(source, start, end)
        fix = Fix((Edit(span, replacement),)) if replacement is not None else None
        found.append(Diagnostic(one.code, span, one.message, one.help, fix))
    return found


def _control_character(source: Source, text: str) -> tuple[list[Diagnostic], str | None]:
    found = re.search(_CONTROL, text)
    if found is None:
        return [Diagnostic("syntax", Span(source, 0, 0), msg("this is not YAML"))], None
    reason = msg("a control character stands here: U+{code}", code=f"{ord(found[0]):04X}")
    span = Span(source, found.start(), found.end())
    finding = Diagnostic("syntax", span, reason, msg("delete the character"))
    return [finding], re.sub(_CONTROL, " ", text)


def _spaces(text: str) -> str:
    """As many spaces, line ends kept."""
    return re.sub(r"[^\r\n]", " ", text)


class _Lines:
    """A text by its lines, from 0."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(end.end() for end in re.finditer(r"\r\n|\n|\r", text))]

    def __getitem__(self, number: int) -> str:
        return self.text[self.starts[number] : self.end(number)]

    def at(self, offset: int) -> int:
        return bisect_right(self.starts, min(offset, len(self.text))) - 1

    def end(self, number: int) -> int:
        """The offset behind a line's last character, its line end left out."""
        limit = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.starts[number] + len(self.text[self.starts[number] : limit].rstrip("\r\n"))

    def above(self, number: int) -> int:
        """The next line above that holds anything; the first where there is none."""
        number -= 1
        while number > 0 and not self[number].strip():
            number -= 1
        return max(number, 0)

    def deeper_than_above(self, number: int) -> bool:
        """A `key: value` right below another one, with more blanks before it?"""
        above = self.above(number)
        complete = re.match(_LEAD + _KEY + r":[ \t]+[^\s#&|>]", self[above])
        key = re.match(_LEAD + _KEY + r":(?:[ \t]|$)", self[number])
        if above == number or not complete or not key:
            return False
        return _indent(self[number]) > len(complete["lead"])

    def last_used(self) -> int:
        """The last line that holds anything."""
        number = len(self.starts) - 1
        while number > 0 and not self[number].strip():
            number -= 1
        return number

    def without(self, first: int, last: int | None = None) -> str:
        """The text with these lines blanked, and the lines that hang below the first.

        The dash of a list item stays when other keys of the item follow; a key that only lacks
        its half-width colon, with its value below, is mended instead.
        """
        last = first if last is None else last
        line = self[first]
        parent = re.match(_LEAD + _KEY + r"(?P<bad>：)\s*$", line)
        if parent and first == last:
            place = self.starts[first] + parent.start("bad")
            return self.text[:place] + ":" + self.text[place + 1 :]
        lead = re.match(r"^[ \t\u3000]*(?:- +)*", line)
        column = len(lead[0]) if lead else 0
        if lead and "\t" in lead[0]:
            column = len(self.text)  # how deep a tab is nobody can say: the line alone
        end = last + 1
        while end < len(self.starts) and (not self[end].strip() or _indent(self[end]) > column):
            end += 1
        last = end - 1
        while last > first and not self[last].strip():
            last -= 1
        keeps_dash = (
            end < len(self.starts) and _indent(self[end]) == column and "-" in line[:column]
        )
        start = self.starts[first] + (column if keeps_dash else 0)
        stop = self.end(last)
        return self.text[:start] + _spaces(self.text[start:stop]) + self.text[stop:]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" \t\u3000"))
