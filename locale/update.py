"""Bring the catalogues up to date with the messages in the source: `python locale/update.py`.

Each `locale/LANGUAGE/LC_MESSAGES/tongxin.po` gets the new messages, loses those that the source no
longer has, and keeps the translations. A message whose English changed a little keeps its old
translation marked `fuzzy`: read it, correct it, delete the mark. `tests/test_messages.py` fails
while a catalogue lacks anything.

The files hold no line numbers and no dates, so that a change of the source changes nothing here
but the messages it changed.
"""

import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).parent
SOURCE = HERE.parent / "src" / "tongxin"
TEMPLATES = HERE.parent / "templates"
KEYWORDS = {"msg": None, "msgn": (1, 2), "_": None, "ngettext": (1, 2)}

HEADER = """\
# Messages of tongxin. Keep each gap {{name}} by its name.
msgid ""
msgstr ""
"Project-Id-Version: tongxin\\n"
"Language: {language}\\n"
"Plural-Forms: {plural_forms}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

PARSER: tuple[str | tuple[str, str], ...] = (
    # through gettext: typer itself, and click where typer stands on it
    "(dynamic)",
    "Aborted!",
    "Arguments",
    "Commands",
    "Error: {message}",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "Missing argument",
    "Missing command.",
    "Missing option",
    "Missing parameter",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "No such option: {name}",
    "Option {name!r} does not take a value.",
    "Options",
    "Show this message and exit.",
    "Try '{command} {option}' for help.",
    "Usage:",
    "default: {default}",
    "env var: {var}",
    "required",
    "{value!r} is not a valid {number_type}.",
    "{value} is not in the range {range}.",
    ("Did you mean {possibility}?", "(Possible options: {possibilities})"),
    ("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    ("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    ("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
    # in English only, whatever the version
    "Install completion for the current shell.",
    "Show completion for the current shell, to copy it or customize the installation.",
    # in English only where typer brings its own click; without the full stop
    "COMMAND [ARGS]...",
    "Got unexpected extra argument(s) ({arguments})",
    "Invalid value for {name}: {fault}",
    "Missing argument {name}",
    "Missing option {name}",
    "No such option: {name} (Possible options: {options})",
    "Option {name} does not take a value",
    "Option {name} requires an argument",
    "[OPTIONS]",
    "int",
    "int range",
    'no command "{name}"',
    "see: {command} --help",
    "{value} is not a valid {kind}",
    "{value} is not in the range {range}",
    "{value} is not one of {choices}",
)
"""What the parser of the command line says by itself, in the versions that are allowed."""

PARSER_FILE = "typer"

SYSTEM = (
    "Bad file descriptor",
    "Device or resource busy",
    "Disk quota exceeded",
    "File exists",
    "File name too long",
    "File too large",
    "Input/output error",
    "Invalid argument",
    "Is a directory",
    "No locks available",
    "No space left on device",
    "No such file or directory",
    "Not a directory",
    "Operation not permitted",
    "Permission denied",
    "Read-only file system",
    "Stale file handle",
    "Too many levels of symbolic links",
    "Too many open files",
    "Too many open files in system",
)
"""Why a file cannot be read or written, in the words of the operating system."""

SYSTEM_FILE = "errno"


def texts() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """(file, text or (singular, plural)) of every message, in the order of the files."""
    for file in sorted(SOURCE.rglob("*.py")):
        name = file.relative_to(SOURCE.parent).as_posix()
        for _line, text, _comments, _context in extract_from_file(
            "python", file, keywords=KEYWORDS
        ):
            if text:
                yield name, text
        for text in _verbs(file):
            yield name, text
    for file in sorted(TEMPLATES.rglob("*.j2")):
        name = file.relative_to(TEMPLATES.parent).as_posix()
        for _line, text, _comments, _context in extract_from_file(
            "jinja2", file, keywords=KEYWORDS
        ):
            if text:
                yield name, text
    for text in SYSTEM:
        yield SYSTEM_FILE, text
    for text in PARSER:
        yield PARSER_FILE, text


_DECORATORS = ("verb", "recording")


def _verbs(file: Path) -> Iterator[str]:
    """The docstrings of the functions decorated with `@verb(…)`: they are the verbs' help."""
    source = file.read_text("utf-8")
    if not any(f"@{decorator}(" in source for decorator in _DECORATORS):
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef) and any(map(_is_verb, node.decorator_list)):
            doc = ast.get_docstring(node, clean=False)
            if doc:
                yield doc


def _is_verb(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in _DECORATORS


def template() -> Catalog:
    """A catalogue of every message without translations."""
    found = Catalog(fuzzy=False)
    for file, text in texts():
        known = found.get(text)
        if known is None or (file, 0) not in known.locations:
            found.add(text, locations=[(file, 0)])
    return found


def catalogues() -> list[Path]:
    """The catalogues there are."""
    return sorted(HERE.glob("*/LC_MESSAGES/tongxin.po"))


def read(path: Path) -> Catalog:
    """A catalogue as it stands; an empty one for an empty file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def updated(path: Path) -> str:
    """What a catalogue's file should hold."""
    catalogue = read(path)
    catalogue.update(template())
    catalogue.obsolete.clear()
    for message in catalogue:
        if message.id:
            _bare(message)
    stream = io.BytesIO()
    write_po(stream, catalogue, width=0, omit_header=True, sort_by_file=True, include_lineno=False)
    header = HEADER.format(language=catalogue.locale, plural_forms=catalogue.plural_forms)
    return header + stream.getvalue().decode("utf-8").strip("\n") + "\n"


def _bare(message: Message) -> None:
    """Leave out what differs between versions of Babel: guesses at the format of the text."""
    message.flags &= {"fuzzy"}
    message.auto_comments.clear()
    message.locations.sort()


def main() -> int:
    """Update every catalogue; say what is left to translate."""
    left = 0
    for path in catalogues():
        path.write_text(updated(path), "utf-8", newline="\n")
        for message in read(path):
            if message.id and (message.fuzzy or not _whole(message)):
                left += 1
                sys.stdout.write(f"{path.relative_to(HERE.parent)}: {message.id!r}\n")
    sys.stdout.write(f"{left} to translate\n")
    return 1 if left else 0


def _whole(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else message.string
    return bool(strings and all(strings))


if __name__ == "__main__":
    sys.exit(main())
