"""Whose claim a sentence is and how far its move has come, on sentences of several theatres."""

import pytest

from bot.movements.claims import read
from bot.translation import Glossary


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return Glossary.load()


@pytest.mark.parametrize(
    ("arabic", "claimant", "status"),
    [
        ("سيطر الجيش السوداني على مدينة ود مدني صباح السبت.", None, "reported"),
        ("وقال المرصد السوري لحقوق الانسان إن القوات دخلت البلدة.", "SOHR", "claimed"),
        ("انسحبت القوات من الحي، بحسب المرصد السوري.", "SOHR", "claimed"),
        ("أفادت مصادر محلية بأن الحوثيين تقدموا في مأرب.", "local sources", "claimed"),
        ("وقال شهود عيان إن قوات الدعم السريع انسحبت من الجزيرة.", "witnesses", "claimed"),
        ("وأكد مصدر عسكري سوري أن الجيش وصل إلى مشارف المدينة.", "a Syrian military source", "claimed"),
        ("نفى الجيش السوداني سقوط الفاشر بيد الدعم السريع.", "the Sudanese army", "denied"),
        ("ولم تتمكن القوات من دخول المدينة.", None, "denied"),
        ("ويهدف الجيش إلى استعادة المحافظة.", None, "planned"),
        ("يتوقع محللون هجوما على طرابلس.", "analysts", "expected"),
        ("ويسيطر التنظيم على المدينة منذ عام 2014.", None, "background"),
    ],
)
def test_claim(arabic: str, claimant: str | None, status: str, glossary: Glossary) -> None:
    claim = read(arabic, None, glossary)
    assert (claim.claimant, claim.status) == (claimant, status)


def test_who_goes_on_speaking_is_who_spoke_before(glossary: Glossary) -> None:
    assert read("وأضاف أن القوات تتقدم جنوبا.", "SOHR", glossary).claimant == "SOHR"
    assert read("وباتت القوات، وفق قوله، على بعد 12 كيلومترا.", "SOHR", glossary).claimant == "SOHR"
    assert read("وتدور معارك في المدينة.", "SOHR", glossary).claimant is None
