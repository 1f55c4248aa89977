from pathlib import Path
from time import perf_counter

import pytest

from bot.articles import Article, load, load_text
from bot.articles.boilerplate import Place, prefix, rules, suffix, whole_line

BODY = Place(first=False, lead=False)
LEAD = Place(first=False, lead=True)
HEADLINE = Place(first=True, lead=False)


def aside(article: Article) -> list[tuple[str, str]]:
    return [(span.rule, article.raw[span.start : span.end]) for span in article.boilerplate]


def test_seeds(seeds: Path) -> None:
    articles = load([seeds]).articles
    assert [aside(article) for article in articles] == [
        [("dateline", "بيروت:")],
        [("aggregator", "نبض")],
        [("dateline", 'دمشق - "القدس" دوت كوم-')],
        [("dateline", "بيروت:"), ("comments", "التعليقات")],
        [
            ("image-credit", "صدر الصورة، AFP"),
            ("byline", "جوناثان ماركوس مراسل الشؤون الدبلوماسية في بي بي سي"),
            ("image-credit", "صدر الصورة، AFP/Getty"),
        ],
    ]
    assert [len(article.sentences) for article in articles] == [13, 34, 11, 17, 27]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("مصدر الصورة، Getty Images", "image-credit"),
        ("(صورة: رويترز)", "image-credit"),
        ("تصوير: محمد الأحمد", "image-credit"),
        ("صورة أرشيفية", "image-credit"),
        ("اقرأ أيضا: الجيش يتقدم في حلب", "read-also"),
        ("إقرأ أيضاً", "read-also"),
        ("**اقرأ أيضاً:**", "read-also"),
        ("شاهد أيضاً", "read-also"),
        ("مواضيع ذات صلة", "read-also"),
        ("أخبار ذات صلة:", "read-also"),
        ("قد يهمك أيضا", "read-also"),
        ("الأكثر قراءة", "read-also"),
        ("المزيد", "read-also"),
        ("للمزيد من التفاصيل", "read-also"),
        ("التعليقات (12)", "comments"),
        ("أضف تعليقاً", "comments"),
        ("اترك تعليقا", "comments"),
        ("لا توجد تعليقات", "comments"),
        ("شارك", "share"),
        ("شارك الخبر", "share"),
        ("فيسبوك تويتر واتساب", "share"),
        ("تابعونا على تلغرام", "follow"),
        ("للاشتراك في قناتنا على تلغرام: https://t.me/abc", "follow"),
        ("📌 للاشتراك في قناة شام", "follow"),
        ("https://t.me/abc/123", "link"),
        ("t.me/abc", "link"),
        ("@some_channel", "link"),
        ("المصدر: وكالات", "source"),
        ("المصدر : رويترز + أ ف ب", "source"),
        ("جميع الحقوق محفوظة © 2017", "copyright"),
        ("حقوق النشر محفوظة لجريدة الحياة", "copyright"),
        ("بقلم: سامي كليب", "byline"),
        ("بقلم أحمد منصور", "byline"),
        ("ليز دوسيت كبيرة مراسلي الشؤون الدولية في بي بي سي", "byline"),
        ("فراس كرم - مراسل الشرق الأوسط في الشمال السوري", "byline"),
        ("(إعداد سامح الخطيب للنشرة العربية - تحرير أحمد حسن)", "byline"),
        ("رض/لين/ب ق", "wire-code"),
        ("(النهاية) م ع", "wire-code"),
        ("القاهرة - رويترز", "dateline"),
        ("(أ ف ب)", "dateline"),
        ("نشر في: 12 أكتوبر 2017", "timestamp"),
        ("آخر تحديث: 14:30 بتوقيت غرينتش", "timestamp"),
        ("الخميس 12 أكتوبر 2017 - 14:30", "timestamp"),
        ("عدد المشاهدات: 1,234", "counter"),
        ("3 دقائق للقراءة", "counter"),
        ("الوسوم: سوريا، داعش", "tags"),
        ("#سوريا #دير_الزور #داعش", "tags"),
        ("الرئيسية / أخبار / سوريا", "navigation"),
        ("إعلان", "navigation"),
    ],
)
def test_lines(line: str, rule: str) -> None:
    found = whole_line(line, BODY)
    assert found is not None
    assert found.name == rule


@pytest.mark.parametrize(
    "line",
    [
        "شارك في الهجوم جنود الجيش وقوات شرطة",
        "تابع الجيش تقدمه على محور المدينة",
        "مقتل مراسل قناة الجزيرة في سوريا",
        "اعتقال مراسل وكالة الأناضول في دمشق",
        "نقل مراسل سانا عن مصدر عسكري",
        "وأضاف مراسل رويترز في المدينة أن القصف مستمر",
        "شاهد أيضا عشرات المدنيين القصف من بيوتهم",
        "شاهدوا في المدينة قوات كبيرة",
        "انتكاسة مهمة لتنظيم الدولة الاسلامية",
        "ما أهمية دير الزور؟",
        "انضم إلى مجموعة مسلحة في إدلب",
        "سجل الجيش تقدما في النشرة",
        "المصدر العسكري أكد ذلك",
        "مصدر: الجيش يدخل المدينة",
        "منذ عام 2014",
        "قبل 3 أيام قتل عشرة مدنيين",
        "لا توجد قيادة",
        "لا يوجد ماء في المدينة",
        "المزيد من القتلى في حلب",
        "الحياة تعود إلى حلب",
        "الميادين",
        "تعليق المفاوضات",
        "صورة من المعركة",
        "تصوير جوي يظهر دمارا في حلب",
        "للاطلاع على الأوضاع زار الوفد حلب",
        "حدث انفجار قتل 20 مدنيا",
        "تحرير - الرقة",
        "25 كانون الثاني",
        "مقتل 12 شخصا",
    ],
)
def test_lines_that_are_news(line: str) -> None:
    assert whole_line(line, BODY) is None


@pytest.mark.parametrize(
    ("cut", "rest"),
    [
        ('دمشق - "القدس" دوت كوم- ', "حققت وحدات"),
        ("بيروت (أ ف ب) - ", "أعلن المرصد"),
        ("عمّان (رويترز) - ", "قال شهود"),
        ("عمان (رويترز) ", "قال شهود"),
        ("القاهرة - رويترز - ", "قال شهود"),
        ("القاهرة – رويترز: ", "قال شهود"),
        ("دمشق 23 يونيو (شينخوا) -- ", "قال شهود"),
        ("دمشق – سانا: ", "أعلنت القيادة"),
        ("بغداد/ واع/ ", "أعلنت القيادة"),
        ("سانا - دمشق: ", "أعلنت القيادة"),
        ("(رويترز) - ", "قال شهود"),
        ("وكالات - بيروت - ", "أعلن المرصد"),
        ("لندن- «القدس العربي»: ", "أعلن المرصد"),
        ("بيروت ـ العربي الجديد: ", "أعلن المرصد"),
        ("لندن - الحياة: ", "أعلن المرصد"),
        ("غازي عنتاب (تركيا) - رويترز - ", "قال شهود"),
        ("الرقة (سوريا) (أ ف ب) - ", "تقدمت القوات"),
        ("الأناضول/ إسطنبول/ ", "أعلن المرصد"),
        ("بيروت/دمشق (رويترز) - ", "قال شهود"),
        ("#عاجل | ", "قصف على حلب"),
        ("عاجل.. ", "قصف على حلب"),
        ("بالفيديو.. ", "الجيش يتقدم"),
        ("تعليق الصورة، ", "مقاتلون قرب المدينة"),
    ],
)
@pytest.mark.parametrize("place", [LEAD, BODY, HEADLINE])
def test_prefixes(cut: str, rest: str, place: Place) -> None:
    found = prefix(cut + rest, place)
    assert found is not None
    assert found[0] == len(cut)


@pytest.mark.parametrize("place", [LEAD, BODY, HEADLINE])
@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير: سنعود",
        "موسكو: لن ننسحب من سوريا",
        "موسكو: ندعم الجيش السوري",
        "حلب: قصف على حي الشعار",
        "دير الزور - الميادين: قصف",
        "حلب - شرق المدينة - قصف",
        "دمشق - بغداد: محور جديد",
        "الجيش السوري (سانا) أعلن",
        "تنظيم الدولة - داعش - يتقدم",
        "رويترز: الجيش يدخل المدينة",
        "سانا: مقتل ثلاثة",
        "سوريا: قصف على حلب",
    ],
)
def test_beginnings_that_are_news(text: str, place: Place) -> None:
    assert prefix(text, place) is None


def test_a_bare_city_opens_a_dateline_only_in_the_lead() -> None:
    text = "بيروت: تقدمت قوات النظام"
    assert prefix(text, LEAD) is not None
    assert prefix(text, BODY) is None
    assert prefix(text, HEADLINE) is None


def test_suffix() -> None:
    found = suffix("دخل الجيش المدينة. (رويترز)")
    assert found is not None
    assert found[0] == len("دخل الجيش المدينة.")
    assert suffix("دخل الجيش مدينة الرقة (شمال).") is None
    assert suffix('معقل التنظيم ("داعش").') is None
    assert suffix("دخل الجيش المدينة (الميادين)") is None


def test_comments_after_the_article_are_set_aside_with_their_heading() -> None:
    news = "دخل الجيش مدينة حلب بعد معارك عنيفة مع التنظيم في الأحياء الشرقية."
    article = load_text(f"{news}\nالتعليقات\nكلام فارغ من قارئ\n")
    assert [s.text for s in article.sentences] == [news]
    assert {rule for rule, _ in aside(article)} == {"comments"}


def test_a_comments_link_at_the_top_hides_nothing() -> None:
    news = "دخل الجيش مدينة حلب بعد معارك عنيفة مع التنظيم في الأحياء الشرقية."
    assert len(load_text(f"التعليقات\n{news}\n{news} نعم.").sentences) == 3


@pytest.mark.parametrize(
    "unit", ["X ", "#a ", "t.me/a ", "شارك ", "القاهرة ", "- ", "أ.", "12 ", "المزيد ", "أ ف ب ", "("]
)
def test_no_line_takes_long(unit: str) -> None:
    assert rules()
    line = (unit * 300)[:250] + "ب!"
    started = perf_counter()
    whole_line(line, BODY)
    prefix(line, LEAD)
    suffix(line)
    assert perf_counter() - started < 0.5
