import pytest

from bot.articles import load_text
from bot.errors import NotArabicError

ENGLISH = "Syrian regime forces advanced on Friday inside the province, and the army said it was close to the city."
PERSIAN = "نیروهای ارتش سوریه روز جمعه وارد استان دیرالزور شدند و این پیشروی با حمایت هوایی روسیه انجام شده است."
PERSIAN_ON_ARABIC_KEYS = (
    "نيروهاي ارتش سوريه روز جمعه وارد استان شدند و اين پيشروي با حمايت هوايي انجام شده است كه در آن شهر بود."
)
URDU = "شامی فوج نے جمعہ کے روز دیر الزور میں داخل ہو کر شہر کے قریب کئی علاقوں پر قبضہ کر لیا ہے۔"
SORANI = "هێزەکانی سوپای سووریا ڕۆژی هەینی چوونە ناو پارێزگای دێرەزوور و دەڵێن شارەکە ئازاد کراوە."
PASHTO = "د سوریې پوځ د جمعې په ورځ د ديرالزور ولايت ته ننوتل او وايي چې ښار ته نږدې شوي دي."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "English"),
        (PERSIAN, "Persian"),
        (PERSIAN_ON_ARABIC_KEYS, "Persian"),
        (URDU, "Urdu"),
        (SORANI, "Kurdish (Sorani)"),
        (PASHTO, "Pashto"),
        ("Сирийская армия вошла в провинцию Дейр-эз-Зор.", "Cyrillic"),
        ("צבא סוריה נכנס לעיר", "Hebrew"),
        ("L'armée syrienne est entrée dans la ville et les combats sont dans le centre.", "French"),
        ("Suriye ordusu bugün kente girdi ve çok sayıda bölge için açıklama yaptı.", "Turkish"),
        ("Syria Aleppo Homs", "Latin"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    with pytest.raises(NotArabicError) as caught:
        load_text(text, source="other.txt")
    assert language in str(caught.value)
    assert "other.txt" in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "دخل الجيش حلب.",
        "قصف عنيف على حلب",
        "قال متحدث باسم (SDF) و US Army إن قوات Syrian Democratic Forces دخلت المدينة صباح اليوم مع Delta Force.",
        "دخل الجیش السوري مدینة حلب في سوریا صباح الیوم.",
        "الگروب سيطر على چبل في المدينة بعد معارك مع التنظيم.",
        "قوات تتقدم",
        "سوريا",
    ],
)
def test_arabic_with_other_words_is_arabic(text: str) -> None:
    assert load_text(text).sentences


@pytest.mark.parametrize("text", ["", "  \n ", "123 456", "🔴 https://t.me/abc", "----"])
def test_no_text(text: str) -> None:
    with pytest.raises(NotArabicError, match=r"a\.txt (is empty|has no text)"):
        load_text(text, source="a.txt")


def test_only_boilerplate() -> None:
    with pytest.raises(NotArabicError, match="page furniture"):
        load_text("التعليقات\nاقرأ أيضا\nنبض")


def test_english_paragraph_in_an_arabic_article_is_set_aside() -> None:
    article = load_text("دخل الجيش مدينة حلب بعد معارك عنيفة مع التنظيم في الأحياء الشرقية.\nThe army entered Aleppo.")
    assert len(article.sentences) == 1
    assert article.boilerplate[0].rule == "not-arabic"
