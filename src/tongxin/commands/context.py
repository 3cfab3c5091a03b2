"""What every verb is given: where, when, in which language, in which form, and where to write."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TextIO

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import Day
from tongxin.messages import Message, Translator, msg
from tongxin.model.world import World
from tongxin.output.style import Line
from tongxin.output.terminal import write_exactly, write_lines
from tongxin.workspace.find import find_root
from tongxin.workspace.read import read_world
from tongxin.workspace.write import write_atomically

OK, FINDINGS, CANNOT, OUR_FAULT = 0, 1, 2, 3
"""Exit codes."""

_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Context:
    """The arguments that all verbs share. `language` is None where only the workspace can say.

    `asked_language`: the one of `--lang`, which holds for documents too; the locale does not.
    """

    start: Path
    today: Day
    language: str | None
    form: str
    out: TextIO
    err: TextIO
    asked_language: str | None = None

    @cached_property
    def root(self) -> Path:
        """The workspace's folder. Raises TongxinError where there is none."""
        return find_root(self.start)

    @cached_property
    def world(self) -> World:
        """The workspace, read once."""
        return read_world(self.root)

    @cached_property
    def agenda(self) -> Agenda:
        """What is owed today."""
        return Agenda(self.world, self.today)

    @cached_property
    def translate(self) -> Translator:
        """Into the reader's language."""
        return Translator(self.language or self.world.settings.language)

    @property
    def document_language(self) -> str:
        """Of documents: the one asked for with `--lang`, else the workspace's."""
        return self.asked_language or self.world.settings.language

    def say(self, lines: Iterable[Line]) -> None:
        """Write lines to the output."""
        write_lines(lines, self.out)

    def say_exactly(self, lines: Iterable[Line]) -> None:
        """Write lines of which every character counts, such as a patch."""
        write_exactly(lines, self.out)

    def say_json(self, value: Any) -> None:
        """Write JSON to the output, two spaces deep, Chinese as it is where the stream can.

        Bytes of a file's name that are not UTF-8 become escapes as Python has them (U+DCBC), so
        that who reads the JSON can name the file.
        """
        unicode = (getattr(self.out, "encoding", None) or "utf-8").lower().replace(
            "-", ""
        ) == "utf8"
        text = json.dumps(value, ensure_ascii=not unicode, indent=2)
        self.out.write(_LONE.sub(lambda half: f"\\u{ord(half[0]):04x}", text) + "\n")

    def put_json(self, value: Any, output: Path | None) -> None:
        """Write JSON to a file, or to the output where none is named."""
        if output is None:
            self.say_json(value)
            return
        text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
        write_atomically(output, text.encode())
        self.warn(msg("written: {path}", path=str(output)))

    def err_lines(self, lines: Iterable[Line]) -> None:
        """Write lines to the error stream."""
        write_lines(lines, self.err)

    def warn(self, message: Message) -> None:
        """One line to the error stream."""
        self.err.write(self.translate(message) + "\n")

    def name_unread(self) -> None:
        """Name the files of which not all could be used: no answer may look whole that is not."""
        world = self.world
        for path in sorted({*world.unread, *world.partly_read}):
            self.warn(msg("{path} could not be read whole; see: tongxin check", path=path))
