"""What is wrong with a template, found before it is rendered.

The trees of a template and of all that it extends, includes and imports are walked with the types
of the data (see `template_types`), and every name is looked up. Only what is certainly wrong is
found: where a type is not known (parameters of macros, variables that are set twice, what filters
of the caller's make), anything may be asked of it. A part on its own (a file `_…`) is not blamed
for variables that nobody knows: whoever includes it may have them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, get_origin

from jinja2 import nodes

from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.output.templates import builtin
from tongxin.output.templates.library import BUILT_IN, Library, Template, TemplateFault
from tongxin.output.templates.limits import (
    GLOBALS,
    LEVELS,
    Refusal,
    closed,
    meant,
    no_key,
    no_part,
    no_variable,
    unknown_filter,
    unknown_template,
    unknown_test,
)
from tongxin.output.templates.types import (
    ABSENT,
    Group,
    Loop,
    Module,
    Pair,
    at,
    either,
    element,
    known_keys,
    list_of,
    members,
    parts_of,
    value,
)

MOST_NODES: Final = 200_000
"""Of files that include each other again and again, no more is looked at."""


WHOLE = ("_page",)
"""Parts that are rendered by themselves, and so can be checked by themselves."""


def faults(
    library: Library, template: Template, types: Mapping[str, Any], filters: Iterable[str]
) -> list[Diagnostic]:
    """What is certainly wrong, by place, each fault once.

    Args:
        library: where the templates stand that it names.
        template: what is checked.
        types: of the variables that it will be given.
        filters: the names of those that it will be given.
    """
    part = template.is_part and template.name not in WHOLE
    search = _Search(library, frozenset(filters), lenient=part)
    search.file(template.key, dict(types))
    search.blocks(template.key)
    found = {(one.code, one.span.sort_key(), str(one.message)): one for one in search.found}
    return sorted(found.values(), key=lambda one: (one.span.sort_key(), one.code))


def needs(library: Library, template: Template) -> frozenset[str]:
    """The variables that a template, with all that it names, takes from its data.

    Raises:
        TemplateFault: one of these files cannot be read.
    """
    search = _Search(library, frozenset(), lenient=True)
    search.file(template.key, {})
    for one in search.found:
        if one.code in ("template-syntax", "template-limit"):
            raise TemplateFault(one)
    return frozenset(search.used)


@dataclass(frozen=True)
class _Scope:
    """Where a statement or expression stands."""

    key: str
    names: dict[str, Any]
    """What is known here, with its type. Setting a variable changes it."""

    later: frozenset[str]
    """What the file, or its family, sets anywhere at the top."""

    unsure: frozenset[str]
    """What is set more than once: its type is not known."""

    asked: frozenset[str]
    """Names and paths of which it is asked somewhere whether they are defined."""

    deep: bool = False
    """In a macro or block, which run when all at the top is set."""

    def inner(self, **changes: Any) -> "_Scope":
        """A scope in this one: what is set there is not known outside."""
        return replace(self, names=dict(self.names), **changes)

    def bind(self, target: nodes.Node, kind: Any) -> None:
        """Make the variable, or variables, of an assignment or loop known."""
        if isinstance(target, nodes.Name):
            self.names[target.name] = Any if target.name in self.unsure else kind
        elif isinstance(target, nodes.Tuple):
            for item, part in zip(target.items, parts_of(kind, len(target.items)), strict=True):
                self.bind(item, part)

    def handed_on(self) -> dict[str, Any]:
        """What an included file sees."""
        later = self.later if self.deep else ()
        return {**dict.fromkeys(later, Any), **self.names}


class _Search:
    """One check of one template: its findings, and the variables that are not set anywhere."""

    def __init__(self, library: Library, given: frozenset[str], lenient: bool) -> None:
        self.library = library
        self.given = given
        self.filters = given | builtin.FILTERS
        self.lenient = lenient
        self.found: list[Diagnostic] = []
        self.used: set[str] = set()
        self.left = MOST_NODES
        self.open: list[str] = []
        self.done: set[tuple[str, frozenset[tuple[str, Any]]]] = set()

    def report(self, scope: _Scope, node: nodes.Node, refusal: Refusal) -> None:
        """A finding at the line of a node."""
        self.found.append(self.library.diagnostic(scope.key, refusal, node.lineno))

    # files

    def file(self, key: str, names: dict[str, Any]) -> None:
        """A file with its parents, in surroundings where these names are known.

        What stands at the top of a child runs before its parent, all in one context; the blocks of
        both see what was set in either.
        """
        mark = key, frozenset(names.items())
        if key in self.open or mark in self.done or len(self.open) > LEVELS:
            return
        self.done.add(mark)
        self.open.append(key)
        family = self._family(key)
        trees = [tree for _, tree in family]
        scope = _Scope(
            key,
            dict(names),
            later=frozenset(name for tree in trees for name in _set_at_top(tree.body)),
            unsure=_unsure(trees, names),
            asked=frozenset(path for tree in trees for path in _asked(tree)),
        )
        for one, tree in family:
            self._body(tree.body, replace(scope, key=one))
        hidden = _seen_by_scoped_blocks(trees)
        for one, tree in family:
            for block in tree.find_all(nodes.Block):
                inner = scope.inner(key=one, deep=True)
                inner.names.update(dict.fromkeys(hidden.get(block.name, ()), Any))
                self._body(block.body, inner)
        self.open.pop()

    def blocks(self, key: str) -> None:
        """What a file that extends another has and nobody will ever see."""
        family = self._family(key)
        parents = {block.name for _, tree in family[1:] for block in tree.find_all(nodes.Block)}
        if len(family) < 2:
            return
        tree = family[0][1]
        inner = {
            b.name for block in tree.find_all(nodes.Block) for b in block.find_all(nodes.Block)
        }
        for block in tree.find_all(nodes.Block):
            if block.name not in parents and block.name not in inner:
                message = msg(
                    'no template that this one extends has a block "{name}"', name=block.name
                )
                remedy = meant(block.name, parents)
                refusal = Refusal("unknown-block", message, remedy, block.name)
                self.found.append(self.library.diagnostic(key, refusal, block.lineno))
        for node in tree.body:
            if isinstance(node, nodes.Output) and not _is_blank(node):
                message = msg("this stands outside the blocks: nothing of it is put out")
                remedy = msg("a template that extends another puts out blocks alone")
                refusal = Refusal("unknown-block", message, remedy)
                self.found.append(self.library.diagnostic(key, refusal, _line_of(node)))

    def _family(self, key: str) -> list[tuple[str, nodes.Template]]:
        """A file and those that it extends, as far as they can be read; the youngest first."""
        family: list[tuple[str, nodes.Template]] = []
        seen = []
        while (source := self.library.source(key)) is not None:
            tree = self._tree(key)
            if tree is None:
                break
            family.append((key, tree))
            seen.append(source)
            parent = next((node for node in tree.body if isinstance(node, nodes.Extends)), None)
            name = parent and isinstance(parent.template, nodes.Const) and parent.template.value
            if parent is None or not isinstance(name, str):
                break
            if self.library.source(name) in seen:
                self._extends_itself(key, parent, name)
                break
            key = name
        return family

    def _extends_itself(self, key: str, node: nodes.Node, name: str) -> None:
        full = BUILT_IN + name
        known = self.library.source(full) is not None
        remedy = msg('the built-in one is called "{name}"', name=full) if known else None
        refusal = Refusal("template-limit", msg('"{name}" extends itself', name=name), remedy, name)
        self.found.append(self.library.diagnostic(key, refusal, node.lineno))

    def _tree(self, key: str) -> nodes.Template | None:
        """The tree; what cannot be read, or not be compiled, is a finding."""
        try:
            self.library.compiled(key, escaping=True)
            return self.library.tree(key)
        except TemplateFault as fault:
            self.found.append(fault.diagnostic)
            return None

    def _named(
        self, node: nodes.Node, name: nodes.Expr, scope: _Scope, optional: bool = False
    ) -> str | None:
        """The file that a statement names, where it says so itself; an unknown one is reported."""
        items = name.items if isinstance(name, nodes.List | nodes.Tuple) else [name]
        names = [item.value for item in items if isinstance(item, nodes.Const)]
        if len(names) < len(items):
            self.expression(name, scope)
            return None
        for one in names:
            if isinstance(one, str) and self.library.source(one) is not None:
                return one
        if not optional:
            for one in names:
                self.report(scope, node, unknown_template(str(one), self.library.keys()))
        return None

    def _extends(self, node: nodes.Extends, scope: _Scope) -> None:
        self._named(node, node.template, scope)

    def _include(self, node: nodes.Include, scope: _Scope) -> None:
        key = self._named(node, node.template, scope, node.ignore_missing)
        if key is not None:
            self.file(key, scope.handed_on())

    def _imported(self, node: nodes.Import | nodes.FromImport, scope: _Scope) -> set[str] | None:
        """The names that an imported file has, if it can be read."""
        key = self._named(node, node.template, scope)
        if key is None:
            return None
        self.file(key, scope.handed_on() if node.with_context else {})
        tree = self._tree(key)
        return None if tree is None else {*_set_at_top(tree.body)}

    def _import(self, node: nodes.Import, scope: _Scope) -> None:
        names = self._imported(node, scope)
        scope.names[node.target] = Any if names is None else Module(frozenset(names))

    def _fromimport(self, node: nodes.FromImport, scope: _Scope) -> None:
        known = self._imported(node, scope)
        for one in node.names:
            name, alias = one if isinstance(one, tuple) else (one, one)
            scope.names[alias] = Any
            if known is not None and name not in known:
                self.report(scope, node, no_key(name, known))

    # statements

    def statement(self, node: nodes.Node, scope: _Scope) -> None:
        """A statement; what it sets is known behind it."""
        if isinstance(node, nodes.Expr):
            self.expression(node, scope)
            return
        self.left -= 1
        visit = getattr(self, f"_{type(node).__name__.lower()}", None)
        if self.left < 0:
            return
        if visit is not None:
            visit(node, scope)
        else:
            self._body(node.iter_child_nodes(), scope)

    def _body(self, body: Iterable[nodes.Node], scope: _Scope) -> None:
        for child in body:
            self.statement(child, scope)

    def _block(self, _: nodes.Block, __: _Scope) -> None:
        """Blocks are looked at last."""

    def _scope(self, node: nodes.Scope, scope: _Scope) -> None:
        self._body(node.body, scope.inner())

    def _for(self, node: nodes.For, scope: _Scope) -> None:
        kind = element(self.expression(node.iter, scope))
        inner = scope.inner()
        inner.bind(node.target, Any if node.recursive else kind)
        if node.test is not None:
            self.expression(node.test, inner)
        inner.names["loop"] = Any if node.recursive else Loop(kind)
        self._body(node.body, inner)
        self._body(node.else_, scope.inner())

    def _with(self, node: nodes.With, scope: _Scope) -> None:
        inner = scope.inner()
        for target, given in zip(node.targets, node.values, strict=True):
            inner.bind(target, self.expression(given, scope))
        self._body(node.body, inner)

    def _assign(self, node: nodes.Assign, scope: _Scope) -> None:
        kind = self.expression(node.node, scope)
        if isinstance(node.target, nodes.NSRef):
            self._look_up(node.target.name, node.target, scope)
        scope.bind(node.target, kind)

    def _assignblock(self, node: nodes.AssignBlock, scope: _Scope) -> None:
        self._body(node.body, scope.inner())
        if node.filter is not None:
            self.expression(node.filter, scope)
        scope.bind(node.target, str if node.filter is None else Any)

    def _filterblock(self, node: nodes.FilterBlock, scope: _Scope) -> None:
        self.expression(node.filter, scope)
        self._body(node.body, scope.inner())

    def _macro(self, node: nodes.Macro, scope: _Scope) -> None:
        scope.names[node.name] = Any
        self._callable(node, scope)

    def _callblock(self, node: nodes.CallBlock, scope: _Scope) -> None:
        self.expression(node.call, scope)
        self._callable(node, scope)

    def _callable(self, node: nodes.Macro | nodes.CallBlock, scope: _Scope) -> None:
        inner = scope.inner(deep=True)
        for argument in node.args:
            inner.names[argument.name] = Any
        for default in node.defaults:
            self.expression(default, inner)
        inner.names.update(dict.fromkeys(("varargs", "kwargs", "caller"), Any))
        self._body(node.body, inner)

    # expressions

    def expression(self, node: nodes.Node, scope: _Scope) -> Any:
        """The type of an expression; everything in it is looked up."""
        self.left -= 1
        if self.left < 0:
            return Any
        visit = getattr(self, f"_{type(node).__name__.lower()}", None)
        if visit is not None:
            return visit(node, scope)
        for child in node.iter_child_nodes():
            self.expression(child, scope)
        if isinstance(node, nodes.Compare | nodes.Not):
            return bool
        return str if isinstance(node, nodes.Concat) else Any

    def _const(self, node: nodes.Const, _: _Scope) -> Any:
        return type(node.value)

    def _name(self, node: nodes.Name, scope: _Scope) -> Any:
        return self._look_up(node.name, node, scope)

    def _look_up(self, name: str, node: nodes.Node, scope: _Scope) -> Any:
        if name in scope.names:
            return Any if name in scope.unsure else scope.names[name]
        if name in GLOBALS or name in ("self", "super") or (scope.deep and name in scope.later):
            return Any
        self.used.add(name)
        if not self.lenient and name not in scope.asked:
            self.report(scope, node, no_variable(name, {*scope.names, *scope.later, *GLOBALS}))
        return Any

    def _getattr(self, node: nodes.Getattr, scope: _Scope) -> Any:
        kind = self.expression(node.node, scope)
        if node.attr.startswith("_"):
            self.report(scope, node, closed(node.attr))
            return Any
        return self._key(node, kind, node.attr, scope)

    def _getitem(self, node: nodes.Getitem, scope: _Scope) -> Any:
        kind = self.expression(node.node, scope)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._key(node, kind, node.arg.value, scope)
        self.expression(node.arg, scope)
        if isinstance(node.arg, nodes.Slice):
            return kind
        if all(part is str or get_origin(part) is list for part in members(kind)):
            return element(kind)
        return value(kind)

    def _key(self, node: nodes.Expr, kind: Any, name: str, scope: _Scope) -> Any:
        found = at(kind, name)
        if found is not ABSENT:
            return found
        if _path(node) not in scope.asked:
            self.report(scope, node, _absent(kind, name))
        return Any

    def _call(self, node: nodes.Call, scope: _Scope) -> Any:
        self.expression(node.node, scope)
        self._arguments(node, scope)
        sentence = isinstance(node.node, nodes.Name) and node.node.name in ("_", "ngettext")
        return str if sentence else Any

    def _arguments(self, node: nodes.Call | nodes.Filter | nodes.Test, scope: _Scope) -> None:
        keywords = [one.value for one in node.kwargs if isinstance(one, nodes.Keyword)]
        for argument in (*node.args, *keywords, node.dyn_args, node.dyn_kwargs):
            if argument is not None:
                self.expression(argument, scope)

    def _condexpr(self, node: nodes.CondExpr, scope: _Scope) -> Any:
        self.expression(node.test, scope)
        ends = [end for end in (node.expr1, node.expr2) if end is not None]
        return either(*(self.expression(end, scope) for end in ends))

    def _or(self, node: nodes.Or | nodes.And, scope: _Scope) -> Any:
        return either(self.expression(node.left, scope), self.expression(node.right, scope))

    _and = _or

    def _add(self, node: nodes.Add, scope: _Scope) -> Any:
        left, right = self.expression(node.left, scope), self.expression(node.right, scope)
        return left if left == right else Any

    def _list(self, node: nodes.List | nodes.Tuple, scope: _Scope) -> Any:
        kinds = [self.expression(item, scope) for item in node.items]
        return list_of(either(*kinds) if kinds else Any)

    _tuple = _list

    def _test(self, node: nodes.Test, scope: _Scope) -> Any:
        self._check_test(node, node.name, scope)
        if node.name in _EXISTENCE:
            self._optional(node.node, scope)
        else:
            self.expression(node.node, scope)
        self._arguments(node, scope)
        return bool

    def _check_test(self, node: nodes.Expr, name: str, scope: _Scope) -> None:
        if name not in builtin.TESTS:
            self.report(scope, node, unknown_test(name, builtin.TESTS))

    def _optional(self, node: nodes.Expr, scope: _Scope) -> Any:
        """Something that need not be there."""
        return self.expression(node, replace(scope, asked=scope.asked | {_path(node)}))

    # filters

    def _filter(self, node: nodes.Filter, scope: _Scope) -> Any:
        name = node.name
        if name not in self.filters:
            self.report(scope, node, unknown_filter(name, self.filters))
        kind: Any = str
        if node.node is not None:
            look = self._optional if name in _DEFAULTS else self.expression
            kind = look(node.node, scope)
        self._arguments(node, scope)
        if name in self.given:
            return Any
        self._check_named(node, scope)
        part = self._named_part(node, element(kind), scope)
        if name in _KEEPING:
            return list_of(element(kind))
        if name in _PICKING:
            return element(kind)
        if name in _DEFAULTS:
            return either(kind, *(self.expression(one, scope) for one in node.args[:1] or ()))
        if name == "groupby":
            return list_of(Group(element(kind)))
        if name in ("items", "dictsort"):
            return list_of(Pair(value(kind)))
        if name == "map":
            return list_of(part)
        return _RESULTS.get(name, Any)

    def _check_named(self, node: nodes.Filter, scope: _Scope) -> None:
        """The filter or test that a filter is to use: `map("upper")`, `select("odd")`."""
        place = {"map": 0, "select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1}
        named = _text(node.args, place.get(node.name))
        if named is None:
            return
        if node.name != "map":
            self._check_test(node, named, scope)
        elif named not in self.filters:
            self.report(scope, node, unknown_filter(named, self.filters))

    def _named_part(self, node: nodes.Filter, kind: Any, scope: _Scope) -> Any:
        """What a key leads to that is given as a text: `sort(attribute="due")`."""
        kwargs: list[Any] = node.kwargs  # Jinja declares pairs and makes keywords
        keywords = {one.key: one.value for one in kwargs}
        path = _text([keywords["attribute"]], 0) if "attribute" in keywords else None
        path = path or _text(node.args, _ATTRIBUTES.get(node.name))
        unsure = "default" in keywords or (node.name == "groupby" and len(node.args) > 1)
        if path is None or unsure or _text(node.args, 1) in _EXISTENCE:
            return Any
        here = Any
        for one in path.split(",") if node.name == "sort" else [path]:
            here = kind
            for name in one.split("."):
                here = element(here) if name.isdigit() else self._key(node, here, name, scope)
        return here


_EXISTENCE: Final = frozenset({"defined", "undefined"})
_DEFAULTS: Final = frozenset({"default", "d"})
_KEEPING: Final = frozenset(
    {"list", "reject", "rejectattr", "select", "selectattr", "sort", "unique"}
)
_PICKING: Final = frozenset({"first", "last", "max", "min"})
_ATTRIBUTES: Final[Mapping[str, int]] = {
    "groupby": 0, "join": 1, "max": 1, "min": 1, "rejectattr": 0, "selectattr": 0, "sort": 2,
    "sum": 0, "unique": 1,
}  # fmt: skip
"""Filters to which a key is given, with the place of that argument."""

_RESULTS: Final[Mapping[str, Any]] = {
    **dict.fromkeys(("count", "int", "length"), int),
    **dict.fromkeys(
        (
            "capitalize", "e", "escape", "indent", "join", "lower", "replace", "safe", "string",
            "title", "trim", "truncate", "upper", "urlencode",
        ),
        str,
    ),
}  # fmt: skip


def _absent(kind: Any, name: str) -> Refusal:
    """A name that no member of the type has."""
    known = known_keys(kind)
    if known or any(get_origin(part) is dict for part in members(kind)):
        return no_key(name, known)
    part = members(kind)[0]
    what = "text" if part is str else "list" if get_origin(part) is list else "number"
    return no_part(name, what)


def _is_blank(node: nodes.Output) -> bool:
    return all(isinstance(n, nodes.TemplateData) and not n.data.strip() for n in node.nodes)


def _line_of(node: nodes.Output) -> int:
    """The first line of an output on which something stands."""
    first = node.nodes[0]
    lead = ""
    if isinstance(first, nodes.TemplateData):
        lead = first.data[: len(first.data) - len(first.data.lstrip())]
    return first.lineno + lead.count("\n")


def _text(arguments: list[nodes.Expr], place: int | None) -> str | None:
    """The text that is given at a place, if it is written out."""
    if place is None or len(arguments) <= place:
        return None
    one = arguments[place]
    return one.value if isinstance(one, nodes.Const) and isinstance(one.value, str) else None


# ── what a tree sets and asks ─────────────────────────────────────────────────────────────────


def _path(node: nodes.Node) -> str:
    """`plan.title` of what is written so, or `plan["title"]`; "" of anything else."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        key = node.attr if isinstance(node, nodes.Getattr) else _text([node.arg], 0)
        before = _path(node.node)
        return f"{before}.{key}" if before and key is not None else ""
    return ""


def _asked(tree: nodes.Template) -> Iterator[str]:
    """Names and paths that are tested for being there: where they are not, nothing is asked."""
    for test in tree.find_all(nodes.Test):
        if test.name in _EXISTENCE and (path := _path(test.node)):
            yield path


def _targets(node: nodes.Node) -> Iterator[str]:
    """The variables that one statement sets, not those in its body."""
    if isinstance(node, nodes.Assign | nodes.AssignBlock | nodes.For):
        targets = [node.target, *node.target.find_all(nodes.Name)]
        yield from dict.fromkeys(one.name for one in targets if isinstance(one, nodes.Name))
    elif isinstance(node, nodes.With):
        yield from (one.name for one in node.targets if isinstance(one, nodes.Name))
    elif isinstance(node, nodes.Macro):
        yield node.name
    elif isinstance(node, nodes.Import):
        yield node.target
    elif isinstance(node, nodes.FromImport):
        yield from (one[1] if isinstance(one, tuple) else one for one in node.names)


def _set_at_top(body: Iterable[nodes.Node]) -> Iterator[str]:
    """The variables that are set outside of loops, macros and blocks."""
    for node in body:
        if isinstance(node, nodes.If):
            yield from _set_at_top([*node.body, *node.elif_, *node.else_])
        elif not isinstance(node, nodes.For | nodes.With):
            yield from _targets(node)


def _unsure(trees: list[nodes.Template], names: Mapping[str, Any]) -> frozenset[str]:
    """What is set more than once, loops counting once, or was there already."""
    loops = (nodes.For, nodes.With)
    assigning = (nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.FromImport, nodes.Macro)
    times = Counter(
        name for tree in trees for node in tree.find_all(assigning) for name in _targets(node)
    )
    bound = {name for tree in trees for node in tree.find_all(loops) for name in _targets(node)}
    return frozenset(
        name for name, count in times.items() if count > 1 or name in bound or name in names
    )


def _seen_by_scoped_blocks(trees: list[nodes.Template]) -> dict[str, set[str]]:
    """What blocks of these names may see of the loops they, or their parents', stand in."""
    seen: dict[str, set[str]] = {}
    for tree in trees:
        bound = {name for node in tree.find_all(nodes.Stmt) for name in _targets(node)}
        for block in tree.find_all(nodes.Block):
            if block.scoped:
                seen.setdefault(block.name, set()).update(bound, ("loop",))
    return seen
