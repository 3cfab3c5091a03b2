from pathlib import Path

from tests.harness import assert_found, found

CODE = "outside-period"


def test_every_date_of_a_plan(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": """\
            计划: a
            标题: 安全工作计划
            起止时间: 2026-03..2026-11
            状态: 停止
            终止日期: 2026-12-01  #! outside-period
            目标:
              - {编号: g1, 内容: 达标, 完成时限: 2026-12}  #! outside-period
              - {编号: g2, 内容: 达标, 完成时限: 2026-11}
            阶段:
              - id: p1
                name: 准备阶段
                from: 2026-02-28  #! outside-period
                to: 2026-03-31
              - id: p2
                name: 实施阶段
                from: 2026-03-01
                to: 2026-12-01  #! outside-period
            任务:
              - id: t1
                title: 甲
                from: 2026-02  #! outside-period
                to: 2026-11
                schedule: 每月1次
              - id: t2
                title: 乙
                from: 2026-03
                to: 2026-12-31  #! outside-period
                schedule: 每月1次
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_dates_in_schedules(tmp_path: Path) -> None:
    files = {
        "plans/a.yaml": """\
            plan: a
            title: 安全工作计划
            period: 2026-03-15..2026-11-15
            tasks:
              - {id: t1, title: 甲, schedule: {by: 2026-11-15}}
              - {id: t2, title: 乙, schedule: {by: 2026-11-16}}  #! outside-period
              - {id: t3, title: 丙, schedule: {day: 2026-03-14}}  #! outside-period
              - {id: t4, title: 丁, schedule: {from: 2026-03-15, to: 2026-11-15}}
              - {id: t5, title: 戊, schedule: {from: 2026-03-14, to: 2026-11-15}}  #! outside-period
              - {id: t6, title: 己, schedule: {every: month, to: 2026-11-16}}  #! outside-period
              - {id: t7, title: 庚, schedule: {in: 2026-12}}  #! outside-period
              - {id: t8, title: 辛, schedule: {in: [12, 03]}}
              - {id: t9, title: 壬, schedule: {every: month, from: 12, to: 02}}
              - {id: t10, title: 癸, schedule: 2027年1月底前}  #! outside-period
              - {id: t11, title: 子, schedule: [每月1次, {by: 2026-12-01}]}  #! outside-period
            """,
    }
    assert_found(tmp_path, CODE, files)


def test_place_and_message(tmp_path: Path) -> None:
    text = """\
        plan: a
        title: 安全工作计划
        period: 2026
        tasks: [{id: t, title: 甲, schedule: {by: [2027-01-01, 2026-05-01, 2027-02-01]}}]
        """
    findings = [f for f in found(tmp_path, {"plans/a.yaml": text}) if f.code == CODE]
    assert {f.text for f in findings} == {"{by: [2027-01-01, 2026-05-01, 2027-02-01]}"}
    assert sorted(f.message.split()[0] for f in findings) == ["2027-01-01", "2027-02-01"]
    assert "2026-01-01 to 2026-12-31" in findings[0].message


def test_a_plan_without_a_good_period_is_left_alone(tmp_path: Path) -> None:
    text = "plan: a\ntitle: 甲\nperiod: 明年\ngoals: [{id: g, text: 乙, by: 2030-01-01}]\n"
    assert_found(tmp_path, CODE, {"plans/a.yaml": text})
