import os
from pathlib import Path
from time import perf_counter

import pytest

from bot.articles import load, load_bytes, load_text
from bot.articles.load import MAX_BYTES
from bot.articles.split import MAX_CHARS
from bot.errors import InputError, NotArabicError, NotFoundError, UnreadableError

NEWS = "دخلت قوات النظام محافظة دير الزور بعد معارك عنيفة.\nوقال المرصد إن المعارك مستمرة في المنطقة."


def write(path: Path, content: str | bytes = NEWS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_folder_with_bad_files_among_good_ones(tmp_path: Path) -> None:
    write(tmp_path / "b.txt")
    write(tmp_path / "a.md", NEWS + " نعم.")
    write(tmp_path / "sub" / "c.TXT", NEWS + " لا.")
    write(tmp_path / "bad.txt", bytes(range(256)) * 4)
    write(tmp_path / "empty.txt", "")
    write(tmp_path / "english.txt", "The army entered the city on Friday and it was said to be in control.")
    write(tmp_path / "scan.pdf", b"%PDF-1.4")
    write(tmp_path / ".hidden.txt")
    write(tmp_path / ".git" / "d.txt")
    write(tmp_path / "b.toml", 'published = "2017-06-23"')
    loaded = load([tmp_path])
    assert [Path(a.source).name for a in loaded.articles] == ["a.md", "b.txt", "c.TXT"]
    assert {Path(p.source).name: type(p.error) for p in loaded.problems} == {
        "bad.txt": UnreadableError,
        "empty.txt": NotArabicError,
        "english.txt": NotArabicError,
    }
    assert all(p.source in str(p.error) for p in loaded.problems)
    assert loaded.skipped == (str(tmp_path / "scan.pdf"),)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [("a.pdf", b"%PDF-1.4", "a PDF"), ("a.docx", b"PK\x03\x04", "Word"), ("a.csv", NEWS, "kind"), ("a", NEWS, "kind")],
)
def test_other_kinds_named_explicitly(name: str, content: str | bytes, says: str, tmp_path: Path) -> None:
    (problem,) = load([write(tmp_path / name, content)]).problems
    assert isinstance(problem.error, UnreadableError)
    assert says in str(problem.error)
    assert ".txt" in str(problem.error)


def test_missing_file_and_empty_folder(tmp_path: Path) -> None:
    missing, empty = load([tmp_path / "no.txt", tmp_path]).problems
    assert isinstance(missing.error, NotFoundError)
    assert isinstance(empty.error, InputError)
    assert load([]).articles == ()


def test_not_a_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (problem,) = load([tmp_path / "pipe.txt"]).problems
    assert isinstance(problem.error, UnreadableError)


def test_too_large() -> None:
    with pytest.raises(InputError, match="larger than 5 MB"):
        load_bytes(b" " * (MAX_BYTES + 1))


@pytest.mark.parametrize("unit", [NEWS + "\n", "دخلت القوات المدينة، ", "ا", "« . ", "كلمة طويلة بلا نهاية "])
def test_one_megabyte_in_seconds(unit: str) -> None:
    data = (unit * (1_000_000 // len(unit.encode()) + 1)).encode()
    started = perf_counter()
    try:
        article = load_bytes(data)
    except NotArabicError:
        assert unit == "« . "
        return
    assert perf_counter() - started < 20
    assert max(len(s.text) for s in article.sentences) <= MAX_CHARS


def test_bytes_of_a_web_page_are_recognised() -> None:
    filler = "".join(f"<p>وقال المرصد السوري إن المعارك رقم {n} مستمرة في المنطقة منذ أيام.</p>" for n in range(5))
    page = (
        "<!DOCTYPE html><html><head><title>الجيش يدخل دير الزور | موقع</title></head><body>"
        "<nav><a href='/'>الرئيسية</a></nav>"
        f"<article><h1>الجيش يدخل دير الزور</h1>{filler}</article><footer>جميع الحقوق محفوظة</footer></body></html>"
    )
    article = load_bytes(page.encode())
    assert article.source == "stdin"
    assert article.headline is not None
    assert article.headline.startswith("الجيش يدخل دير الزور")
    assert len(article.sentences) == 6
    assert "<" not in article.raw


def test_page_without_text() -> None:
    with pytest.raises(NotArabicError, match=r"a\.html"):
        load_bytes(b"<html><head></head><body><script>1</script></body></html>", source="a.html")


def test_short_page() -> None:
    page = "<html><body><p>دخل الجيش مدينة حلب صباح اليوم.</p></body></html>"
    assert [s.clean for s in load_text(page).sentences] == ["دخل الجيش مدينة حلب صباح اليوم."]


def test_same_article_in_text_markdown_and_html_has_one_id(tmp_path: Path) -> None:
    lines = [f"وقال المرصد السوري إن المعارك رقم {n} مستمرة في المنطقة منذ أيام." for n in range(5)]
    title = "الجيش يدخل دير الزور"
    body = "".join(f"<p>{line}</p>" for line in lines)
    write(tmp_path / "a.txt", "\n\n".join([title, *lines]))
    write(tmp_path / "b.md", "\n\n".join([f"# {title}", *lines]))
    write(tmp_path / "c.html", f"<html><body><article><h1>{title}</h1>{body}</article></body></html>")
    articles = load([tmp_path]).articles
    assert len(articles) == 3
    assert len({article.id for article in articles}) == 1
    assert {article.headline for article in articles} == {title}
