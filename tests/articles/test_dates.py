import json
from datetime import date
from pathlib import Path

import pytest

from bot.articles import load, load_text
from bot.articles.dates import parse_date
from bot.errors import InputError

DAY = date(2017, 6, 23)
BODY = "دخلت قوات النظام محافظة دير الزور.\nوقال المرصد إن المعارك مستمرة في المنطقة."


@pytest.mark.parametrize(
    "text",
    [
        "2017-06-23",
        "2017/6/23",
        "2017-06-23T21:04:00+03:00",
        "2017-06-23 10:00",
        "23/6/2017",
        "23-06-2017",
        "6/23/2017",
        "٢٣/٦/٢٠١٧",
        "23 يونيو 2017",
        "23 حزيران 2017",
        "الجمعة 23 حزيران/يونيو 2017",
        "الجمعة، 23 يونيو، 2017",
        "23 June 2017",
        "June 23, 2017",
        "Friday, 23 Jun 2017",
        '"2017-06-23"',
    ],
)
def test_dates_people_write(text: str) -> None:
    assert parse_date(text, "a") == DAY


@pytest.mark.parametrize(
    "text", ["2017-02-30", "yesterday", "أمس", "23 حزيران", "1438-09-28", "", "2017-13-01", "20170623"]
)
def test_no_dates(text: str) -> None:
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        parse_date(text, "a")


def test_ambiguous_date_is_not_guessed() -> None:
    with pytest.raises(InputError, match="two ways"):
        parse_date("03/04/2017", "a")
    assert parse_date("04/04/2017", "a") == date(2017, 4, 4)


@pytest.mark.parametrize(
    "header",
    [
        "published: 2017-06-23\n\n",
        "Published: 2017-06-23\n",
        "date: 23 June 2017\nsource: AFP\n\n",
        "التاريخ: 23 حزيران/يونيو 2017\n",
        "تاريخ النشر : ٢٣/٦/٢٠١٧\n\n",
        "---\ntags: [a]\npublished: '2017-06-23'\n---\n\n",
        "+++\ndate = 2017-06-23\n+++\n",
        "\u200fالتاريخ: 2017-06-23\n",
    ],
)
def test_header(header: str) -> None:
    article = load_text(header + BODY)
    assert (article.published, article.published_from) == (DAY, "header")
    assert [s.text for s in article.sentences] == BODY.split("\n")
    assert article.boilerplate[0].rule == "header"
    assert article.id == load_text(BODY).id


def test_wrong_date_in_header_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("published: 2017-02-31\n\n" + BODY, encoding="utf-8")
    (problem,) = load([path]).problems
    assert "a.txt" in str(problem.error)
    assert "2017-02-31" in str(problem.error)


def test_a_date_in_the_body_is_not_the_publication_date() -> None:
    article = load_text(BODY + "\nنشر في 23 يونيو 2017\nدخل الجيش في 22 يونيو 2017 المدينة.")
    assert article.published is None
    assert article.published_from is None


def test_option_fills_only_what_is_missing() -> None:
    other = date(2020, 1, 1)
    assert load_text(BODY, published=other).published == other
    assert load_text(BODY, published=other).published_from == "option"
    assert load_text("date: 2017-06-23\n" + BODY, published=other).published == DAY


@pytest.mark.parametrize("name", ["a.txt.toml", "a.toml", "a.json", "a.txt.json"])
@pytest.mark.parametrize("quoted", [True, False])
def test_sidecar(name: str, quoted: bool, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("date: 2001-01-01\n" + BODY, encoding="utf-8")
    value = '"2017-06-23"' if quoted or name.endswith("json") else "2017-06-23"
    sidecar = f'{{"published": {value}}}' if name.endswith("json") else f"published = {value}\n"
    (tmp_path / name).write_text(sidecar, encoding="utf-8")
    loaded = load([tmp_path], published=date(2020, 1, 1))
    assert (loaded.articles[0].published, loaded.articles[0].published_from) == (DAY, "sidecar")
    assert not loaded.skipped


@pytest.mark.parametrize("content", ["published = ", 'published = "soon"'])
def test_wrong_sidecar_is_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "a.toml").write_text(content, encoding="utf-8")
    loaded = load([tmp_path])
    assert not loaded.articles
    assert "a.toml" in str(loaded.problems[0].error)


def test_sidecar_without_date_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY, encoding="utf-8")
    (tmp_path / "a.json").write_text("[1]", encoding="utf-8")
    assert load([tmp_path]).articles[0].published is None


LINKED_DATA = json.dumps({"@graph": [{"@type": "NewsArticle", "datePublished": "2017-06-23"}]})


def page(head: str, body: str = "") -> str:
    filler = "".join(f"<p>وقال المرصد السوري إن المعارك رقم {n} مستمرة في المنطقة منذ أيام عدة.</p>" for n in range(6))
    title = "<title>الجيش يدخل دير الزور</title>"
    article = f"<article><h1>الجيش يدخل دير الزور</h1>{filler}</article>"
    return f"<!DOCTYPE html><html><head>{title}{head}</head><body>{body}{article}</body></html>"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2017-06-23T10:00:00Z">',
        '<meta name="pubdate" content="2017-06-23">',
        '<meta itemprop="datePublished" content="2017-06-23">',
        f'<script type="application/ld+json">{LINKED_DATA}</script>',
        '<time pubdate datetime="2017-06-23">',
    ],
)
def test_page_metadata(head: str) -> None:
    article = load_text(page(head))
    assert (article.published, article.published_from) == (DAY, "metadata")


def test_a_page_without_metadata_has_no_date() -> None:
    broken = '<meta name="date" content="soon"><script type="application/ld+json">{</script>'
    footer = "<footer>© 2017 <time datetime='2016-01-01'>1 يناير 2016</time></footer>"
    assert load_text(page(broken, footer)).published is None
