"""Plans written in random styles, for property tests: what they say and which line says what.

The writer below is independent of the project: it knows nothing of spans or splicing.
"""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

Path = tuple[str | int, ...]

WORDS = st.sampled_from(
    [
        "消防巡查", "每周2次", "北苑小区", "yes", "2026-11-09", "1.10", "9:30", "含: 冒号 # 井号",
        "a, b", "[草稿]", "{x}", "- 横线", "'单引'", '"双引"', "末尾:", "null", "~", "# 号", "多 个 词",
        "制表\t符", "反\\斜", "≥10%", "@人", "*星", "&与", "!叹", "%百", "|竖", ">大", "0x1F", "1e3",
        "换行\n第二行", "备注：全角", "x" * 90, "·点", "。",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    WORDS,
    st.text(
        st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1, max_size=12
    ).filter(lambda t: t.isprintable()),
)
KEYS = ["id", "title", "事项", "group", "schedule", "地点", "note", "checklist", "from", "x-y"]


@dataclass
class Style:
    """How one file is written."""

    indent: int
    dash: int  # how far dashes stand in from their key
    gap: int  # blanks behind a dash
    newline: str
    bom: bool
    final: bool
    draw: Any
    lines: list[tuple[str, Path | None]] = field(default_factory=list)

    # ── scalars ───────────────────────────────────────────────────────────────────────────────

    def scalar(self, text: str, flow: bool) -> str:
        """A text in one of the ways that mean it."""
        ways = ['"']
        if "\n" not in text and "\t" not in text and text.isprintable():
            ways.append("'")
        if safe(text):
            ways.append("")
        way = self.draw(st.sampled_from(ways))
        if way == '"':
            escaped = text.replace("\\", "\\\\").replace('"', '\\"')
            return '"' + escaped.replace("\n", "\\n").replace("\t", "\\t") + '"'
        return "'" + text.replace("'", "''") + "'" if way else text

    def flow(self, value: Any) -> str:
        blank = " " if self.draw(st.booleans()) else ""
        if isinstance(value, dict):
            inner = ", ".join(f"{key}: {self.flow(part)}" for key, part in value.items())
            return "{" + blank + inner + blank + "}"
        if isinstance(value, list):
            return "[" + blank + ", ".join(map(self.flow, value)) + blank + "]"
        return self.scalar(value, True)

    # ── lines ─────────────────────────────────────────────────────────────────────────────────

    def add(self, line: str, path: Path | None) -> None:
        if path is not None and self.draw(st.integers(0, 5)) == 0:
            line += "   # 旁注 : {x}"
        self.lines.append((line, path))
        if self.draw(st.integers(0, 5)) == 0:
            blanks = self.draw(st.integers(0, 12))
            self.lines.append((self.draw(st.sampled_from(["", " " * blanks + "# 注: - a"])), None))

    def value(self, lead: str, value: Any, column: int, path: Path) -> None:
        """A value behind `lead` (a key with its colon, or a dash)."""
        if isinstance(value, str):
            if "\n" in value and not value.startswith(" ") and self.draw(st.booleans()):
                self.lines.append((f"{lead} |-", path))
                for line in value.split("\n"):
                    self.lines.append((" " * (column + self.indent) + line, path))
                return
            self.add(f"{lead} {self.scalar(value, False)}", path)
        elif not value or self.draw(st.booleans()):
            self.spread(lead, value, column, path)
        elif isinstance(value, list):
            self.add(lead, path)
            self.items(value, column + self.dash, path)
        else:
            self.add(lead, path)
            self.pairs(value, column + self.indent, path)

    def spread(self, lead: str, value: Any, column: int, path: Path) -> None:
        """A value in brackets, on one line or a line an item."""
        if not value or self.draw(st.booleans()):
            self.add(f"{lead} {self.flow(value)}", path)
            return
        signs = "{}" if isinstance(value, dict) else "[]"
        self.lines.append((f"{lead} {signs[0]}", path))
        parts = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
        trailing = self.draw(st.booleans())
        for number, (key, part) in enumerate(parts):
            comma = "," if trailing or number < len(parts) - 1 else ""
            head = f"{key}: " if isinstance(value, dict) else ""
            self.add(" " * (column + 4) + head + self.flow(part) + comma, (*path, key))
        self.lines.append((" " * (column + 1) + signs[1], path))

    def pairs(self, value: dict[str, Any], column: int, path: Path, first: str = "") -> None:
        for number, (key, part) in enumerate(value.items()):
            lead = first if first and number == 0 else " " * column
            self.value(f"{lead}{key}:", part, column, (*path, key))

    def items(self, value: list[Any], column: int, path: Path) -> None:
        for number, part in enumerate(value):
            here = (*path, number)
            dash = " " * column + "-"
            if isinstance(part, dict) and part and self.draw(st.booleans()):
                gap = " " * self.gap
                self.pairs(part, column + 1 + self.gap, here, first=dash + gap)
            elif isinstance(part, list | dict):
                self.spread(dash, part, column + 1, here)
            else:
                self.value(dash, part, column, here)

    def text(self) -> str:
        joined = self.newline.join(line for line, _ in self.lines)
        return joined + (self.newline if self.final else "")


def safe(text: str) -> bool:
    """May this text stand plain in brackets too? Very careful."""
    return text.isalnum() and not text.isascii() and text[0] not in "0123456789"


@st.composite
def values(draw: Any, depth: int = 2) -> Any:
    """A text, a list, a mapping."""
    kind = draw(st.sampled_from(["text", "text", "list", "map"])) if depth else "text"
    if kind == "text":
        return draw(TEXTS)
    if kind == "list":
        return draw(st.lists(values(depth=depth - 1), min_size=1, max_size=3))
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
    return {key: draw(values(depth=depth - 1)) for key in keys}


@st.composite
def files(draw: Any) -> tuple[dict[str, Any], Style]:
    """What a file says, and the file."""
    data = {
        key: draw(values())
        for key in draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
    }
    data["任务"] = [
        {"id": f"t{number}", **{k: draw(values(depth=1)) for k in draw(st.lists(st.sampled_from(KEYS[1:]), max_size=3, unique=True))}}
        for number in range(draw(st.integers(1, 3)))
    ]  # fmt: skip
    style = Style(
        indent=draw(st.sampled_from([2, 4])),
        dash=draw(st.sampled_from([0, 2])),
        gap=draw(st.sampled_from([1, 3])),
        newline=draw(st.sampled_from(["\n", "\n", "\r\n"])),
        bom=draw(st.booleans()),
        final=draw(st.booleans()),
        draw=draw,
    )
    style.pairs(data, 0, ())
    return data, style
