"""A shelf with two short articles, indexed; no model."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from bot.answers.index import Index
from bot.articles import Article, load_text
from bot.articles.shelf import Shelf
from bot.store import Database
from bot.translation import Translation


@dataclass(frozen=True)
class Entry:
    """A glossary's entry as far as answers need it."""

    english: str
    forms: tuple[str, ...]
    spellings: tuple[str, ...] = ()


TERMS = (
    Entry("Deir ez-Zor", ("دير الزور",), ("Deir ez-Zor", "Deir al-Zour")),
    Entry("Albu Kamal", ("البوكمال",), ("Albu Kamal",)),
    Entry("Mayadin", ("الميادين",), ("Mayadin",)),
    Entry(
        "Syrian Democratic Forces (SDF)", ("قوات سوريا الديمقراطية", "قسد"), ("Syrian Democratic Forces (SDF)", "SDF")
    ),
    Entry("Islamic State group (IS)", ("تنظيم الدولة الإسلامية", "التنظيم"), ("Islamic State group (IS)", "ISIS")),
    Entry("Euphrates Province (IS)", ("ولاية الفرات",)),
)

FIRST = (
    (
        "قالت قوات سوريا الديمقراطية إنها سيطرت على بلدة هجين شرق دير الزور.",
        "The Syrian Democratic Forces (SDF) said they took the town of Hajin east of Deir ez-Zor.",
    ),
    ("وتبعد البلدة 30 كيلومترا عن البوكمال.", "The town is 30 kilometers from Albu Kamal."),
    (
        "وقتل 12 من عناصر التنظيم في المعارك، بحسب المرصد السوري.",
        "Twelve of the group's members were killed in the fighting, according to the Syrian Observatory.",
    ),
    ("وقال متحدث باسم التحالف إن العدد 40 قتيلا.", "A coalition spokesman said the number was 40 dead."),
)
SECOND = (
    (
        "وصلت تعزيزات من الجيش السوري إلى الميادين مساء الخميس.",
        "Syrian army reinforcements arrived in Mayadin on Thursday evening.",
    ),
    ("وتضم التعزيزات 500 جندي وعشرين دبابة.", "The reinforcements include 500 soldiers and twenty tanks."),
)

Shelve = Callable[[Sequence[tuple[str, str]], str], tuple[Article, list[Translation]]]


@pytest.fixture
def shelf(database: Database) -> Shelf:
    return Shelf(database)


@pytest.fixture
def shelve(shelf: Shelf) -> Shelve:
    """Put pairs of sentences on the shelf as one article."""

    def put(pairs: Sequence[tuple[str, str]], source: str) -> tuple[Article, list[Translation]]:
        article = load_text("\n".join(a for a, _ in pairs), source=source)
        assert [s.clean for s in article.sentences] == [a for a, _ in pairs]
        shelf.add([article])
        return article, [Translation(a, e, (), 1.0, "hand") for a, e in pairs]

    return put


@pytest.fixture
def index(database: Database, shelve: Shelve) -> Index:
    made = Index(database)
    for pairs, source in ((FIRST, "first.txt"), (SECOND, "second.txt")):
        made.add(*shelve(pairs, source))
    return made
