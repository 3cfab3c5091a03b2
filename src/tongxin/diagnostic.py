"""Places and faults are data: `Source`, `Span`, `Diagnostic`, `Severity`, `Edit`, `Fix`."""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from tongxin.messages import Message, Value, msg


class Severity(StrEnum):
    """How much a finding weighs. `NONE` turns its check off."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    NONE = "none"


class TongxinError(Exception):
    """We cannot go on: no workspace, a file changed on disk, wrong usage. Exit code 2.

    Args:
        message: what is the matter.
        remedy: what to do about it, where something can be done.
    """

    def __init__(self, message: Message, remedy: Message | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, eq=False)
class Source:
    """The text of one file, byte order mark removed, line ends as they are.

    `path` is relative to the workspace's root, with `/`. Lines end at LF, CR LF or CR, as editors
    and code hosts count them; U+2028 and U+0085 do not end a line here although YAML 1.1 says so.
    """

    path: str
    text: str
    bom: bool = False

    @property
    def content(self) -> str:
        """The whole file, its byte order mark included."""
        return "\ufeff" + self.text if self.bom else self.text

    @cached_property
    def _line_starts(self) -> list[int]:
        starts, text = [0], self.text
        position, carriage = 0, "\r" in text
        while True:
            newline = text.find("\n", position)
            if carriage:
                lone = text.find("\r", position)
                if lone >= 0 and (newline < 0 or lone < newline - 1):
                    newline = lone
            if newline < 0:
                return starts
            position = newline + 1
            starts.append(position)

    @property
    def line_count(self) -> int:
        """Number of lines; a text that ends with a line end has an empty last line."""
        return len(self._line_starts)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of a character offset; columns count characters."""
        line = bisect_right(self._line_starts, offset)
        return line, offset - self._line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its line end."""
        starts = self._line_starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")

    def line_start(self, number: int) -> int:
        """The offset at which a line (from 1) begins; the text's length for a line past the end."""
        starts = self._line_starts
        return starts[number - 1] if number <= len(starts) else len(self.text)


@dataclass(frozen=True, slots=True)
class Span:
    """The characters `[start, end)` of a source."""

    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The line (from 1) of its first character."""
        return self.source.position(self.start)[0]

    def sort_key(self) -> tuple[str, int, int]:
        """Order by file, then by place."""
        return self.source.path, self.start, self.end


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters of a span."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that remove the fault. `safe`: the meaning is certain, `check --fix` applies it."""

    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: a code that names the fault, its place, the fault in one line, a remedy.

    `severity` is None until the checks' defaults and the workspace's settings are applied.
    `private` marks a place whose characters must not be repeated in any output.
    """

    code: str
    span: Span
    message: Message
    help: Message | None = None
    fix: Fix | None = None
    severity: Severity | None = None
    private: bool = False


def why(error: OSError) -> Value:
    """The operating system's reason; the common ones are in the catalogue."""
    return msg(error.strerror) if error.strerror else str(error)


def near(name: str, candidates: "list[str] | tuple[str, ...] | set[str]") -> str | None:
    """The candidate that a typing error would make of `name`, if one is near enough."""
    from difflib import get_close_matches

    short = len(name) <= 3 and not name.isascii()  # of 消房 and 消防 only half is the same
    found = get_close_matches(name, candidates, n=1, cutoff=0.5 if short else 0.55)
    return found[0] if found else None
