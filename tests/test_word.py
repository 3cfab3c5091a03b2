"""Documents in Word and PDF: laid out as GB/T 9704-2012 has it; read back by other programs."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from PIL import Image

from tests.harness import day, write
from tests.test_commands import Desk
from tests.test_report import SHIPPED, rendered, shipped  # noqa: F401
from tongxin.answers.occurrences import Agenda
from tongxin.commands.coverage import coverage
from tongxin.commands.render import Subject, render
from tongxin.commands.report import Asked, report
from tongxin.diagnostic import TongxinError
from tongxin.output.word import layout
from tongxin.workspace.read import read_world

HAZARD = "H-20261102-5gyu"
DOCUMENTS = {
    "report": None,
    "plan": Subject("safety"),
    "rectification-notice": Subject(hazard=HAZARD),
    "escalation-letter": Subject(hazard=HAZARD),
    "task-record": Subject(task="sanitation/weekly"),
    "overview": Subject(),
    "acceptance-index": Subject(),
    "supervision-order": Subject(),
    "assignments": Subject(),
    "circular": Subject(),
    "injury-report": Subject(),
    "implementation-rules": Subject("safety"),
    "acceptance-report": Subject(),
    "inspection-record": Subject(entry="E-20260904-3bcg"),
    "hygiene-inspection-record": Subject(task="sanitation/weekly"),
    "hazard-ledger": Subject("2026-11"),
    "training-sign-in": Subject(task="safety/training"),
    "meeting-minutes": Subject(entry="E-20260904-s5qu"),
    "duty-roster": Subject("2026-10"),
}


def make(root: Path, name: str, target: Path, language: str = "zh") -> Path:
    desk = Desk(root, "text", language=language)
    subject = DOCUMENTS[name]
    if subject is None:
        assert report(desk.context, Asked(), output=target) == 0, desk.errors
    elif name == "acceptance-index":
        assert coverage(desk.context, output=target) == 0, desk.errors
    else:
        assert render(desk.context, name, subject, output=target) == 0, desk.errors
    return target


def made(
    root: Path, template: str, ending: str = "docx", language: str = "zh", **files: str
) -> tuple[Path, str]:
    """A document of a template of the workspace's own, and what was said of it."""
    write(root, {"templates/own.md.j2": template, **files})
    target = root / f"own.{ending}"
    desk = Desk(root, "text", language=language)
    assert render(desk.context, "own", output=target) == 0, desk.errors
    return target, desk.errors


def styles(file: Path) -> list[tuple[str, str]]:
    return [(p.style.style_id, p.text) for p in docx.Document(str(file)).paragraphs]


FRONT = """\
---
title: 关于开展冬季消防检查的通知
文号: 双办〔2026〕5号
主送: 驻区各单位：
附件: [检查表, 名单]
署名: 示例社区居民委员会
日期: 2026年11月23日
---

## 一、检查内容

各单位自查。

1. 通道
2. 器材

### （一）时间

| 序号 | 内容 |
|--:|:--|
| 1 | 通道 |
"""


def test_every_fact_has_its_place(tmp_path: Path) -> None:
    file, _ = made(tmp_path, FRONT)
    found = styles(file)
    assert found[:3] == [
        ("Title", "关于开展冬季消防检查的通知"),
        ("DocumentNumber", "双办〔2026〕5号"),
        ("Recipient", "驻区各单位："),
    ]
    assert ("Heading1", "一、检查内容") in found
    assert ("Heading2", "（一）时间") in found
    assert [text for style, text in found if style == "ListNumber"] == ["通道", "器材"]
    ends = [one for one in found if one[0] in ("Attachment", "Signature", "Date")]
    assert ends == [
        ("Attachment", "附件：1.检查表"),
        ("Attachment", "2.名单"),
        ("Signature", "示例社区居民委员会"),
        ("Date", "2026年11月23日"),
    ]


def test_the_page_of_the_standard(tmp_path: Path) -> None:
    file, _ = made(tmp_path, FRONT)
    document = docx.Document(str(file))
    [section] = document.sections
    near = Mm(0.1)
    for have, wanted in (
        (section.page_width, Mm(210)), (section.page_height, Mm(297)),
        (section.top_margin, Mm(37)), (section.left_margin, Mm(28)),
        (section.page_width - section.left_margin - section.right_margin, Mm(156)),
        (section.page_height - section.top_margin - section.bottom_margin, Mm(225)),
    ):  # fmt: skip
        assert abs(have - wanted) <= near
    by_id = {style.style_id: style for style in document.styles}
    assert by_id["Title"].font.size == Pt(22)
    body = by_id["BodyText"]
    assert body.font.size == Pt(16)
    assert body.paragraph_format.line_spacing == Pt(28.95)
    indent = body.element.pPr.find(qn("w:ind"))
    assert indent.get(qn("w:firstLineChars")) == "200"
    for level in (1, 2, 3):
        outline = by_id[f"Heading{level}"].element.pPr.find(qn("w:outlineLvl"))
        assert outline.get(qn("w:val")) == str(level - 1)
    fonts = {
        name: by_id[name].element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia"))
        for name in ("Title", "BodyText", "Heading1", "Heading2", "Heading3")
    }
    assert fonts == {
        "Title": "方正小标宋简体", "BodyText": "仿宋_GB2312", "Heading1": "黑体",
        "Heading2": "楷体_GB2312", "Heading3": "仿宋_GB2312",
    }  # fmt: skip
    runs = document.element.body.findall(f".//{qn('w:r')}")
    assert runs
    for run in runs:
        font = run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        assert font is not None and font.get(qn("w:eastAsia"))


def test_page_numbers_stand_at_the_outer_edge(tmp_path: Path) -> None:
    file, _ = made(tmp_path, FRONT)
    document = docx.Document(str(file))
    [section] = document.sections
    assert document.settings.odd_and_even_pages_header_footer
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        xml = footer._element.xml
        assert " PAGE " in xml
        assert f'<w:jc w:val="{side}"/>' in xml


def test_tables_have_borders_and_a_head_on_each_page(tmp_path: Path) -> None:
    file, _ = made(tmp_path, FRONT)
    document = docx.Document(str(file))
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序号", "内容"], ["1", "通道"],
    ]  # fmt: skip
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert table.rows[1]._tr.trPr.find(qn("w:tblHeader")) is None
    style = table.style.element.xml
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        assert f'<w:{side} w:val="single"' in style


def test_a_column_to_be_filled_in_by_hand_has_room(tmp_path: Path) -> None:
    text = "# 表\n\n| 事项 | 完成情况 | |\n|:--|:--|:--|\n| 通道 | | |\n| 器材器材器材 | | |\n"
    file, _ = made(tmp_path, text)
    [table] = docx.Document(str(file)).tables
    what, done, more = (column.width for column in table.columns)
    assert done > what
    assert more > what


def test_the_pitch_is_a_setting(tmp_path: Path) -> None:
    settings = "tongxin: 1\ncommunity: {name: 示例社区}\n文书: {行距: 30}\n"
    file, _ = made(tmp_path, FRONT, **{"tongxin.yaml": settings})
    by_id = {style.style_id: style for style in docx.Document(str(file)).styles}
    assert by_id["BodyText"].paragraph_format.line_spacing == Pt(30)


def test_a_lying_page(tmp_path: Path) -> None:
    file, _ = made(tmp_path, "---\n方向: 横向\n---\n\n# 台账\n\n正文\n")
    [section] = docx.Document(str(file)).sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height
    page = layout.page(landscape=True)
    assert section.page_width == pytest.approx(Mm(page.width), abs=Mm(0.1))


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_the_same_bytes_twice(shipped: Path, tmp_path: Path, ending: str) -> None:  # noqa: F811
    first = make(shipped, "report", tmp_path / f"a.{ending}").read_bytes()
    assert make(shipped, "report", tmp_path / f"b.{ending}").read_bytes() == first


def test_what_no_file_may_hold(tmp_path: Path) -> None:
    plan = 'plan: fire\ntitle: "甲<w:t>&amp;\\u0001乙"\nperiod: 2026\n'
    write(tmp_path, {"plans/fire.yaml": plan})
    target = tmp_path / "a.docx"
    desk = Desk(tmp_path, "text", language="zh")
    assert render(desk.context, "plan", Subject("fire"), output=target) == 0
    title = next(text for style, text in styles(target) if style == "Title")
    assert title.startswith("甲<w:t>&amp;")
    assert title.endswith("乙")
    assert "\x01" not in title


# ── images ────────────────────────────────────────────────────────────────────────────────────


def photo(root: Path, name: str, size: tuple[int, int]) -> None:
    (root / "evidence").mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, "red").save(root / "evidence" / name, dpi=(96, 96))


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_images_are_shown_or_named(tmp_path: Path, ending: str) -> None:
    photo(tmp_path, "a.png", (3000, 200))
    (tmp_path / "evidence/b.png").write_bytes(b"no image")
    text = "# 甲\n\n![现场](evidence/a.png)\n\n![无](evidence/c.png)\n\n![坏](evidence/b.png)\n"
    file, said = made(tmp_path, text, ending)
    assert "evidence/c.png" in said
    assert "evidence/b.png" in said
    assert "evidence/a.png" not in said
    if ending == "docx":
        document = docx.Document(str(file))
        [shape] = document.inline_shapes
        assert shape.width <= Mm(156.1)
        assert shape.width / shape.height == pytest.approx(15, rel=0.02)
        assert "[缺图：evidence/c.png]" in [p.text for p in document.paragraphs]


@pytest.mark.parametrize("path", ["../a.png", "/etc/hostname", "C:/a.png", "evidence/../../a.png"])
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_images_outside_are_refused(tmp_path: Path, path: str, ending: str) -> None:
    root = tmp_path / "here"
    photo(tmp_path, "a.png", (10, 10))
    with pytest.raises(TongxinError) as caught:
        made(root, f"# 甲\n\n![现场]({path})\n", ending)
    assert "outside the workspace" in str(caught.value.message)
    assert not (root / f"own.{ending}").exists()


# ── front matter ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("front", "code", "line"),
    [("标提: 甲", "unknown-key", 3), ("title: [", "syntax", 2), ("方向: 斜", "wrong-type", 3)],
)
def test_a_fault_in_front_is_told_at_its_line(
    tmp_path: Path, front: str, code: str, line: int
) -> None:
    write(tmp_path, {"templates/own.md.j2": f"{{# 甲 #}}\n---\n{front}\n---\n\n# 甲\n"})
    desk = Desk(tmp_path, "text", language="zh")
    assert render(desk.context, "own", output=tmp_path / "a.docx") == 2
    assert f"templates/own.md.j2:{line}:" in desk.errors
    assert code in desk.errors
    assert not (tmp_path / "a.docx").exists()


# ── other programs ────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def everything(
    shipped: Path,  # noqa: F811
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """Every built-in document in Word and PDF, in both languages."""
    folder = tmp_path_factory.mktemp("papers")
    for language in ("zh", "en"):
        for name in DOCUMENTS:
            for ending in ("docx", "pdf"):
                make(shipped, name, folder / f"{name}-{language}.{ending}", language)
    return folder


def words_in(pdf: Path) -> str:
    run = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True
    )
    return run.stdout


TITLES = {
    "report": ("工作周报", "Weeklyworkreport"),
    "rectification-notice": ("整改通知书", "Notice"),
}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_every_document(everything: Path, tmp_path: Path) -> None:
    files = sorted(everything.glob("*.docx"))
    assert len(files) == 2 * len(DOCUMENTS)
    run = subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, files)],
        capture_output=True, text=True, timeout=280, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "Error" not in run.stderr + run.stdout
    for file in files:
        text = "".join(words_in(tmp_path / f"{file.stem}.pdf").split())
        assert "—1—" in text, file.name
        name, _, language = file.stem.rpartition("-")
        if name in TITLES:
            assert TITLES[name][language == "en"] in text


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
@pytest.mark.parametrize("name", TITLES)
def test_pdf_holds_what_word_holds(everything: Path, name: str) -> None:
    for language in ("zh", "en"):
        text = "".join(words_in(everything / f"{name}-{language}.pdf").split())
        assert TITLES[name][language == "en"] in text
        document = docx.Document(str(everything / f"{name}-{language}.docx"))
        for table in document.tables:
            for cell in table.columns[0].cells:
                assert "".join(cell.text.split()) in text


def test_archives_are_sound(everything: Path) -> None:
    for file in everything.glob("*.docx"):
        with ZipFile(BytesIO(file.read_bytes())) as archive:
            assert archive.testzip() is None
            assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_is_missing_is_said_without_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    write(tmp_path, {"templates/own.md.j2": "# 甲\n"})
    for ending, module in (("docx", "docx"), ("pdf", "typst")):
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(TongxinError) as caught:
            made(tmp_path, "# 甲\n", ending)
        assert f"tongxin[{ending}]" in str(caught.value.remedy)
        assert not (tmp_path / f"own.{ending}").exists()


def test_the_day_of_the_shipped_hazard_is_there(shipped: Path) -> None:  # noqa: F811
    """Or the documents above would be of nothing."""
    agenda = Agenda(read_world(shipped), day("2026-11-23"))
    assert HAZARD in {hazard.id for hazard in agenda.hazards}
