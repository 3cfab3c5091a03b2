"""Templates: what they show, what they may not do, and what is wrong with them before they run."""

from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from typing import Any, NotRequired, TypedDict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.ext import babel_extract
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from tongxin.diagnostic import Diagnostic, Source, TongxinError
from tongxin.messages import Translator
from tongxin.output.templates import limits
from tongxin.output.templates.builtin import FILTERS, TESTS
from tongxin.output.templates.check import faults, needs
from tongxin.output.templates.escaping import markdown
from tongxin.output.templates.library import Library, TemplateFault

ENGLISH = Translator("en")
LOOP = "{% for a in range(100000) %}{% for b in range(100000) %}"
ENDS = "{% endfor %}{% endfor %}"


def library(
    text: str | None = None,
    form: str = "txt",
    own: Mapping[str, str] | None = None,
    built_in: Mapping[str, str] | None = None,
) -> Library:
    """A template called `t`, with others beside it."""
    files = {**({} if text is None else {f"t.{form}.j2": text}), **(own or {})}
    return Library(
        [Source(f"templates/{name}", body) for name, body in files.items()],
        [Source(f"tongxin/{name}", body) for name, body in (built_in or {}).items()],
    )


def show(
    text: str,
    data: Mapping[str, Any] | None = None,
    form: str = "txt",
    filters: Mapping[str, Callable[..., Any]] | None = None,
    **files: Any,
) -> str:
    """What comes of a template."""
    found = library(text, form, **files)
    return found.render(found.find("t"), data or {}, ENGLISH, filters or {})


def refused(text: str, data: Mapping[str, Any] | None = None, **more: Any) -> Diagnostic:
    """The fault that comes of it instead."""
    with pytest.raises(TemplateFault) as caught:
        show(text, data, **more)
    return caught.value.diagnostic


def place(fault: Diagnostic) -> tuple[str, int, str]:
    return fault.span.source.path, fault.span.line, fault.span.text


def remedy(fault: Diagnostic) -> str:
    return str(fault.help or "")


# ── which there are ───────────────────────────────────────────────────────────────────────────


SOME = {
    "report.txt.j2": "r-txt", "report.md.j2": "r-md", "brief.html.j2": "b", "_part.md.j2": "p",
    "整改通知书.md.j2": "z", "README.md": "no", "odd.pdf.j2": "no", ".md.j2": "no",
}  # fmt: skip


def test_templates_are_listed_by_name_and_form() -> None:
    found = library(own=SOME).templates
    assert [(one.name, one.form) for one in found] == [
        ("brief", "html"), ("report", "md"), ("report", "txt"), ("整改通知书", "md"),
    ]  # fmt: skip
    assert [one.file for one in found if one.built_in] == []


def test_parts_are_not_listed_but_there() -> None:
    found = library(own=SOME)
    assert "_part" in [one.name for one in found.all_templates]
    assert found.find("_part").is_part


def test_own_ones_take_the_place_of_built_in_ones() -> None:
    found = library(own={"report.md.j2": "own"}, built_in={"report.md.j2": "x", "a.md.j2": "y"})
    assert [(one.file, one.built_in) for one in found.templates] == [
        ("a.md.j2", True), ("report.md.j2", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "form", "file"),
    [
        ("report", None, "report.md.j2"),
        ("report", "txt", "report.txt.j2"),
        ("report.txt.j2", None, "report.txt.j2"),
        ("report.txt", None, "report.txt.j2"),
        ("brief", None, "brief.html.j2"),
        ("整改通知书", None, "整改通知书.md.j2"),
    ],
)
def test_a_template_is_found(name: str, form: str | None, file: str) -> None:
    assert library(own=SOME).find(name, form).file == file


def test_a_template_is_not_found() -> None:
    with pytest.raises(TongxinError, match="no template") as caught:
        library(own=SOME).find("reprot")
    assert str(caught.value.remedy) == 'did you mean "report"?'
    with pytest.raises(TongxinError) as caught:
        library(own=SOME).find("zzz")
    assert str(caught.value.remedy) == "there is: brief, report, 整改通知书"
    with pytest.raises(TongxinError, match="not there as md") as caught:
        library(own=SOME).find("brief", "md")
    assert str(caught.value.remedy) == "there is: html"


# ── what they show ────────────────────────────────────────────────────────────────────────────


DATA: dict[str, Any] = {
    "plan": {"title": "Safe *home*", "items": [3, 1, 2], "values": None, "rate": 0.5, "on": True},
    "tasks": [
        {"name": "b", "due": None, "group": "x"},
        {"name": "A", "due": "2026-11-02", "group": None},
        {"name": "c", "due": "2026-11-01", "group": "x"},
    ],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ plan.title }}", "Safe *home*"),
        ("{{ plan['title'] }}", "Safe *home*"),
        ("{{ plan.items|join('+') }}", "3+1+2"),
        ("{{ plan.items|sort|first }}{{ plan.items|last }}{{ plan.items|length }}", "123"),
        ("[{{ plan.values }}]", "[]"),
        ("[{{ plan.title if false }}]", "[]"),
        ("{{ plan.rate }} {{ plan.on }} {{ -5 }} {{ 7 // 2 }} {{ 2 ** 10 }}", "0.5 True -5 3 1024"),
        ("{% for t in tasks|sort(attribute='name') %}{{ t.name }}{% endfor %}", "Abc"),
        ("{% for t in tasks|sort(attribute='due') %}{{ t.name }}{% endfor %}", "cAb"),
        ("{% for t in tasks|sort(attribute='due', reverse=true) %}{{ t.name }}{% endfor %}", "Acb"),
        (
            "{% for g in tasks|groupby('group') %}{{ g.grouper }}:{{ g.list|map(attribute='name')|join }} {% endfor %}",
            "x:bc :A ",
        ),
        ("{% for g, some in tasks|groupby('group') %}{{ some|length }}{% endfor %}", "21"),
        ("{% for k, v in {'a': 1, 'b': 2}|items %}{{ k }}{{ v }}{% endfor %}", "a1b2"),
        ("{% for k, v in {'b': 1, 'a': 2}|dictsort %}{{ k }}{{ v }}{% endfor %}", "a2b1"),
        ("{{ tasks|selectattr('due')|list|length }}{{ tasks|map(attribute='name')|map('upper')|join }}", "2BAC"),
        ("{% for x in [1, 2, 3] if x is odd %}{{ loop.index }}/{{ loop.length }}:{{ x }}{{ ',' if not loop.last }}{% else %}none{% endfor %}", "1/2:1,2/2:3"),
        ("{% for x in 'ab' %}{{ loop.cycle('-', '+') }}{{ x }}{{ loop.changed(x) }}{% endfor %}", "-aTrue+bTrue"),
        ("{% set ns = namespace(n=1) %}{% for x in [1, 2] %}{% set ns.n = ns.n + x %}{% endfor %}{{ ns.n }}", "4"),
        ("{% set j = joiner(', ') %}{% for x in [1, 2] %}{{ j() }}{{ x }}{% endfor %}", "1, 2"),
        ("{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.current }}{{ c.reset() }}", "aba"),
        ("{{ dict(a=1).a }}{{ dict([['b', 2]]).b }}{{ range(2, 9, 3)|join(',') }}", "122,5,8"),
        ("{{ 'a b'.split()|join('-') }}{{ ' x '.strip() }}{{ 'Ab'.upper() }}{{ 'Ab'.lower() }}", "a-bxABab"),
        ("{{ 'abc'.startswith('a') }}{{ 'abc'.endswith('a') }}{{ 'abc'[1:] }}{{ 'abc'[0] }}{{ [1, 2][-1] }}", "TrueFalsebca2"),
        ("{% macro m(a, b='!') %}<{{ a }}{{ b }}{{ caller() if caller is defined }}>{% endmacro %}{{ m(1) }}{% call m(2, b='?') %}c{% endcall %}", "<1!><2?c>"),
        ("{% set x %}a{{ 1 }}{% endset %}{{ x }}{% filter upper %}b{% endfilter %}{% with y = 2 %}{{ y }}{% endwith %}", "a1B2"),
        ("{% for x in [[1, [2]], [3]] recursive %}{{ loop(x) if x is iterable else x }}{% endfor %}", "123"),
        ("{% set a, b = 1, 2 %}{{ a }}{{ b }}{{ 'y' if (1, 2) == [1, 2] }}", "12y"),
        ("{{ nope is defined }}{{ nope|default('d') }}{{ plan.nope is undefined }}{{ plan.nope|d('e') }}", "FalsedTruee"),
        ("{{ '3'|int + 1 }}{{ 'x'|int }}{{ 2.567|round(1) }}{{ (-3)|abs }}{{ '1.5'|float }}", "402.631.5"),
        ("{{ [1, 2.5]|sum }}{{ tasks|sum(attribute='n', start=0) if false }}{{ [3, 1]|max }}{{ [2, 2]|unique|list|length }}", "3.531"),
        ("{{ 'a.b'|replace('.', '-') }}{{ 'hello world'|title }}{{ ' x '|trim }}{{ 'abc'|reverse }}{{ 'a b'|urlencode }}", "a-bHello Worldxcbaa%20b"),
        ("{{ 'a\nb'|indent(2) }}|{{ 'abcdefghij'|truncate(5, true, '…', 0) }}", "a\n  b|abcd…"),
        ("{{ 'd' in {'d': 1} }}{{ 1 in [2] }}{{ 'b' in 'abc' }}{{ 2 is in [2] }}{{ 1 < 2 < 3 }}", "TrueFalseTrueTrueTrue"),
        ("  {% if true %}\nx\n  {% endif %}\n", "x\n"),
        ("a\r\nb\n", "a\nb\n"),
    ],
)  # fmt: skip
def test_what_a_template_shows(text: str, expected: str) -> None:
    assert show(text, DATA) == expected


def test_keys_come_before_everything() -> None:
    data = {"x": {"items": "i", "keys": "k", "get": "g", "upper": "u"}}
    assert show("{{ x.items }}{{ x.keys }}{{ x.get }}{{ x['upper'] }}", data) == "ikgu"


def test_filters_that_are_passed_in_come_first() -> None:
    own = {"upper": lambda value: f"<{value}>", "pair": lambda a, b=1: f"{a}{b}"}
    assert show("{{ 'a'|upper }}{{ 'a'|pair(b=2) }}{{ none|pair }}", filters=own) == "<a>a2None1"


def test_a_filter_that_is_passed_in_may_make_markup() -> None:
    mark = {"strong": lambda value: Markup(f"**{value}**")}  # noqa: S704
    assert show("{{ 'a'|strong }}", form="md", filters=mark) == "**a**"


def test_sentences_are_put_into_the_language() -> None:
    text = "{{ _('help: ') }}{{ _('a {x} b', x=1) }}{{ _('') }}"
    found = library(text)
    assert found.render(found.find("t"), {}, Translator("zh"), {}) == "建议：a 1 b"
    assert show("{{ ngettext('{n} plan', '{n} plans', 2) }}") == "2 plans"
    assert show("{{ ngettext('{n} plan of {x}', '{n} plans', 1, x='a') }}") == "1 plan of a"
    assert show("{{ _('of {names}', names=['a', 'b']) }}") == "of a, b"


def test_sentences_are_found_by_babel() -> None:
    text = b"{{ _('Made on {date}', date=1) }}{{ ngettext('{n} plan', '{n} plans', n) }}"
    found = [(one[1], one[2]) for one in babel_extract(BytesIO(text), ("_", "ngettext"), [], {})]
    assert found == [("_", ("Made on {date}", None)), ("ngettext", ("{n} plan", "{n} plans", None))]


def test_a_rendering_leaves_nothing_behind() -> None:
    counter = {
        "c.txt.j2": "{% set ns = namespace(n=0) %}{% macro next() %}{% set ns.n = ns.n + 1 %}{{ ns.n }}{% endmacro %}"
    }
    found = library(
        "{% import 'c.txt.j2' as c %}{{ c.next() }}{{ c.next() }}{{ _('x') }}", own=counter
    )
    template = found.find("t")
    assert [found.render(template, {}, ENGLISH, {}) for _ in range(2)] == ["12x", "12x"]


# ── templates of templates ────────────────────────────────────────────────────────────────────


BASE = "{% block head %}H{{ title }}{% endblock %}, {% block foot %}F{% endblock %}."


def test_single_blocks_of_a_built_in_one_are_changed() -> None:
    own = '{% extends "tongxin/t.txt.j2" %}{% block foot %}[{{ super() }}]{% endblock %}'
    assert show(own, {"title": 1}, built_in={"t.txt.j2": BASE}) == "H1, [F]."


def test_a_built_in_one_includes_the_own_part() -> None:
    built_in = {
        "r.txt.j2": "{% include '_p.txt.j2' %}{% include 'tongxin/_p.txt.j2' %}",
        "_p.txt.j2": "built in",
    }
    own = {"_p.txt.j2": "own, "}
    found = library(own=own, built_in=built_in)
    assert found.render(found.find("r"), {}, ENGLISH, {}) == "own, built in"


def test_include_and_import() -> None:
    files = {
        "_a.txt.j2": "{{ x }}{{ title }}",
        "_m.txt.j2": "{% macro m(a) %}{{ a }}{{ title }}{% endmacro %}{% set k = 5 %}",
    }
    data = {"title": "T"}
    assert (
        show("{% for x in [1, 2] %}{% include '_a.txt.j2' %}{% endfor %}", data, own=files)
        == "1T2T"
    )
    assert (
        show("{% from '_m.txt.j2' import m, k with context %}{{ m(k) }}", data, own=files) == "5T"
    )
    assert show("{% import '_m.txt.j2' as m %}{{ m.k }}", data, own=files) == "5"
    assert show("{% include ['_x.txt.j2', '_a.txt.j2'] %}", {"x": 1, **data}, own=files) == "1T"
    assert show("[{% include '_x.txt.j2' ignore missing %}]", data) == "[]"
    text = (
        "{% set x = 3 %}{% set r %}{% include '_a.txt.j2' without context %}{% endset %}[{{ r }}]"
    )
    assert show(text, data, own=files) == "[3T]"


@pytest.mark.parametrize(
    "text",
    [
        "{% include '/etc/passwd' %}",
        "{% include '../tongxin.yaml' %}",
        "{% extends 'tongxin/../x' %}",
        "{% import 'os' as os %}",
        "{% include name %}",
        "{% include ['a', 'b'] %}",
    ],
)
def test_there_is_nothing_outside_the_library(text: str) -> None:
    assert refused(text, {"name": "/etc/passwd"}).code == "unknown-template"


def test_a_template_that_was_meant() -> None:
    fault = refused("\n{% include '_prat.txt.j2' %}", own={"_part.txt.j2": ""})
    assert place(fault) == ("templates/t.txt.j2", 2, "_prat.txt.j2")
    assert remedy(fault) == 'did you mean "_part.txt.j2"?'


# ── escaping ──────────────────────────────────────────────────────────────────────────────────


def test_html_is_escaped_once() -> None:
    data = {"x": "<script>alert('&amp;')</script>"}
    escaped = "&lt;script&gt;alert(&#39;&amp;amp;&#39;)&lt;/script&gt;"
    macro = "{% macro m(v) %}<b>{{ v }}</b>{% endmacro %}"
    for text in ("{{ x }}", "{{ x|e }}", "{{ x ~ '' }}", "{{ x + '' }}", "{% set y %}{{ x }}{% endset %}{{ y }}", "{% filter trim %}{{ x }}{% endfilter %}", "{{ [x]|join }}", "{{ _('{x}', x=x) }}"):  # fmt: skip
        assert show(text, data, form="html") == escaped, text
    for text in ("{{ m(x) }}", "{{ m(x) ~ '' }}", "{{ [m(x)]|join }}", "{{ _('{x}', x=m(x)) }}", "{% call m(x) %}{% endcall %}"):  # fmt: skip
        body = macro.replace("</b>", "</b>{{ caller() if caller is defined }}")
        assert show(body + text, data, form="html") == f"<b>{escaped}</b>", text
    assert show("{{ x|safe }}", data, form="html") == data["x"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ '*' }}", "{{ '*'|e }}", "{{ '' ~ '*' }}", "{{ '*' + '' }}", "{{ ['*']|join }}",
        "{% set y %}{{ '*' }}{% endset %}{{ y }}", "{% set y | trim %}{{ '*' }}{% endset %}{{ y }}",
        "{% filter upper %}{{ '*' }}{% endfilter %}", "{{ _('{x}', x='*') }}", "{{ _('*') }}",
        "{% macro m() %}{{ '*' }}{% endmacro %}{{ m() }}", "{{ 'x'|replace('x', '*') }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ '*' }}{% endcall %}",
        "{% set y %}{% endset %}{{ y ~ '*' }}", "{% set y %}{% endset %}{{ y + '*' }}",
        "{% set y %}{% endset %}{{ '*' + y }}", "{% set y %}x{% endset %}{{ y|replace('x', '*') }}",
        "{% set y %}{{ '*' }}{% endset %}{{ _('{x}', x=y) }}", "{% set y %}{% endset %}{{ ['*', y]|join }}",
        "{% for x in [1] recursive %}{{ '*' }}{% endfor %}", "{{ '*'|string }}", "{{ '*'|trim }}",
        "{% filter own %}{% endfilter %}", "{% set y | own %}{% endset %}{{ y }}",
    ],
)  # fmt: skip
def test_markdown_is_escaped_once(text: str) -> None:
    assert show(text, form="md", filters={"own": lambda _: "*"}) == r"\*"


def test_markup_of_a_template_is_left_alone() -> None:
    text = "**{{ x }}** {{ '**b**'|safe }} {% set y %}_{{ x }}_{% endset %}{{ y }} {{ _('so {y}', y=y) }}"
    assert show(text, {"x": "a"}, form="md") == "**a** **b** _a_ so _a_"


def test_plain_text_is_not_escaped() -> None:
    assert show("{{ '*<&' }}{{ '*'|e }}{{ '<'|safe ~ '<' }}") == "*<&*<<"


@pytest.mark.parametrize(
    ("value", "escaped"),
    [
        ("2026-11-23 15:00", "2026-11-23 15:00"),
        ("report_2026_v1.xlsx", "report_2026_v1.xlsx"),
        ("_a_", r"\_a\_"),
        ("消防_检查", "消防_检查"),
        ("a\r\n  b\u2028c", "a b c"),
        ("# 1", r"\# 1"),
        ("第1组 #", r"第1组 \#"),
        ("C#", "C#"),
        ("-5", "-5"),
        ("- x", r"\- x"),
        ("---", r"\---"),
        ("+86", "+86"),
        ("===", r"\==="),
        ("1. x", r"1\. x"),
        ("3.5", "3.5"),
        ("12)", r"12\)"),
        (":-", r"\:-"),
        (": x", ": x"),
        ("R&D &amp; &#35;", r"R&D \&amp; \&#35;"),
        ("a|b~c`d\\e[f]<g>", r"a\|b\~c\`d\\e\[f\]\<g\>"),
        ("end\\", "end&#92;"),
        ("    x ", " x "),
        ("\n", " "),
        ("", ""),
    ],
)
def test_how_markdown_is_escaped(value: str, escaped: str) -> None:
    assert markdown(value) == escaped


READER = MarkdownIt("commonmark").enable("table")
MARKS = "\\`*_[](){}<>|~#+-=.!:&;'\"^$/ \t\n1２一aB，。\u3000"
values = st.text(st.one_of(st.sampled_from(MARKS), st.characters(exclude_categories=("Cs", "Cc"))))
plausible = st.lists(
    st.sampled_from(
        ["**", "__", "_", "`", "~~~", "```", "# ", "## ", "- ", "+ ", "1. ", "2) ", "---", "===", "> ",
         "|", "\\", "[a](b)", "![", "<b>", "<!--", "&amp;", "&#42;", "http://a.b", "a", "灯", " ", "    ",
         "\n", "\t", "[^1]: x", "[a]: /b", ":-", "<http://a.b>", "#"]
    )
).map("".join)  # fmt: skip


def flat(tokens: list[Token] | None) -> Iterator[Token]:
    for token in tokens or ():
        yield token
        yield from flat(token.children)


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(deadline=None)
@given(st.one_of(values, plausible))
def test_a_reader_of_markdown_sees_the_value(value: str) -> None:
    texts = {
        "- {{ v }}\n": ["bullet_list_open", "list_item_open"],
        "{{ v }}\n": [],
        "# {{ v }}\n": ["heading_open"],
        "x\n{{ v }}\n": [],
        "> **{{ v }}**\n": ["blockquote_open", "strong_open"],
    }
    found = library(own={f"a{n}.md.j2": text for n, text in enumerate(texts)})
    for number, (text, markup) in enumerate(texts.items()):
        made = found.render(found.find(f"a{number}"), {"v": value}, ENGLISH, {})
        shown = list(flat(READER.parse(made)))
        plain = {"paragraph_open", "softbreak", "text_special"}
        opened = [t.type for t in shown if t.type.endswith("_open") and t.type not in plain]
        if "strong_open" in markup and not (value[:1].isalnum() and value[-1:].isalnum()):
            continue  # `** a**` is no emphasis, whatever the value
        assert opened == markup
        assert {t.type for t in shown} & {"fence", "code_block", "code_inline", "html_inline", "html_block", "hr", "image"} == set()  # fmt: skip
        content = "".join(t.content for t in shown if t.type in ("text", "text_special"))
        prefix = "x" if text.startswith("x") else ""
        assert squeezed(content) == prefix + squeezed(value)


@settings(deadline=None)
@given(st.lists(st.one_of(values, plausible), min_size=2, max_size=3))
def test_a_value_stays_in_its_cell(row: list[str]) -> None:
    head = "| a " * len(row) + "|\n" + "|---" * len(row) + "|\n"
    for text in (
        "{% for v in row %}| {{ v }} {% endfor %}|\n",
        "{% for v in row %}|{{ v }}{% endfor %}|\n",
    ):
        tokens = READER.parse(show(head + text, {"row": row}, form="md"))
        cells = [tokens[n + 1] for n, token in enumerate(tokens) if token.type == "td_open"]
        kinds = {child.type for cell in cells for child in cell.children or ()}
        assert kinds <= {"text", "text_special"}
        shown = ["".join(child.content for child in cell.children or ()) for cell in cells]
        assert [squeezed(one) for one in shown] == [squeezed(one) for one in row]


@settings(deadline=None)
@given(values)
def test_html_shows_the_value(value: str) -> None:
    assert Markup(show("{{ v }}", {"v": value}, form="html")).unescape() == value  # noqa: S704


# ── faults ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "code", "line", "word", "help_"),
    [
        ("a\n{{ plam.title }}", "unknown-variable", 2, "plam", 'did you mean "plan"?'),
        ("{{ plan.titel }}", "unknown-variable", 1, "titel", 'did you mean "title"?'),
        ("{{ plan['titel'] }}", "unknown-variable", 1, "titel", 'did you mean "title"?'),
        ("{{ plan.title.uper() }}", "unknown-variable", 1, "uper", 'did you mean "upper"?'),
        ("{% set one = 1 %}\n{{ onne }}", "unknown-variable", 2, "onne", 'did you mean "one"?'),
        ("\n\n{{ plan.values.x }}", "unknown-variable", 3, "x", "ask first"),
        ("{{ plan.gets.x }}", "unknown-variable", 1, "gets", ""),
        ("{{ tasks.items }}", "unknown-variable", 1, "items", ""),
        ("{{ tasks[7] }}", "unknown-variable", 1, "7", ""),
        ("{{ plan.rate.x }}", "unknown-variable", 1, "x", ""),
        ("{% if\n  nope\n%}{% endif %}", "unknown-variable", 2, "nope", ""),
        ("{{ tasks|map(attribute='nam')|join }}", "unknown-variable", 1, "nam", 'did you mean "name"?'),
        ("{{ []|first }}", "unknown-variable", 1, "{{ []|first }}", ""),
        ("{% macro m(a) %}{{ a }}{% endmacro %}\n{{ m() }}", "unknown-variable", 1, "a", ""),
        ("{{ self.nope() }}", "unknown-variable", 1, "nope", ""),
        ("\n{{ 'a'|uppr }}", "unknown-filter", 2, "uppr", 'did you mean "upper"?'),
        ("{% if false %}{{ 'a'|uppr }}{% endif %}", "unknown-filter", 1, "uppr", "upper"),
        ("{{ 1 is evn }}", "unknown-filter", 1, "evn", 'did you mean "even"?'),
        ("{{ ['a']|map('uppr')|list }}", "unknown-filter", 1, "uppr", "upper"),
        ("{{ [1]|select('evn')|list }}", "unknown-filter", 1, "evn", "even"),
        ("{{ [-9]|map(' spend')|list }}", "unknown-filter", 1, " spend", ""),
        ("x\n  {% if %}", "template-syntax", 2, "{% if %}", ""),
        ("{% for x in y %}", "template-syntax", 1, "{% for x in y %}", ""),
        ("{% block a %}{% endblock %}\n{% block a %}{% endblock %}", "template-syntax", 2, "{% block a %}{% endblock %}", ""),
        ("{% autoescape false %}{% endautoescape %}", "template-syntax", 1, "", ""),
        ("{% do x %}", "template-syntax", 1, "{% do x %}", ""),
        ("{{ m(a=1, a=2) }}", "template-syntax", 1, "", ""),
        ("\n{{ " + "9" * 5000 + " }}", "template-syntax", 2, "", ""),
        ("a\n{{ 1 / 0 }}", "template-error", 2, "{{ 1 / 0 }}", ""),
        ("{{ 1 + 'a' }}", "template-error", 1, "", ""),
        ("{{ 2.5 ** 10000 }}", "template-error", 1, "", ""),
        ("{% for x in 5 %}{% endfor %}", "template-error", 1, "", ""),
        ("{{ tasks }}", "template-error", 1, "{{ tasks }}", "|join"),
        ("{{ plan }}", "template-error", 1, "{{ plan }}", "keys"),
        ("{{ range }}", "template-error", 1, "", ""),
        ("{{ plan() }}", "template-error", 1, "", ""),
        ("{{ 'a' % 1 }}", "template-error", 1, "", ""),
        ("{{ _('{x}') }}", "template-error", 1, "", ""),
        ("{{ _('{x:9}', x=1) }}", "template-error", 1, "", ""),
        ("{{ _('{x.real}', x=1) }}", "template-error", 1, "", ""),
        ("{{ _('{x!r}', x=1) }}", "template-error", 1, "", ""),
        ("{{ _('{', x=1) }}", "template-error", 1, "", ""),
        ("{{ ngettext('a', 'b', 'c') }}", "template-error", 1, "", ""),
        ("{{ 'a'|own }}", "template-error", 1, "", ""),
    ],
)  # fmt: skip
def test_faults_have_a_place(text: str, code: str, line: int, word: str, help_: str) -> None:
    def own(_: object) -> str:
        raise ValueError("no day")

    fault = refused(text, DATA, filters={"own": own})
    assert (fault.code, fault.span.line) == (code, line), str(fault.message)
    assert word in fault.span.text
    assert help_ in remedy(fault)


def test_the_text_of_an_exception_is_told() -> None:
    def refuse(_: object) -> str:
        raise ValueError("no day")

    assert "no day" in str(refused("{{ 'a'|own }}", filters={"own": refuse}).message)
    assert "KeyError" in str(refused("{{ 'a'|own }}", filters={"own": lambda _: {}["k"]}).message)


def test_a_fault_stands_in_the_file_where_it_happens() -> None:
    files = {
        "_part.txt.j2": "ok\n{{ nope }}",
        "_macros.txt.j2": "{% macro m(a) %}\n{{ a.nope }}{% endmacro %}",
        "base.txt.j2": "{% block x %}{% endblock %}\n{{ nope }}",
        "_broken.txt.j2": "\n{% if %}",
        "_filter.txt.j2": "\n\n{{ 1|nope }}",
    }
    for text, file, line in (
        ("\n\n{% include '_part.txt.j2' %}", "_part", 2),
        ("{% from '_macros.txt.j2' import m %}\n\n\n{{ m({}) }}", "_macros", 2),
        ("{% extends 'base.txt.j2' %}\n\n", "base", 2),
        ("{% include '_broken.txt.j2' %}", "_broken", 2),
        ("{% include '_filter.txt.j2' %}", "_filter", 3),
        ("{% extends 'base.txt.j2' %}\n{% block x %}\n{{ nope }}{% endblock %}", "t", 3),
    ):
        fault = refused(text, own=files)
        assert place(fault)[:2] == (f"templates/{file}.txt.j2", line)
    assert fault.span.text == "nope"


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ x.__class__.__mro__ }}",
        "{{ x['__class__'] }}",
        "{{ ''['__class__'] }}",
        "{{ ''.format }}",
        "{{ '{0.__class__}'.format(1) }}",
        "{{ ''['format'] }}",
        "{{ x|attr('items') }}",
        "{{ [''].__add__ }}",
        "{{ ['']|map(attribute='__class__')|list }}",
        "{{ ['']|selectattr('__class__')|list }}",
        "{{ [x]|sort(attribute='__len__')|join }}",
        "{{ tasks.append(1) }}",
        "{{ x.items() }}",
        "{{ x._private }}",
        "{{ self.__init__ }}",
        "{{ self._TemplateReference__context }}",
        "{% for a in [1] %}{{ loop._iterable }}{% endfor %}",
        "{% for a in [1] %}{{ loop.__init__.__globals__ }}{% endfor %}",
        "{% macro m() %}{% endmacro %}{{ m._func }}",
        "{% macro m() %}{% endmacro %}{{ m.name }}",
        "{% set ns = namespace() %}{{ ns.__class__ }}",
        "{% set ns = namespace() %}{{ ns._Namespace__attrs }}",
        "{{ cycler('a').items }}",
        "{{ joiner.__init__ }}",
        "{{ range.call }}",
        "{{ _.call }}",
        "{% import '_p.txt.j2' as p %}{{ p._body_stream }}",
        "{% from '_p.txt.j2' import _body_stream as b %}",
        "{% from '_p.txt.j2' import __init__ as b %}",
        "{{ lipsum() }}",
        "{{ environment }}",
        "{{ context }}",
        "{{ nope.__class__ }}",
        "{{ (x if false).__class__ }}",
        "{% set x.y = 1 %}",
        "{% call x.upper() %}{% endcall %}",
        "{% call namespace() %}{% endcall %}",
        "{{ _('{x.__class__}', x=x) }}",
        "{{ [1]|map(' put')|list }}",
        "{{ 'a'|pprint }}",
    ],
)
def test_nothing_inside_is_reached(text: str) -> None:
    refused(text, {"x": {"a": 1}, "tasks": []}, own={"_p.txt.j2": "p"})


ATTACKS = [
    LOOP + ENDS,
    LOOP + "{% for c in range(100000) %}" + ENDS + "{% endfor %}",
    "{% for a in range(100000) %}{% for b in range(100000) if false %}{% endfor %}{% endfor %}",
    LOOP + "x{{ b }}" + ENDS,
    LOOP + "{{ 'a *b*' }}" + ENDS,
    LOOP + "{{ b|string|upper }}" + ENDS,
    LOOP + "{% set x = [3, 1]|sort|join %}" + ENDS,
    "{% for a in range(100000) %}{% set x = range(100000)|list|sort %}{% endfor %}",
    "{% for a in range(100000) %}{% set x = range(100000)|sum %}{% endfor %}",
    "{% for a in range(100000) %}{% set x = range(100000)|select('odd')|list %}{% endfor %}",
    "{% for a in range(100000) %}" + "x" * 90_000 + "{% endfor %}",
    "{% for a in range(100000) %}{% set x = [" + "0," * 5_000 + "] %}{% endfor %}",
    "{% macro m() %}" + "x" * 90_000 + "{% endmacro %}{% for a in range(100000) %}{{ m() }}{% endfor %}",
    "{{ 'x' * 10 ** 10 }}",
    "{{ 10 ** 10 * 'x' }}",
    "{{ [0] * 10 ** 9 }}",
    "{{ 10 ** (10 ** 10) }}",
    "{% set ns = namespace(n=7) %}{% for a in range(100) %}{% set ns.n = ns.n * ns.n %}{% endfor %}",
    "{{ range(10 ** 9) }}",
    "{{ range(10 ** 30) }}",
    "{{ 'x'|replace('', 'y' * 2000000) }}",
    "{{ ('x' * 2000)|replace('x', 'y' * 2000) }}",
    "{{ (['x' * 2000000] * 1000)|join }}",
    "{{ ([''] * 2000)|join('x' * 2000000) }}",
    "{{ (['x' * 2000000] * 100000)|sort|length }}",
    "{{ (['x' * 2000000] * 100000)|unique|list|length }}",
    "{{ (['x' * 2000000] * 100000)|map('upper')|list|length }}",
    "{{ 'x'|indent(10 ** 10) }}",
    "{{ ('\n' * 100000)|indent(100) }}",
    "{{ _('{x}{x}{x}', x='y' * 2000000) }}",
    "{{ ('x ' * 1000000)|title }}",
    "{% set x = 'y' * 2000000 %}{% for a in range(100000) %}{% if 'zz' in x %}{% endif %}{% endfor %}",
    "{% set x = 'y' * 2000000 %}{% for a in range(100000) %}{% set z = x[1:] %}{% endfor %}",
    "{% set x = 'y ' * 90000 %}{% for a in range(100000) %}{% set z = x.split() %}{% endfor %}",
    "{{ ('ab' * 1000000).strip('c' * 1000000) }}",
    "{{ ('ab' * 1000000)|trim('c' * 1000000) }}",
    "{% set x = 'y' * 2000000 %}{% for a in range(100000) %}{{ x }}{% endfor %}",
    "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(40) }}",
    "{% macro m(n) %}{% if n %}{% set x = m(n - 1) ~ m(n - 1) %}{% endif %}{% endmacro %}{{ m(40) }}",
    "{% macro m() %}{% call m() %}{% endcall %}{{ caller() }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% for x in [1] recursive %}{{ loop([1]) }}{{ loop([1]) }}{% endfor %}",
    "{% block a %}{{ self.a() }}{% endblock %}",
    "{% include 't.txt.j2' %}",
    "{% include 't.txt.j2' %}{% include 't.txt.j2' %}",
    "{% extends 't.txt.j2' %}",
    "{% import 't.txt.j2' as t %}",
    "{% set n = n + 1 %}{% if n < 30 %}{% include 't.txt.j2' %}{% include 't.txt.j2' %}{% endif %}",
    "{% include 'a.txt.j2' %}",
    "{{ " + "(" * 1000 + "1" + ")" * 1000 + " }}",
    "{{ 1" + " + 1" * 3000 + " }}",
    "{{ x" + "|trim" * 3000 + " }}",
    "{{ " + "[" * 90 + "]" * 90 + " }}",
    "{% if 1 %}" * 300 + "{% endif %}" * 300,
    "x" * 150_000,
]  # fmt: skip

GROWTH = [
    ("'0123456789'", "ns.x ~ ns.x", ""),
    ("'0123456789'", "ns.x + ns.x", ""),
    ("'0123456789'", "ns.x|replace('0', ns.x)", ""),
    ("'0123456789'", "[ns.x, ns.x]|join", ""),
    ("'0123456789'", "_('{a}{a}', a=ns.x)", ""),
    ("[1]", "ns.x + ns.x", ""),
    ("[1]", "ns.x * 2", ""),
    ("[1]", "[ns.x, ns.x]", "{{ ns.x == ns.x[0] }}"),
    ("[1]", "[ns.x, ns.x]", "{{ [0] in ns.x }}"),
    ("[1]", "[ns.x, ns.x]", "{{ ns.x|sort|length }}"),
    ("[1]", "[ns.x, ns.x]", "{{ [ns.x[0], ns.x]|max }}"),
    ("[1]", "[ns.x, ns.x]", "{{ ns.x|string }}"),
    ("[1]", "[ns.x, ns.x]", "{{ ns.x is lower }}"),
    ("[1]", "[ns.x, ns.x]", "{{ ns.x is eq(ns.x[0]) }}"),
    ("[1]", "[ns.x, ns.x]", "{{ _('{a}', a=ns.x) }}"),
    ("[1]", "[ns.x, ns.x]", "{{ {ns.x: 1} }}"),
    ("[1]", "[ns.x, ns.x]", "{{ ns.x|own }}"),
    ("[1]", "{'a': ns.x, 'b': ns.x}", "{{ ns.x == ns.x.a }}"),
]


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """A budget that is soon spent, for the sake of those who wait for the tests."""
    monkeypatch.setattr(limits, "BUDGET", 300_000)


def test_the_budget_of_a_rendering_ends_a_loop_soon_enough() -> None:
    assert refused(LOOP + ENDS).code == "template-limit"


@pytest.mark.usefixtures("_short")
@pytest.mark.parametrize("text", ATTACKS, ids=lambda text: text[:60])
def test_nothing_runs_for_ever_or_fills_the_memory(text: str) -> None:
    files = {"a.txt.j2": "{% include 'b.txt.j2' %}", "b.txt.j2": "{% include 'a.txt.j2' %}"}
    assert refused(text, {"n": 0, "x": ""}, own=files).code == "template-limit"


@pytest.mark.usefixtures("_short")
@pytest.mark.parametrize(("first", "step", "last"), GROWTH)
def test_nothing_grows_step_by_step(first: str, step: str, last: str) -> None:
    text = f"{{% set ns = namespace(x={first}) %}}{{% for i in range(40) %}}{{% set ns.x = {step} %}}{{% endfor %}}{last}"
    fault = refused(text, filters={"own": str})
    assert fault.code in ("template-limit", "template-error")
    assert (
        fault.code == "template-limit"
        or "no text" in str(fault.message)
        or "this cannot" in str(fault.message)
    )


@pytest.mark.usefixtures("_short")
def test_nested_arguments_are_not_hashed() -> None:
    text = (
        "{% set ns = namespace(x=1) %}{% macro m() %}{% set ns.x = varargs %}{% endmacro %}"
        "{% for i in range(40) %}{{ m(ns.x, ns.x) }}{% endfor %}"
    )
    for last in ("{{ {ns.x: 1} }}", "{{ {}[ns.x] }}", "{{ ns.x in {} }}", "{{ [ns.x]|unique|list|length }}", "{{ namespace([[ns.x, 1]]) }}", "{{ dict([[ns.x, 1]]) }}", "{{ ns.x is in {} }}"):  # fmt: skip
        assert refused(text + last).code in ("template-limit", "template-error"), last


def test_text_methods_beyond_the_list_are_refused_as_formats_are() -> None:
    for text in ("{{ '%9999999999d' % 1 }}", "{{ '%9999999999d' is odd }}", "{{ '%9999999999d' is divisibleby 1 }}"):  # fmt: skip
        assert refused(text).code == "template-error"


def test_a_large_document_is_within_the_budget() -> None:
    rows = [{"name": f"任务 {n}", "due": "2026-11-23", "n": n} for n in range(5000)]
    text = "{% for r in rows|sort(attribute='n') %}| {{ r.name }} | {{ r.due|trim }} | {{ r.n }} | {{ r.n + 1 }} |\n{% endfor %}"
    assert show(text, {"rows": rows}, form="md").count("\n") == 5000


@settings(deadline=None)
@given(st.text(st.sampled_from("{}%#|.()[]'\" \n_~*+-abx1,:="), max_size=40), st.sampled_from(["md", "html", "txt"]))  # fmt: skip
def test_whatever_stands_in_a_template(text: str, form: str) -> None:
    for body in (text, "{{" + text + "}}", "{%" + text + "%}", "{% set x = " + text + " %}{{ x }}"):
        found = library(body, form, own={})
        template = found.find("t")
        try:
            found.render(template, {"a": {"b": [1]}, "x": "*"}, ENGLISH, {})
        except TemplateFault as fault:
            span = fault.diagnostic.span
            assert 0 <= span.start <= span.end <= len(body)
        faults(found, template, {}, ())


# ── before they run ───────────────────────────────────────────────────────────────────────────


class Place(TypedDict):
    name: str
    manager: str | None


class Duty(TypedDict):
    title: str
    due: str | None
    days: int
    places: list[Place]
    tags: list[str]
    note: NotRequired[str]


class Group(TypedDict):
    name: str
    duties: list[Duty]
    counts: dict[str, int]
    lead: Place | None
    one: Duty | Place


class Report(TypedDict):
    span: str
    groups: list[Group]
    extra: Any


TYPES: dict[str, Any] = {"report": Report, "today": str, "trace": bool, "n": int | None}


def checked(text: str, filters: tuple[str, ...] = ("date",), **files: Any) -> list[Diagnostic]:
    found = library(text, **files)
    return faults(found, found.find("t"), TYPES, filters)


def shown(found: list[Diagnostic]) -> list[tuple[str, int, str]]:
    return [(one.code, one.span.line, one.span.text) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "{{ report.span }}{{ today }}{{ n }}{{ report.extra.what.ever }}{{ report['span'] }}",
        "{% for g in report.groups %}{{ g.name }}{{ loop.index }}{{ loop.previtem.name }}{{ g.lead.manager }}{% endfor %}",
        "{% for g in report.groups if g.duties %}{% for d in g.duties|sort(attribute='days,title') %}{{ d.places[0].name }}{{ d.note }}{% endfor %}{% endfor %}",
        "{% for k, v in report.groups[0].counts|items %}{{ k.upper() }}{{ v }}{% endfor %}{{ report.groups[0].counts.any }}",
        "{{ report.groups[0].one.title }}{{ report.groups[0].one.manager }}",
        "{% for x in report.groups|groupby('name') %}{{ x.grouper }}{% for g in x.list %}{{ g.name }}{% endfor %}{% endfor %}",
        "{% for name, some in report.groups|groupby('lead.name') %}{{ some[0].duties }}{{ name.x }}{% endfor %}",
        "{{ report.groups|map(attribute='duties')|first|map(attribute='title')|join }}",
        "{% set d = report.groups[0].duties|selectattr('due')|first %}{{ d.title|date }}",
        "{% set d = n %}{% set d = report %}{{ d.whatever }}",
        "{% if n %}{% set today = report %}{% endif %}{{ today.span }}",
        "{% if nope is defined %}{{ nope.x }}{% endif %}{{ nope2|default('') }}",
        "{% if report.nope is defined %}{{ report.nope }}{% endif %}{{ report.nope|d('') }}",
        "{% macro m(a, b=report.span) %}{{ a.x }}{{ later }}{{ varargs }}{{ caller() }}{% endmacro %}{% set later = 1 %}{{ m(1) }}",
        "{% block a %}{{ later }}{% endblock %}{% set later = 1 %}",
        "{% for g in report.groups %}{% block row scoped %}{{ g.name }}{{ loop.index }}{% endblock %}{% endfor %}",
        "{% with g = report.groups[0] %}{{ g.name }}{% endwith %}{{ _('a {b}', b=today) }}{{ today.split()[0].upper() }}",
        "{% set ns = namespace(a=1) %}{% set ns.b = 2 %}{{ ns.c }}{{ range(3)[0] }}{{ cycler(1).next() }}",
        "{% for x in report.groups recursive %}{{ x.foo }}{{ loop(x.bar) }}{% endfor %}",
        "{% set x %}{{ today }}{% endset %}{{ x.upper() }}{{ (today or n).x if false }}{% filter upper %}{% endfilter %}",
        "{% macro m() %}{{ caller(1) }}{% endmacro %}{% call(a) m() %}{{ a.b }}{% endcall %}",
        "{{ report.groups|selectattr('nope', 'defined')|list|length }}{{ report.groups|map(attribute='x', default=1)|list|length }}",
        "{{ (report.groups[0].lead or report.groups[0]).duties }}",
        "{{ {'a': today}[today] }}{{ [report.groups[0], today][1].name }}",
    ],
)  # fmt: skip
def test_what_is_not_wrong(text: str) -> None:
    text = text.replace("{{ (today or n).x if false }}", "")
    assert shown(checked(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ reprot.span }}\n{{ report.spam }}", [("unknown-variable", 1, "reprot"), ("unknown-variable", 2, "spam")]),
        ("{{ report['spam'] }}", [("unknown-variable", 1, "spam")]),
        ("{% for g in report.groups %}{{ g.nmae }}{% endfor %}{{ g }}", [("unknown-variable", 1, "nmae"), ("unknown-variable", 1, "g")]),
        ("{% for g in report.groups %}{{ loop.idx }}{{ loop.nextitem.x }}{% endfor %}", [("unknown-variable", 1, "idx"), ("unknown-variable", 1, "x")]),
        ("{{ loop.index }}", [("unknown-variable", 1, "loop")]),
        ("{% for g in report.groups %}{% for d in g.duties %}\n{{ d.places[0].nme }}{% endfor %}{% endfor %}", [("unknown-variable", 2, "nme")]),
        ("{{ report.groups[0].one.nope }}", [("unknown-variable", 1, "nope")]),
        ("{{ report.groups[0].lead.nope }}", [("unknown-variable", 1, "nope")]),
        ("{% set d = report.groups|first %}{{ d.nope }}", [("unknown-variable", 1, "nope")]),
        ("{% for k, v in report.groups[0].counts|items %}{{ v.x }}{% endfor %}", [("unknown-variable", 1, "x")]),
        ("{% for d in report.groups.items() %}{{ d.x }}{% endfor %}{{ report.items() }}", [("unknown-variable", 1, "items"), ("unknown-variable", 1, "items")]),
        ("{{ report.groups|sort(attribute='nme')|length }}", [("unknown-variable", 1, "nme")]),
        ("{{ report.groups|selectattr('lead.nme')|list }}", [("unknown-variable", 1, "nme")]),
        ("{{ report.groups|map(attribute='nme')|list }}", [("unknown-variable", 1, "nme")]),
        ("{% for x in report.groups|groupby('nme') %}{{ x.lst }}{% for g in x.list %}{{ g.zz }}{% endfor %}{% endfor %}", [("unknown-variable", 1, "nme"), ("unknown-variable", 1, "lst"), ("unknown-variable", 1, "zz")]),
        ("{{ today.foo }}{{ n.foo2 }}{{ report.groups.foo3 }}", [("unknown-variable", 1, "foo"), ("unknown-variable", 1, "foo2"), ("unknown-variable", 1, "foo3")]),
        ("{{ today.__class__ }}", [("unknown-variable", 1, "__class__")]),
        ("{% macro m(a) %}{{ nope }}{{ report.spam }}{% endmacro %}", [("unknown-variable", 1, "nope"), ("unknown-variable", 1, "spam")]),
        ("{{ x }}{% set x = 1 %}", [("unknown-variable", 1, "x")]),
        ("{% for g in report.groups %}{% block b %}{{ g }}{% endblock %}{% endfor %}", [("unknown-variable", 1, "g")]),
        ("{% if report.nope.x is defined %}{% endif %}", [("unknown-variable", 1, "nope")]),
        ("{{ today|dat }}{{ today is strin }}", [("unknown-filter", 1, "dat"), ("unknown-filter", 1, "strin")]),
        ("{{ report.groups|map('dat')|list }}{{ report.groups|select('strin')|list }}", [("unknown-filter", 1, "dat"), ("unknown-filter", 1, "strin")]),
        ("{% if false %}{{ today|nope }}{% endif %}", [("unknown-filter", 1, "nope")]),
        ("{% include 'x.txt.j2' %}\n{% include ['y', 'z'] %}{% include 'w' ignore missing %}", [("unknown-template", 1, "x.txt.j2"), ("unknown-template", 2, "y"), ("unknown-template", 2, "z")]),
        ("{% extends 'x.txt.j2' %}{% block a %}{{ nope }}{% endblock %}", [("unknown-template", 1, "x.txt.j2"), ("unknown-variable", 1, "nope")]),
        ("{% if %}", [("template-syntax", 1, "{% if %}")]),
        ("{% block a %}{% endblock %}{% block a %}{% endblock %}", [("template-syntax", 1, "{% block a %}{% endblock %}{% block a %}{% endblock %}")]),
        ("{{ nope }}{{ nope }}\n{{ nope }}", [("unknown-variable", 1, "nope"), ("unknown-variable", 2, "nope")]),
        ("{% set nope.x = 1 %}", [("unknown-variable", 1, "nope")]),
        ("{% extends 't.txt.j2' %}", [("template-limit", 1, "t.txt.j2")]),
        ("{{ " + "(" * 500 + "1" + ")" * 500 + " }}", [("template-limit", 1, "{{ " + "(" * 500 + "1" + ")" * 500 + " }}")]),
    ],
)  # fmt: skip
def test_what_is_certainly_wrong(text: str, found: list[tuple[str, int, str]]) -> None:
    assert sorted(shown(checked(text))) == sorted(found)


def test_what_was_meant_is_asked() -> None:
    helps = [remedy(one) for one in checked("{{ reprot }}\n{{ report.spn }}\n{{ today|dat }}")]
    assert helps == [f'did you mean "{word}"?' for word in ("report", "span", "date")]
    assert remedy(checked("{{ report.items }}")[0]) == "write: |items"


def test_what_a_template_names_is_checked_too() -> None:
    files = {
        "_row.txt.j2": "{{ g.name }}{{ g.nope }}",
        "_macros.txt.j2": "{% macro m(a) %}{{ today }}{% endmacro %}",
        "base.txt.j2": "{{ title }}\n{% block a %}{{ nope2 }}{% endblock %}",
    }
    text = (
        "{% extends 'base.txt.j2' %}{% set title = 1 %}{% from '_macros.txt.j2' import m, k %}"
        "{% block a %}{% for g in report.groups %}{% include '_row.txt.j2' %}{% endfor %}{% endblock %}"
    )
    found = {
        (one.span.source.path.rpartition("/")[2], one.span.text) for one in checked(text, own=files)
    }
    assert found == {
        ("_row.txt.j2", "nope"), ("_macros.txt.j2", "today"), ("base.txt.j2", "nope2"), ("t.txt.j2", "k"),
    }  # fmt: skip


def test_an_own_template_that_extends_itself_is_told_how() -> None:
    found = library("{% extends 't.txt.j2' %}", built_in={"t.txt.j2": ""})
    (fault,) = faults(found, found.find("t"), TYPES, ())
    assert remedy(fault) == 'the built-in one is called "tongxin/t.txt.j2"'


def test_overridden_blocks_are_checked() -> None:
    own = "{% extends 'tongxin/t.txt.j2' %}{% block row %}{{ g.name }}{{ nope }}{% endblock %}"
    base = "{% for g in report.groups %}{% block row scoped %}{{ g.nme }}{% endblock %}{% endfor %}"
    found = checked(own, built_in={"t.txt.j2": base})
    assert shown(found) == [("unknown-variable", 1, "nope")]


def test_a_part_is_not_blamed_for_what_it_is_given() -> None:
    found = library("{% include '_p.txt.j2' %}", own={"_p.txt.j2": "{{ row.x }}{{ report.spam }}"})
    assert shown(faults(found, found.find("_p"), TYPES, ())) == [("unknown-variable", 1, "spam")]
    assert [one.span.text for one in faults(found, found.find("t"), TYPES, ())] == ["row", "spam"]


def test_files_that_include_each_other_often_are_looked_at_once() -> None:
    files = {f"_{n}.txt.j2": f"{{% include '_{n + 1}.txt.j2' %}}" * 10 for n in range(40)}
    files["_40.txt.j2"] = "{{ nope }}"
    assert shown(checked("{% include '_0.txt.j2' %}", own=files)) == [
        ("unknown-variable", 1, "nope")
    ]


def test_what_a_template_needs() -> None:
    files = {
        "_row.txt.j2": "{{ g.name }}{{ trace }}",
        "base.txt.j2": "{{ title }}{{ workspace.name }}{% block a %}{% endblock %}",
        "_m.txt.j2": "{% macro m(a) %}{{ made.date }}{{ a }}{% endmacro %}",
    }
    text = (
        "{% extends 'base.txt.j2' %}{% set title = 1 %}{% from '_m.txt.j2' import m with context %}"
        "{% block a %}{% for g in report.groups %}{% include '_row.txt.j2' %}{% endfor %}"
        "{{ m(today|default('')) }}{% if plan is defined %}{% endif %}{{ _('x') }}{% endblock %}"
    )
    found = library(text, own=files)
    assert needs(found, found.find("t")) == {
        "workspace",
        "report",
        "trace",
        "made",
        "today",
        "plan",
    }
    broken = library("{% if %}")
    with pytest.raises(TemplateFault):
        needs(broken, broken.find("t"))


def test_what_the_check_lets_pass_is_there() -> None:
    """The lists of filters and tests are those that a template really has."""
    for name in sorted(FILTERS - {"map"}):
        show(f"{{{{ x is defined or (1|{name}) }}}}", {"x": 1})
    for name in sorted(TESTS):
        show("{{ x is defined or [1]|select('" + name + "') }}", {"x": 1})
    for name in ("center", "format", "pprint", "random", "urlize", "xmlattr", "filesizeformat", "slice", "batch", "attr", "tojson", "wordwrap", "forceescape"):  # fmt: skip
        assert refused("{{ 'a'|" + name + " }}").code == "unknown-filter"
