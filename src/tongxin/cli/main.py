"""Run the command line, and say what went wrong: exit codes, refusals, our own faults."""

import contextlib
import errno
import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import typer

from tongxin import __version__
from tongxin.cli import parser
from tongxin.cli.options import ASKED
from tongxin.cli.parser import app, only_asked
from tongxin.commands.context import CANNOT, OUR_FAULT
from tongxin.diagnostic import TongxinError, why
from tongxin.messages import LOCALE_FOLDER, Message, Translator, msg


def main() -> None:
    """Run the command line; exit 0 clean, 1 findings, 2 could not run, 3 our own fault."""
    _prepare()
    only_asked(sys.argv[1:])
    code = 0
    try:
        code = app(prog_name="tongxin", standalone_mode=False) or 0
        sys.stdout.flush()
    except TongxinError as error:
        _refuse(error)
        code = CANNOT
    except _MISUSE as error:
        _misused(error)
        code = CANNOT
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except SystemExit as leaving:  # the parser leaves with 1 when nobody reads any longer
        gone = getattr(leaving.__context__, "errno", None) == errno.EPIPE
        code = 0 if gone else int(leaving.code or 0)
    except Exception as error:
        number = getattr(error, "errno", None)
        if number == errno.EPIPE:  # nobody reads any longer: no fault
            _silence(sys.stdout)
        elif number in _NO_ROOM:
            assert isinstance(error, OSError)
            _silence(sys.stdout)
            _refuse(TongxinError(msg("cannot write: {reason}", reason=why(error))))
            code = CANNOT
        else:
            _our_fault()
            code = OUR_FAULT
    sys.exit(code)


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF)
"""Why an output cannot be written."""


def _prepare() -> None:
    """Let no character stop an output; let the parser's own messages speak the same language.

    The collector of cyclic garbage is off: what is read has no cycles and lives to the end, and
    walking it again and again costs a third of the time.
    """
    import gc
    import gettext

    gc.disable()
    # Streams that were closed before we began are as good as nobody listening.
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    os.environ["LANGUAGE"] = parser.LANGUAGE or "zh"
    gettext.bindtextdomain("tongxin", str(LOCALE_FOLDER))
    gettext.textdomain("tongxin")


_MISUSE: type[Exception] = next(
    kind for kind in typer.BadParameter.__mro__[:-2] if kind.__name__ == "ClickException"
)
"""What the parser raises for a wrong usage; newer versions of typer bring their own click."""

_SAID = tuple(
    (re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(sentence.text)), sentence)
    for sentence in (
        msg("Missing argument {name}"),
        msg("Missing option {name}"),
        msg("No such option: {name} (Possible options: {options})"),
        msg("No such option: {name}"),
        msg("Option {name} requires an argument"),
        msg("Option {name} does not take a value"),
        msg("Got unexpected extra argument(s) ({arguments})"),
        msg("Invalid value for {name}: {fault}"),
        msg("{value} is not one of {choices}"),
        msg("{value} is not a valid {kind}"),
        msg("{value} is not in the range {range}"),
        msg("int range"),
        msg("int"),
    )
)
"""The parser's sentences about a wrong usage, as patterns and as keys of the catalogue."""


def in_words(text: str) -> Message:
    """A sentence of the parser as a message; one that is not known as it stands."""
    for pattern, sentence in _SAID:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            gaps = {name: in_words(value) for name, value in found.groupdict().items()}
            return Message(sentence.text, gaps)
    return msg("{text}", text=text)


def _misused(error: Any) -> None:
    """The usage, what is wrong about this one, and where help is."""
    usage = getattr(error, "ctx", None)
    if usage is not None:
        sys.stderr.write(usage.get_usage() + "\n")
    command = "tongxin" if usage is None else usage.command_path
    fault = in_words(error.format_message().rstrip("."))
    remedy = msg("see: {command} --help", command=command)
    if re.match(r"-\d", str(getattr(error, "option_name", ""))):  # -3 is meant as a number
        remedy = msg("a number below zero goes behind two dashes: {command}",
                     command=f"{command} … -- {error.option_name}")  # fmt: skip
    _refuse(TongxinError(fault, remedy))


def _refuse(error: TongxinError) -> None:
    """What is the matter and what to do about it, in the reader's language.

    A refusal quotes what was typed: a number that belongs to a person is not repeated.
    """
    say = _reader()
    text = say(msg("error: ")) + say(error.message) + "\n"
    if error.remedy is not None:
        text += say(msg("help: ")) + say(error.remedy) + "\n"
    if sum(sign.isdigit() for sign in text) > 10:
        from tongxin.checks.personal_information import hidden

        text = hidden(text, date.max.toordinal())
    sys.stderr.write(text)


def _reader() -> Translator:
    """The language asked for; where nobody says, the workspace's, if there is one."""
    if parser.LANGUAGE is None and ASKED:
        with contextlib.suppress(TongxinError):
            return ASKED[-1].translate
    return parser.translate


def _our_fault() -> None:
    """One line and a file that says what happened; never a bare traceback."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="tongxin-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write(f"tongxin {__version__}\npython {sys.version}\narguments {sys.argv[1:]}\n\n")
        file.write(traceback.format_exc())
    text = msg("this is a fault of tongxin itself; please send us {file}", file=file.name)
    sys.stderr.write(parser.translate(text) + "\n")


def _silence(stream: TextIO) -> None:
    """Nobody reads: let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
