import codecs
from pathlib import Path

import pytest

from bot.articles import load, load_bytes
from bot.articles.decode import decode
from bot.errors import UnreadableError

TEXT = "دخلت قوات النظام السوري الجمعة محافظة دير الزور بعدما استعادت مناطق واسعة.\nوقال مصدر إن المدينة محاصرة."


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("cp1256"),
        TEXT.encode("iso8859_6"),
    ],
    ids=[
        "utf-8",
        "utf-8-bom",
        "utf-16le-bom",
        "utf-16be-bom",
        "utf-16le",
        "utf-16be",
        "utf-32",
        "cp1256",
        "iso-8859-6",
    ],
)
def test_encodings(data: bytes) -> None:
    assert decode(data, "a.txt") == TEXT


@pytest.mark.parametrize("text", ["دخل الجيش حلب.", "قتل ثلاثة جنود في كمين قرب الحدود"])
def test_short_windows_1256(text: str) -> None:
    assert decode(text.encode("cp1256"), "a.txt") == text


def test_seeds_in_windows_1256(seeds: Path) -> None:
    for seed in sorted(seeds.glob("*.txt")):
        text = seed.read_text(encoding="utf-8")
        assert decode(text.encode("cp1256"), "a.txt") == text


@pytest.mark.parametrize("charset", ["windows-1256", "iso-8859-6", "utf-8"])
def test_html_meta_charset(charset: str, tmp_path: Path) -> None:
    page = f'<html><head><meta charset="{charset}"><title>ع</title></head><body><p>{TEXT}</p></body></html>'
    path = tmp_path / "a.html"
    path.write_bytes(page.encode(charset))
    assert "دخلت قوات النظام" in load([path]).articles[0].raw


def test_newlines() -> None:
    assert decode("أ\r\nب\rج\n".encode(), "a") == "أ\nب\nج\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 \x00\x01", "a PDF"),
        (b"PK\x03\x04\x14\x00", "Word"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (bytes(range(256)) * 8, "UTF-8"),
        (b"\x00\x01\x02\x03" * 50, "UTF-8"),
        (TEXT.encode()[:-3] + b"\xd9 " + TEXT.encode(), "is damaged: byte"),
        (codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")[:-1], "is damaged"),
    ],
)
def test_undecodable(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableError, match=r"bad\.txt") as caught:
        load_bytes(data, source="bad.txt")
    assert says in str(caught.value)
    assert "Save" in str(caught.value)
