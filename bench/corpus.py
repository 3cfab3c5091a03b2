"""Make a workspace of many plans, the same for the same seed, for measuring.

    python -m bench.corpus DIR --plans 2000 --seed 1

Each plan is about 14 KB: groups, phases, goals, indicators and 55 to 65 tasks, most of them in
block style, some on one line; most with English keys, some with Chinese ones, some with both. The
ledger has three months of work done, hazards, measurements and notes. `tongxin check` finds no
error in it, and the warnings that a real workspace has. Plan number n is the same in every corpus
of one seed, so a small corpus is the beginning of a large one.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tongxin.model import words

TODAY = date(2026, 11, 23)
"""The day on which the corpus is meant to be checked."""

MONTHS = ((2026, 9), (2026, 10), (2026, 11))
CLAUSES = 80

# ── words to make titles of ───────────────────────────────────────────────────────────────────

THEMES: dict[str, tuple[str, ...]] = {
    "消防": ("楼道堆物", "灭火器压力", "电动车充电棚", "消火栓出水", "疏散指示灯", "燃气软管"),
    "环境卫生": ("垃圾桶清洗", "背街小巷", "绿化带杂物", "化粪井盖", "外墙小广告", "积水容器"),
    "治安防范": ("门禁系统", "监控探头", "夜间值守", "出租房屋台账", "快递存放点", "单元防盗门"),
    "交通出行": ("非机动车停放", "接送学生路口", "消防车通道", "减速带", "反光标志", "盲道占用"),
    "养老助残": ("独居老人探望", "助餐点留样", "轮椅借用", "适老扶手", "呼叫器电池", "无障碍坡道"),
    "未成年人": ("假期托管", "防溺水劝导", "校外培训场所", "心理辅导室", "图书角", "护学岗"),
    "健康促进": ("血压自测点", "健步道", "控烟劝阻", "家庭医生签约", "疫苗预约", "减盐课堂"),
    "食品安全": ("小餐饮证照", "冷藏温度", "食堂留样柜", "农残快检", "散装食品标签", "厨余去向"),
    "邻里文化": ("百家宴", "旧物交换", "楼栋议事会", "广场舞时段", "书画展", "志愿积分"),
    "防汛防风": ("雨水箅子", "抽水泵试机", "沙袋存量", "树枝修剪", "地下车库挡板", "广告牌加固"),
}
ACTIONS = (
    "逐户查看{}", "清点登记{}", "组织骨干检查{}", "联合物业维护{}", "上门宣讲{}相关常识",
    "整理{}资料", "回访{}整改情况", "召集各方商议{}", "抽样核对{}", "更新{}公示牌",
    "培训负责{}的人员", "汇总上报{}情况",
)  # fmt: skip
POSTS = ("社区主任", "社区副主任", "网格长", "物业项目经理", "社区民警", "卫生站站长", "安全专干")
MEMBERS = ("楼栋长", "志愿者", "保洁班长", "保安队长", "退休教师", "社区医生", "店铺代表")
DUTIES = ("订好每月安排", "带队走访楼栋", "留存照片和签到", "跟踪问题直到办结", "每季向居民通报")
AUDIENCES = ("老年人", "儿童", "租住居民", "商铺经营者", "残疾人家庭", "新就业群体")
TOPICS = ("用电安全", "防范电信诈骗", "急救常识", "垃圾分类", "慢病管理", "文明养犬")
EVIDENCE = ("检查记录", "照片", "签到表", "会议记录", "统计表", "发放登记", "整改通知书")
POINTS = ("通道没有堵占", "标识清楚完好", "责任人已签字", "设备能正常启动", "记录当天填写")
KINDS = ("小区", "院落", "学校", "商铺", "工地", "公共场所")
OBSERVANCES = ("世界水日", "世界卫生日", "世界食品安全日", "世界急救日", "烈士纪念日", "世界城市日")
PLACES = tuple(
    (f"{name}{kind}", kind)
    for kind in KINDS
    for name in ("云桥", "柳湾", "松岭", "荷塘", "石坊")
)  # fmt: skip

PHRASES = (
    "每周1次", "每周至少2次", "每月1次", "每月不少于2次", "每季度1次", "每半年1次", "每两周一次",
    "每月20日", "每周五", "每周二、周四", "每月第二周星期二", "每月5日前", "每旬", "每工作日",
    "6月至9月每月1次", "汛期每周1次", "3月、10月", "每年2次",
)  # fmt: skip
MAPPINGS = (
    "{every: week}", "{every: week, times: 3}", "{every: month}", "{every: month, day: 15}",
    "{every: quarter}", "{every: month, day: last fri}", "{every: half-month}",
    "{every: week, day: [mon, thu]}", "{every: month, by: 10}", "{every: year, day: 06-05}",
)  # fmt: skip
COUNTED = ("每周1次", "每周至少2次", "每月1次", "{every: week}", "{every: month}", "每季度1次")
"""Schedules whose every day lies in a period, so that an entry of any day counts."""
ONGOING = ("全年", "常态化", "不定期", "{all-year: true}", "{irregular: true}", "贯穿始终")


@dataclass(frozen=True)
class Plan:
    """A plan's text, and what the ledger may record of it: task, first and last day."""

    id: str
    text: str
    recorded: tuple[tuple[str, date, date], ...]


def make(root: Path, plans: int = 2000, seed: int = 1) -> tuple[Path, ...]:
    """Write a workspace into a folder; return the plan files.

    Args:
        root: the folder, made if need be. What it holds under the same names is replaced.
        plans: how many plans.
        seed: the same seed gives the same bytes.
    """
    made = [plan(seed, number) for number in range(plans)]
    texts = {"tongxin.yaml": settings(), "plans/basis/rules.yaml": basis()}
    texts |= {f"plans/{one.id}.yaml": one.text for one in made}
    for month in MONTHS:
        texts[f"ledger/{month[0]}-{month[1]:02}.yaml"] = ledger(seed, month, made)
    for name, text in texts.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return tuple(root / "plans" / f"{one.id}.yaml" for one in made)


def settings() -> str:
    """`tongxin.yaml`: thirty places of six kinds, common groups, named days."""
    places = "".join(
        f"  - {{id: p{number}, name: {name}, kind: [{kind}], manager: {name}管理处}}\n"
        for number, (name, kind) in enumerate(PLACES, 1)
    )
    return (
        "# 供测速用的工作区，内容都是编出来的\n"
        "tongxin: 1\n"
        "community:\n  name: 云桥社区\n  parent: 云桥街道办事处\n"
        "  numbers: {households: 4100, residents: 11800}\n"
        "since: 2026-09-01\n"
        "calendar:\n  country: CN\n"
        "  days: {寒假: 2027-01-23..2027-02-20, 汛期: 05..09}\n"
        "groups:\n"
        "  - {id: office, name: 社区居委会, lead: 社区主任}\n"
        "  - {id: property, name: 物业服务企业, lead: 物业项目经理}\n"
        "  - {id: clinic, name: 社区卫生站, lead: 卫生站站长}\n"
        f"places:\n{places}"
        "checks: {same-work: info}\n"
    )


def basis() -> str:
    """What the plans answer to."""
    themes = list(THEMES)
    clauses = "".join(
        f'  - {{id: R{number}, text: "{themes[number % len(themes)]}工作第{number}条，有安排、'
        f'有记录", points: {number % 5 + 1}, evidence: [{EVIDENCE[number % len(EVIDENCE)]}]}}\n'
        for number in range(1, CLAUSES + 1)
    )
    return (
        "basis: rules\ntitle: 街道社区工作考评细则\n"
        f"issued: {{by: 云桥街道办事处, date: 2025-12-18}}\nclauses:\n{clauses}"
    )


# ── a plan ────────────────────────────────────────────────────────────────────────────────────


class _Writer:
    """Writes the lines of one plan in its own mixture of spellings and styles."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.chinese = random.choices((0.0, 1.0, 0.3), (60, 25, 15))[0]
        self.lines: list[str] = []

    def key(self, table: str, name: str) -> str:
        """A key in English or Chinese."""
        return words.chinese(table, name) if self.random.random() < self.chinese else name

    def top(self, name: str, value: str = "") -> None:
        """A key of the plan itself."""
        self.lines.append(f"{self.key('plan', name)}: {value}".rstrip())

    def thing(self, table: str, pairs: Sequence[tuple[str, str]], flow: bool) -> None:
        """One item of a list of things, on one line or a line a key."""
        spelled = [f"{self.key(table, name)}: {value}" for name, value in pairs if value]
        if flow:
            self.lines.append(f"  - {{{', '.join(spelled)}}}")
        else:
            self.lines += [f"  {'- ' if n == 0 else '  '}{pair}" for n, pair in enumerate(spelled)]

    def some(self, values: Sequence[str], most: int) -> str:
        """A list of one to `most` of these."""
        return f"[{', '.join(self.random.sample(values, self.random.randint(1, most)))}]"


def plan(seed: int, number: int) -> Plan:
    """Plan number `number`: the same whatever other plans there are."""
    random = Random(f"{seed}/{number}")
    writer = _Writer(random)
    first, last = _period(random)
    themes = random.sample(list(THEMES), 4)
    writer.lines.append(f"# {themes[0]}等{len(themes)}项工作，第{number + 1}份")
    writer.top("plan", f"plan-{number + 1:04}")
    writer.top("title", f"{themes[0]}与{themes[1]}工作计划（{number + 1}号）")
    writer.top("period", f"{first}..{last}")
    writer.top("basis", "[rules]")
    writer.top("principles")
    writer.lines += ["  - 小事不出楼栋，大事一起商量", "  - 有人牵头、有据可查、有始有终"]
    _goals(writer, themes, last)
    _groups(writer, themes)
    phases = _phases(writer, first, last)
    writer.top("tasks")
    recorded = []
    for task in range(random.randint(55, 65)):
        pairs, counted = _task(writer, task + 1, themes, (first, last), phases)
        writer.thing("task", pairs, flow=random.random() < 0.3)
        if counted:
            recorded.append((f"t{task + 1}", first, last))
        if task % 15 == 0:
            writer.lines.append(f"  # —— 以下为第{task // 15 + 1}批任务 ——")
    writer.top("measures")
    writer.lines += [
        "  - 每月例会通报进度，拖延的当面说明原因",
        f'  - {{text: "经费和场地由社区统一安排", answers: rules/R{random.randint(1, CLAUSES)}}}',
    ]
    return Plan(f"plan-{number + 1:04}", "\n".join(writer.lines) + "\n", tuple(recorded))


def _period(random: Random) -> tuple[date, date]:
    """Most plans run through the year, some over its turn, some for some months of their own."""
    kind = random.random()
    if kind < 0.55:
        return date(2026, 1, 1), date(2026, 12, 31)
    if kind < 0.75:
        return date(2026, 9, 1), date(2027, 6, 30)
    first = date(2026, 2, 1) + timedelta(random.randrange(180))
    return first, first + timedelta(random.randrange(200, 360))


def _goals(writer: _Writer, themes: list[str], last: date) -> None:
    random = writer.random
    writer.top("goals")
    for number, theme in enumerate(themes, 1):
        pairs = [("id", f"g{number}"), ("text", f"{theme}方面的群众诉求比上年明显少")]
        pairs += [("by", str(last)), ("indicators", f"[i{number}]")]
        pairs += [("answers", f"rules/R{random.randint(1, CLAUSES)}")]
        writer.thing("goal", pairs, flow=False)
    writer.top("indicators")
    targets = ("0", '"≥90%"', "12", "1..3", '"≤5"', "down")
    for number, theme in enumerate(themes, 1):
        target = random.choice(targets)
        pairs = [("id", f"i{number}"), ("name", f"{theme}事项办结数"), ("target", target)]
        if target == "down":
            pairs.append(("baseline", str(random.randint(8, 40))))
        elif target == '"≥90%"':
            pairs.append(("of", "households"))
        elif target == "12":
            pairs.append(("sum", "count"))
        writer.thing("indicator", pairs, flow=True)


def _groups(writer: _Writer, themes: list[str]) -> None:
    random = writer.random
    writer.top("groups")
    for number, theme in enumerate(themes, 1):
        pairs = [("id", f"w{number}"), ("name", f"{theme}工作组"), ("lead", random.choice(POSTS))]
        pairs += [("members", writer.some(MEMBERS, 3)), ("duties", writer.some(DUTIES, 2))]
        writer.thing("group", pairs, flow=random.random() < 0.3)


def _phases(writer: _Writer, first: date, last: date) -> list[tuple[str, date, date]]:
    random = writer.random
    days = (last - first).days
    starts = [first]
    starts += [first + timedelta(days * part // 3 + random.randrange(9)) for part in (1, 2)]
    phases = []
    writer.top("phases")
    for number, name in enumerate(("摸底部署", "集中推进", "总结提升")):
        begins = starts[number]
        ends = starts[number + 1] - timedelta(1) if number < 2 else last
        phases.append((f"s{number + 1}", begins, ends))
        pairs = [("id", f"s{number + 1}"), ("name", name), ("from", str(begins)), ("to", str(ends))]
        writer.thing("phase", pairs, flow=True)
    return phases


def _task(
    writer: _Writer, number: int, themes: list[str], period: tuple[date, date],
    phases: list[tuple[str, date, date]],
) -> tuple[list[tuple[str, str]], bool]:  # fmt: skip
    """The keys of a task, and whether an entry of any day of the plan counts for it."""
    random = writer.random
    theme = random.randrange(len(themes))
    title = random.choice(ACTIONS).format(random.choice(THEMES[themes[theme]]))
    groups = (f"w{theme + 1}", f"{themes[theme]}工作组", "office", "property")
    pairs = [("id", f"t{number}"), ("title", title)]
    pairs.append(("group", random.choices(groups, (80, 10, 5, 5))[0]))
    if random.random() < 0.25:
        pairs.append(("with", "[派出所, 物业服务企业]"))
    schedule, more, counted = _schedule(random, period, phases)
    pairs += [("schedule", schedule), *more]
    each = "each: place" in schedule
    if each or random.random() < 0.55:
        pairs.append(("places", writer.some(KINDS, 2)))
    if "each: audience" in schedule or random.random() < 0.15:
        pairs.append(("audience", writer.some(AUDIENCES, 3)))
    if random.random() < 0.1:
        pairs.append(("topics", writer.some(TOPICS, 2)))
    if random.random() < 0.2:
        pairs.append(("checklist", writer.some(POINTS, 3)))
    if random.random() < 0.75:
        pairs.append(("evidence", writer.some(EVIDENCE, 2)))
    if random.random() < 0.5:
        pairs.append(("goals", f"[g{theme + 1}]"))
    if random.random() < 0.12:
        pairs.append(("indicators", f"[i{theme + 1}]"))
    if random.random() < 0.7:
        pairs.append(("answers", f"rules/R{random.randint(1, CLAUSES)}"))
    if random.random() < 0.08:
        pairs.append(("note", '"由居民骨干带头，人手不够时请志愿者帮忙"'))
    return pairs, counted


def _schedule(
    random: Random, period: tuple[date, date], phases: list[tuple[str, date, date]]
) -> tuple[str, list[tuple[str, str]], bool]:
    """A schedule, the keys that go with it, and whether every day of the plan lies in a period."""
    kind = random.random()
    phase = random.choice(phases)
    if kind < 0.3:
        return random.choice(COUNTED), [], True
    if kind < 0.52:
        return random.choice(PHRASES), [], False
    if kind < 0.66:
        return random.choice(MAPPINGS), [], False
    if kind < 0.76:
        return f"{{by: {_day(random, phase)}}}", [("phase", phase[0])], False
    if kind < 0.8:
        return "", [("phase", phase[0]), ("shift", "before")], False
    if kind < 0.86:
        begins, ends = sorted((_day(random, period), _day(random, period)))
        return f"{{from: {begins}, to: {ends}}}", [], False
    if kind < 0.92:
        return random.choice(ONGOING), [], False
    if kind < 0.96:
        each = random.choice(("place", "audience"))
        return f"{{every: month, each: {each}}}", [], False
    if kind < 0.98:
        return "{every: week, each: place, while: hazard}", [], False
    return random.choice(OBSERVANCES), [], False


def _day(random: Random, span: Sequence) -> date:  # type: ignore[type-arg]
    first, last = span[-2:]
    return first + timedelta(random.randrange((last - first).days + 1))


# ── the ledger ────────────────────────────────────────────────────────────────────────────────


def ledger(seed: int, month: tuple[int, int], plans: Sequence[Plan]) -> str:
    """One month's entries in order of date: about one for each plan, and some hazards."""
    random = Random(f"{seed}/{month}")
    first = date(*month, 1)
    last = min(date(month[0], month[1] + 1, 1) - timedelta(1), TODAY)
    days = sorted(first + timedelta(random.randrange((last - first).days + 1))
                  for _ in range(max(len(plans), 20)))  # fmt: skip
    lines = [line for day in days for line in _entries(random, day, last, plans)]
    return "".join(f"- {{{line}}}\n" for _, line in sorted(lines, key=lambda pair: pair[0]))


def _entries(
    random: Random, day: date, last: date, plans: Sequence[Plan]
) -> Iterator[tuple[date, str]]:
    kind = random.random()
    place = f"p{random.randint(1, len(PLACES))}"
    if kind < 0.05:
        yield from _hazard(random, day, last, place)
        return
    if kind < 0.08:
        yield day, f'{_id(random, day)}, note: "接待居民来访{random.randint(1, 6)}批", at: {day}'
        return
    chosen = random.choice(plans)
    running = [task for task, first, end in chosen.recorded if first <= day <= end]
    if running:
        yield (
            day,
            (
                f"{_id(random, day)}, task: {chosen.id}/{random.choice(running)}, place: {place}, "
                f'by: 社区居委会, people: {random.randint(2, 9)}, note: "{random.choice(POINTS)}", '
                f'evidence: ["纸质：{day.year}-{random.randint(1, 40)}号盒"], at: {day}'
            ),
        )


def _hazard(random: Random, day: date, last: date, place: str) -> Iterator[tuple[date, str]]:
    """A hazard and the steps of its loop that fit into the month."""
    hazard = f"H-{day:%Y%m%d}-{_code(random)}"
    what = f'kind: 安全, place: {place}, level: ordinary, what: "{random.choice(POINTS)}未做到"'
    steps = (("found", 0, f", {what}"), ("notified", 0, ", to: 物业服务企业"), ("rectified", 3, ""),
             ("verified", 4, ", result: pass"), ("closed", 5, ""))  # fmt: skip
    for event, after, more in steps:
        on = day + timedelta(after)
        if on <= last:
            yield on, f"{_id(random, on)}, hazard: {hazard}, event: {event}{more}, at: {on}"


def _id(random: Random, day: date) -> str:
    return f"id: E-{day:%Y%m%d}-{_code(random)}, date: {day}"


def _code(random: Random) -> str:
    return "".join(random.choices("abcdefghjkmnpqrstuvwyz23456789", k=6))


def main() -> None:
    """Run as a program."""
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--plans", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    files = make(given.folder, given.plans, given.seed)
    size = sum(file.stat().st_size for file in files)
    print(f"{len(files)} plans, {size / max(len(files), 1) / 1000:.1f} KB each, in {given.folder}")


if __name__ == "__main__":
    main()
