from pathlib import Path

from tests.harness import agenda, assert_found
from tongxin.checks.dependency_cycle import check

CODE = "dependency-cycle"


def plan(name: str, *tasks: str, more: str = "") -> str:
    head = f"plan: {name}\ntitle: 计划{name}\nperiod: 2026\n{more}"
    return head + "tasks:\n" + "".join(f"  - {{id: {task}\n" for task in tasks)


def ways(root: Path, files: dict[str, str]) -> list[str]:
    return [str(finding.message).rpartition(": ")[2] for finding in check(agenda(root, files))]


def test_each_cycle_once_at_its_first_link(tmp_path: Path) -> None:
    text = plan(
        "a",
        "a1, title: 甲, after: a3}  #! dependency-cycle",
        "a2, title: 乙, after: 甲}",
        "a3, title: 丙, 前置: [free, a2]}",
        "self, title: 丁, after: [free, self]}  #! dependency-cycle",
        "free, title: 戊}",
        "tail, title: 己, after: a1}",
    )
    assert_found(tmp_path / "1", CODE, {"plans/a.yaml": text})
    assert ways(tmp_path / "2", {"plans/a.yaml": text}) == ["a1 → a3 → a2 → a1", "self → self"]


def test_two_cycles_that_share_a_task(tmp_path: Path) -> None:
    text = plan(
        "a",
        "a, title: 甲, after: [b, c]}",
        "b, title: 乙, after: d}",
        "c, title: 丙, after: d}",
        "d, title: 丁, after: a}",
    )
    assert ways(tmp_path, {"plans/a.yaml": text}) == ["a → b → d → a", "a → c → d → a"]


def test_across_plans(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": plan("a", "one, title: 甲, after: b/two}  #! dependency-cycle"),
        "plans/b.yaml": plan("b", "two, title: 乙, after: a/uno}"),
    }
    assert_found(tmp_path / "1", CODE, files | {"plans/a.yaml": files["plans/a.yaml"].replace(
        "title: 甲", "title: 甲, was: uno"
    )})  # fmt: skip
    files["plans/b.yaml"] = files["plans/b.yaml"].replace("a/uno", "a/one")
    assert ways(tmp_path / "2", files) == ["a/one → b/two → a/one"]


def test_indicators_and_plans(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": """\
            plan: a
            title: 甲计划
            period: 2026
            part-of: b  #! dependency-cycle
            follows: b
            indicators:
              - {id: i1, name: 甲数, target: "5%", of: i2}  #! dependency-cycle
              - {id: i2, name: 乙数, target: "5%", 占: 甲数}
              - {id: i3, name: 丙数, target: "5%", of: i3}  #! dependency-cycle
              - {id: i4, name: 丁数, target: "5%", of: i1}
        """,
        "plans/b.yaml": "计划: b\n标题: 乙计划\n起止时间: 2026\n所属计划: 甲计划\n",
        "plans/c.yaml": "plan: c\ntitle: 丙\nperiod: 2026\nfollows: d  #! dependency-cycle\n",
        "plans/d.yaml": "plan: d\ntitle: 丁\nperiod: 2026\n接续: c\n",
        "plans/e.yaml": "plan: e\ntitle: 戊\nperiod: 2026\npart-of: e\n",
    }
    assert_found(tmp_path, CODE, files)


def test_a_long_chain_and_a_long_ring(tmp_path: Path) -> None:
    tasks = [f"t{n}, title: 事项{n}, after: t{n + 1}}}" for n in range(5000)]
    chain = plan("a", *tasks, "t5000, title: 末}")
    assert ways(tmp_path / "1", {"plans/a.yaml": chain}) == []
    ring = plan("a", *tasks, "t5000, title: 末, after: t0}")
    [way] = ways(tmp_path / "2", {"plans/a.yaml": ring})
    assert way.startswith("t0 → t1 → ")
    assert way.endswith(" → t5000 → t0")


def test_a_tangle_is_not_listed_without_end(tmp_path: Path) -> None:
    names = [f"t{n}" for n in range(40)]
    tasks = [f"{name}, title: 事项{name}, after: [{', '.join(names)}]}}" for name in names]
    assert len(ways(tmp_path, {"plans/a.yaml": plan("a", *tasks)})) == 50
