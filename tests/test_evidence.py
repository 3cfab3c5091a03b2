"""Files kept as evidence: what they are called, that copies are whole, what becomes of photos."""

import errno
import io
import os
import random
import signal
import struct
import subprocess
import sys
import time
import unicodedata
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.harness import day, found, write
from tongxin.diagnostic import TongxinError
from tongxin.workspace.evidence import Kept, inside, kept
from tongxin.workspace.find import evidence_folder

PIL = pytest.importorskip("PIL", reason="photos are scaled by Pillow")
from PIL import Image, ImageDraw  # noqa: E402
from PIL.PngImagePlugin import PngInfo  # noqa: E402

DAY = day("2026-11-03")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace; files from outside lie beside it."""
    return write(tmp_path / "w", {})


def keep(root: Path, file: Path, letters: str = "k7q2mn", **others: Any) -> Kept:
    """Keep a file of 3 November."""
    return kept(root, others.get("store", root / "evidence"), file, DAY, letters)


def refusal(action: Callable[[], object]) -> str:
    """How an action is refused, with its remedy."""
    with pytest.raises(TongxinError) as caught:
        action()
    return f"{caught.value} {caught.value.remedy or ''}"


def file_of(folder: Path, name: str, content: bytes = b"content") -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


# ── names ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.pdf", "a-k7q2mn.pdf"),
        ("签到表 11月.PDF", "签到表-11月-k7q2mn.PDF"),
        ("微信图片_20261123.doc", "微信图片_20261123-k7q2mn.doc"),
        ("a、b，c（1）.pdf", "a-b-c-1-k7q2mn.pdf"),
        ("-rf  --.pdf", "rf-k7q2mn.pdf"),
        (".hidden", "hidden-k7q2mn"),
        ("..", None),
        ("...x.pdf", "x-k7q2mn.pdf"),
        ("a.tar.gz", "a.tar-k7q2mn.gz"),
        ("no ending", "no-ending-k7q2mn"),
        ("ends.", "ends-k7q2mn"),
        ("😀.pdf", "k7q2mn.pdf"),
        ("a\\b:c\td\x07e\u202ef.pdf", "a-b-c-d-e-f-k7q2mn.pdf"),
        ("'\"#{}[]&*!|>%@`.pdf", "k7q2mn.pdf"),
        ("计" * 80 + ".pdf", "计" * 60 + "-k7q2mn.pdf"),
        ("a.ending-longer-than-any", "a-k7q2mn.ending-lon"),
        (unicodedata.normalize("NFD", "é.pdf"), "é-k7q2mn.pdf"),
    ],
)
def test_names(root: Path, name: str, expected: str | None) -> None:
    if expected is None or (os.name == "nt" and not name.isalnum()):
        return
    file = file_of(root.parent / "outside", name)
    found = keep(root, file)
    assert found.path == f"evidence/2026/11/{expected}"
    assert found.file == root / found.path
    assert found.file.read_bytes() == b"content"
    assert file.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes")
def test_a_name_that_is_not_utf8(root: Path) -> None:
    file = file_of(root.parent, os.fsdecode("照".encode("gbk") + b".pdf"))
    assert keep(root, file).path == "evidence/2026/11/k7q2mn.pdf"


SIGNS = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1)


@settings(deadline=None, max_examples=60)
@given(SIGNS.filter(lambda name: name not in (".", "..") and len(name.encode()) < 200))
def test_any_name_can_stand_in_an_entry(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    path = keep(write(folder / "w", {}), file_of(folder / "outside", name)).path
    ledger = f"- {{date: 2026-11-03, note: 记, evidence: [{path}, {path}]}}\n"
    assert not found(folder / "w", {"ledger/2026-11.yaml": ledger}, "2026-11-23")


def test_of_equal_names_none_is_lost(root: Path) -> None:
    one, two, three = (file_of(root.parent / str(n), "a.pdf", b"%d" % n) for n in range(3))
    paths = [keep(root, file).path for file in (one, two, three, one, three)]
    assert [path.removeprefix("evidence/2026/11/a-k7q2mn") for path in paths] == [
        ".pdf", "-2.pdf", "-3.pdf", ".pdf", "-3.pdf",
    ]  # fmt: skip
    assert keep(root, one, "zzzzzz").path == "evidence/2026/11/a-zzzzzz.pdf"
    assert {path.name for path in (root / "evidence/2026/11").iterdir()} == {
        "a-k7q2mn.pdf", "a-k7q2mn-2.pdf", "a-k7q2mn-3.pdf", "a-zzzzzz.pdf",
    }  # fmt: skip


@pytest.mark.parametrize("taken", ["folder", "link"])
def test_a_name_that_no_file_bears_is_taken_as_well(root: Path, taken: str) -> None:
    place = root / "evidence/2026/11/a-k7q2mn.pdf"
    place.parent.mkdir(parents=True)
    if taken == "folder":
        place.mkdir()
    else:
        place.symlink_to("nowhere")
    assert keep(root, file_of(root.parent, "a.pdf")).path.endswith("a-k7q2mn-2.pdf")


@pytest.mark.parametrize("taken", [False, True])
def test_a_drive_on_which_a_file_has_but_one_name(
    root: Path, monkeypatch: pytest.MonkeyPatch, taken: bool
) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "no")

    monkeypatch.setattr(os, "link", no_links)
    if taken:
        file_of(root, "evidence/2026/11/a-k7q2mn.pdf", b"other")
    found = keep(root, file_of(root.parent, "a.pdf"))
    assert found.path.endswith("a-k7q2mn-2.pdf" if taken else "a-k7q2mn.pdf")
    assert len(list(found.file.parent.iterdir())) == 1 + taken


# ── taking it back ────────────────────────────────────────────────────────────────────────────


def test_a_copy_can_be_taken_back(root: Path) -> None:
    file = file_of(root.parent, "a.pdf")
    first = keep(root, file)
    again = keep(root, file)
    assert (first.made, again.made) == (True, False)
    again.undo()  # that one lay there before
    assert first.file.exists()
    first.undo()
    first.undo()
    assert not first.file.exists()
    assert file.exists()


# ── another folder for evidence ───────────────────────────────────────────────────────────────


def test_copies_go_to_the_folder_that_is_named(root: Path) -> None:
    store = evidence_folder(root, "../photos")
    file = file_of(root.parent, "a.pdf")
    told = refusal(lambda: keep(root, file, store=store))
    assert "not on this computer" in told
    assert "connect the drive" in told
    store.mkdir()
    found = keep(root, file, store=store)
    assert found.path == "evidence/2026/11/a-k7q2mn.pdf"
    assert found.file == store / "2026/11/a-k7q2mn.pdf"
    assert not (root / "evidence").exists()


def test_inside(root: Path) -> None:
    store = root.parent / "photos"
    for place in (root / "evidence/a.jpg", root / "minutes/a.txt", store / "2026/a.jpg"):
        file_of(place.parent, place.name)
    (root.parent / "link").symlink_to("w", target_is_directory=True)
    (root / "out.jpg").symlink_to("../photos/2026/a.jpg")
    (root.parent / "in.txt").symlink_to("w/minutes/a.txt")
    assert inside(root, root / "evidence/a.jpg") == "evidence/a.jpg"
    assert inside(root, root / "plans/../minutes/a.txt") == "minutes/a.txt"
    assert inside(root.parent / "link", root / "minutes/a.txt") == "minutes/a.txt"
    assert inside(root, root.parent / "link/evidence/a.jpg") == "evidence/a.jpg"
    assert inside(root, root.parent / "in.txt") == "minutes/a.txt"
    assert inside(root, store / "2026/a.jpg") is None
    assert inside(root, root / "out.jpg") is None
    assert inside(root, store / "2026/a.jpg", store) == "evidence/2026/a.jpg"
    assert inside(root, root / "evidence/a.jpg", store) is None
    assert inside(root, root / "evidence/a.jpg", root / "evidence") == "evidence/a.jpg"
    assert inside(root, root / "minutes/a.txt", store) == "minutes/a.txt"


def test_evidence_may_be_a_link(root: Path) -> None:
    (root.parent / "photos").mkdir()
    (root / "evidence").symlink_to("../photos", target_is_directory=True)
    found = keep(root, file_of(root.parent, "a.pdf"))
    assert inside(root, found.file) == found.path
    assert inside(root, root.parent / "photos/2026/11/a-k7q2mn.pdf") == found.path


# ── what goes wrong ───────────────────────────────────────────────────────────────────────────


def test_what_is_no_file_is_refused(root: Path) -> None:
    assert "does not exist" in refusal(lambda: keep(root, root.parent / "nothing.jpg"))
    assert "is a folder, not a file" in refusal(lambda: keep(root, root.parent))
    loop = root.parent / "loop"
    loop.symlink_to("loop")
    assert "cannot be read" in refusal(lambda: keep(root, loop))
    if hasattr(os, "mkfifo"):
        os.mkfifo(root.parent / "pipe")
        assert "no file that can be read" in refusal(lambda: keep(root, root.parent / "pipe"))
    assert not (root / "evidence").exists()


@pytest.mark.parametrize("name", ["a.jpg", "a.pdf"])
def test_a_file_that_cannot_be_read(root: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    file = file_of(root.parent, name)

    def refused(path: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(Path, "open", refused)
    told = refusal(lambda: keep(root, file))
    assert told.startswith(f"{file} cannot be read: {os.strerror(errno.EACCES)}")


@pytest.mark.parametrize("call", ["fsync", "mkdir"])
def test_a_folder_that_takes_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    file = file_of(root.parent, "a.pdf")

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, call, refused)
    told = refusal(lambda: keep(root, file))
    assert f"cannot be written: {os.strerror(errno.ENOSPC)}" in told
    monkeypatch.undo()
    assert not [path for path in root.rglob("*") if path.is_file() and path.name != "tongxin.yaml"]


def test_a_copy_whose_name_is_not_on_disk_is_none(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(folder: Path) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    (root / "evidence/2026/11").mkdir(parents=True)
    monkeypatch.setattr("tongxin.workspace.evidence.sync_folder", broken)
    told = refusal(lambda: keep(root, file_of(root.parent, "a.pdf")))
    assert os.strerror(errno.EIO) in told
    assert list((root / "evidence/2026/11").iterdir()) == []


KEEPER = """
import os, sys
from pathlib import Path
from tongxin.workspace.evidence import kept
from tongxin.workspace.write import locked
root, file = Path(sys.argv[1]), Path(sys.argv[2])
n = 0
while True:
    with locked(root, "done", 60):
        found = kept(root, root / "evidence", file, 739923, f"{sys.argv[3]}x{n}")
    os.write(1, f"{found.path}\\n".encode())
    n += 1
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_copy_is_whole_after_a_kill(root: Path) -> None:
    content = random.Random(3).randbytes(1_000_000)  # noqa: S311
    file = file_of(root.parent, "a.pdf", content)
    chance = random.Random(5)  # noqa: S311
    for number in range(6):
        process = subprocess.Popen(
            [sys.executable, "-c", KEEPER, root, file, str(number)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        paths = [process.stdout.readline() for _ in range(chance.randint(1, 4))]
        time.sleep(chance.random() * 0.005)
        process.send_signal(signal.SIGKILL)
        paths += process.stdout.read().splitlines()
        process.communicate()
        for path in paths:
            assert (root / path.strip()).read_bytes() == content
        copies = [p for p in root.glob("evidence/2026/11/*") if not p.name.startswith(".")]
        assert all(copy.read_bytes() == content for copy in copies)
    last = keep(root, file)
    assert not [path for path in last.file.parent.iterdir() if path.name.startswith(".")]


# ── photos ────────────────────────────────────────────────────────────────────────────────────

SECRET = b"31.2304N"


def photo(
    kind: str = "JPEG", size: tuple[int, int] = (2600, 1300), mode: str = "RGB", **options: Any
) -> bytes:
    """A picture whose left half is dark, with everything that a telephone writes beside it."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2, size[1]), fill="black")
    image = image.convert(mode)
    exif = Image.Exif()
    exif[0x0112] = options.pop("orientation", 1)
    exif[0x010E] = SECRET.decode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[29] = SECRET.decode()
    out = io.BytesIO()
    options["exif"] = exif
    if kind == "PNG":
        text = PngInfo()
        text.add_text("Comment", SECRET.decode())
        text.add_itxt("XML:com.adobe.xmp", f"<x>{SECRET.decode()}</x>")
        options["pnginfo"] = text
    else:
        options["xmp"] = b"<x>" + SECRET + b"</x>"
        if kind == "JPEG":
            options["comment"] = SECRET
    image.save(out, kind, **options)
    assert out.getvalue().count(SECRET) >= 2  # the oldest Pillow writes no XMP
    return out.getvalue()


def kept_photo(root: Path, content: bytes, name: str = "a.jpg") -> tuple[bytes, "Image.Image"]:
    """What a photo becomes: bytes and picture."""
    found = keep(root, file_of(root.parent, name, content))
    made = found.file.read_bytes()
    image = Image.open(io.BytesIO(made))
    image.load()
    return made, image


def dark(image: "Image.Image") -> str:
    """Which half of a picture is dark."""
    grey = image.convert("L")
    width, height = grey.size
    sides = {
        "left": (width // 4, height // 2), "right": (width * 3 // 4, height // 2),
        "top": (width // 2, height // 4), "bottom": (width // 2, height * 3 // 4),
    }  # fmt: skip
    [one] = [
        side
        for side, other in (
            ("left", "right"),
            ("right", "left"),
            ("top", "bottom"),
            ("bottom", "top"),
        )
        if grey.getpixel(sides[side]) < 60 and grey.getpixel(sides[other]) > 200
    ]
    return one


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("size", [(2600, 1300), (600, 300)])
def test_a_photo_is_the_picture_alone(root: Path, kind: str, size: tuple[int, int]) -> None:
    made, image = kept_photo(root, photo(kind, size), "照片.jpg")
    assert image.format == kind  # by what it is, not by its name
    assert image.size == ((2000, 1000) if size[0] > 2000 else size)
    assert SECRET not in made
    assert dict(image.getexif()) == {}
    assert not {"comment", "xmp", "exif", "XML:com.adobe.xmp", "Comment"} & set(image.info)
    assert dark(image) == "left"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "side", "upright"),
    [(1, "left", False), (3, "right", False), (6, "top", True), (8, "bottom", True)],
)
def test_a_photo_stands_upright(
    root: Path, kind: str, orientation: int, side: str, upright: bool
) -> None:
    _, image = kept_photo(root, photo(kind, (2600, 1300), orientation=orientation))
    assert image.size == ((1000, 2000) if upright else (2000, 1000))
    assert dark(image) == side


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("JPEG", "L", {}),
        ("JPEG", "CMYK", {}),
        ("JPEG", "RGB", {"progressive": True}),
        ("PNG", "RGBA", {}),
        ("PNG", "LA", {}),
        ("PNG", "P", {}),
        ("PNG", "P", {"transparency": 0}),
        ("PNG", "1", {}),
        ("WEBP", "RGBA", {}),
    ],
)
def test_photos_of_every_kind(root: Path, kind: str, mode: str, options: dict[str, Any]) -> None:
    made, image = kept_photo(root, photo(kind, mode=mode, **options))
    assert SECRET not in made
    assert (image.format, image.size) == (kind, (2000, 1000))
    if "transparency" not in options:
        assert dark(image) == "left"
    else:
        assert "A" in image.getbands()


def test_of_several_pictures_of_a_telephone_the_first_is_the_photo(root: Path) -> None:
    first, second = Image.new("RGB", (2600, 1300), "red"), Image.new("RGB", (100, 50), "blue")
    out = io.BytesIO()
    first.save(out, "MPO", save_all=True, append_images=[second])
    assert Image.open(io.BytesIO(out.getvalue())).format == "MPO"
    _, image = kept_photo(root, out.getvalue())
    assert (image.format, image.size) == ("JPEG", (2000, 1000))
    red, green, blue = image.convert("RGB").getpixel((500, 500))
    assert red > 200
    assert max(green, blue) < 60


def chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )


def png(width: int, height: int) -> bytes:
    """A picture of very few bytes that says it is very large."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def moving(kind: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (2600, 10), colour) for colour in ("red", "blue")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(png(9500, 9500), id="large"),
        pytest.param(png(12_000, 12_000), id="a bomb"),
        pytest.param(png(100_000, 100_000), id="a large bomb"),
        pytest.param(photo()[:-2000], id="cut off"),
        pytest.param(photo()[:40], id="the beginning"),
        pytest.param(b"\xff\xd8\xff" + bytes(100), id="no photo"),
        pytest.param(b"RIFF\0\0\0\0WEBP" + bytes(100), id="no WebP"),
        pytest.param(b"\x89PNG\r\n\x1a\n", id="nothing else"),
        pytest.param(moving("PNG"), id="moving"),
        pytest.param(moving("WEBP"), id="moving WebP"),
        pytest.param(b"GIF89a" + bytes(100), id="another kind"),
        pytest.param(b"", id="empty"),
        pytest.param(b"%PDF-1.7" + SECRET, id="a document"),
    ],
)
@pytest.mark.filterwarnings("error")
def test_what_cannot_be_scaled_is_kept_as_it_is(root: Path, content: bytes) -> None:
    assert keep(root, file_of(root.parent, "a.jpg", content)).file.read_bytes() == content


def test_a_very_large_photo_is_scaled(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telephones make photos of more pixels than Pillow takes without a warning."""
    monkeypatch.setattr("PIL.Image.MAX_IMAGE_PIXELS", 2600 * 1300 * 2 // 3)
    monkeypatch.setattr("tongxin.workspace.evidence._PIXELS", 2600 * 1300 * 2 // 3)
    _, image = kept_photo(root, photo())
    assert image.size == (2000, 1000)
    progressive = photo(progressive=True)  # has to be unpacked whole
    assert keep(root, file_of(root.parent, "b.jpg", progressive)).file.read_bytes() == progressive
    monkeypatch.setattr("PIL.Image.MAX_IMAGE_PIXELS", 1000)
    as_it_is = photo(size=(600, 300))
    assert keep(root, file_of(root.parent, "c.jpg", as_it_is)).file.read_bytes() == as_it_is


def test_without_pillow_photos_are_kept_as_they_are(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = photo()
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert keep(root, file_of(root.parent, "a.jpg", content)).file.read_bytes() == content


def test_the_same_photo_is_kept_once(root: Path) -> None:
    file = file_of(root.parent, "a.jpg", photo())
    assert [keep(root, file).made for _ in range(2)] == [True, False]
