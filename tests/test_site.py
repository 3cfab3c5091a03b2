"""`export html`: what the pages say, where their links lead, what they never hold."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.harness import TODAY, day, write
from tests.test_commands import Desk
from tests.test_report import shipped  # noqa: F401
from tongxin.commands.export import ALL, Wanted, export
from tongxin.commands.templates import templates
from tongxin.diagnostic import TongxinError
from tongxin.output.site.paths import MARKER

ROOT = Path(__file__).parent.parent

SETTINGS = """\
tongxin: 1
community: {name: 示例社区}
places:
  - {id: bei, name: 北苑小区, kind: 小区, manager: 北苑物业}
  - {id: nan, name: 南苑小区, kind: 小区}
"""

PLAN = """\
plan: fire
title: 消防工作计划
period: 2026-10..2026-12
goals: [{id: safe, text: 不发生火灾}]
groups:
  - {id: guard, name: 消防组, lead: 社区主任, contact: 值班电话在门卫}
  - {id: talk, name: 宣传组}
tasks:
  - {id: patrol, title: 通道巡查, group: guard, schedule: weekly, each: place, places: [小区]}
  - {id: lecture, title: 消防讲座, group: talk, schedule: by 2026-11-23}
  - {id: drill, title: 疏散演练, group: talk, schedule: by 2026-11-10}
indicators:
  - {id: drills, name: 演练次数, target: 3, sum: count, of: [drill]}
"""

OTHER = """\
plan: clean
title: 卫生工作计划
period: 2026
groups: [{id: env, name: 卫生组}]
tasks:
  - {id: sweep, title: 大扫除, group: env, schedule: monthly}
"""

LEDGER = """\
- {id: E-20261116-aaaa, date: 2026-11-16, task: fire/patrol, place: 北苑小区, by: 消防组, evidence: [evidence/bei.jpg], note: 张三在场}
- {id: E-20261117-bbbb, date: 2026-11-17, hazard: H-20261117-cccc, event: found, place: 南苑小区, what: 通道堆物, by: 消防组, note: 李四发现}
"""

FILES = {
    "tongxin.yaml": SETTINGS,
    "plans/fire.yaml": PLAN,
    "plans/clean.yaml": OTHER,
    "ledger/2026-11.yaml": LEDGER,
}


def exported(
    root: Path,
    folder: Path,
    wanted: Wanted = ALL,
    language: str = "zh",
    on: str = TODAY,
) -> dict[str, str]:
    """Path → text of every page that is made."""
    desk = Desk(root, "text", on, language)
    assert export(desk.context, "html", wanted, folder) == 0, desk.errors
    return pages(folder)


def pages(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text("utf-8")
        for file in sorted(folder.rglob("*.html"))
    }


class Reader(HTMLParser):
    """Elements with their attributes, and the text that is shown."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self._silent = 0
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._silent += tag == "style"
        self.texts.append(" " if tag in ("th", "td", "dt", "dd", "li", "br") else "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag == "style"

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.texts))

    def all(self, attribute: str) -> list[str]:
        return [given[attribute] or "" for _, given in self.elements if attribute in given]

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}


@pytest.fixture(scope="session")
def example(
    shipped: Path,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    folder = tmp_path_factory.mktemp("example") / "site"
    exported(shipped, folder)
    return folder


def assert_sound(found: dict[str, str]) -> None:
    """What holds for every page of every site."""
    read = {path: Reader(text) for path, text in found.items()}
    ids = {path: page.all("id") for path, page in read.items()}
    for path, page in read.items():
        assert len(ids[path]) == len(set(ids[path])), path
        assert not page.tags() & {"script", "img", "link", "iframe", "object", "form", "base"}
        assert not [name for _, given in page.elements for name in given if name.startswith("on")]
        assert not page.all("src")
        assert not re.search(r"url\(|@import", found[path])
        for href in page.all("href"):
            where, mark, anchor = href.partition("#")
            assert re.match(r"[\w%.~-]+(?:/|$)", where) or not where, href
            target = (Path(path).parent / unquote(where)).as_posix() if where else path
            target = re.sub(r"(?:^|/)[^/]+/\.\.(?=/)", "", target).lstrip("/")
            assert target in found, (path, href)
            assert not mark or unquote(anchor) in ids[target], (path, href)
        for named in page.all("aria-labelledby"):
            assert set(named.split()) <= set(ids[path]), (path, named)
        levels = [int(tag[1]) for tag in (t for t, _ in page.elements) if re.match(r"h[1-6]$", tag)]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels))
        regions = [given for _, given in page.elements if given.get("class") == "scroll"]
        assert all(given["tabindex"] == "0" and given["aria-labelledby"] for given in regions)
        assert len(regions) == found[path].count("<table") == found[path].count("<caption")
        assert all("scope" in given for tag, given in page.elements if tag == "th"), path


# ── what is made ──────────────────────────────────────────────────────────────────────────────


def test_the_example_as_pages(example: Path) -> None:
    found = pages(example)
    assert_sound(found)
    assert {path.partition("/")[0] for path in found} == {
        "index.html", "hazards.html", "indicators.html", "coverage.html", "plans", "groups", "places",
        "calendar",
    }  # fmt: skip
    assert len([path for path in found if path.startswith("plans/")]) == 5
    index = Reader(found["index.html"]).text
    for said in (
        "同心社区工作进展总览",
        "红灯",
        "黄灯",
        "绿灯",
        "逾期与临期",
        "七日内到期",
        "截至2026年11月23日",
    ):
        assert said in index
    assert all('<html lang="zh-CN">' in text for text in found.values())
    plan = found["plans/safety.html"]
    assert plan.count("<svg") == 2
    assert "安全大检查" in Reader(plan).text
    assert found["hazards.html"].count("<svg") == 1
    assert "H-20261106-h9zs" in Reader(found["hazards.html"]).text
    assert (
        sorted(path for path in found if path.startswith("calendar/"))[0] == "calendar/2026-01.html"
    )


def test_what_small_pages_say(tmp_path: Path) -> None:
    root = write(tmp_path / "ws", FILES)
    found = exported(root, tmp_path / "site", language="en")
    assert_sound(found)
    assert all('<html lang="en">' in text for text in found.values())
    index = Reader(found["index.html"]).text
    assert "示例社区: the work plans at a glance" in index
    assert re.search(r"Due today .*消防讲座", index)
    assert re.search(r"red light 疏散演练", index)
    plan = Reader(found["plans/fire.html"]).text
    assert "不发生火灾" in plan
    assert re.search(r"演练次数 3 0 ✗ not yet", plan)
    assert "社区主任" in Reader(found["groups/guard.html"]).text
    assert re.search(r"red light|yellow light", Reader(found["groups/talk.html"]).text)
    assert "通道堆物" in Reader(found["places/nan.html"]).text
    assert "通道堆物" not in Reader(found["places/bei.html"]).text
    month = Reader(found["calendar/2026-11.html"]).text
    assert "Calendar: November 2026" in month
    assert "消防讲座 0/1" in month
    assert "As of 23 November 2026 (not committed)" in index


def test_persons_and_evidence_stay_out(tmp_path: Path) -> None:
    root = write(tmp_path / "ws", FILES)
    made = "".join(exported(root, tmp_path / "site").values())
    for kept_back in ("张三", "李四", "bei.jpg", "值班电话", "E-20261116"):
        assert kept_back not in made
    assert re.search(r">2026-11-16</th>.*?<td class=\"n\">1</td></tr>", made)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workspace_of_nothing(language: str, tmp_path: Path) -> None:
    root = write(tmp_path / "ws", {})
    found = exported(root, tmp_path / "site", language=language)
    assert_sound(found)
    assert sorted(found) == [
        "calendar/2026-11.html", "coverage.html", "hazards.html", "index.html", "indicators.html",
    ]  # fmt: skip


def test_a_plan_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    root = write(tmp_path / "ws", {**FILES, "plans/torn.yaml": "plan: [torn\n"})
    found = exported(root, tmp_path / "site", language="en")
    assert all("plans/torn.yaml" in text for text in found.values())


def test_the_month_of_holidays(tmp_path: Path) -> None:
    root = write(tmp_path / "ws", FILES)
    found = exported(
        root, tmp_path / "site", Wanted(first=day("2026-10-05"), last=day("2026-12-01"))
    )
    assert [p for p in found if "calendar" in p] == [
        f"calendar/2026-{n}.html" for n in (10, 11, 12)
    ]
    october = found["calendar/2026-10.html"]
    assert october.count(">休</span>") == 5  # 1, 2, 5 to 7 October are no weekend
    assert ">班</span>" in october


HOSTILE = """\
plan: evil
title: "<script>alert(1)</script>"
period: 2026
note: "</style><script>"
groups:
  - {id: g, name: "'><img src=x onerror=alert(2)>", lead: "javascript:alert(3)", duties: ["</main>"]}
goals: [{id: a, text: "<a href='javascript:alert(4)'>here</a>"}]
measures: [{text: "</svg><script>alert(5)</script>"}]
phases: [{id: p, name: "<b>bold</b>", from: 2026-01-01, to: 2026-12-31}]
tasks:
  - {id: 'x"y', title: "[link](javascript:alert(6)) <script>", group: g, schedule: weekly}
  - {id: "javascript:alert(7)", title: "]]> --> &lt;", group: g, schedule: monthly}
  - {id: "a b#c?d%e", title: "\\u202e&amp;", group: g, schedule: monthly}
indicators: [{id: i, name: "<i>", target: 3}]
"""


def test_what_looks_like_markup_is_shown(tmp_path: Path) -> None:
    settings = """\
    tongxin: 1
    community: {name: "<script>alert(0)</script>", org: "https://evil.example/"}
    places: [{id: "..", name: "<p onclick=x>", kind: "<h1>", manager: "javascript:x"}]
    """
    root = write(tmp_path / "ws", {"tongxin.yaml": settings, "plans/evil.yaml": HOSTILE})
    found = exported(root, tmp_path / "site")
    assert_sound(found)
    [plan] = [text for path, text in found.items() if path.startswith("plans/")]
    said = Reader(plan).text
    for text in (
        "<script>alert(1)</script>", "<b>bold</b>", "<a href='javascript:alert(4)'>here</a>",
        "</svg><script>alert(5)</script>", "[link](javascript:alert(6)) <script>", "]]> --> &lt;",
    ):  # fmt: skip
        assert text in said
    assert sorted(p.name for p in tmp_path.iterdir()) == ["site", "ws"]


def test_ids_that_one_drive_takes_for_the_same(tmp_path: Path) -> None:
    other = PLAN.replace("plan: fire", "plan: FIRE").replace("消防工作计划", "另一份计划")
    root = write(tmp_path / "ws", {"plans/a.yaml": PLAN, "plans/b.yaml": other})
    found = exported(root, tmp_path / "site")
    assert_sound(found)
    plans = [path.casefold() for path in found if path.startswith("plans/")]
    assert len(set(plans)) == 2


# ── a part of it ──────────────────────────────────────────────────────────────────────────────


def test_one_plan(tmp_path: Path) -> None:
    root = write(tmp_path / "ws", FILES)
    found = exported(root, tmp_path / "site", Wanted(plans=("fire",)))
    assert_sound(found)
    assert [p for p in found if p.startswith("plans/")] == ["plans/fire.html"]
    assert "大扫除" not in "".join(found.values())
    assert all("只含部分内容" in text for text in found.values())


def test_one_group(tmp_path: Path) -> None:
    root = write(tmp_path / "ws", FILES)
    found = exported(root, tmp_path / "site", Wanted(groups=("消防组",)))
    assert_sound(found)
    assert [p for p in found if p.startswith(("plans/", "groups/"))] == [
        "groups/guard.html", "plans/fire.html",
    ]  # fmt: skip
    assert "消防讲座" not in "".join(found.values())
    assert "通道巡查" in found["index.html"]


# ── the folder ────────────────────────────────────────────────────────────────────────────────


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def test_the_same_day_gives_the_same_bytes(tmp_path: Path) -> None:
    root = write(tmp_path / "ws", FILES)
    exported(root, tmp_path / "a")
    exported(root, tmp_path / "b")
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
    exported(root, tmp_path / "b", on="2026-11-24")
    assert bytes_of(tmp_path / "a") != bytes_of(tmp_path / "b")


def test_the_foot_names_the_commit(tmp_path: Path) -> None:
    root = write(tmp_path / "ws", FILES)
    for command in (
        ("init", "-q"), ("add", "."),
        ("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "x"),
    ):  # fmt: skip
        subprocess.run(["git", "-C", str(root), *command], check=True)
    head = subprocess.run(
        ["git", "-C", str(root), "rev-parse", "--short=10", "HEAD"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    first = exported(root, root / "site")
    assert all(f"（提交 {head}）" in Reader(text).text for text in first.values())
    assert exported(root, root / "site") == first
    (root / "plans/clean.yaml").unlink()
    assert "（尚未提交）" in exported(root, root / "site")["index.html"]


def test_a_second_export_takes_the_place_of_the_first(tmp_path: Path) -> None:
    root = write(tmp_path / "ws", FILES)
    exported(root, tmp_path / "site")
    (root / "plans/clean.yaml").unlink()
    (tmp_path / "site/.DS_Store").write_bytes(b"")
    found = exported(root, tmp_path / "site")
    assert "plans/clean.html" not in found
    listed = (tmp_path / "site" / MARKER).read_text("utf-8").splitlines()
    assert sorted(listed) == sorted(found)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["site", "ws"]


@pytest.mark.parametrize(
    ("there", "says"),
    [
        ({"site/letter.txt": "x"}, "not empty"),
        ({"site": "x"}, "no folder"),
        (
            {f"site/{MARKER}": "index.html\n", "site/index.html": "", "site/plans/my.txt": "x"},
            "made",
        ),
    ],
)
def test_what_somebody_put_there_is_left_alone(
    there: dict[str, str], says: str, tmp_path: Path
) -> None:
    root = write(tmp_path / "ws", FILES)
    for name, content in there.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    before = bytes_of(tmp_path)
    with pytest.raises(TongxinError, match=says):
        export(Desk(root).context, "html", ALL, tmp_path / "site")
    assert bytes_of(tmp_path) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["site", "ws"]


@pytest.mark.parametrize(
    ("wanted", "name", "says"),
    [
        (ALL, None, "need a folder"),
        (ALL, "site.html", "name of a page"),
        (ALL, "none/site", "is no folder"),
        (Wanted(everything=True), "site", "all states"),
        (Wanted(first=day("2020-01-01"), last=day("2026-01-01")), "site", "months at most"),
    ],
)
def test_what_is_refused(wanted: Wanted, name: str | None, says: str, tmp_path: Path) -> None:
    root = write(tmp_path / "ws", FILES)
    with pytest.raises(TongxinError, match=says):
        export(Desk(root).context, "html", wanted, None if name is None else tmp_path / name)
    assert [p.name for p in tmp_path.iterdir()] == ["ws"]


def test_the_pages_are_no_documents(tmp_path: Path) -> None:
    desk = Desk(write(tmp_path, FILES), "json")
    templates(desk.context)
    names = {one["name"] for one in desk.json["templates"]}
    assert not names & {"index", "coverage", "calendar", "hazards", "_base"}


# ── in a browser ──────────────────────────────────────────────────────────────────────────────

KINDS = (
    "index.html", "indicators.html", "plans/peaceful-family.html", "groups/backbone.html",
    "hazards.html", "places/beiyuan.html", "calendar/2026-11.html", "coverage.html",
)  # fmt: skip

QUIET = (
    "--no-sandbox", "--disable-quic", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("chromium is not installed")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(QUIET))
        yield started
        started.close()


class Visit:
    """A page in a window, and what it asked for and complained of."""

    def __init__(self, browser: Any, scheme: str = "light", wide: int = 1200) -> None:
        self.window = browser.new_context(
            color_scheme=scheme, viewport={"width": wide, "height": 800}
        )
        self.page = self.window.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *_: object) -> None:
        self.window.close()


@pytest.mark.parametrize(
    ("scheme", "rules", "kinds"),
    [("light", {}, KINDS), ("dark", {"runOnly": ["color-contrast"]}, KINDS[::2])],
)
def test_nothing_bars_anybody(
    scheme: str, rules: dict[str, Any], kinds: tuple[str, ...], example: Path, browser: Any
) -> None:
    """In the dark, what is not a matter of colour is as it was, and colours are of few kinds."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    ).Axe()
    with Visit(browser, scheme) as visit:
        for kind in kinds:
            visit.page.goto((example / kind).as_uri())
            visit.said.clear()
            found = axe.run(visit.page, options=rules).response["violations"]
            grave = [
                (one["id"], one["nodes"][0]["html"])
                for one in found
                if one["impact"] in ("serious", "critical")
            ]
            assert grave == [], kind


def test_no_page_asks_for_anything_or_complains(example: Path, browser: Any) -> None:
    with Visit(browser) as visit:
        for kind in KINDS:
            visit.page.goto((example / kind).as_uri())
        assert visit.asked == [(example / kind).as_uri() for kind in KINDS]
        assert visit.said == []


def test_a_phone_shows_the_whole_width(example: Path, browser: Any) -> None:
    with Visit(browser, wide=360) as visit:
        for kind in KINDS:
            visit.page.goto((example / kind).as_uri())
            wide = visit.page.evaluate(
                "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
            )
            assert wide <= 360, kind


def test_dark_is_dark(example: Path, browser: Any) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        with Visit(browser, scheme) as visit:
            visit.page.goto((example / "hazards.html").as_uri())
            grounds.append(
                visit.page.evaluate(
                    """[getComputedStyle(document.body).backgroundColor,
                    getComputedStyle(document.querySelector('svg .tx-paper')).fill]"""
                )
            )
    (light, light_picture), (dark, dark_picture) = grounds
    assert light == light_picture == "rgb(255, 255, 255)"
    assert dark == dark_picture == "rgb(17, 22, 29)"


def test_the_keyboard_goes_everywhere(example: Path, browser: Any) -> None:
    focused = "document.activeElement.getAttribute('href') || document.activeElement.tagName"
    with Visit(browser) as visit:
        visit.page.goto((example / "plans/safety.html").as_uri())
        reached = []
        for _ in range(11):
            visit.page.keyboard.press("Tab")
            reached.append(visit.page.evaluate(focused))
        assert reached[0] == "#main"
        assert reached[1:10] == [
            "../index.html", "../index.html", "../index.html#plans", "../index.html#groups",
            "../index.html#places", "../hazards.html", "../indicators.html", "../coverage.html",
            "../calendar/2026-11.html",
        ]  # fmt: skip
        assert reached[10] == "DIV"  # a table that can be moved to and fro
        visit.page.goto((example / "plans/safety.html").as_uri())
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
        visit.page.keyboard.press("Enter")
        assert visit.page.evaluate("document.activeElement.id") == "main"


def test_paper_has_no_navigation(example: Path, browser: Any) -> None:
    with Visit(browser, "dark") as visit:
        visit.page.goto((example / "index.html").as_uri())
        assert visit.page.locator("nav").is_visible()
        visit.page.emulate_media(media="print", color_scheme="dark")
        assert not visit.page.locator("nav").is_visible()
        ground = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground == "rgb(255, 255, 255)"
