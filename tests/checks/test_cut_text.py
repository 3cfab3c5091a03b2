"""cut-text: a # behind a space cuts an unquoted text off."""

from pathlib import Path

from tests.harness import assert_found, found

HEAD = "plan: a\ntitle: 消防工作计划\nperiod: 2026\n"


def cuts(root: Path, text: str | bytes, path: str = "plans/a.yaml") -> list[tuple[int, str]]:
    """Line and characters of every cut."""
    content = text if isinstance(text, bytes) else text.encode()
    return [(f.line, f.text) for f in found(root, {path: content}) if f.code == "cut-text"]


def test_what_is_cut(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": """\
            计划: a
            标题: 消防工作计划 #2026版  #! cut-text
            起止时间: 2026   #一年  #! cut-text
            备注: #3号楼除外  #! cut-text
            保障措施:
              - 张贴 #1、#2 号通告  #! cut-text
              - #只有注释  #! cut-text
            任务:
              - 编号: x
                事项: 巡查 \t#夜间  #! cut-text
                时间要求: 每周1次
            """
    }
    assert_found(tmp_path, "cut-text", files)


def test_what_is_not_cut(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": """\
            #文件头的注释
            plan: a
            title: C#小区工作计划      # 有空格的注释
            period: 2026   #
            note: "见附件 #3 号楼"      #引号后面的注释
            principles: ['一 #二', 三]   #列表后面的注释
            groups:   #下面是工作组
              #整行的注释
              - {id: fire, name: 消防工作组}   #括号后面的注释
            tasks:
              - id: x
                title: 巡查   ########
                schedule: 每周1次   #!旧的写法
                note: |
                  第一行 #1
                  第二行 #2
                with: 派出所   #tongxin: ignore cut-text
                group: fire   #同心: 忽略 cut-text
            """
    }
    assert_found(tmp_path, "cut-text", files)


def test_place_is_from_the_sign_to_the_end_of_the_line(tmp_path: Path) -> None:
    text = HEAD + "note: 见附件 \t #3 号楼 # 及其余 \t\nmeasures: 值班 #甲"
    want = [(4, "#3 号楼 # 及其余"), (5, "#甲")]
    assert cuts(tmp_path, text) == want
    assert cuts(tmp_path, text.replace("\n", "\r\n")) == want


def test_only_the_first_sign_of_a_line_cuts(tmp_path: Path) -> None:
    assert cuts(tmp_path, HEAD + "note: 甲 # 注 #乙\n") == []
    assert cuts(tmp_path, HEAD + "note: 甲 #注 #乙\n") == [(4, "#注 #乙")]


def test_within_brackets_over_lines(tmp_path: Path) -> None:
    assert cuts(tmp_path, HEAD + "principles: [\n  预防为主,\n  全员参与 #1\n]\n") == [(6, "#1")]


def test_an_alias_is_not_a_text(tmp_path: Path) -> None:
    text = HEAD + "principles: &p 预防为主\nnote: *p #注释\n"
    assert cuts(tmp_path, text) == []


def test_every_file(tmp_path: Path) -> None:
    settings = "tongxin: 1\ncommunity: {name: 示例社区}\nnote: 见 #1\n"
    ledger = "- date: 2026-11-03\n  note: 清理 #3 号楼\n"
    basis = "basis: b\ntitle: 标准 #2\nclauses: []\n"
    assert cuts(tmp_path / "1", settings, "tongxin.yaml") == [(3, "#1")]
    assert cuts(tmp_path / "2", ledger, "ledger/2026-11.yaml") == [(2, "#3 号楼")]
    assert cuts(tmp_path / "3", basis, "plans/basis/b.yaml") == [(2, "#2")]


def test_a_fault_elsewhere_does_not_hide_it(tmp_path: Path) -> None:
    text = HEAD + 'principles: "没有收口\nnote: 见附件 #3\n'
    assert cuts(tmp_path, HEAD + "title：错\nnote: 见附件 #3\n") == [(5, "#3")]
    assert cuts(tmp_path, text) == [(5, "#3")]


def test_what_is_cut_is_named_by_no_other_text(tmp_path: Path) -> None:
    """The message repeats nothing of the text: it may be private."""
    message = next(
        f.message
        for f in found(tmp_path, {"plans/a.yaml": HEAD + "note: 住户 #13900000000\n"})
        if f.code == "cut-text"
    )
    assert "139" not in message


def test_silenced_on_its_line(tmp_path: Path) -> None:
    text = HEAD + "note: 见附件 #3 # tongxin: ignore cut-text\n"
    assert cuts(tmp_path, text) == []
