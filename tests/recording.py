"""What the tests of recording share: a community, ids that are known before, what was written."""

from collections.abc import Mapping
from itertools import chain, product
from pathlib import Path

import pytest

from tests.harness import TODAY, day, write
from tests.test_commands import Desk
from tongxin.answers.occurrences import Agenda
from tongxin.changes.entries import LENGTH, LETTERS
from tongxin.commands.done import Work, done
from tongxin.commands.record import Said
from tongxin.workspace.read import read_world

SETTINGS = """\
tongxin: 1
community:
  name: 示例社区
  parent: 示例街道
  numbers: {households: 1000}
places:
  - {id: bei, name: 北苑小区, kind: 小区, manager: 北苑物业}
  - {id: nan, name: 南苑小区, kind: 小区}
  - {id: dong, name: 东苑小区, kind: 小区}
  - {id: xiao, name: 实验小学, kind: 学校}
"""

FIRE = """\
plan: fire
title: 消防工作计划
period: 2026-09..2026-12
indicators:
  - {id: rate, name: 疏散通道合格率, target: "≥90%"}
  - {id: pairs, name: 灭火器与楼栋之比, target: "2:1"}
  - {id: families, name: 参加户数, target: "≥10%", of: households, sum: people}
  - {id: accidents, name: 火灾伤害, target: 0, sum: incidents}
groups:
  - {id: brigade, name: 消防安全组}
tasks:
  - {id: setup, title: 成立工作组, group: brigade, schedule: {by: 2026-10-31}}
  - {id: patrol, title: 消防巡查, group: brigade, schedule: 每周2次}
  - id: inspect
    title: 小区消防检查
    group: brigade
    places: [小区]
    schedule: {every: week, each: place}
    checklist: [疏散通道畅通]
  - {id: talk, title: 消防讲座, group: brigade, schedule: {by: 2026-11-30, each: audience},
     audience: [老年人, 儿童], topics: [用火, 用电], indicators: families}
  - {id: watch, title: 隐患复看, group: brigade, places: [小区], schedule: 有隐患的每周1次}
  - {id: meet, title: 消防例会, group: brigade, schedule: 每月1次}
  - {id: ready, title: 值班备勤, group: brigade, schedule: 常年}
"""

CLEAN = """\
plan: clean
title: 卫生工作计划
period: 2026-09..2026-12
groups:
  - {id: team, name: 卫生组}
tasks:
  - id: weekly
    title: 环境卫生评比
    group: team
    places: [小区]
    schedule: {every: week, each: place}
    checklist: [疏散通道畅通, 无积水]
  - {id: patrol, title: 河道巡查, group: team, schedule: 每周1次, from: 2026-11-23}
"""

DRAFT = """\
plan: idea
title: 设想
status: draft
period: 2026
tasks:
  - {id: drill, title: 夜间演练, schedule: 每月1次}
"""

FILES = {
    "tongxin.yaml": SETTINGS,
    "plans/fire.yaml": FIRE,
    "plans/clean.yaml": CLEAN,
    "plans/idea.yaml": DRAFT,
}
"""On Monday 2026-11-23 the week W48 begins; nothing was ever recorded."""

LEDGER = "ledger/2026-11.yaml"


def community(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The community's workspace in `w`; ids are made of 000000, 000001, … as they are needed."""
    count_ids(monkeypatch)
    monkeypatch.setattr("getpass.getuser", lambda: "wang")
    return write(folder / "w", FILES)


def put(root: Path, files: Mapping[str, str]) -> None:
    """Put files into a workspace that is there."""
    write(root, {"tongxin.yaml": (root / "tongxin.yaml").read_bytes(), **files})


def count_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no chance be in ids."""
    letters = chain.from_iterable(product(LETTERS, repeat=LENGTH))
    monkeypatch.setattr("tongxin.changes.entries.secrets.choice", lambda _: next(letters))


def lines(root: Path, path: str = LEDGER) -> list[str]:
    """The lines of a month's file; none where there is no file."""
    file = root / path
    return file.read_text("utf-8").splitlines() if file.exists() else []


def bodies(root: Path, path: str = LEDGER) -> list[str]:
    """The same without what is common to all: dash, id, day of recording."""
    found = []
    for line in lines(root, path):
        head, _, rest = line.partition(", date: ")
        assert head.startswith("- {id: E-")
        found.append(rest[: rest.rindex(", at: ")])
    return found


def agenda(root: Path, on: str = TODAY) -> Agenda:
    """What is owed, read anew."""
    return Agenda(read_world(root), day(on))


def do(
    root: Path,
    *words: str,
    said: Said | None = None,
    on: str = TODAY,
    form: str = "text",
    **work: object,
) -> Desk:
    """`done` in English; the desk that was written to."""
    desk = Desk(root, form, on)
    assert done(desk.context, Work(words, **work), said or Said()) == 0  # type: ignore[arg-type]
    return desk
