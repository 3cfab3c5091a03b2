"""`init`: make a workspace; `--example` fills it with five plans and a ledger."""

import shutil
from datetime import date
from pathlib import Path

from tongxin.commands.context import OK, Context
from tongxin.diagnostic import TongxinError, why
from tongxin.messages import Translator, msg
from tongxin.workspace.find import SETTINGS, shell_word
from tongxin.workspace.write import write_atomically

FOLDERS = ("plans", "plans/basis", "ledger", "templates", "evidence")
FOR_GIT = {
    ".gitattributes": "ledger/*.yaml merge=union\n",
    ".gitignore": ".*.tongxin-*\n",
}
"""What git is told: entries of two branches, one a line, are joined without a conflict; a file that
a power cut left half written is none of its own."""


def init(context: Context, folder: Path, name: str, example: bool = False) -> int:
    """Make a workspace in a folder that holds none of its files.

    Raises:
        TongxinError: some of the files are there already, or cannot be written.
    """
    translate = Translator(context.language or "zh")
    own = _files_of_example() if example else [Path(SETTINGS), Path("plans/safety.yaml")]
    taken = [path for path in (SETTINGS, "plans", "ledger") if (folder / path).exists()]
    taken += [
        path.as_posix() for path in own if path.parts[0] not in taken and (folder / path).exists()
    ]
    if taken:
        raise TongxinError(
            msg(
                "{folder} already holds {files}",
                folder=str(folder.absolute()),
                files=tuple(taken[:6]),
            ),
            msg("go there and type: tongxin check")
            if SETTINGS in taken
            else msg("choose another folder"),
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if example:
            _copy_example(folder)
        else:
            _start(folder, name, context.today, translate)
        for path in FOLDERS:
            (folder / path).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = why(error)
        raise TongxinError(
            msg("{path} cannot be written: {reason}", path=str(folder), reason=reason)
        ) from error
    for hint, told in FOR_GIT.items():
        _add_line(folder / hint, told)
    if context.form == "json":
        made = sorted(f.relative_to(folder).as_posix() for f in map(folder.joinpath, own))
        context.say_json({"version": 1, "root": str(folder.absolute()), "files": made})
        return OK
    here = folder.resolve()
    near = here.relative_to(Path.cwd()) if here.is_relative_to(Path.cwd()) else folder.absolute()
    where = "" if here == Path.cwd() else f"cd {shell_word(str(near))} && "
    for line in (
        msg("a workspace stands in {folder}", folder=str(folder.absolute())),
        msg("next: {command}", command=f"{where}tongxin check"),
    ):
        context.out.write(translate(line) + "\n")
    return OK


def example_folder() -> Path:
    """The shipped example: in the installed package, or the checkout's own workspace."""
    package = Path(__file__).parent.parent
    shipped = package / "example"
    return shipped if shipped.is_dir() else package.parent.parent


def _files_of_example() -> list[Path]:
    """What the example consists of, relative to its folder."""
    source = example_folder()
    found = [Path(SETTINGS)]
    for path in ("plans", "ledger", "evidence"):
        found += [file.relative_to(source) for file in (source / path).rglob("*") if file.is_file()]
    return sorted(found)


def _copy_example(folder: Path) -> None:
    for path in _files_of_example():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(example_folder() / path, folder / path)


def _start(folder: Path, name: str, today: int, translate: Translator) -> None:
    from tongxin.commands.starter import starter

    settings, plan = starter(name, date.fromordinal(today), translate)
    (folder / "plans").mkdir(exist_ok=True)
    write_atomically(folder / SETTINGS, settings.encode())
    write_atomically(folder / "plans" / "safety.yaml", plan.encode())


def _add_line(file: Path, line: str) -> None:
    """One line at the end of a file, what stands there kept; not if it is there already."""
    before = file.read_bytes() if file.exists() else b""
    if line.strip().encode() not in before.splitlines():
        joint = b"\n" if before and not before.endswith(b"\n") else b""
        write_atomically(file, before + joint + line.encode())
