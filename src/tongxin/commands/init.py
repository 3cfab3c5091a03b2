"""`init`: make a workspace; `--example` fills it with five plans and a ledger."""

import io
import shlex
import shutil
from pathlib import Path

from tongxin.commands.context import OK, Context
from tongxin.diagnostic import TongxinError
from tongxin.messages import Message, Translator, msg
from tongxin.workspace import SETTINGS, why, write_atomically

FOLDERS = ("plans", "plans/basis", "ledger", "templates", "evidence")
ATTRIBUTES = "ledger/*.yaml merge=union\n"
"""Lets git join two branches' entries, one a line, without a conflict."""

STARTER_SETTINGS = """\
tongxin: 1                 # {version}
community:
  name: X
  # org:                   # {org}
  # parent:                # {parent}
  # numbers: {{households: 0, residents: 0}}
language: zh               # {language}
since: X                   # {since}
calendar:
  country: CN              # {country}
# places:
#   - {{id: beiyuan, name: 北苑小区, kind: 小区, manager: 北苑物业}}
# groups:
#   - {{id: office, name: 居委会}}
"""

STARTER_PLAN = """\
plan: safety
title: X
period: X
goals:
  - id: safe
    text: X
indicators:
  - {{id: accidents, name: X, target: 0, sum: incidents}}
groups:
  - {{id: safety-group, name: X}}
tasks:
  - id: inspect            # {inspect}
    title: X
    group: safety-group
    schedule: X
    goals: safe
    indicators: accidents
"""


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
    _attributes(folder)
    if context.form == "json":
        made = sorted(f.relative_to(folder).as_posix() for f in map(folder.joinpath, own))
        context.say_json({"version": 1, "root": str(folder.absolute()), "files": made})
        return OK
    here = folder.resolve() == Path.cwd()
    where = "" if here else f"cd {shlex.quote(str(folder))} && "
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
    """A small workspace that checks clean, with comments that say what goes where."""
    from tongxin.calendar.periods import iso

    year = iso(today)[:4]
    settings = _filled(
        STARTER_SETTINGS,
        {
            "version": msg("version of the plan language"),
            "org": msg("the full name, for documents"),
            "parent": msg("where hazards are escalated to"),
            "language": msg("of documents: zh or en"),
            "since": msg("the ledger begins here"),
            "country": msg("public holidays and make-up working days"),
        },
        {("community", "name"): name, ("since",): iso(today), ("language",): translate.language},
        translate,
    )
    plan = _filled(
        STARTER_PLAN,
        {"inspect": msg("an example; write your own")},
        {
            ("title",): translate(msg("Safety work plan {year}", year=year)),
            ("period",): year,
            ("goals", 0, "text"): translate(msg("No serious accident")),
            ("indicators", 0, "name"): translate(msg("Serious accidents")),
            ("groups", 0, "name"): translate(msg("Safety group")),
            ("tasks", 0, "title"): translate(msg("Safety inspection")),
            ("tasks", 0, "schedule"): translate(msg("at least 2 per week")),
        },
        translate,
    )
    (folder / "plans").mkdir(exist_ok=True)
    write_atomically(folder / SETTINGS, settings.encode())
    write_atomically(folder / "plans" / "safety.yaml", plan.encode())


def _filled(
    template: str,
    comments: dict[str, Message],
    values: dict[tuple[str | int, ...], str],
    translate: Translator,
) -> str:
    """A file with its comments in the user's language and its values quoted as they need."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.indent(mapping=2, sequence=4, offset=2)
    tree = yaml.load(template.format(**{key: translate(text) for key, text in comments.items()}))
    for path, value in values.items():
        here = tree
        for key in path[:-1]:
            here = here[key]
        here[path[-1]] = value
    stream = io.StringIO()
    yaml.dump(tree, stream)
    return stream.getvalue()


def _attributes(folder: Path) -> None:
    """One line in `.gitattributes`, what stands there kept."""
    file = folder / ".gitattributes"
    before = file.read_bytes() if file.exists() else b""
    if ATTRIBUTES.strip().encode() not in before:
        joint = b"\n" if before and not before.endswith(b"\n") else b""
        write_atomically(file, before + joint + ATTRIBUTES.encode())
