"""An entry's evidence is a file that does not exist.

A path in the ledger is a promise to whoever inspects: the photo or the sign-in sheet must lie
there. Paths start at the workspace's folder and may not leave it, so that they hold on every
computer. Put the file there or correct the path; what is on paper begins with 纸质 and names the
box or folder it is kept in.

Photos need not lie in git: `evidence` in `tongxin.yaml` names another folder, where the paths that
begin with evidence/ are then looked for. On a computer that does not have that folder nothing can
be said of them, and this one finding says so.

== 中文 ==
台账里写的佐证文件不存在。

迎检时要按台账找照片、签到表，文件得真的在那里。路径从工作区文件夹写起，不能指到外面，
否则换台电脑就找不到了。请把文件放好或改正路径；纸质材料请以“纸质”开头，写明放在哪个盒、哪个柜。

照片不想放进 git 的，在 tongxin.yaml 里用“佐证”另指一个文件夹，以 evidence/ 开头的路径就到那里去找。
这台电脑上没有那个文件夹时，无从判断文件在不在，就只提示这一条。

== fails ==
-- ledger/2026-11.yaml
- {date: 2026-11-03, note: 楼道清理, evidence: evidence/2026/11/签到表.txt}

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-03, note: 楼道清理, evidence: evidence/2026/11/签到表.txt}
-- evidence/2026/11/签到表.txt
参加 12 人

== passes ==
-- ledger/2026-11.yaml
- {date: 2026-11-03, note: 楼道清理, evidence: 纸质 3号盒}

== fails ==
-- tongxin.yaml
同心: 1
社区: {名称: 柳岸社区}
佐证: ../照片库
-- ledger/2026-11.yaml
- {date: 2026-11-03, note: 楼道清理, evidence: evidence/2026/11/签到表.txt}

== passes ==
-- tongxin.yaml
同心: 1
社区: {名称: 柳岸社区}
佐证: 照片库
-- ledger/2026-11.yaml
- {date: 2026-11-03, note: 楼道清理, evidence: evidence/2026/11/签到表.txt}
-- 照片库/2026/11/签到表.txt
参加 12 人
"""

from collections.abc import Iterator

from tongxin.answers.occurrences import Agenda
from tongxin.diagnostic import Diagnostic, Span
from tongxin.messages import msg
from tongxin.model.fields import Reader, split_list
from tongxin.model.ledger import Entry, in_evidence, leaves
from tongxin.text.tree import Mapping, Scalar, Sequence


def check(agenda: Agenda) -> Iterator[Diagnostic]:
    """Every path of evidence at which there is no file in the workspace.

    Where the folder for evidence is not on this computer that is the finding, at its name.
    """
    world = agenda.world
    if not world.evidence_here:
        message = msg(
            'the folder for evidence is not on this computer: "{folder}"',
            folder=str(world.settings.evidence),
        )
        remedy = msg("connect the drive it is on, or correct the path")
        yield Diagnostic("missing-evidence", world.settings.at("evidence"), message, remedy)
    for entry in agenda.standing:
        missing = {
            e.path
            for e in entry.evidence
            if not e.on_paper
            and e.path not in world.files
            and (world.evidence_here or not in_evidence(e.path))
        }
        for path, span in _paths(entry) if missing else ():
            if path not in missing:
                continue
            message, remedy = (
                (
                    msg('"{path}" leaves the workspace', path=path),
                    msg("copy the file into evidence/, and write its path from there on"),
                )
                if leaves(path)
                else (
                    msg('no file "{path}"', path=path),
                    msg("put the file there; of evidence on paper write: 纸质, and where it is"),
                )
            )
            yield Diagnostic("missing-evidence", span, message, remedy)


def _paths(entry: Entry) -> Iterator[tuple[str, Span]]:
    """Every text of an entry's evidence and where it stands, of kind → paths the paths."""
    node = entry.value_node("evidence")
    reader = Reader(entry.tree)
    for value in [value for _, value in node.items] if isinstance(node, Mapping) else [node]:
        if isinstance(value, Scalar):
            text = value.value
            for start, part in split_list(text) if "、" in text else [(0, text)]:
                yield part, reader.within(value, start, start + len(part))
        elif isinstance(value, Sequence):
            for item in value.items:
                if isinstance(item, Scalar):
                    yield item.value, entry.tree.span(item)
