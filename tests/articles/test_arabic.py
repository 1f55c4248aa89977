import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles import normalise
from bot.articles.arabic import ARABIC_LETTER, clean, content_key, fold

ARABIC = st.text(
    alphabet='ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئـًٌَُِّْٰٔٓ \n#_@.،؛؟!"«»()0123٤٥۶پک\u200f\u200b\ufeffﻻﺍﷲabXé…🔴', max_size=80
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مدينة #دير_الزور، بعد", "مدينة دير الزور، بعد"),
        ('تنظيم "#الدولة_الاسلامية" الذي', 'تنظيم "الدولة الاسلامية" الذي'),
        ("القوات المُحاصَرة", "القوات المحاصرة"),
        ("ابتهاجاً بالتقدم", "ابتهاجا بالتقدم"),
        ("الجيـــش الســوري", "الجيش السوري"),
        ("بـ100 ألف", "ب100 ألف"),
        ("دمشق ـ القدس", "دمشق - القدس"),
        ("ﺍﻟﺠﻴﺶ ﻻ ﻳﻨﺴﺤﺐ", "الجيش لا ينسحب"),
        ("\u200fالجيش\u200e \u202bالسوري\u202c", "الجيش السوري"),
        ("الجيش\n   السوري\t\u00a0تقدم", "الجيش السوري تقدم"),
        ("( شرق سوريا ) ، حيث", "(شرق سوريا)، حيث"),
        ("حقوقي .", "حقوقي."),
        ("بعد .5 كم", "بعد .5 كم"),
        ("🔴🇸🇾 قصف على حلب ⬇️ 👨‍👩‍👧", "قصف على حلب"),
        ("قصف على حلب https://t.me/abc/12?x=1", "قصف على حلب"),
        ("انظر (https://x.com/a).", "انظر."),
        ("قال t.me/abc المصدر", "قال المصدر"),
        ("اكتب إلى news@site.org الآن", "اكتب إلى الآن"),
        ("@abc_news قصف على حلب @other", "قصف على حلب"),
        ("نقل @abc_news عن شهود", "نقل abc news عن شهود"),
        ("**عاجل** قصف", "عاجل قصف"),
        ("قال &quot;نعم&quot;&nbsp;ثم", 'قال "نعم" ثم'),
        ("الجیش في سوریا کبير", "الجيش في سوريا كبير"),
        ("إ\u0644ى ا\u0654حياء", "إلى أحياء"),
        ("4.4 مليون و٣٫٥", "4.4 مليون و٣٫٥"),
        ("🔴 ⬇️", ""),
    ],
)
def test_clean(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## **عنوان** المقال", "عنوان المقال"),
        ("> قال [المصدر](https://a.b/c) ذلك", "قال المصدر ذلك"),
        ("![صورة](a.png) دخل `الجيش` المدينة[^1]", "دخل الجيش المدينة"),
        ("_دخل_ ~~الجيش~~ <b>المدينة</b>", "دخل الجيش المدينة"),
    ],
)
def test_clean_markdown(text: str, expected: str) -> None:
    assert clean(text, markdown=True) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الإسلامية", "الاسلاميه"),
        ("أحياء إلى آخر", "احياء الي اخر"),
        ("المُحاصَرة", "المحاصرة"),
        ("مسؤول الشؤون", "مسوول الشوون"),
        ("٢٠١٧ ۲۰۱۷", "2017 2017"),
        ("#دير_الزور", "دير  الزور"),
        ("ﻻ", "لا"),
        ("الجيـش", "الجيش"),
        ("ا\u0654حياء", "أحياء"),
    ],
)
def test_normalise_makes_spellings_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_normalise_keeps_words_apart_that_differ() -> None:
    assert normalise("دير الزور") != normalise("دير الزورة")
    assert normalise("حلب") != normalise("حمص")


@given(st.one_of(st.text(max_size=60), ARABIC))
def test_normalise_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.one_of(st.text(max_size=60), ARABIC))
def test_clean_is_one_tidy_line(text: str) -> None:
    cleaned = clean(text)
    assert cleaned == " ".join(cleaned.split())
    assert not set(cleaned) & set("ـًٌٍَُِّْ\u200f\u200e\u200b\ufeff\n\t_*")


@given(ARABIC.filter(lambda text: "@" not in text and not any(c in text for c in "ﷲﻻﺍ")))
def test_clean_loses_no_arabic_letter(text: str) -> None:
    def letters(s: str) -> list[str]:
        return [char for char in normalise(s) if ARABIC_LETTER.match(char)]

    assert letters(clean(text)) == letters(text)


@given(st.one_of(st.text(max_size=60), ARABIC))
def test_fold_maps_back(text: str) -> None:
    folded, offsets = fold(text)
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)


def test_content_key_has_no_case_space_or_punctuation() -> None:
    assert content_key("قال: «AFP» نعم، 10 كم.") == content_key("قال afp نعم ١٠كم")
