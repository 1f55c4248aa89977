"""The index follows the articles and finds words in both languages."""

from datetime import date

from sqlalchemy import delete

from bot.answers.analyse import arabic_query, arabic_terms, english_fold, english_query
from bot.answers.index import Filters, Index
from bot.articles.shelf import Shelf
from bot.store import Database
from bot.store.tables import articles, passages
from tests.answers.conftest import FIRST, SECOND, Shelve


def test_arabic_spellings_of_one_word_have_one_stem() -> None:
    assert len(set(arabic_terms("القوات قوات وقوات للقوات بالقوات بقواتها"))) == 1
    assert len(set(arabic_terms("المدينة مدينة والمدينة"))) == 1
    assert len(set(arabic_terms("سيطرت السيطرة وسيطر"))) == 1
    assert arabic_terms("٤٬٠٠٠ 4,000") == ["4000", "4000"]


def test_english_is_folded_and_question_words_go() -> None:
    assert english_fold("About 12 kilometres, 4,000 men") == "about 12 kilometers, 4000 men"
    assert english_query("How many IS fighters is the US fighting?") == ["is", "fighters", "us", "fighting"]
    assert arabic_query("كم عدد القتلى في المدينة؟") == arabic_terms("عدد القتلى المدينة")


def test_both_languages_find_their_sentence(index: Index) -> None:
    (english,) = index.passages(index.by_words("en", ["reinforcement"], 1, Filters())).values()
    (arabic,) = index.passages(index.by_words("ar", arabic_query("تعزيزات الميادين"), 1, Filters())).values()
    assert english.en == SECOND[1][1] or english.en == SECOND[0][1]
    assert arabic.ar == SECOND[0][0]
    assert (arabic.article_number, arabic.sentence) == (2, 1)


def test_adding_again_writes_what_changed(index: Index, shelve: Shelve) -> None:
    article, translations = shelve(FIRST, "first.txt")
    assert index.add(article, translations) == 0
    changed = [(FIRST[0][0], "Something about penguins."), *FIRST[1:]]
    article, translations = shelve(changed, "first.txt")
    assert index.add(article, translations) == 1
    assert len(index.by_words("en", ["penguin"], 9, Filters())) == 1
    assert index.by_words("en", ["hajin"], 9, Filters()) == []
    assert index.count() == len(FIRST) + len(SECOND)


def test_a_removed_article_leaves_the_full_text_index(index: Index, database: Database) -> None:
    with database.write() as connection:
        connection.execute(delete(articles).where(articles.c.number == 2))
    assert index.count() == len(FIRST)
    assert index.by_words("en", ["reinforcements"], 9, Filters()) == []
    with database.read() as connection:
        check = "INSERT INTO passages_en(passages_en) VALUES ('integrity-check')"
        connection.exec_driver_sql(check)


def test_filters(index: Index, shelf: Shelf, database: Database) -> None:
    first, second = (s.article.id for s in shelf.all())
    with database.write() as connection:
        connection.execute(articles.update().where(articles.c.id == second).values(published="2017-10-12"))
    words = ["army", "forces", "the"]

    def found(filters: Filters) -> set[str]:
        return {p.article_id for p in index.passages(index.by_words("en", words, 9, filters)).values()}

    assert found(Filters()) == {first, second}
    assert found(Filters(articles=(first,))) == {first}
    assert found(Filters(source="SECOND")) == {second}
    assert found(Filters(since=date(2017, 10, 12), until=date(2017, 10, 12))) == {second}
    assert found(Filters(since=date(2017, 10, 13))) == set()
    assert found(Filters(articles=())) == set()


def test_citations_point_into_the_original(index: Index, shelf: Shelf, database: Database) -> None:
    with database.read() as connection:
        ids = [r.id for r in connection.execute(passages.select())]
    for p in index.passages(ids).values():
        raw = shelf.get(p.article_id).article.raw
        assert raw[p.start : p.end] == p.ar
    assert index.at([("nowhere", 1)]) == []


def test_a_query_with_quotes_is_not_syntax(index: Index) -> None:
    assert index.by_words("en", ['hajin" OR "army', "NEAR(", "*", "-"], 9, Filters()) is not None
