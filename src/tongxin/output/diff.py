"""What a command changes in a file, as a unified diff that `git apply` and `patch -p1` take.

Lines end at LF alone here, as they do for git: the CR of another line end is part of its line, and
so is a byte order mark of the first one. Hand the whole content of the file over, with both.
"""

import difflib
import re

from tongxin.output.style import Line

_STYLES = {"+": "good", "-": "bad", "@": "info", "\\": "faint"}
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\t": "\\t", "\n": "\\n", "\r": "\\r"}
NO_FINAL_NEWLINE = "\\ No newline at end of file"


def unified(path: str, before: str | None, after: str | None) -> list[Line]:
    """The lines of the diff between two contents of a file; none where they are equal.

    `path` is relative to the folder in which the diff is applied. None stands for no file: it is
    made, or deleted.
    """
    if before == after:
        return []
    old = "/dev/null" if before is None else _name(f"a/{path}")
    new = "/dev/null" if after is None else _name(f"b/{path}")
    body = difflib.unified_diff(_lines(before or ""), _lines(after or ""))
    next(body, None), next(body, None)  # names are ours: difflib would not quote them
    lines: list[Line] = [[("strong", f"--- {old}")], [("strong", f"+++ {new}")]]
    for line in body:
        lines.append([(_STYLES.get(line[0], ""), line.removesuffix("\n"))])
        if not line.endswith("\n"):
            lines.append([("faint", NO_FINAL_NEWLINE)])
    return lines


def patch(lines: list[Line]) -> str:
    """The lines as one text, every character as it stands in the files."""
    return "".join("".join(text for _, text in line) + "\n" for line in lines)


def _lines(content: str) -> list[str]:
    """The lines of a file with their ends."""
    return re.findall(r"[^\n]*\n|[^\n]+", content)


def _name(path: str) -> str:
    """A path as git writes it: quoted where it would be misread, a tab behind one with blanks."""
    if any(sign in _ESCAPED for sign in path):
        return '"' + "".join(_ESCAPED.get(sign, sign) for sign in path) + '"'
    return f"{path}\t" if " " in path else path
