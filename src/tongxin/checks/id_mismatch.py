"""A plan or a basis is not what the name of its file says.

The plan in `plans/ID.yaml` is called ID, and so is the basis in `plans/basis/ID.yaml`: whoever
reads a reference then knows which file to open, and two plans cannot take one name unseen. Rename
the file, or write the id that it is named for. A copy such as `fire (1).yaml` that a program made
beside the original is deleted.

== 中文 ==
文件名和里面写的编号对不上。

plans/某编号.yaml 里的“计划”、plans/basis/某编号.yaml 里的“依据”应当就是这个编号，
这样看到编号就知道打开哪个文件。请改文件名，或者把编号改成和文件名一样。同步软件在旁边生成的副本
（如 fire (1).yaml），删掉就行。

== fails ==
-- plans/fire.yaml
plan: xiaofang
title: 消防工作计划
period: 2026

== passes ==
-- plans/xiaofang.yaml
plan: xiaofang
title: 消防工作计划
period: 2026
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from unicodedata import normalize

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic
from tongxin.messages import msg
from tongxin.model.basis import Basis
from tongxin.model.fields import is_id
from tongxin.model.plan import Plan


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every plan and basis whose id is not the name of its file."""
    taken = {source.path for source in agenda.world.sources}
    things: tuple[Plan | Basis, ...] = (*agenda.world.plans, *agenda.world.bases)
    for thing in things:
        if not thing.id or is_named_for(thing):
            continue
        name = file_name(thing)
        message = msg('the id is "{id}", but the file is named {name}.yaml', id=thing.id, name=name)
        folder = PurePosixPath(thing.tree.source.path).parent
        there = (folder / f"{thing.id}.yaml").as_posix() in taken  # renaming would lose that file
        if there and is_id(name):
            remedy = msg('write "{name}" here', name=name)
        elif there:
            remedy = msg(
                "delete this file if it is a copy of {id}.yaml; else write an id of its own here"
                " and name the file for that",
                id=thing.id,
            )
        elif is_id(name):
            remedy = msg(
                'rename the file to {id}.yaml, or write "{name}" here', id=thing.id, name=name
            )
        else:
            remedy = msg("rename the file to {id}.yaml", id=thing.id)
        yield Diagnostic("id-mismatch", thing.at(), message, remedy)


def file_name(thing: Plan | Basis) -> str:
    """The name of a plan's or a basis's file without its ending.

    Some systems take the letters of a file's name apart, so names are compared composed.
    """
    return normalize("NFC", PurePosixPath(thing.tree.source.path).stem)


def is_named_for(thing: Plan | Basis) -> bool:
    """Is a plan's or a basis's file named for its id?"""
    return normalize("NFC", thing.id) == file_name(thing)
