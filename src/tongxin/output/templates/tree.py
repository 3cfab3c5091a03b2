"""The tree of a template: read, measured, and made to pay for what Jinja has no hook for.

Loops, bodies, comparisons, slices and `~` are not calls, so nothing can be asked of the
surroundings where they happen. Here they are given calls of hidden filters, whose names begin with
a space and can be written in no template. `template_sandbox` has what stands behind these names.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, cast

from jinja2 import nodes
from jinja2.environment import Environment
from jinja2.exceptions import TemplateSyntaxError
from jinja2.parser import Parser
from jinja2.visitor import NodeTransformer

from tongxin.messages import msg
from tongxin.output.templates.limits import (
    CHARACTERS,
    LONGEST_SOURCE,
    NESTING,
    Refusal,
    no_template,
    too_nested,
)

SYNTAX: Final[Mapping[str, Any]] = {
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}

_READING: Final = Environment(**SYNTAX)


def parse(text: str) -> nodes.Template:
    """The tree of a template, as Jinja reads it. Raises `Refusal` with the line."""
    if len(text) > LONGEST_SOURCE:
        message = msg("a template of more than {n} characters is not read", n=LONGEST_SOURCE)
        raise Refusal("template-limit", message, line=1)
    parser = None
    try:
        with quiet():
            parser = Parser(_READING, text)
            tree = parser.parse()
    except TemplateSyntaxError as error:
        raise no_template(error.message or "", error.lineno) from None
    except (RecursionError, MemoryError):
        raise too_nested(parser.stream.current.lineno if parser else 1) from None
    except ValueError as error:  # a number of 5000 digits
        raise no_template(str(error), parser.stream.current.lineno if parser else 1) from None
    _measure(tree)
    return tree


def _measure(tree: nodes.Template) -> None:
    """Refuse what is nested too deep for those who walk the tree, and tags that are not ours."""
    waiting: list[tuple[nodes.Node, int]] = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        if depth > NESTING:
            raise too_nested(node.lineno)
        if isinstance(node, nodes.EvalContextModifier):
            raise no_template("Encountered unknown tag 'autoescape'.", node.lineno)
        waiting += ((child, depth + 1) for child in node.iter_child_nodes())


@contextmanager
def quiet() -> Iterator[None]:
    r"""Python's warnings about texts that are not its own, such as `"\\d"`, are for nobody."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


_SEPARATE = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)


def _weight(body: Iterable[nodes.Node]) -> int:
    """Steps of going once through a body; what has a body of its own pays for itself."""
    characters = count = 0
    waiting = list(body)
    while waiting:
        node = waiting.pop()
        count += 1
        if isinstance(node, nodes.TemplateData):
            characters += len(node.data)
        elif isinstance(node, nodes.Const) and isinstance(node.value, str):
            characters += len(node.value)
        separate = ("body",) if isinstance(node, _SEPARATE) else None
        waiting += node.iter_child_nodes(exclude=separate)
    return 1 + count // 4 + characters // CHARACTERS


def _hidden(name: str, node: nodes.Expr | None, *arguments: nodes.Expr, line: int) -> nodes.Filter:
    return nodes.Filter(node, " " + name, list(arguments), [], None, None, lineno=line)


def _payment(body: list[nodes.Node], base: int, line: int) -> nodes.ExprStmt:
    steps = nodes.Const(base + _weight(body), lineno=line)
    return nodes.ExprStmt(_hidden("spend", steps, line=line), lineno=line)


def with_payments(tree: nodes.Template) -> nodes.Template:
    """The tree with the hidden filters in it; it is changed in place."""
    _Payments().visit(tree)
    return tree


class _Payments(NodeTransformer):
    """Puts the hidden filters into a tree."""

    def _body(self, node: Any, base: int = 0) -> Any:
        payment = _payment(node.body, base, node.lineno)
        self.generic_visit(node)
        node.body.insert(0, payment)
        return node

    def visit_Template(self, node: nodes.Template) -> Any:  # noqa: N802
        return self._body(node, 20)

    def visit_Macro(self, node: nodes.Macro) -> Any:  # noqa: N802
        return self._body(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> Any:  # noqa: N802
        return self._body(node)

    def visit_Block(self, node: nodes.Block) -> Any:  # noqa: N802
        return self._body(node) if not node.required else node

    def visit_For(self, node: nodes.For) -> Any:  # noqa: N802
        self._body(node)
        if node.test is not None:
            node.test = _hidden("count", cast("nodes.Expr", node.test), line=node.lineno)
        return node

    def visit_Include(self, node: nodes.Include) -> Any:  # noqa: N802
        node.with_context = True
        return self.generic_visit(node)

    def visit_FilterBlock(self, node: Any) -> Any:  # noqa: N802
        self.generic_visit(node)
        node.filter = _hidden("put", node.filter, line=node.lineno)
        return node

    def visit_AssignBlock(self, node: nodes.AssignBlock) -> Any:  # noqa: N802
        self.generic_visit(node)
        if node.filter is not None:
            node.filter = _hidden("put", node.filter, line=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> Any:  # noqa: N802
        self.generic_visit(node)
        return _hidden("concat", nodes.List(node.nodes, lineno=node.lineno), line=node.lineno)

    def visit_Tuple(self, node: nodes.Tuple) -> Any:  # noqa: N802
        self.generic_visit(node)
        return nodes.List(node.items, lineno=node.lineno) if node.ctx == "load" else node

    def visit_Pair(self, node: nodes.Pair) -> Any:  # noqa: N802
        self.generic_visit(node)
        if not isinstance(node.key, nodes.Const):
            node.key = _hidden("key", node.key, line=node.lineno)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> Any:  # noqa: N802
        self.generic_visit(node)
        if not isinstance(node.arg, nodes.Slice):
            return node
        ends = (node.arg.start, node.arg.stop, node.arg.step)
        arguments = [end or nodes.Const(None, lineno=node.lineno) for end in ends]
        return _hidden("slice", node.node, *arguments, line=node.lineno)

    def visit_Compare(self, node: nodes.Compare) -> Any:  # noqa: N802
        """Comparing costs no more than the lesser side, finding no more than where it is sought."""
        self.generic_visit(node)
        left = node.expr
        for operand in node.ops:
            right = operand.expr
            if operand.op in ("in", "notin"):
                operand.expr = _hidden("weigh", right, line=node.lineno)
                if left is node.expr and not isinstance(left, nodes.Const):
                    node.expr = _hidden("weigh", left, line=node.lineno)
            elif left is node.expr and not isinstance(left, nodes.Const):
                if not isinstance(right, nodes.Const):
                    node.expr = _hidden("weigh", left, line=node.lineno)
            elif not isinstance(right, nodes.Const):
                operand.expr = _hidden("weigh", right, line=node.lineno)
            left = right
        return node
