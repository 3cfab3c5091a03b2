"""docs/language.md names every key of the language in both spellings, and every keyword."""

from pathlib import Path

import pytest

from tongxin.model import basis, community, ledger, plan, schedule, words
from tongxin.model.fields import Table

TEXT = (Path(__file__).parent.parent / "docs/language.md").read_text("utf-8")
TABLES = {
    table.name: table
    for module in (basis, community, ledger, plan, schedule)
    for table in vars(module).values()
    if isinstance(table, Table)
}
ROWS = {line for line in TEXT.splitlines() if line.startswith("|")}


@pytest.mark.parametrize("name", TABLES)
def test_every_key_has_a_row(name: str) -> None:
    for field in TABLES[name].fields:
        chinese = TABLES[name].spelled(field.name).chinese
        cells = [[cell.strip(" `") for cell in row.split("|")] for row in ROWS]
        assert any(field.name in row and chinese in row for row in cells), (field.name, chinese)


@pytest.mark.parametrize("table", [t for t in words.SPELLINGS if t.startswith("word:")])
def test_every_keyword_is_named(table: str) -> None:
    internal = {"word:hazard-state", "word:severity", "word:sex"}
    for english, (chinese, *_) in words.SPELLINGS[table].items():
        if table not in internal:
            assert english in TEXT, english
            assert chinese in TEXT, (table, chinese)
