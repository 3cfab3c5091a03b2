"""`# tongxin: ignore CODE` at the end of a line silences that finding on that line."""

import re
from collections.abc import Iterable

from tongxin.diagnostic import Diagnostic, Edit, Fix, Source, Span
from tongxin.messages import msg

_COMMENT = r"[ \t]*#[ \t]*(?:tongxin:[ \t]*ignore|同心[:：][ \t]*忽略)"
_IGNORE = _COMMENT + r"[ \t]+(?P<codes>[a-z0-9, \t、-]+)"
_NO_CODE = _COMMENT + r"(?:[ \t,，、:：]+(?![a-z0-9 \t,，、:：])[^\r\n]*|(?=\r?$))"


class Ignores:
    """The codes that are silenced, by file and line, and which of them were of use."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._by_place: dict[tuple[str, int], dict[str, Span]] = {}
        self._used: set[tuple[str, int, str]] = set()
        self._without_code: list[Span] = []
        for source in sources:
            if "ignore" in source.text or "忽略" in source.text:
                self._read(source)

    def _read(self, source: Source) -> None:
        for comment in re.finditer(_IGNORE, source.text):
            line = source.position(comment.start("codes"))[0]
            for code in re.finditer(r"[a-z0-9-]+", comment["codes"]):
                start = comment.start("codes") + code.start()
                span = Span(source, start, start + len(code[0]))
                self._by_place.setdefault((source.path, line), {})[code[0]] = span

        for comment in re.finditer(_NO_CODE, source.text, re.MULTILINE):
            text = comment[0].rstrip()
            start = comment.start() + len(text) - len(text.lstrip())
            self._without_code.append(Span(source, start, comment.start() + len(text)))

    def silences(self, finding: Diagnostic) -> bool:
        """Is this finding silenced on its line?"""
        place = (finding.span.source.path, finding.span.line)
        if finding.code not in self._by_place.get(place, ()):
            return False
        self._used.add((*place, finding.code))
        return True

    def unused(self, removable: bool = True) -> list[Diagnostic]:
        """A finding for every code that silenced nothing, and for a comment without a code.

        `removable`: nothing that was at fault elsewhere can have hidden what they silence.
        """
        nameless = [
            Diagnostic(
                "unused-ignore",
                span,
                msg("this comment says no code, so it silences nothing"),
                msg("name the codes: # tongxin: ignore CODE"),
            )
            for span in self._without_code
        ]
        return nameless + [
            Diagnostic(
                "unused-ignore",
                span,
                msg('"{code}" is silenced here, but it was not found', code=code),
                msg("take it away"),
                self._removal(span) if removable else None,
            )
            for (path, line), codes in self._by_place.items()
            for code, span in codes.items()
            if (path, line, code) not in self._used
        ]

    def _removal(self, span: Span) -> Fix | None:
        """Take the whole comment away, where it names this code alone."""
        source = span.source
        for comment in re.finditer(_IGNORE, source.text):
            if comment.start("codes") <= span.start < comment.end("codes"):
                if comment["codes"].strip() != span.text:
                    return None
                return Fix((Edit(Span(source, comment.start(), comment.end()), ""),))
        return None
