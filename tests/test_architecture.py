"""The house order: imports point up the list only, and each library has one home."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src/tongxin"

HOUSE = (
    "messages", "diagnostic", "text", "calendar", "model", "workspace", "answers", "checks",
    "changes", "output", "history", "commands", "cli", "__main__",
)  # fmt: skip

MODULES = sorted(
    path.relative_to(PACKAGE).with_suffix("").as_posix() for path in PACKAGE.rglob("*.py")
)


@cache
def tree(module: str) -> ast.Module:
    return ast.parse((PACKAGE / f"{module}.py").read_text("utf-8"))


def imports(module: str) -> Iterator[tuple[str, int]]:
    """Every module that is imported, in functions too and by name in a text, with the line."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: a relative import"
            yield node.module or "", node.lineno
            if node.module == "tongxin":
                yield from ((f"tongxin.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call) and "import_module" in ast.unparse(node.func):
            for argument in node.args:
                if found := re.match(r"f?['\"](tongxin\.[a-z_.]+)", ast.unparse(argument)):
                    yield found[1].rstrip("."), node.lineno


def floor(module: str) -> int:
    """Where a module stands in the house; the package itself above all."""
    first = module.partition("/")[0]
    return -1 if first == "__init__" else HOUSE.index(first)


def test_every_module_has_its_place_in_the_house() -> None:
    first = {module.partition("/")[0] for module in MODULES} - {"__init__"}
    assert first <= set(HOUSE)
    assert len(MODULES) > 60


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_up(module: str) -> None:
    wrong = []
    for name, line in imports(module):
        if name.startswith("tongxin."):
            target = name.removeprefix("tongxin.").replace(".", "/")
            if target != "__version__" and floor(target) > floor(module):
                wrong.append(f"{module}.py:{line}: {name}")
    assert wrong == []


def homes(library: str) -> set[str]:
    """The modules that import a library."""
    return {
        module
        for module in MODULES
        for name, _ in imports(module)
        if name == library or name.startswith(library + ".")
    }


def folder(module: str) -> str:
    return module.partition("/")[0]


@pytest.mark.parametrize(
    ("library", "allowed"),
    [
        ("yaml", {"text"}),
        ("ruamel", {"commands/starter"}),
        ("rich", {"output/terminal", "cli"}),
        ("typer", {"cli"}),
        ("click", {"cli"}),
        ("jinja2", {"output"}),
        ("chinese_calendar", {"calendar"}),
        ("lunar_python", {"calendar"}),
        ("locale", {"cli"}),
        ("time", {"cli"}),
        ("subprocess", {"history"}),
        ("markdown_it", {"output"}),
        ("filelock", {"workspace"}),
        ("PIL", {"workspace"}),
        ("xlsxwriter", {"output/workbook"}),
        ("python_calamine", {"workspace/sheet"}),
        ("openpyxl", set()),
        ("icalendar", {"output"}),
        ("logging", set()),
        ("random", set()),
        ("pickle", set()),
    ],
)
def test_each_library_has_its_home(library: str, allowed: set[str]) -> None:
    assert {
        home for home in homes(library) if home not in allowed and folder(home) not in allowed
    } == set()


def test_the_libraries_that_have_a_home_are_used() -> None:
    """Or the test above looks for the wrong names."""
    libraries = (
        "yaml", "ruamel", "rich", "typer", "chinese_calendar", "lunar_python", "filelock",
        "PIL",
    )  # fmt: skip
    for library in libraries:
        assert homes(library)


CLOCK = {"today", "now", "utcnow", "fromtimestamp"}


def clock_readings(module: str) -> list[int]:
    """Lines that call `date.today`, `datetime.now` and the like, however they were imported."""
    return [
        node.lineno
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCK
        and isinstance(node.value, (ast.Name, ast.Attribute))
        and ast.unparse(node.value).rpartition(".")[2] in ("date", "datetime", "dt")
    ]


def environment_readings(module: str) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute)
        and ast.unparse(node) in ("os.environ", "os.getenv", "os.environb", "os.getcwd")
    ]


def test_the_clock_is_read_in_one_place() -> None:
    assert {module for module in MODULES if clock_readings(module)} == {"cli/options"}


def test_the_environment_is_read_in_two_places() -> None:
    assert {folder(module) for module in MODULES if environment_readings(module)} == {
        "cli",
        "output",
    }
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.ImportFrom) and node.module == "os":
                assert {alias.name for alias in node.names} & {"environ", "getenv"} == set()


def test_nothing_below_the_commands_prints() -> None:
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("print", "input", "eval", "exec"), module


@pytest.mark.parametrize("module", [m for m in MODULES if folder(m) in ("answers", "calendar")])
def test_answers_touch_no_disk(module: str) -> None:
    touching = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink"}
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            assert called not in touching, f"{module}:{node.lineno}"


def test_a_check_writes_nothing() -> None:
    for module in MODULES:
        if folder(module) == "checks":
            names = {name for name, _ in imports(module)}
            assert not names & {"os", "shutil", "tempfile"}, module
            assert not any(name.startswith("tongxin.workspace") for name in names), module
            for node in ast.walk(tree(module)):
                if isinstance(node, ast.ImportFrom) and node.module == "pathlib":
                    pure = {"PurePosixPath", "PureWindowsPath"}
                    assert {alias.name for alias in node.names} <= pure, module


def test_the_command_line_starts_without_what_it_may_not_need() -> None:
    """The help of a verb must not pay for YAML, colours or templates."""
    import subprocess
    import sys

    heavy = (
        "ruamel", "rich", "jinja2", "yaml", "chinese_calendar", "lunar_python", "filelock", "PIL",
        "icalendar",
    )  # fmt: skip
    program = "import sys, tongxin.cli; print([m for m in sys.modules if m in " + repr(heavy) + "])"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    loaded = set(ast.literal_eval(run.stdout))
    assert loaded & {"ruamel", "jinja2", "filelock", "PIL", "icalendar"} == set()
