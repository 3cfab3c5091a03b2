"""Where templates run: what they may ask of values, and how much they may do.

A template is somebody's text, possibly a stranger's. It sees plain data, calls what is offered
here and nothing else, and can neither run for ever nor fill the memory:

* Every step is paid from a `Budget`. Jinja has hooks for calls, operators, attributes and what is
  put out; for the rest `template_tree` puts hidden filters into the template.
* What could become long is measured before it is made.
* Calls, includes and parents go `LEVELS` deep at most.

Decided: a list or mapping is not put out (Python's notation is no text for a document), None puts
out nothing, `%` puts no text together, tuples are lists, there is no `{% autoescape %}` (`|safe`
does), and `{% include … without context %}` is an include like any other (Jinja's puts it in the
wrong place inside a macro).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any, Final, NoReturn

from jinja2 import BaseLoader, StrictUndefined, Undefined, nodes, pass_context
from jinja2.environment import TemplateModule
from jinja2.exceptions import TemplateSyntaxError, UndefinedError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, missing
from markupsafe import Markup

from tongxin.messages import ENGLISH, Message, Translator, Value, msg, msgn
from tongxin.output.templates.escaping import ESCAPES
from tongxin.output.templates.limits import (
    CHARACTERS,
    ITEMS,
    LARGEST_NUMBER,
    LONGEST_LIST,
    LONGEST_RANGE,
    LONGEST_TEXT,
    LOOP_NAMES,
    MOST_STRIPPED,
    TEXT_METHODS,
    Budget,
    Refusal,
    closed,
    no_key,
    no_part,
    no_template,
    too_long,
    too_nested,
    unknown_filter,
    unknown_test,
)
from tongxin.output.templates.tree import SYNTAX, quiet, with_payments


def _kind(value: object) -> str:
    kinds: dict[type, str] = {str: "text", list: "list", tuple: "list", type(None): "nothing"}
    for kind, name in kinds.items():
        if isinstance(value, kind):
            return name
    return "number" if isinstance(value, int | float) else "other"


class Missing(StrictUndefined):
    """A value that is not there: anything but asking whether it is there is refused."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: Any = None,
        exc: type[Exception] = UndefinedError,  # noqa: ARG002 (the signature is Jinja's)
    ) -> None:
        super().__init__(hint, obj, name, self._refusal)  # type: ignore[arg-type]

    def _refusal(self, _: str | None = None) -> Refusal:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint:
            reason = str(self._undefined_hint)
            text = msg("a value is missing: {reason}", reason=reason)
            return Refusal("unknown-variable", text, None, name)
        label = str(name) if isinstance(name, str | int | float | bool) else ""
        if owner is missing:
            return Refusal("unknown-variable", msg('there is no variable "{name}"', name=label))
        if isinstance(owner, Mapping):
            return no_key(label, (key for key in owner if isinstance(key, str)))
        return no_part(label, _kind(owner))


def refuse_missing(value: object) -> None:
    """Refuse a value that is not there."""
    if isinstance(value, Missing):
        raise value._refusal()


def is_nothing(value: object) -> bool:
    """None, or what `{{ … if … }}` makes without an `else`."""
    return value is None or type(value) is Undefined


@dataclass(frozen=True)
class Function:
    """Something that a template may call."""

    name: str
    call: Callable[..., Any]


_OPTIONS: Final[Mapping[str, Any]] = {
    **SYNTAX,
    "undefined": Missing,
    "optimized": False,  # it would calculate while it compiles, unpaid
    "auto_reload": False,
}


class Sandbox(ImmutableSandboxedEnvironment):
    """The surroundings of one rendering.

    Args:
        form: how values are escaped.
        loader: where other templates are found.
        translate: for the sentences of templates.
    """

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def __init__(
        self,
        form: str,
        loader: BaseLoader | None = None,
        translate: Translator = ENGLISH,
    ) -> None:
        escape = ESCAPES[form]
        super().__init__(
            **_OPTIONS, autoescape=escape is not None, finalize=_put_out, loader=loader
        )
        self.budget = Budget()
        self.translate = translate
        self.escape = escape
        self.offered: frozenset[str] = frozenset()
        self.globals = {
            "_": Function("_", self._sentence),
            "ngettext": Function("ngettext", self._counted),
            "range": Function("range", _range),
            "namespace": Function("namespace", self._namespace),
            "cycler": Function("cycler", Cycler),
            "joiner": Function("joiner", Joiner),
            "dict": Function("dict", self._dict),
        }
        self.filters = {
            " spend": self.budget.spend,
            " count": self._count,
            " weigh": self._weighed,
            " put": self.put_out,
            " concat": self._concat,
            " slice": self._slice,
            " key": _key,
            **{f" jinja {name}": function for name, function in FILTERS.items()},
        }
        self.tests = {}

    def offer(
        self, filters: Mapping[str, Callable[..., Any]], tests: Mapping[str, Callable[..., Any]]
    ) -> None:
        """What templates may use by name. Filters are given the context first."""
        self.filters.update(filters)
        self.tests.update(tests)
        self.offered = frozenset(filters)

    def original(self, name: str, context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        """What Jinja's own filter makes of a value."""
        return super().call_filter(f" jinja {name}", value, args, kwargs, context, context.eval_ctx)

    def call_filter(self, name: str, value: Any, *rest: Any, **named: Any) -> Any:
        """A filter by name, as `map` asks for it; the hidden ones are not found."""
        if name not in self.offered:
            raise unknown_filter(str(name), self.offered)
        return super().call_filter(name, value, *rest, **named)

    def call_test(self, name: str, value: Any, *rest: Any, **named: Any) -> Any:
        """A test by name, as `select` asks for it."""
        if name not in self.tests:
            raise unknown_test(str(name), self.tests)
        return super().call_test(name, value, *rest, **named)

    # what is put out

    def text(self, value: object) -> str:
        """A value as it is put out, not escaped yet."""
        if isinstance(value, str):
            return value
        if isinstance(value, int | float):
            return str(value)
        if is_nothing(value):
            return ""
        refuse_missing(value)
        raise _no_text(value)

    def markup(self, text: str) -> str:
        """A text among the markup of this form; markup is left as it is."""
        if self.escape is None:
            return str(text)
        return text if isinstance(text, Markup) else Markup(self.escape(text))  # noqa: S704

    def put_out(self, value: object) -> str:
        """A value as it stands in the document."""
        if type(value) is int:
            self.budget.spend(3)
            return str(value)
        text = self.text(value)
        self.budget.spend(3 + len(text) // 10)
        shown = self.markup(text)
        if len(shown) != len(text):
            self.budget.spend(8)
        return shown

    def join(self, texts: list[str], between: str = "") -> str:
        """Texts put together; if one of them is markup, the others are escaped."""
        length = sum(map(len, texts)) + len(between) * max(len(texts) - 1, 0)
        if length > LONGEST_TEXT:
            raise too_long()
        self.budget.spend(4 + length // CHARACTERS)
        if self.escape is None:
            return str(between).join(texts)
        if any(isinstance(text, Markup) for text in (between, *texts)):
            joined = str(self.markup(between)).join(str(self.markup(text)) for text in texts)
            return Markup(joined)  # noqa: S704
        return between.join(texts)

    # the hidden filters

    def _count(self, value: Any) -> Any:
        self.budget.spend(1)
        return value

    def _weighed(self, value: Any) -> Any:
        self.budget.weigh(value)
        return value

    def _concat(self, values: list[Any]) -> str:
        return self.join([self.text(value) for value in values])

    def _slice(self, value: Any, start: Any, stop: Any, step: Any) -> Any:
        refuse_missing(value)
        if not isinstance(value, str | list | tuple | range):
            raise TypeError("only texts and lists have parts")
        self.budget.look(value)
        return value[start:stop:step]

    # operators, names, calls

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """An operator; refused before the result becomes too large."""
        self.budget.spend(2)
        if isinstance(left, int | float) and isinstance(right, int | float):
            _check_numbers(operator, left, right)
        elif operator == "+" and isinstance(left, str) and isinstance(right, str):
            return self.join([left, right])
        elif operator == "+" and isinstance(left, list | tuple) and isinstance(right, list | tuple):
            self._check_length(len(left) + len(right), text=False)
            return [*left, *right]
        elif operator == "*":
            for value, times in ((left, right), (right, left)):
                if isinstance(value, str | list | tuple) and isinstance(times, int):
                    self._check_length(len(value) * max(times, 0), isinstance(value, str))
        elif operator == "%" and isinstance(left, str):
            raise TypeError('"%" puts no text together: write "~"')
        return super().call_binop(context, operator, left, right)

    def _check_length(self, length: int, text: bool) -> None:
        if length > (LONGEST_TEXT if text else LONGEST_LIST):
            raise too_long(text)
        self.budget.spend(1 + length // (CHARACTERS if text else ITEMS))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """`value.name`: the key of a mapping, or one of the few things that other values offer."""
        if attribute.startswith("_"):
            raise closed(attribute)
        if isinstance(obj, Mapping):
            return obj[attribute] if attribute in obj else Missing(obj=obj, name=attribute)
        return self._part(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """`value[key]`; a text in the brackets is a key or a name."""
        refuse_missing(argument)
        if not isinstance(argument, str | int | float | None):
            raise TypeError("a key is a text or a number")
        if isinstance(obj, Mapping):
            return obj[argument] if argument in obj else Missing(obj=obj, name=argument)
        if isinstance(argument, str):
            return self.getattr(obj, argument)
        refuse_missing(obj)
        if isinstance(obj, str | list | tuple | range):
            try:
                return obj[argument]  # type: ignore[index]
            except IndexError:
                pass
        return Missing(obj=obj, name=argument)

    def _part(self, obj: Any, name: str) -> Any:
        """A name of something that is not a mapping."""
        refuse_missing(obj)
        kind = type(obj)
        if isinstance(obj, str):
            if name in TEXT_METHODS:
                return Function(name, lambda *args: self._method(obj, name, *args))
        elif kind is Namespace:
            return getattr(obj, name, Missing(obj=obj, name=name))
        elif kind is TemplateReference:
            try:
                return obj[name]
            except KeyError:
                pass
        elif kind is TemplateModule:
            return vars(obj).get(name, Missing(obj=obj, name=name))
        elif kind is LoopContext and name in LOOP_NAMES:
            value = getattr(obj, name)
            called = name in ("cycle", "changed")
            return Function(name, self._weighing(value)) if called else value
        elif kind is Cycler and name in ("next", "reset"):
            return Function(name, getattr(obj, name))
        elif (
            (kind is Cycler and name == "current")
            or (kind is BlockReference and name == "super")
            or (isinstance(obj, tuple) and hasattr(obj, "_fields") and name in ("grouper", "list"))
        ):
            return getattr(obj, name)
        return Missing(obj=obj, name=name)

    def _weighing(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            self.budget.weigh(list(args))
            return function(*args)

        return call

    def _method(self, text: str, name: str, *args: Any) -> Any:
        """What one of the methods of a text returns."""
        for value in args:
            refuse_missing(value)
        self.budget.spend(3)
        self.budget.look(text)
        if name == "split" and len(text) > LONGEST_LIST:
            raise too_long(text=False)
        if name == "strip":
            check_strip(*args)
        result = getattr(text, name)(*args)
        if isinstance(result, list):
            self.budget.spend(4 * len(result))
        self.budget.look(result)
        return result

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """A call; only what is offered can be called."""
        budget = __self.budget
        budget.spend(4 + (len(args) + len(kwargs)) // ITEMS)
        if isinstance(__obj, Macro | LoopContext | BlockReference):
            budget.enter()
            result = __context.call(__obj, *args, **kwargs)
            budget.leave()
        else:
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            refuse_missing(__obj)
            if not isinstance(__obj, Function | Joiner) or "caller" in kwargs:
                raise Refusal("template-error", msg("this cannot be called"))
            function = __obj.call if isinstance(__obj, Function) else __obj
            result = function(*args, **kwargs)
        if isinstance(result, str):
            budget.spend(len(result) // CHARACTERS)
        return result

    # the functions

    def _dict(self, value: Any = None, /, **named: Any) -> dict[Any, Any]:
        refuse_missing(value)
        self.budget.look(value)
        pairs = value.items() if isinstance(value, Mapping) else value or ()
        return {**{_key(name): item for name, item in pairs}, **named}

    def _namespace(self, value: Any = None, /, **named: Any) -> Namespace:
        return Namespace(self._dict(value, **named))

    def _sentence(self, text: str, /, **gaps: Any) -> str:
        return self._filled(lambda values: msg(text, **values), (text,), gaps)

    def _counted(self, one: str, many: str, n: int, /, **gaps: Any) -> str:
        refuse_missing(n)
        if not isinstance(n, int):
            raise TypeError("ngettext counts with a whole number")
        gaps["n"] = n

        def message(values: dict[str, Value]) -> Message:
            del values["n"]
            return msgn(one, many, int(n), **values)

        return self._filled(message, (one, many), gaps)

    def _filled(
        self,
        message: Callable[[dict[str, Value]], Message],
        texts: tuple[str, ...],
        gaps: Mapping[str, Any],
    ) -> str:
        """The sentence in the language of the document.

        Markup in a gap stays markup: a sign stands for it while the rest is escaped.
        """
        kept: list[Markup] = []
        values = {name: self._gap(value, kept) for name, value in gaps.items()}
        for text in texts:
            self._check_sentence(text, values)
        if not texts[0]:
            return ""  # gettext answers nothing with the catalogue's header
        sentence = self.translate(message(values))
        if not kept:
            return sentence
        sentence = self.markup(sentence)
        for number, piece in enumerate(kept):
            sentence = str(sentence).replace(_sign(number), str(piece))
        return Markup(sentence) if self.escape else sentence  # noqa: S704

    def _gap(self, value: Any, kept: list[Markup]) -> Value:
        if isinstance(value, Markup):
            kept.append(value)
            return _sign(len(kept) - 1)
        if isinstance(value, list | tuple):
            self.budget.look(value)
            return tuple(
                self._gap(item, kept) if isinstance(item, str) else self.text(item)
                for item in value
            )
        return value if type(value) is int else self.text(value)

    def _check_sentence(self, text: Any, values: Mapping[str, Value]) -> None:
        """Gaps are names and nothing more: a format could make a text of any length."""
        refuse_missing(text)
        if not isinstance(text, str):
            raise TypeError("a sentence is a text")
        length = len(text)
        for _, name, form, conversion in Formatter().parse(text):
            if name is None:
                continue
            if form or conversion or name not in values:
                example = "{" + name + "}"
                raise Refusal(
                    "template-error", msg("the gap {example} has no value", example=example)
                )
            length += _length(values[name])
        if length > LONGEST_TEXT:
            raise too_long()
        self.budget.spend(5 + length // CHARACTERS)


@pass_context
def _put_out(context: Context, value: object) -> str:
    environment = context.environment
    assert isinstance(environment, Sandbox)
    return environment.put_out(value)


def check_strip(characters: str | None = None) -> None:
    """Each character of a text is sought among those that are to be stripped: let them be few."""
    if characters is not None and len(characters) > MOST_STRIPPED:
        raise too_long()


def _no_text(value: object) -> Refusal:
    if isinstance(value, list | tuple | range):
        return Refusal(
            "template-error",
            msg("a list is no text"),
            msg("write: {example}", example="{% for … in … %}, |join"),
        )
    if isinstance(value, Mapping):
        return Refusal(
            "template-error", msg("this is no text"), msg("put out its values, by their keys")
        )
    return Refusal("template-error", msg("this is no text"))


def _sign(number: int) -> str:
    return f"\ue000{number}\ue001"


def _length(value: Value) -> int:
    if isinstance(value, tuple):
        return sum(map(_length, value)) + 2 * len(value)
    return len(str(value))


def _key(value: Any) -> Any:
    """A key of a mapping: nothing that would have to be hashed at length."""
    refuse_missing(value)
    if isinstance(value, str | int | float | None):
        return value
    raise TypeError("a key is a text or a number")


def _range(*ends: int) -> range:
    for end in ends:
        refuse_missing(end)
    numbers = range(*ends)
    try:
        length = len(numbers)
    except OverflowError:
        length = LONGEST_RANGE + 1
    if length > LONGEST_RANGE:
        message = msg("range() counts to {n} at most", n=LONGEST_RANGE)
        raise Refusal("template-limit", message, None, "range")
    return numbers


def _check_numbers(operator: str, left: float, right: float) -> None:
    """Refuse whole numbers of more digits than anybody reads."""
    bits = [value.bit_length() for value in (left, right) if isinstance(value, int)]
    large = max(bits, default=0) > LARGEST_NUMBER
    if operator == "**" and isinstance(left, int) and isinstance(right, int) and abs(left) > 1:
        large = large or right * bits[0] > LARGEST_NUMBER
    if large:
        raise Refusal("template-limit", msg("this number becomes too large"))


class _Uniform(dict[str, Any]):
    """Filters or tests while compiling: each name is known, and is called in one way.

    The code then does not depend on what a rendering offers and is kept for all of them.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        super().__init__()
        self.function = function

    def get(self, name: Any, default: Any = None) -> Any:  # noqa: ARG002
        return _without_context if str(name).startswith(" ") else self.function


@pass_context
def _with_context(*_: Any) -> NoReturn:
    raise AssertionError


def _without_context(*_: Any) -> NoReturn:
    raise AssertionError


def _compiler(form: str) -> Sandbox:
    sandbox = Sandbox(form)
    sandbox.filters = _Uniform(_with_context)
    sandbox.tests = _Uniform(_without_context)
    return sandbox


_COMPILERS: Final = {True: _compiler("html"), False: _compiler("txt")}


def compile_tree(tree: nodes.Template, name: str, escaping: bool) -> Any:
    """The code of a tree, with payments in it. The tree is changed. Raises `Refusal`."""
    try:
        with_payments(tree).set_environment(_COMPILERS[escaping])
        with quiet():
            return _COMPILERS[escaping].compile(tree, name, f"<{name}>")
    except TemplateSyntaxError as error:  # a block defined twice, and the like
        raise no_template(error.message or "", error.lineno) from None
    except SyntaxError as error:  # Python's: an argument given twice, too many blocks
        raise no_template(error.msg, 1) from None
    except (RecursionError, MemoryError):
        raise too_nested(1) from None
