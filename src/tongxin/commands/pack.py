"""`coverage --pack`: the evidence of each clause in a folder, with an index, to be handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tongxin.answers.coverage import Coverage, is_here
from tongxin.commands import documents
from tongxin.commands.context import OK, Context
from tongxin.diagnostic import TongxinError
from tongxin.messages import Message, Translator, msg, msgn
from tongxin.model.ledger import leaves, on_paper
from tongxin.output import view
from tongxin.output.style import width
from tongxin.output.templates.library import TemplateFault
from tongxin.workspace.evidence import inside
from tongxin.workspace.find import evidence_file, evidence_folder
from tongxin.workspace.pack import distinct, ensure_free, safe_name, write_pack

TEMPLATE = "acceptance-index"
"""Of the index."""

_TITLE = 40
"""Columns of a clause's text in the name of its folder: twenty Chinese characters."""

_ENDS = "，。；：,;:"
"""Where a short title ends, if it comes to that."""


@dataclass(frozen=True)
class Layout:
    """Where everything comes to lie: clause → folder; (clause, path) → path in the pack.

    `files`: what is copied where; `absent`: (clause, path) of evidence whose file is not there.
    """

    folders: dict[str, str]
    copies: dict[tuple[str, str], str]
    files: tuple[tuple[str, Path], ...]
    absent: tuple[tuple[str, str], ...]


def pack(context: Context, covered: Sequence[Coverage], folder: Path) -> int:
    """Copy the evidence into a folder a clause, and write the index as Markdown and HTML.

    Raises:
        TongxinError: the folder is not empty; evidence leaves the workspace, or its folder is not
            on this computer; something cannot be read or written. Then nothing is written.
    """
    folder = folder.resolve()
    ensure_free(folder)
    laid = layout(context, covered)
    agenda, translate = context.agenda, Translator(context.document_language)
    library = documents.library(context)
    figures = view.coverage_view(agenda, covered, laid.folders, laid.copies)
    values = documents.data(context, agenda, coverage=figures)
    name = translate(msg("index"))
    texts: dict[str, bytes] = {}
    try:
        for file, form in ((f"{name}.md", "markdown"), (f"{name}.html", "html")):
            template, _ = documents.chosen(context, library, TEMPLATE, Path(file))
            made = documents.rendered(context, library, template, values, form)
            texts[file] = made.text.encode(errors="replace")
    except TemplateFault as fault:
        return documents.refuse(context, fault)
    write_pack(folder, list(laid.folders.values()), laid.files, texts)
    for clause, path in laid.absent:
        context.warn(msg('{clause}: no file "{path}"', clause=clause, path=path))
    context.warn(msg("written: {path}", path=str(folder)))
    if context.form == "json":
        context.say_json(_row(folder, laid))
    else:
        context.say([[("", context.translate(_summary(laid)))]])
    return OK


def _summary(laid: Layout) -> Message:
    return msg(
        "{clauses}, {files} copied, {absent} lacking",
        clauses=msgn("{n} clause", "{n} clauses", len(laid.folders)),
        files=msgn("{n} file", "{n} files", len(laid.files)),
        absent=len(laid.absent),
    )


def _row(folder: Path, laid: Layout) -> dict[str, object]:
    return {
        "version": view.VERSION,
        "folder": str(folder),
        "clauses": [
            {
                "clause": clause,
                "folder": name,
                "files": [copy for (of, _), copy in laid.copies.items() if of == clause],
                "absent": [path for of, path in laid.absent if of == clause],
            }
            for clause, name in laid.folders.items()
        ],
    }


def layout(context: Context, covered: Sequence[Coverage]) -> Layout:
    """Where everything comes to lie; reads no file.

    Raises:
        TongxinError: evidence leaves the workspace, or its folder is not on this computer.
    """
    world, root = context.world, context.root
    store = evidence_folder(root, world.settings.evidence)
    several = len({item.basis.id for item in covered}) > 1
    digits = max(len(str(len(covered))), 2)
    folders: dict[str, str] = {}
    copies: dict[tuple[str, str], str] = {}
    files: list[tuple[str, Path]] = []
    absent: list[tuple[str, str]] = []
    for number, item in enumerate(covered, 1):
        own = f"{item.basis.id}-{item.clause.id}" if several else item.clause.id
        title = short_title(item.clause.text)
        name = safe_name(f"{number:0{digits}}-{own} {title}", most=80)
        folders[item.name] = name
        taken: set[str] = set()
        for path in item.evidence:
            if on_paper(path):
                continue
            file = _file(root, path, store)
            here = is_here(world, path)
            if here is None:
                raise TongxinError(
                    msg(
                        'the folder for evidence is not on this computer: "{folder}"',
                        folder=str(world.settings.evidence),
                    ),
                    msg("connect the drive it is on, or correct the path"),
                )
            if not here:
                absent.append((item.name, path))
                continue
            _ensure_inside(root, path, file, store)
            copy = f"{name}/{distinct(safe_name(file.name), taken)}"
            copies[item.name, path] = copy
            files.append((copy, file))
    return Layout(folders, copies, tuple(files), tuple(absent))


def _file(root: Path, path: str, store: Path) -> Path:
    """Where the file is looked for. Raises TongxinError: outside the workspace."""
    file = None if leaves(path) else evidence_file(root, path, store)
    if file is None:
        raise _outside(path)
    return file


def _ensure_inside(root: Path, path: str, file: Path, store: Path) -> None:
    """A link may lead out of the workspace as well as a path."""
    if inside(root, file, store) is None:
        raise _outside(path)


def _outside(path: str) -> TongxinError:
    return TongxinError(
        msg('"{path}" leaves the workspace', path=path),
        msg("copy the file into evidence/, and write its path from there on"),
    )


def short_title(text: str) -> str:
    """The beginning of a clause's text, up to the first pause, of twenty characters at most."""
    short = ""
    for sign in text.strip():
        if sign in _ENDS or width(short + sign) > _TITLE:
            break
        short += sign
    return short.strip()
