"""Names that are lost, and names that come from nowhere, in every theatre."""

import pytest

from bot.translation import Glossary, names


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


KEPT = [
    ("دخل الجيش السوري مدينة الميادين", "The Syrian army entered the city of Mayadin"),
    ("سيطرت قسد على حقل العمر", "The SDF took control of the al-Omar oil field"),
    ("ريف دير الزور الشرقي", "Deir ez-Zor's eastern countryside"),
    ("استعادت القوات العراقية الموصل وتلعفر", "Iraqi forces retook Mosul and Tal Afar"),
    ("دخل الحشد الشعبي قضاء القائم", "The PMF entered al-Qaim"),
    ("قصفت قوات الدعم السريع الفاشر", "The RSF shelled El Fasher"),
    ("قال البرهان في بورتسودان", "Burhan said in Port Sudan"),
    ("انسحب الحوثيون من الحديدة", "The Houthis withdrew from Hodeidah"),
    ("تقدمت قوات حفتر جنوب طرابلس", "Haftar's forces advanced south of Tripoli"),
    ("قصف الجيش الإسرائيلي الخيام", "The Israeli army shelled Khiam"),
    ("انتشر الجيش اللبناني واليونيفيل في الناقورة", "The Lebanese army and UNIFIL deployed in Naqoura"),
    ("قالت كتائب القسام في خان يونس", "The Qassam Brigades said in Khan Younis"),
    ("قال ترامب إن داعش هزم", "Trump said Daesh had been defeated"),
    ("قال المرصد إن التنظيم انسحب", "It said the group had withdrawn"),
    ("اتفقت الفصائل مع قوات النظام", "The rebels agreed with government troops"),
    ("الفرقة 17 قرب الرقة", "Division 17 near Raqqa"),
    ("اللواء 137", "the 137th Brigade"),
    ("أعلن مبعوث الأمم المتحدة", "The U.N. envoy announced"),
]


@pytest.mark.parametrize(("arabic", "english"), KEPT)
def test_a_right_translation_is_not_marked(arabic: str, english: str, glossary: Glossary) -> None:
    assert names.missing(arabic, english, glossary) == ()
    assert names.invented(arabic, english, glossary) == ()


@pytest.mark.parametrize(
    ("arabic", "english", "lost"),
    [
        ("دخل الجيش مدينة الميادين", "The army entered the city", "Mayadin"),
        ("استعادت القوات الموصل", "The forces retook Raqqa", "Mosul"),
        ("انسحبت القوات من الفاشر", "The forces withdrew from Nyala", "El Fasher"),
        ("قصف على الحديدة", "Shelling on Taiz", "Hodeidah"),
        ("معارك جنوب طرابلس", "Battles south of Benghazi", "Tripoli"),
        ("غارات على الناقورة", "Strikes on Tyre", "Naqoura"),
        ("دبابات في خان يونس", "Tanks in Rafah", "Khan Younis"),
        ("محطة تي تو", "the T4 station", "T2 pumping station"),
        ("قال بشار الأسد", "Putin said", "Bashar al-Assad"),
        ("تقدمت قوات سوريا الديموقراطية", "The Syrian army advanced", "Syrian Democratic Forces (SDF)"),
        ("أعلنت حماس", "The movement announced", "Hamas"),
        ("قرب اللواء 137", "near Brigade 104", "Brigade 137"),
        ("انسحبت الفرقة الرابعة", "The 5th Division withdrew", "4th Division"),
    ],
)
def test_a_lost_name_is_marked(arabic: str, english: str, lost: str, glossary: Glossary) -> None:
    found = names.missing(arabic, english, glossary)
    assert [(m.code, m.detail) for m in found] == [("name", f"{lost} is in the Arabic but not in the English")]


@pytest.mark.parametrize(
    ("arabic", "english", "stranger"),
    [
        ("دخل الجيش المدينة", "The army entered the city of Aleppo", "Aleppo"),
        ("وصلت القوات إلى بلدة تازر", "Forces reached the town of Boujumaa", "Boujumaa"),
        ("غارات على الناقورة", "Strikes on Tyre", "Tyre"),
        ("قال القائد", "Commander Khalifa Haftar said", "Haftar"),
        ("قرب نيالا", "near Zalingei", "Zalingei"),
    ],
)
def test_a_name_from_nowhere_is_marked(arabic: str, english: str, stranger: str, glossary: Glossary) -> None:
    found = names.invented(arabic, english, glossary)
    assert found
    assert all(m.code == "name" for m in found)
    assert any(stranger in m.detail for m in found)


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("قال الشيخ عبد المنعم الخالدي", "Sheikh Abdel-Moneim al-Khalidi said"),
        ("في قرية أم الحصين", "in the village of Umm al-Husayn"),
        ("قال الضابط جيمس كوبر", "Officer James Cooper said"),
        ("وصلت الشرطة يوم الجمعة", "Police arrived on Friday"),
        ("قال مسؤول فرنسي", "A French official said"),
    ],
)
def test_a_name_that_sounds_like_the_arabic_is_explained(arabic: str, english: str, glossary: Glossary) -> None:
    assert names.invented(arabic, english, glossary) == ()
