"""A plan or a basis is not what the name of its file says.

The plan in `plans/ID.yaml` is called ID, and so is the basis in `plans/basis/ID.yaml`: whoever
reads a reference then knows which file to open, and two plans cannot take one name unseen. Rename
the file, or write the id that it is named for.

== 中文 ==
文件名和里面写的编号对不上。

plans/某编号.yaml 里的“计划”、plans/basis/某编号.yaml 里的“依据”应当就是这个编号，
这样看到编号就知道打开哪个文件。请改文件名，或者把编号改成和文件名一样。

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
from tongxin.model.plan import Plan


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every plan and basis whose id is not the name of its file."""
    taken = {source.path for source in agenda.world.sources}
    things: tuple[Plan | Basis, ...] = (*agenda.world.plans, *agenda.world.bases)
    for thing in things:
        # Some systems take the letters of a file's name apart, so both are compared composed.
        name = normalize("NFC", PurePosixPath(thing.tree.source.path).stem)
        if not thing.id or normalize("NFC", thing.id) == name:
            continue
        message = msg('the id is "{id}", but the file is named {name}.yaml', id=thing.id, name=name)
        rename = msg("rename the file to {id}.yaml", id=thing.id)
        either = msg('rename the file to {id}.yaml, or write "{name}" here', id=thing.id, name=name)
        fit_for_id = name.replace("-", "").isalnum()
        folder = PurePosixPath(thing.tree.source.path).parent
        if (folder / f"{thing.id}.yaml").as_posix() in taken:  # renaming would lose that file
            either = rename = msg('write "{name}" here', name=name)
        yield Diagnostic("id-mismatch", thing.at(), message, either if fit_for_id else rename)
