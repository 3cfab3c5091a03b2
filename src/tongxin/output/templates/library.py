"""Documents from templates: which there are, and what comes of one with its data.

A template is a file NAME.FORM.j2, where FORM is `md`, `html` or `txt` and says how values are
escaped (see `escaping`). Files whose names begin with `_` are parts that others include. A
workspace's file takes the place of a built-in one of the same name; `tongxin/` before a file name
means the built-in one in any case, so that a workspace's file may extend it and change single
blocks.

What a template may do is decided in `template_sandbox`, what filters it has in `template_filters`.
Nothing here touches the disk: whoever makes a `Library` has read the files.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import CodeType
from typing import Any, Final

import jinja2
from jinja2 import BaseLoader, TemplateNotFound, nodes
from jinja2.environment import Environment
from jinja2.runtime import Context

from tongxin.diagnostic import Diagnostic, Source, Span, TongxinError, near
from tongxin.messages import Message, Translator, msg
from tongxin.output.templates import builtin
from tongxin.output.templates.limits import (
    GLOBALS,
    Refusal,
    no_variable,
    too_deep,
    unknown_filter,
    unknown_template,
    unknown_test,
)
from tongxin.output.templates.sandbox import Sandbox, compile_tree
from tongxin.output.templates.tree import parse

FORMS: Final = ("md", "html", "txt")

BUILT_IN: Final = "tongxin/"
"""Before a file name: the built-in template, even where the workspace has its own."""

_SUFFIX: Final = ".j2"


@dataclass(frozen=True, eq=False)
class Template:
    """A document that can be made: `report`, `md`, `report.md.j2`."""

    name: str
    form: str
    file: str
    built_in: bool
    source: Source

    @property
    def is_part(self) -> bool:
        """Is it there for others to include, and makes no document of its own?"""
        return self.file.startswith("_")

    @property
    def key(self) -> str:
        """The name by which templates extend and include exactly this one."""
        return BUILT_IN + self.file if self.built_in else self.file


class TemplateFault(Exception):
    """A template could not be rendered; `diagnostic` says where and why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic.message))
        self.diagnostic = diagnostic


@dataclass(frozen=True)
class _Compiled:
    """A template's code, and the filters and tests that it names, with their lines."""

    code: CodeType
    filters: tuple[tuple[str, int], ...]
    tests: tuple[tuple[str, int], ...]


class Library:
    """The templates at hand.

    Args:
        own: the workspace's files.
        built_in: the files that are shipped.
    """

    def __init__(self, own: Iterable[Source], built_in: Iterable[Source]) -> None:
        shipped = {_file(source): source for source in built_in}
        mine = {_file(source): source for source in own}
        self._sources = {
            **{BUILT_IN + file: source for file, source in shipped.items()},
            **shipped,
            **mine,
        }
        chosen = {file: _template(file, source, True) for file, source in shipped.items()}
        chosen |= {file: _template(file, source, False) for file, source in mine.items()}
        self.all_templates: tuple[Template, ...] = tuple(
            sorted(filter(None, chosen.values()), key=lambda one: (one.name, one.form))
        )
        """Parts too."""
        self.templates: tuple[Template, ...] = tuple(
            template for template in self.all_templates if not template.is_part
        )
        self._trees: dict[str, nodes.Template] = {}
        self._compiled: dict[tuple[str, bool], _Compiled] = {}

    def find(self, name: str, form: str | None = None) -> Template:
        """The template, or part, of a name or of a whole file name.

        Raises:
            TongxinError: there is none, or none of this form.
        """
        found = [
            template
            for template in self.all_templates
            if name in (template.name, template.file, template.file.removesuffix(_SUFFIX))
        ]
        fitting = [template for template in found if form in (None, template.form)]
        if fitting:
            return min(fitting, key=lambda template: FORMS.index(template.form))
        names = tuple(dict.fromkeys(template.name for template in self.templates))
        if found:
            forms = tuple(template.form for template in found)
            raise TongxinError(
                msg('the template "{name}" is not there as {form}', name=name, form=form or ""),
                msg("there is: {names}", names=forms),
            )
        guess = near(name, names)
        remedy = msg('did you mean "{word}"?', word=guess) if guess else None
        if not guess and names:
            remedy = msg("there is: {names}", names=names)
        raise TongxinError(msg('there is no template "{name}"', name=name), remedy)

    def render(
        self,
        template: Template,
        data: Mapping[str, Any],
        translate: Translator,
        filters: Mapping[str, Callable[..., Any]],
    ) -> str:
        """The document. `filters` stand beside the template's own, and before them.

        Raises:
            TemplateFault: something in the template cannot be done.
        """
        sandbox = Sandbox(template.form, _Loader(self), translate)
        builtin.offer(sandbox, filters)
        try:
            loaded = sandbox.get_template(template.key)
            return "".join(loaded.root_render_func(loaded.new_context(dict(data))))
        except TemplateFault:
            raise
        except Exception as error:  # whatever a template does is its fault
            key, line = _place(error) or (template.key, 1)
            refusal = self._refusal(error, key, data)
            raise TemplateFault(self.diagnostic(key, refusal, line)) from None

    # for the loader and the static check

    def keys(self) -> tuple[str, ...]:
        """Every name that can be extended, included or imported."""
        return tuple(self._sources)

    def source(self, key: str) -> Source | None:
        """The file that a name means."""
        return self._sources.get(key)

    def tree(self, key: str) -> nodes.Template:
        """The tree of a template that is there, as Jinja reads it; not to be changed.

        Raises:
            TemplateFault: it is no template.
        """
        if key not in self._trees:
            try:
                self._trees[key] = parse(self._sources[key].text)
            except Refusal as refusal:
                raise TemplateFault(self.diagnostic(key, refusal, 1)) from None
        return self._trees[key]

    def compiled(self, key: str, escaping: bool) -> _Compiled:
        """The code of a template that is there.

        Raises:
            TemplateFault: it is no template.
        """
        known = self._compiled.get((key, escaping))
        if known is None:
            try:
                tree = parse(self._sources[key].text)  # of its own: compiling changes it
                filters, tests = _names(tree)
                code = compile_tree(tree, key, escaping)
            except Refusal as refusal:
                raise TemplateFault(self.diagnostic(key, refusal, 1)) from None
            known = self._compiled[key, escaping] = _Compiled(code, filters, tests)
        return known

    def diagnostic(self, key: str, refusal: Refusal, line: int) -> Diagnostic:
        """A refusal with its place in the file; `line` counts where the refusal has none."""
        span = _span(self._sources[key], refusal.line or line, refusal.word)
        return Diagnostic(refusal.code, span, refusal.message, refusal.remedy)

    def _refusal(self, error: Exception, key: str, data: Mapping[str, Any]) -> Refusal:
        """What was the matter, of anything that was raised while a template ran."""
        if isinstance(error, Refusal):
            if error.code == "unknown-variable" and error.word is None and error.remedy is None:
                return self._unknown_name(error, key, data)
            return error
        if isinstance(error, TemplateNotFound):
            return unknown_template(", ".join(map(str, _missing(error))), self.keys())
        if isinstance(error, RecursionError | MemoryError):
            return too_deep()
        reason: Message | str = error.message if isinstance(error, TongxinError) else str(error)
        if isinstance(error, KeyError) or not reason:
            reason = f"{type(error).__name__} {reason}".strip()
        return Refusal("template-error", msg("this cannot be worked out: {reason}", reason=reason))

    def _unknown_name(self, refusal: Refusal, key: str, data: Mapping[str, Any]) -> Refusal:
        """A variable that is not there, with the names that are."""
        name = refusal.message.values.get("name")
        if not isinstance(name, str) or not name:
            return refusal
        assigned = {node.name for node in self.tree(key).find_all(nodes.Name) if node.ctx != "load"}
        return no_variable(name, {*data, *GLOBALS, *assigned})


def _file(source: Source) -> str:
    return source.path.rpartition("/")[2]


def _template(file: str, source: Source, built_in: bool) -> Template | None:
    """The template of a file, if its name says what it makes."""
    name, _, form = file.removesuffix(_SUFFIX).rpartition(".")
    if not file.endswith(_SUFFIX) or form not in FORMS or not name:
        return None
    return Template(name, form, file, built_in, source)


def _missing(error: TemplateNotFound) -> list[object]:
    return list(getattr(error, "templates", None) or [error.name])


def _names(
    tree: nodes.Template,
) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
    """The filters and the tests that a template names."""
    return (
        tuple((node.name, node.lineno) for node in tree.find_all(nodes.Filter)),
        tuple((node.name, node.lineno) for node in tree.find_all(nodes.Test)),
    )


class _Loader(BaseLoader):
    """Finds templates in a library, and counts how deep they stand in each other."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def load(
        self,
        environment: Environment,
        name: str,
        globals: Any = None,  # noqa: A002 (the name is Jinja's)
    ) -> jinja2.Template:
        """The template of a name, ready to run in this environment."""
        library = self.library
        assert isinstance(environment, Sandbox)
        if not isinstance(name, str) or library.source(name) is None:
            raise TemplateNotFound(name)
        compiled = library.compiled(name, environment.escape is not None)
        for used, known, refuse in (
            (compiled.filters, environment.offered, unknown_filter),
            (compiled.tests, environment.tests, unknown_test),
        ):
            for word, line in used:
                if word not in known:
                    raise TemplateFault(library.diagnostic(name, refuse(word, known), line))
        template = environment.template_class.from_code(environment, compiled.code, globals or {})
        template.root_render_func = _counted(environment, template.root_render_func)
        return template


def _counted(
    sandbox: Sandbox, render: Callable[[Context], Iterator[str]]
) -> Callable[[Context], Iterator[str]]:
    def run(context: Context) -> Iterator[str]:
        sandbox.budget.enter()
        yield from render(context)
        sandbox.budget.leave()

    return run


# ── places ────────────────────────────────────────────────────────────────────────────────────


def _place(error: Exception) -> tuple[str, int] | None:
    """Name and line of the innermost template that was running."""
    trace, place = error.__traceback__, None
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, jinja2.Template) and template.name is not None:
            place = template.name, template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return place


def _span(source: Source, number: int, word: str | None) -> Span:
    """The word in the line, or in the rest of the tag that begins there; else the whole line."""
    number = max(1, min(number, source.line_count))
    last = number
    while word:
        if found := _search(source.line(last), word):
            start = source.line_start(last)
            return Span(source, start + found[0], start + found[1])
        if last == source.line_count or (last > number and re.search(r"[%}]\}", source.line(last))):
            break
        last += 1
    text, start = source.line(number), source.line_start(number)
    indent = len(text) - len(text.lstrip())
    return Span(source, start + indent, start + max(len(text.rstrip()), indent))


def _search(line: str, word: str) -> tuple[int, int] | None:
    """Where a word stands: rather behind a dot, a bar or a quote than alone."""
    exact = re.escape(word)
    for pattern in (rf"(?<=[.|'\"]){exact}(?!\w)", rf"(?<!\w){exact}(?!\w)"):
        if found := re.search(pattern, line):
            return found.span()
    return None
