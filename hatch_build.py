"""Build hook: compile the message catalogues, `locale/*/LC_MESSAGES/tongxin.po` to `.mo`.

Run as a program, `python hatch_build.py`, it does the same for a checkout.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HERE = Path(__file__).parent


def compile_catalogues(root: Path = HERE) -> list[Path]:
    """Write each catalogue as `.mo` beside the package's modules; return the files written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for po in sorted(root.glob("locale/*/LC_MESSAGES/*.po")):
        mo = root / "src" / "tongxin" / po.relative_to(root).with_suffix(".mo")
        mo.parent.mkdir(parents=True, exist_ok=True)
        with po.open("rb") as source, mo.open("wb") as target:
            write_mo(target, read_po(source))
        written.append(mo)
    return written


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compile catalogues before a wheel (also an editable one) is assembled."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile; `version` is `standard` or `editable`."""
        compile_catalogues(Path(self.root))


if __name__ == "__main__":
    compile_catalogues()
