"""`form` and `import`: what somebody fills in becomes entries, what cannot be read is named."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.recording import LEDGER, agenda, bodies, community, do, lines, put
from tests.test_commands import Desk
from tests.workbooks import exported, fill, formed, headings, read, table, values
from tongxin.commands.form import form
from tongxin.commands.import_ import import_
from tongxin.diagnostic import TongxinError

HEAD = ("任务", "地点", "日期", "经办", "人数", "次数", "结果", "问题", "情况", "佐证")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return community(tmp_path, monkeypatch)


def rows_of(file: Path, sheet: str = "填表") -> dict[tuple[str, str | None], int]:
    """(task, place) → the number of its row."""
    page = openpyxl.load_workbook(file)[sheet]
    columns = headings(page)
    return {
        (row[columns["任务"] - 1].value, row[columns["地点"] - 1].value): number
        for number, row in enumerate(page.iter_rows(min_row=2), 2)
        if row[0].value
    }


def rejected(answer: Any) -> list[tuple[str, str]]:
    return [(one["cell"], one["reason"]) for one in answer["rejected"]]


def one(root: Path, tmp_path: Path, **cells: Any) -> tuple[int, Any]:
    """A form by hand with one row: 消防巡查 on 11-23, and these cells."""
    row = {"任务": "fire/patrol", "日期": date(2026, 11, 23), **cells}
    return read(root, table(tmp_path / "hand.xlsx", HEAD, [[row.get(h) for h in HEAD]]))


# ── the form ──────────────────────────────────────────────────────────────────────────────────


def test_the_form_has_a_row_a_duty_and_place(root: Path, tmp_path: Path) -> None:
    rows = rows_of(formed(root, tmp_path / "f.xlsx"))
    places = {place for task, place in rows if task == "fire/inspect"}
    assert places == {"北苑小区", "南苑小区", "东苑小区"}
    assert ("fire/patrol", None) in rows
    assert not [task for task, _ in rows if task.startswith("idea/")]
    assert not [task for task, _ in rows if task == "fire/ready"]  # nothing is counted of it


def test_the_form_of_a_group_and_of_a_week(root: Path, tmp_path: Path) -> None:
    rows = rows_of(formed(root, tmp_path / "g.xlsx", groups=["卫生组"]))
    assert {task.partition("/")[0] for task, _ in rows} == {"clean"}
    week = openpyxl.load_workbook(formed(root, tmp_path / "w.xlsx", week="2026-W49"))["填表"]
    column = headings(week)["期次"]
    periods = {row[column - 1].value for row in week.iter_rows(min_row=2)}
    assert "2026-W49" in periods
    assert "2026-W48" not in periods


def test_the_form_says_how_and_knows_what_it_is(root: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(formed(root, tmp_path / "f.xlsx"))
    assert book.sheetnames[:2] == ["填表", "填写说明"]
    assert book["_tongxin"].sheet_state == "veryHidden"
    told = {row[0].value: row[1].value for row in book["_tongxin"].iter_rows()}
    assert (told["kind"], told["week"], told["workspace"]) == ("form", "2026-W48", "示例社区")
    assert len(list(book["填写说明"].iter_rows())) > 8


def test_the_form_offers_choices(root: Path, tmp_path: Path) -> None:
    page = openpyxl.load_workbook(formed(root, tmp_path / "f.xlsx"))["填表"]
    rules = {str(rule.sqref).rstrip("0123456789").partition("2")[0]: rule
             for rule in page.data_validations.dataValidation}  # fmt: skip
    columns = headings(page)
    letter = {name: page.cell(1, number).column_letter for name, number in columns.items()}
    assert rules[letter["结果"]].type == "list"
    assert rules[letter["经办"]].type == "list"
    assert rules[letter["日期"]].type == "date"
    assert rules[letter["结果"]].showErrorMessage
    assert not rules[letter["经办"]].showErrorMessage  # a post may have done it


def test_a_form_is_not_written_over(root: Path, tmp_path: Path) -> None:
    file = formed(root, tmp_path / "f.xlsx")
    with pytest.raises(TongxinError, match="there already"):
        form(Desk(root).context, file)
    assert form(Desk(root).context, file, force=True) == 0


def test_an_unknown_group_of_a_form_is_named(root: Path, tmp_path: Path) -> None:
    with pytest.raises(TongxinError, match='no group "消防组"'):
        form(Desk(root).context, tmp_path / "f.xlsx", groups=["消防组"])


def test_the_same_day_makes_the_same_form(root: Path, tmp_path: Path) -> None:
    first = formed(root, tmp_path / "a.xlsx").read_bytes()
    assert formed(root, tmp_path / "b.xlsx").read_bytes() == first


def test_an_english_form_is_read_back(root: Path, tmp_path: Path) -> None:
    file = formed(root, tmp_path / "f.xlsx", language="en")
    book = openpyxl.load_workbook(file)
    page = book["To fill in"]
    columns = headings(page)
    row = next(r for r in range(2, 40) if page.cell(r, columns["Task"]).value == "fire/patrol")
    page.cell(row, columns["Date"]).value = date(2026, 11, 23)
    page.cell(row, columns["Result"]).value = "pass"
    book.save(file)
    assert read(root, file)[0] == 0
    assert bodies(root) == ["2026-11-23, task: fire/patrol, result: pass"]


# ── a filled-in form ──────────────────────────────────────────────────────────────────────────


def test_filled_rows_become_entries(root: Path, tmp_path: Path) -> None:
    file = formed(root, tmp_path / "f.xlsx")
    rows = rows_of(file)
    fill(file, {
        rows["fire/inspect", "北苑小区"]: {
            "日期": date(2026, 11, 23), "经办": "消防安全组", "人数": 3, "结果": "合格",
        },
        rows["fire/patrol", None]: {"日期": "2026/11/23", "次数": "２次", "情况": "夜间"},
    })  # fmt: skip
    code, answer = read(root, file)
    assert (code, answer["rejected"], answer["written"]) == (0, [], True)
    assert sorted(bodies(root)) == [
        "2026-11-23, task: fire/inspect, place: bei, by: 消防安全组, people: 3, result: pass",
        '2026-11-23, task: fire/patrol, count: 2, note: "夜间"',
    ]
    assert {o["task"]: o["count"] for o in answer["occurrences"]}["fire/patrol"] == 2


def test_what_failed_opens_a_hazard_as_done_does(root: Path, tmp_path: Path) -> None:
    file = formed(root, tmp_path / "f.xlsx")
    row = rows_of(file)["fire/inspect", "北苑小区"]
    fill(file, {row: {"日期": date(2026, 11, 23), "结果": "不合格", "问题": "楼道堆物"}})
    assert read(root, file)[0] == 0
    by_form = bodies(root)
    (root / LEDGER).unlink()
    do(root, "fire/inspect", places=("bei",), failed=("bei:楼道堆物",))
    assert [body.replace("-00000", "-x0000") for body in by_form] != []
    strip = [body.partition("hazard: H-")[2][15:] for body in by_form]
    assert strip == [body.partition("hazard: H-")[2][15:] for body in bodies(root)]
    assert by_form[0] == bodies(root)[0]


def test_a_form_read_twice_enters_nothing_twice(root: Path, tmp_path: Path) -> None:
    file = formed(root, tmp_path / "f.xlsx")
    rows = rows_of(file)
    fill(file, {
        rows["fire/inspect", "北苑小区"]: {"日期": "11月23日", "结果": "不合格", "问题": "楼道堆物"},
        rows["fire/patrol", None]: {"日期": "2026-11-23", "经办": "消防安全组"},
    })  # fmt: skip
    read(root, file)
    before = lines(root)
    code, answer = read(root, file)
    assert (code, answer["entries"], answer["again"], answer["notes"]) == (0, [], 2, [])
    assert lines(root) == before


def test_a_round_that_was_recorded_answers_for_its_rows(root: Path, tmp_path: Path) -> None:
    do(root, "fire/inspect", places=("bei", "nan"), failed=("nan:楼道堆物",))
    file = formed(root, tmp_path / "f.xlsx")
    table(file, HEAD, [
        ["fire/inspect", "北苑小区", date(2026, 11, 23), None, None, None, "合格"],
        ["fire/inspect", "南苑小区", date(2026, 11, 23), None, None, None, "不合格", "楼道堆物"],
        ["fire/inspect", "东苑小区", date(2026, 11, 23), None, None, None, "合格"],
    ])  # fmt: skip
    _, answer = read(root, file)
    assert (answer["again"], len(answer["entries"])) == (2, 1)


def test_two_equal_rows_are_two_visits(root: Path, tmp_path: Path) -> None:
    row = ["fire/patrol", None, date(2026, 11, 23), "消防安全组"]
    file = table(tmp_path / "f.xlsx", HEAD, [row, row])
    assert len(read(root, file)[1]["entries"]) == 2
    assert len(read(root, file)[1]["entries"]) == 0
    table(file, HEAD, [row, row, row])
    assert len(read(root, file)[1]["entries"]) == 1


def test_a_voided_entry_answers_for_nothing(root: Path, tmp_path: Path) -> None:
    from tongxin.commands.entries import undo
    from tongxin.commands.record import Said

    file = table(tmp_path / "f.xlsx", HEAD, [["fire/patrol", None, date(2026, 11, 23)]])
    read(root, file)
    undo(Desk(root).context, Said())  # takes all of an import back
    assert agenda(root).entries == ()
    assert len(read(root, file)[1]["entries"]) == 1


def test_nothing_filled_in_is_said(root: Path, tmp_path: Path) -> None:
    desk = Desk(root)
    assert import_(desk.context, [formed(root, tmp_path / "f.xlsx")]) == 0
    assert desk.text == "nothing is filled in\n"
    assert lines(root) == []


def test_dry_run_writes_nothing(root: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "f.xlsx", HEAD, [["fire/patrol", None, date(2026, 11, 23)]])
    code, answer = read(root, file, dry_run=True)
    assert (code, answer["written"], len(answer["entries"])) == (0, False, 1)
    assert not (root / "ledger").exists()
    assert not (root / ".tongxin").exists()


def test_months_are_written_together_or_not_at_all(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tongxin.workspace import write

    put(root, {"ledger/2026-10.yaml": "- {date: 2026-10-09, note: 旧}"})
    rows = [["fire/patrol", None, day] for day in (date(2026, 10, 12), date(2026, 11, 23))]
    file = table(tmp_path / "f.xlsx", HEAD, rows)
    real = write.append

    def full(root: Path, path: str, some: Any) -> None:
        if path == LEDGER:
            raise TongxinError(
                write.msg("{path} cannot be written: {reason}", path=path, reason="x")
            )
        real(root, path, some)

    monkeypatch.setattr(write, "append", full)
    with pytest.raises(TongxinError):
        read(root, file)
    assert lines(root, "ledger/2026-10.yaml") == ["- {date: 2026-10-09, note: 旧}"]
    monkeypatch.setattr(write, "append", real)
    code, answer = read(root, file)
    assert (code, answer["files"]) == (0, ["ledger/2026-10.yaml", LEDGER])
    assert len(lines(root, "ledger/2026-10.yaml")) == 2
    assert [entry["file"] for entry in answer["entries"]] == answer["files"]


def test_evidence_beside_the_workbook_is_copied(root: Path, tmp_path: Path) -> None:
    (tmp_path / "照片.txt").write_text("x")
    row = ["fire/patrol", None, date(2026, 11, 23), *[None] * 6, "照片.txt\n纸质：2026-01盒"]
    assert read(root, table(tmp_path / "f.xlsx", HEAD, [row]))[0] == 0
    (copy,) = (root / "evidence/2026/11").iterdir()
    assert f"evidence/2026/11/{copy.name}" in lines(root)[0]
    assert "纸质：2026-01盒" in lines(root)[0]


def test_a_form_fetches_no_other_file_of_this_computer(root: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("x")
    folder = tmp_path / "mail"
    folder.mkdir()
    row = ["fire/patrol", None, date(2026, 11, 23), *[None] * 6]
    for path in (str(tmp_path / "secret.txt"), "../secret.txt", "nowhere.jpg"):
        code, answer = read(root, table(folder / "f.xlsx", HEAD, [[*row, path]]))
        assert code == 2
        assert rejected(answer)[0][0] == "J2"
    assert not (root / "evidence").exists()


# ── what is refused ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("cells", "cell", "reason"),
    [
        ({"日期": "昨天"}, "C2", '"昨天" is no day'),
        ({"日期": "周二"}, "C2", '"周二" is no day'),
        ({"日期": "十一月"}, "C2", '"十一月" is no day'),
        ({"日期": "2026-02-30"}, "C2", '"2026-02-30" is no day'),
        ({"日期": 7}, "C2", '"7" is no day'),
        ({"日期": None, "人数": 3}, "C2", "the date is missing"),
        ({"日期": date(2026, 11, 24)}, "C2", "2026-11-24 is yet to come"),
        ({"人数": "三人"}, "E2", '"三人" is no whole number'),
        ({"人数": 2.5}, "E2", '"2.5" is no whole number'),
        ({"人数": -1}, "E2", '"-1" is no whole number'),
        ({"次数": 0}, "F2", "0 is not between 1"),
        ({"结果": "还行"}, "G2", '"还行" is none of'),
        ({"结果": "合格", "问题": "堆物"}, "G2", "something failed"),
        ({"地点": "北宛小区"}, "B2", 'no place "北宛小区"'),
        ({"任务": "fire/patroll"}, "A2", 'no task "fire/patroll"'),
        ({"任务": None}, "A2", "no task is named"),
        ({"任务": "fire/inspect"}, "B2", '"小区消防检查" is owed one by one'),
        ({"情况": "电话13800138000"}, "I2", "a mobile number stands here"),
        ({"人数": 13800138000}, "E2", "a mobile number stands here"),
        ({"情况": "#REF!"}, "I2", "its formula fails: #REF!"),
        ({"地点": "北苑小区、南苑小区", "问题": "堆物"}, "H2", '"堆物": at which place?'),
    ],
)  # fmt: skip
def test_a_cell_that_is_refused_is_named(
    root: Path, tmp_path: Path, cells: dict[str, Any], cell: str, reason: str
) -> None:
    code, answer = one(root, tmp_path, **cells)
    assert code == 2
    found = dict(rejected(answer))
    assert found[cell].startswith(reason)
    assert answer["rejected"][0]["sheet"] == "填表"
    assert lines(root) == []


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"日期": "2026.11.23"}, ""),
        ({"日期": "２０２６年１１月２３日"}, ""),
        ({"日期": "11月23日"}, ""),
        ({"日期": "11/23"}, ""),
        ({"日期": "20261123"}, ""),
        ({"日期": 20261123}, ""),
        ({"日期": 46349}, ""),
        ({"日期": datetime(2026, 11, 23, 9, 30)}, ""),
        ({"人数": "3人"}, ", people: 3"),
        ({"人数": "１２ 人次"}, ", people: 12"),
        ({"人数": "1,200"}, ", people: 1200"),
        ({"人数": 0}, ", people: 0"),
        ({"结果": "PASS"}, ", result: pass"),
        ({"结果": "达标"}, ", result: pass"),
        ({"地点": "北苑", "结果": "不合格"}, ", place: bei, result: fail"),
        ({"情况": 12.0}, ', note: "12"'),
        ({"情况": "=1+1"}, ""),
    ],
)  # fmt: skip
def test_a_cell_as_people_write_it(
    root: Path, tmp_path: Path, cells: dict[str, Any], says: str
) -> None:
    code, answer = one(root, tmp_path, **cells)
    assert (code, rejected(answer)) == (0, [])
    (body,) = bodies(root)
    head, _, rest = body.partition(", task: fire/patrol")
    assert (head, rest) == ("2026-11-23", says)


def test_all_refusals_are_told_at_once_and_nothing_is_written(root: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "f.xlsx", HEAD, [
        ["fire/patrol", None, date(2026, 11, 23)],
        ["fire/patrol", "火星", date(2026, 11, 25), None, "许多"],
        ["fire/none", None, date(2026, 11, 23)],
    ])  # fmt: skip
    code, answer = read(root, file)
    assert code == 2
    assert [where for where, _ in rejected(answer)] == ["C3", "B3", "E3", "A4"]
    assert (answer["written"], answer["entries"]) == (False, [])
    assert lines(root) == []
    code, answer = read(root, file, partial=True)
    assert (code, len(answer["entries"]), len(answer["rejected"])) == (1, 1, 4)
    assert bodies(root) == ["2026-11-23, task: fire/patrol"]


def test_refusals_as_text(root: Path, tmp_path: Path) -> None:
    row = ["fire/patrol", "北宛小区", date(2026, 11, 23)]
    desk = Desk(root)
    assert import_(desk.context, [table(tmp_path / "f.xlsx", HEAD, [row])]) == 2
    assert desk.text == ""
    first, second, *_ = desk.errors.splitlines()
    assert first == 'f.xlsx 填表 B2: no place "北宛小区"'
    assert second.startswith('  help: did you mean "bei" (北苑小区')


def test_personal_numbers_may_be_allowed(root: Path, tmp_path: Path) -> None:
    row = ["fire/patrol", None, date(2026, 11, 23), *[None] * 5, "表号13800138000"]
    file = table(tmp_path / "f.xlsx", HEAD, [row])
    assert read(root, file)[0] == 2
    assert read(root, file, allow_personal=True)[0] == 0


def test_a_failed_formula_is_refused(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "f.xlsx"
    table(file, HEAD, [["fire/patrol", None, date(2026, 11, 23), None, 3]])
    book = openpyxl.load_workbook(file)
    cell = book["填表"]["E2"]
    cell.value = "#REF!"
    cell.data_type = "e"
    book.save(file)
    code, answer = read(root, file)
    assert code == 2
    assert rejected(answer) == [("E2", "its formula fails: #REF!")]


# ── the table as it comes back ────────────────────────────────────────────────────────────────


def test_the_headings_are_found_wherever_they_stand(root: Path, tmp_path: Path) -> None:
    head = ("序号", "结 果", "日期*", "任务")
    row = [1, "合格", date(2026, 11, 23), "fire/patrol"]
    file = table(tmp_path / "f.xlsx", head, [row], above=7)
    code, answer = read(root, file)
    assert (code, len(answer["entries"])) == (0, 1)
    assert any("序号" in note for note in answer["notes"])


def test_headings_below_the_twentieth_row_are_not_found(root: Path, tmp_path: Path) -> None:
    row = ["fire/patrol", None, date(2026, 11, 23)]
    assert read(root, table(tmp_path / "a.xlsx", HEAD, [row], above=19))[0] == 0
    code, answer = read(root, table(tmp_path / "b.xlsx", HEAD, [row], above=20))
    assert code == 2
    assert rejected(answer) == [("", "headings are missing: Task, Date")]


def test_missing_headings_are_named(root: Path, tmp_path: Path) -> None:
    code, answer = read(
        root, table(tmp_path / "f.xlsx", ("任务", "结果"), [["fire/patrol", "合格"]])
    )
    assert code == 2
    assert answer["rejected"][0]["reason"] == "headings are missing: Date"


def test_a_task_may_be_named_by_its_title(root: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "f.xlsx", ("事项", "日期"), [["消防巡查", date(2026, 11, 23)]])
    assert read(root, file)[0] == 0
    assert bodies(root) == ["2026-11-23, task: fire/patrol"]


def test_merged_cells_hold_for_each_row(root: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "f.xlsx", HEAD, [
        ["fire/inspect", "北苑小区", date(2026, 11, 23), "消防安全组"],
        ["fire/inspect", "南苑小区", None, None],
    ])  # fmt: skip
    book = openpyxl.load_workbook(file)
    book["填表"].merge_cells("C2:C3")
    book["填表"].merge_cells("D2:D3")
    book.save(file)
    assert read(root, file)[0] == 0
    assert [body.partition("place: ")[2] for body in bodies(root)] == [
        "bei, by: 消防安全组", "nan, by: 消防安全组",
    ]  # fmt: skip


def test_a_merged_number_is_refused(root: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "f.xlsx", HEAD, [
        ["fire/inspect", "北苑小区", date(2026, 11, 23), None, 3],
        ["fire/inspect", "南苑小区", date(2026, 11, 23), None, None],
    ])  # fmt: skip
    book = openpyxl.load_workbook(file)
    book["填表"].merge_cells("E2:E3")
    book.save(file)
    code, answer = read(root, file)
    assert code == 2
    assert [where for where, _ in rejected(answer)] == ["E2", "E3"]


def test_a_strange_sheet_is_not_read(root: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "f.xlsx", ("姓名", "工资"), [["某", 1]], name="名册")
    code, answer = read(root, file)
    assert code == 2
    assert answer["rejected"][0]["reason"] == "no sheet has the headings of a form or of a ledger"


def test_a_form_of_another_community_is_refused(root: Path, tmp_path: Path) -> None:
    file = formed(root, tmp_path / "f.xlsx")
    book = openpyxl.load_workbook(file)
    for row in book["_tongxin"].iter_rows():
        if row[0].value == "workspace":
            row[1].value = "别的社区"
    book.save(file)
    with pytest.raises(TongxinError, match='is of "别的社区"'):
        read(root, file)


# ── an exported ledger ────────────────────────────────────────────────────────────────────────


def worked(root: Path) -> None:
    """Something in each ledger."""
    from tests.recording import Said
    from tongxin.commands.facts import Incident, incident, measure, note

    do(root, "fire/inspect", places=("bei", "nan"), failed=("nan:楼道堆物",), people=3)
    do(root, "fire/talk", audience=("老年人",), topic=("用火",), people=40)
    do(root, "fire/meet")
    context = Desk(root).context
    incident(context, Incident("跌倒", "bei", None, "地滑", "60岁以上", "女", "轻伤"), Said())
    measure(Desk(root).context, "fire/rate", "92%", Said())
    note(Desk(root).context, "=1+1 不是公式", False, Said())


def test_an_export_changes_nothing(root: Path, tmp_path: Path) -> None:
    worked(root)
    before = lines(root)
    for language in ("zh", "en"):
        file = exported(root, tmp_path / "l.xlsx", language=language)
        code, answer = read(root, file, on="2026-11-25")
        assert (code, answer["changed"], answer["rejected"], answer["entries"]) == (0, [], [], [])
        assert answer["unchanged"] == 7
    assert lines(root) == before


def test_a_changed_row_is_shown_and_not_written(root: Path, tmp_path: Path) -> None:
    worked(root)
    before = lines(root)
    file = fill(exported(root, tmp_path / "l.xlsx"), {2: {"人数": 5, "情况": "补记"}}, "安全检查")
    code, answer = read(root, file)
    assert code == 1
    (row,) = answer["changed"]
    assert [(cell["title"], cell["old"], cell["new"]) for cell in row["cells"]] == [
        ("人数", "3", "5"), ("情况", "", "补记"),
    ]  # fmt: skip
    void, anew = row["commands"]
    assert void == f"tongxin void {row['id']} --why …"
    assert anew.startswith("tongxin done fire/inspect --on 2026-11-23 --place ")
    assert "--people 5" in anew
    assert lines(root) == before


def test_a_hazard_that_was_put_right_in_the_sheet(root: Path, tmp_path: Path) -> None:
    worked(root)
    file = exported(root, tmp_path / "l.xlsx")
    fill(file, {2: {"整改日期": date(2026, 11, 23), "状态": "已销号"}}, "隐患排查整改")
    code, answer = read(root, file)
    assert code == 1
    (row,) = answer["changed"]
    assert [cell["title"] for cell in row["cells"]] == ["整改日期"]
    (command,) = row["commands"]
    assert command.startswith("tongxin hazard rectified H-20261123-")
    assert command.endswith(" --on 2026-11-23")


def test_rows_without_an_id_become_entries(root: Path, tmp_path: Path) -> None:
    worked(root)
    file = exported(root, tmp_path / "l.xlsx")
    day = date(2026, 11, 22)
    for sheet, cells in {
        "会议": {"任务": "fire/meet", "人数": 9},
        "伤害监测": {"伤害类型": "烫伤", "性别": "男", "致伤原因": "热水"},
        "隐患排查整改": {"地点": "东苑小区", "问题描述": "井盖破", "级别": "较大"},
        "其他工作": {"情况": "接待来访"},
    }.items():
        heading = "发现日期" if sheet == "隐患排查整改" else "日期"
        fill(file, {9: {heading: day, **cells}}, sheet)
    had = len(lines(root))
    code, answer = read(root, file)
    assert (code, answer["rejected"]) == (0, [])
    new = "\n".join(lines(root)[had:])
    for said in (
        "task: fire/meet, people: 9", 'incident: 烫伤, cause: "热水", sex: male',
        'event: found, place: dong, level: serious, what: "井盖破"', 'note: "接待来访"',
    ):  # fmt: skip
        assert said in new
    assert read(root, file)[1]["entries"] == []


def test_an_unknown_id_is_refused_a_void_one_is_told(root: Path, tmp_path: Path) -> None:
    from tongxin.commands.entries import undo
    from tongxin.commands.record import Said

    do(root, "fire/meet")
    file = exported(root, tmp_path / "l.xlsx")
    undo(Desk(root).context, Said())
    code, answer = read(root, file)
    assert code == 0
    assert any("is void" in note for note in answer["notes"])
    fill(file, {2: {"流水号": "E-20260101-aaaaaa"}}, "会议")
    code, answer = read(root, file)
    assert (code, rejected(answer)) == (2, [("A2", 'no entry "E-20260101-aaaaaa"')])


def test_a_hazard_with_later_steps_is_not_made_of_a_row(root: Path, tmp_path: Path) -> None:
    worked(root)
    file = exported(root, tmp_path / "l.xlsx")
    day = date(2026, 11, 22)
    fill(file, {3: {"发现日期": day, "地点": "东苑小区", "问题描述": "井盖破", "销号日期": day}},
         "隐患排查整改")  # fmt: skip
    code, answer = read(root, file)
    assert code == 2
    assert "tongxin hazard closed" in answer["rejected"][0]["help"]


# ── files ─────────────────────────────────────────────────────────────────────────────────────


def test_no_workbook(root: Path, tmp_path: Path) -> None:
    for name, content in (
        ("a.docx", b"x"), ("a.txt", b"x"), ("a.xls", b"x"), ("none.xlsx", None), ("a.xlsx", b""),
        ("b.xlsx", b"PK\x03\x04 and nothing"), ("c.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600)),
    ):  # fmt: skip
        file = tmp_path / name
        if content is not None:
            file.write_bytes(content)
        with pytest.raises(TongxinError, match="cannot be read") as found:
            read(root, file)
        assert name in str(found.value)


def test_every_cut_of_a_workbook_is_refused(root: Path, tmp_path: Path) -> None:
    whole = formed(root, tmp_path / "f.xlsx").read_bytes()
    file = tmp_path / "cut.xlsx"
    for size in range(100, len(whole) - 1, 997):
        file.write_bytes(whole[:size])
        with pytest.raises(TongxinError):
            read(root, file)


def test_a_damaged_member_is_refused(root: Path, tmp_path: Path) -> None:
    import zipfile

    source = formed(root, tmp_path / "f.xlsx")
    for name in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"):
        file = tmp_path / "bad.xlsx"
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(file, "w") as new:
            for member in old.namelist():
                new.writestr(member, b"<broken" if member == name else old.read(member))
        with pytest.raises(TongxinError):
            read(root, file)


def test_too_many_rows_are_refused(root: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("填表")
    page.append(HEAD)
    for _ in range(20_000):
        page.append(["fire/patrol"])
    file = tmp_path / "big.xlsx"
    book.save(file)
    with pytest.raises(TongxinError, match=r"20001 rows .* at most 20000"):
        read(root, file)


def test_a_far_cell_takes_no_memory(root: Path, tmp_path: Path) -> None:
    file = table(tmp_path / "far.xlsx", HEAD, [])
    book = openpyxl.load_workbook(file)
    book["填表"]["XFD1048576"] = "x"
    book.save(file)
    with pytest.raises(TongxinError, match="1048576 rows and 16384 columns"):
        read(root, file)


def test_coloured_empty_rows_count_for_nothing(root: Path, tmp_path: Path) -> None:
    from openpyxl.styles import PatternFill

    file = table(tmp_path / "f.xlsx", HEAD, [["fire/patrol", None, date(2026, 11, 23)]])
    book = openpyxl.load_workbook(file)
    book["填表"]["A900000"].fill = PatternFill("solid", fgColor="FFEEAA")
    book.save(file)
    assert read(root, file)[0] == 0


def test_several_workbooks_at_once(root: Path, tmp_path: Path) -> None:
    row = [None, date(2026, 11, 23)]
    first = table(tmp_path / "a.xlsx", HEAD, [["fire/patrol", *row]])
    second = table(tmp_path / "b.xlsx", HEAD, [["fire/meet", *row]])
    code, answer = read(root, first, second)
    assert (code, len(answer["entries"])) == (0, 2)
    assert {Path(entry["workbook"]).name for entry in answer["entries"]} == {"a.xlsx", "b.xlsx"}


def test_the_form_of_the_shipped_plans_and_back(tmp_path: Path) -> None:
    from tests.conftest import ROOT

    file = formed(ROOT, tmp_path / "f.xlsx")
    assert len(values(file)["填表"]) > 20
    code, answer = read(ROOT, file, dry_run=True)
    assert (code, answer["entries"], answer["rejected"]) == (0, [], [])
