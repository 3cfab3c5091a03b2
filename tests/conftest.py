"""What every test run needs: the message catalogues, compiled."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues where one is newer than what was compiled from it, once a run."""
    in_worker = hasattr(config, "workerinput")
    if not in_worker and any(map(_is_stale, ROOT.glob("locale/*/LC_MESSAGES/*.po"))):
        load(ROOT / "hatch_build.py").compile_catalogues(ROOT)


def _is_stale(po: Path) -> bool:
    mo = ROOT / "src" / "tongxin" / po.relative_to(ROOT).with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime <= po.stat().st_mtime


def load(path: Path) -> ModuleType:
    """A program of the repository that is no part of a package, as a module."""
    spec = importlib.util.spec_from_file_location(f"program_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
