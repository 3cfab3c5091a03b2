"""docs/templates.md lists what a template sees and which filters there are, from the code itself."""

import inspect
import os
import re
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from tongxin.output import filters, view

PAGE = Path(__file__).parent.parent / "docs/templates.md"


def documented(cls: Any) -> dict[str, str]:
    """Key → what its docstring says of it."""
    return dict(re.findall(r"^([a-z_]+): (.+)$", inspect.getdoc(cls) or "", re.M))


def views() -> list[Any]:
    """Every kind of data a template may meet, outermost first, each once."""
    found: list[Any] = [view.Data]
    for cls in found:
        for hint in get_type_hints(cls).values():
            found += [one for one in parts(hint) if one not in found]
    return found


def parts(hint: Any) -> list[Any]:
    """The typed dictionaries that a type is made of."""
    if is_typeddict(hint):
        return [hint]
    return [one for argument in get_args(hint) for one in parts(argument)]


def shown(hint: Any) -> str:
    """A type as a reader of templates understands it."""
    if is_typeddict(hint):
        return (
            f"[{hint.__name__.removesuffix('View')}](#{hint.__name__.removesuffix('View').lower()})"
        )
    if get_origin(hint) is list:
        return f"list of {shown(get_args(hint)[0])}"
    if get_origin(hint) is dict:
        return f"name → {shown(get_args(hint)[1])}"
    if get_args(hint):
        names = [shown(one) for one in get_args(hint) if one is not type(None)]
        return " or ".join([*names, *(["null"] if type(None) in get_args(hint) else [])])
    return {"str": "text", "int": "number", "float": "number", "bool": "true/false"}[hint.__name__]


def data_section() -> str:
    lines: list[str] = []
    for cls in views():
        name = cls.__name__.removesuffix("View")
        head = (inspect.getdoc(cls) or "").partition("\n")[0]
        lines += [f"### {name}", "", head, "", "| key | is | holds |", "|---|---|---|"]
        said = documented(cls)
        for key, hint in get_type_hints(cls).items():
            lines.append(f"| `{key}` | {shown(hint)} | {said[key]} |")
        lines.append("")
    return "\n".join(lines)


def filters_section() -> str:
    lines = ["| filter | does | example |", "|---|---|---|"]
    for one in filters.documented():
        examples = "<br>".join(
            f"`{e.template}` → {e.chinese} · {e.english}".replace("|", "\\|") for e in one.examples
        )
        call = f"{one.name}({one.arguments})" if one.arguments else one.name
        lines.append(f"| `{call}` | {one.text} | {examples} |")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("cls", views(), ids=lambda cls: cls.__name__)
def test_every_key_is_described(cls: Any) -> None:
    assert list(documented(cls)) == list(get_type_hints(cls))


@pytest.mark.parametrize(
    ("name", "section"), [("data", data_section), ("filters", filters_section)]
)
def test_the_page_lists_them(name: str, section: Any) -> None:
    text = PAGE.read_text("utf-8")
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, _, rest = text.partition(begin)
    inside, _, after = rest.partition(end)
    wanted = f"\n{section()}\n"
    if os.environ.get("TONGXIN_GOLDEN"):
        PAGE.write_text(before + begin + wanted + end + after, "utf-8")
    else:
        assert inside == wanted, "run with TONGXIN_GOLDEN=1 and read the difference"
