"""The glossary: terms are found in any spelling, and come out as written."""

from itertools import pairwise
from pathlib import Path

import pytest

from bot.errors import InputError
from bot.translation import Glossary


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


# Every place, person, group and unit that the seed articles name, and how it must come out.
SEEDS = {
    "محافظة دير الزور": "Deir ez-Zor province",
    "#دير_الزور": "Deir ez-Zor",
    "الميادين": "Mayadin",
    "بمدينة البوكمال": "Albu Kamal",
    "بلدة البغلية": "Bughayliyah",
    "قرية البغيلية": "Bughayliyah",
    "اللواء 137": "Brigade 137",
    "الرقة": "Raqqa",
    "محافظة حمص": "Homs province",
    "مدينة السخنة": "Sukhna",
    "نهر الفرات": "the Euphrates",
    "مدينة القائم": "Al-Qaim",
    "الموصل": "Mosul",
    "تنظيم الدولة الاسلامية": "Islamic State group (IS)",
    "قوات سوريا الديموقراطية": "Syrian Democratic Forces (SDF)",
    "حزب الله": "Hezbollah",
    "الحشد الشعبي": "Popular Mobilization Forces (PMF)",
    "رامي عبد الرحمن": "Rami Abdel Rahman",
    "بشار الأسد": "Bashar al-Assad",
    "دونالد ترامب": "Donald Trump",
    "المرصد السوري لحقوق الانسان": "Syrian Observatory for Human Rights",
    "وكالة الانباء السورية": "SANA",
}


@pytest.mark.parametrize(("arabic", "english"), SEEDS.items())
def test_the_seeds_names_are_known(arabic: str, english: str, glossary: Glossary) -> None:
    found = [m.term for m in glossary.find(f"وقالت مصادر في {arabic} امس")]
    assert any(english in t.english for t in found), [t.english for t in found]


@pytest.mark.parametrize(
    ("arabic", "model", "expected"),
    [
        ("في دير الزور", "in Deir Ezzor", "in Deir ez-Zor"),
        ("في دير الزور", "in Deir al-Zour's suburbs", "in Deir ez-Zor's suburbs"),
        ("مدينة البوكمال", "the city of Boukamal", "the city of Albu Kamal"),
        ("مدينة الرقة", "the city of Raqqah", "the city of Raqqa"),
        ("قوات النظام في الرقة", "regime forces in Raqqa", "regime forces in Raqqa"),
        ("مدينة الفاشر", "the city of El Fasher", "the city of El Fasher"),
        ("لا اسم هنا", "in Deir Ezzor", "in Deir Ezzor"),
    ],
)
def test_names_come_out_as_written(arabic: str, model: str, expected: str, glossary: Glossary) -> None:
    assert glossary.enforce(arabic, model) == expected


def test_what_is_enforced_is_enforced_once(glossary: Glossary) -> None:
    arabic = "تقدمت قوات سوريا الديمقراطية من الرقة نحو دير الزور والبوكمال"
    english = "SDF forces advanced from ar-Raqqah toward Deir Ezzor and Boukamal"
    once = glossary.enforce(arabic, english)
    assert glossary.enforce(arabic, once) == once


@pytest.mark.parametrize("word", ["للمرة الأولى", "قال عنه", "لفترة طويلة", "نشر صور"])
def test_an_ordinary_word_is_no_name(word: str, glossary: Glossary) -> None:
    assert not [m for m in glossary.find(word) if m.term.type in ("place", "person")]


def test_clitics_and_the_article_do_not_hide_a_name(glossary: Glossary) -> None:
    for form in ("والخرطوم", "بالخرطوم", "للخرطوم", "فالخرطوم", "وبالخرطوم"):
        assert [m.term.english for m in glossary.find(form)] == ["Khartoum"], form


def test_hints_are_names_first_and_at_most_six(glossary: Glossary) -> None:
    hints = glossary.hints("انسحبت قوات الدعم السريع من الخرطوم وأم درمان ومدني والفاشر ونيالا والجنينة نحو كردفان")
    assert 0 < len(hints) <= 6
    assert "withdraw" not in [e for _, e in hints]


def test_the_users_file_wins(tmp_path: Path, glossary: Glossary) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("# mine\nدير الزور\tDayr az-Zawr\tplace\tDeir ez-Zor\nقرية جديدة\tNew Village\n", encoding="utf-8")
    mine = Glossary.load(own)
    assert mine.enforce("في دير الزور", "in Deir ez-Zor") == "in Dayr az-Zawr"
    assert mine.revision != glossary.revision
    assert [m.term.english for m in mine.find("قرية جديدة")] == ["New Village"]


@pytest.mark.parametrize("bad", ["دير الزور\n", "Deir\tDeir\n", "دير الزور\t\tplace\n"])
def test_a_bad_line_is_named(tmp_path: Path, bad: str) -> None:
    own = tmp_path / "own.tsv"
    own.write_text("الرقة\tRaqqa\n" + bad, encoding="utf-8")
    with pytest.raises(InputError, match=r"own\.tsv, line 2"):
        Glossary.load(own)


def test_a_file_that_is_no_text_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(InputError, match="UTF-8"):
        Glossary.load(tmp_path / "own.tsv")


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("قوات الدعم السريع", "the Rapid Support Forces (RSF)"),
        ("ود مدني", "Wad Madani"),
        ("عيدروس الزبيدي", "Aidarous al-Zubaidi"),
        ("باب المندب", "Bab al-Mandab"),
        ("مصراتة", "Misrata"),
        ("الفلوجة", "Fallujah"),
        ("كتائب القسام", "the Qassam Brigades"),
        ("اليونيفيل", "UNIFIL"),
        ("السويداء", "Sweida"),
    ],
)
def test_every_theatre_is_known(arabic: str, english: str, glossary: Glossary) -> None:
    assert [m.term.english for m in glossary.find(f"وقال ان {arabic} ...")] == [english]


def test_the_longest_name_wins_and_none_overlap(glossary: Glossary) -> None:
    found = glossary.find("مطار دير الزور العسكري وريف دير الزور الشرقي ودير الزور")
    assert [m.term.english for m in found] == [
        "Deir ez-Zor military airport",
        "eastern Deir ez-Zor countryside",
        "Deir ez-Zor",
    ]
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_a_joined_letter_does_not_shorten_a_name(glossary: Glossary) -> None:
    assert [m.term.english for m in glossary.find("باب الهوى")] == ["Bab al-Hawa crossing"]
    assert [m.form for m in glossary.find("للخرطوم")] == ["الخرطوم"]


@pytest.mark.parametrize(
    ("arabic", "kept"),
    [
        ("تنظيم الدولة الإسلامية", 'the "Islamic State" claimed it'),
        ("على نهر الفرات", "on the Euphrates river"),
        ("القوات الحكومية قرب حمص", "regime forces near Homs"),
        ("الأمم المتحدة", "the U.N. envoy"),
    ],
)
def test_another_right_wording_is_kept(arabic: str, kept: str, glossary: Glossary) -> None:
    assert glossary.enforce(arabic, kept) == kept


def test_a_name_the_arabic_has_is_not_taken_for_a_garbled_one(glossary: Glossary) -> None:
    assert glossary.enforce("من راوة إلى الرطبة", "from Rawa to Rutba") == "from Rawa to Rutba"
    assert glossary.enforce("مدينة البوكمال", "the city of Albukamil") == "the city of Albu Kamal"


def test_no_two_terms_share_a_form(glossary: Glossary) -> None:
    forms = [f for t in glossary.terms for f in t.forms]
    assert len(forms) == len(set(forms))
