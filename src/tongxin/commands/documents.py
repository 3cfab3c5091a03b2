"""What `report`, `render` and `templates` share: the library, the data, the forms, the way out."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from tongxin.answers.occurrences import Agenda
from tongxin.calendar.periods import iso
from tongxin.commands.context import CANNOT, OK, Context
from tongxin.commands.extras import load
from tongxin.diagnostic import Diagnostic, Severity, Source, TongxinError
from tongxin.history.revision import commit_of
from tongxin.messages import Translator, msg
from tongxin.model.front import Front, no_front
from tongxin.output import view
from tongxin.output.filters import filters
from tongxin.output.findings import render_findings
from tongxin.output.pages import html_page
from tongxin.output.papers import front_of, paper, parted
from tongxin.output.templates.library import Library, Template, TemplateFault
from tongxin.output.terminal import write_markdown
from tongxin.workspace.find import evidence_folder
from tongxin.workspace.pictures import read_picture
from tongxin.workspace.read import read_templates
from tongxin.workspace.write import write_atomically

BUILT_IN = "tongxin"
"""The folder of the built-in templates, as findings name it."""

ENDINGS = {
    ".md": "markdown", ".html": "html", ".htm": "html", ".txt": "plain", ".json": "json",
    ".docx": "docx", ".pdf": "pdf",
}  # fmt: skip
"""Ending of a file → the form of what is written to it."""

BINARY = ("docx", "pdf")
"""Forms that are for a file alone."""

_FORMS = {
    "md": ("text", "markdown", "html", "plain", "docx", "pdf"),
    "html": ("html", "text"),
    "txt": ("plain", "text"),
}
"""Form of a template → the forms of documents it can make; `text` is for a terminal."""

_FITTING = {"html": ("html", "md"), "plain": ("txt", "md")}
"""Form of a document → the forms of templates that are for it, the nearest first."""


CHINESE = {
    "report": "工作报告",
    "brief": "简报",
    "plan": "计划",
    "overview": "总览",
    "task-record": "任务档案",
    "acceptance-index": "迎检目录",
    "rectification-notice": "整改通知书",
    "escalation-letter": "上报",
    "inspection-record": "检查记录",
    "hygiene-inspection-record": "卫生检查记录",
    "hazard-ledger": "隐患台账",
    "training-sign-in": "培训签到表",
    "meeting-minutes": "会议记录",
    "duty-roster": "值班表",
    "supervision-order": "督办单",
    "assignments": "交办清单",
    "circular": "通报",
    "injury-report": "伤害监测报告",
    "implementation-rules": "实施细则",
    "acceptance-report": "汇报书",
}
"""Built-in template → its Chinese name, as good on the command line."""

_ENGLISH = {chinese: english for english, chinese in CHINESE.items()}


def built_in_folder() -> Path:
    """The templates that come with the tool: in the installed package, or the checkout's own."""
    package = Path(__file__).parent.parent
    shipped = package / "templates"
    return shipped if shipped.is_dir() else package.parent.parent / "templates"


def library(context: Context) -> Library:
    """The workspace's templates before the built-in ones; those that cannot be read are named."""
    found, faults = library_and_faults(context)
    if faults:
        context.err_lines(render_findings(faults, context.translate))
    return found


def library_and_faults(context: Context) -> tuple[Library, list[Diagnostic]]:
    """The templates, and what cannot be read of the workspace's own."""
    own, faults = read_templates(context.root)
    return Library(own, built_in()), as_errors(faults)


def built_in() -> list[Source]:
    """The templates that come with the tool."""
    return [
        Source(f"{BUILT_IN}/{file.name}", file.read_text("utf-8"))
        for file in sorted(built_in_folder().glob("*.j2"))
    ]


def data(
    context: Context, agenda: Agenda, trace: bool = False, number: str = "", **given: Any
) -> dict[str, Any]:
    """What a template sees: the variables of `view.Data`, `given` among them."""
    return {
        "today": iso(context.today),
        "language": context.document_language,
        "trace": trace,
        "number": number,
        "made": view.made(context.today, commit_of(context.root)),
        "workspace": view.workspace_view(agenda),
        **given,
    }


def english_name(library: Library, name: str) -> str:
    """The name of the built-in template that has this Chinese one; an own one is not hidden."""
    own = any(name in (one.name, one.file) for one in library.templates)
    return name if own else _ENGLISH.get(name, name)


def chosen(
    context: Context, library: Library, name: str, output: Path | None
) -> tuple[Template, str]:
    """The template of a name, and the form of the document it is to make.

    Of several forms of one name: those that make what is asked for, the workspace's own before the
    built-in ones, then the one that is nearest.
    """
    asked = context.form if output is None else ENDINGS.get(output.suffix.lower(), context.form)
    fitting = _FITTING.get(asked, ("md", "txt"))

    def rank(one: Template) -> tuple[bool, bool, int]:
        fits = one.form in fitting
        return not fits, one.built_in, fitting.index(one.form) if fits else 0

    name = english_name(library, name)
    same = [one for one in library.templates if one.name == name]
    template = min(same, key=rank) if same else library.find(name)
    return template, document_form(context, template, output)


def document_form(context: Context, template: Template, output: Path | None) -> str:
    """In which form the document is to be made: by the file's ending, or as asked.

    Raises:
        TongxinError: the template cannot make it, or nobody knows that ending.
    """
    form = context.form
    ending = "" if output is None else output.suffix.lower()
    if form != "text" and ENDINGS.get(ending) in BINARY:
        raise TongxinError(
            msg("a file that ends in {ending} cannot be {form}", ending=ending, form=form),
            msg("leave --{option} out", option="format"),
        )
    if output is not None and form == "text":
        form = ENDINGS.get(output.suffix.lower(), "")
        if not form:
            raise TongxinError(
                msg('a file cannot end in "{ending}" here', ending=output.suffix or str(output)),
                msg("endings: {endings}", endings=tuple(ENDINGS)),
            )
    if form != "json" and form not in _FORMS[template.form]:
        raise TongxinError(
            msg('"{name}" makes {form} only', name=template.file, form=template.form)
        )
    return form


@dataclass(frozen=True)
class Made:
    """A document as text, its front matter taken off; of another form than Markdown it has none."""

    text: str
    front: Front


def rendered(
    context: Context, library: Library, template: Template, values: Mapping[str, Any], form: str
) -> Made:
    """The document as text, as yet not laid out for a terminal, Word or PDF.

    Raises:
        TemplateFault: the template, or the front matter that it made, is at fault.
    """
    translate = Translator(context.document_language)
    known = filters(translate)
    made = shown(library.render(template, values, translate, known))
    front = no_front()
    if template.form == "md":  # blocks that put out nothing leave empty lines behind
        made = re.sub(r"\n{3,}", "\n\n", re.sub(r"(?<! ) \n", "\n", made))
        yaml, made = parted(made)
        if yaml is not None:
            front, faults = front_of(yaml, template.source)
            if faults:
                raise TemplateFault(faults[0])
    made = made.strip("\n") + "\n"
    if form != "html" or template.form == "html":
        return Made(made, front)
    page = library.find("_page", "html")

    def around(title: str, body: str) -> str:
        return shown(
            library.render(page, {**values, "title": title, "body": body}, translate, known)
        )

    return Made(html_page(made, around), front)


def shown(made: str) -> str:
    """The document with a sign for each character that would move a cursor or ring a bell."""
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "�", made)


def deliver(
    context: Context,
    library: Library,
    template: Template,
    values: Mapping[str, Any],
    form: str,
    output: Path | None,
) -> int:
    """Make a document and write it to a file, or to the output; nothing of it if it is at fault."""
    try:
        document = rendered(context, library, template, values, form)
    except TemplateFault as fault:
        return refuse(context, fault)
    if form in BINARY:
        assert output is not None
        write_atomically(output, printed(context, document, form))
        context.warn(msg("written: {path}", path=str(output)))
        return OK
    made = document.text
    if output is not None:
        if form == "plain" and template.form == "md":
            laid_out = StringIO()
            write_markdown(made, laid_out)
            made = laid_out.getvalue()
        write_atomically(output, made.encode())
        context.warn(msg("written: {path}", path=str(output)))
    elif form == "text" and template.form == "md":
        write_markdown(made, context.out)
    else:
        context.out.write(made)
    return OK


def printed(context: Context, document: Made, form: str) -> bytes:
    """The document as a file for Word or as PDF; images that cannot be shown are named.

    Raises:
        TongxinError: what makes it is not installed, or an image lies outside the workspace.
    """
    made = paper(document.text, document.front, context.document_language == "zh")
    settings = context.world.settings
    store = evidence_folder(context.root, settings.evidence)
    lost: list[str] = []

    def picture(path: str) -> bytes | None:
        return read_picture(context.root, path, store)

    org = view.workspace_view(context.agenda)["org"]
    today = date.fromordinal(context.today)
    pitch = settings.line_pitch
    if form == "docx":
        load("docx", "docx")
        from tongxin.output.word.file import word_file

        content = word_file(made, pitch, org, today, picture, lost.append)
    else:
        load("typst", "pdf")
        from tongxin.output.typeset import pdf_file

        fonts: dict[str, str] = {}
        content = pdf_file(made, pitch, org, today, picture, lost.append, fonts.__setitem__)
        for name, other in fonts.items():
            context.warn(
                msg('the font "{name}" is not installed: "{other}" is used', name=name, other=other)
            )
    for path in dict.fromkeys(lost):
        context.warn(msg("the image {path} is not there, or is no image", path=path))
    return content


def refuse(context: Context, fault: TemplateFault) -> int:
    """Show what is wrong with a template; the exit code that says so."""
    context.err_lines(render_findings(as_errors([fault.diagnostic]), context.translate))
    return CANNOT


def as_errors(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Findings of templates: each is an error."""
    return [replace(one, severity=Severity.ERROR) for one in found]
