"""What reading a sentence works with: words by their use, the article's context, an event in the making."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from bot.movements.actors import Cast, Force, Span
from bot.movements.attribution import Claim, Source
from bot.movements.dates import When
from bot.movements.mentions import Mention
from bot.movements.places import Gazetteer
from bot.movements.quantities import Quantity
from bot.movements.tables import toml
from bot.movements.triggers import Trigger
from bot.movements.words import Phrases, fold, listed

RELATIVE = frozenset(["التي", "الذي", "الذين", "اللذين", "اللتين", "اللذان", "اللتان", "اللواتي", "والتي", "والذي"])
BREAKS = frozenset(
    ["فيما", "بينما", "حيث", "بعدما", "بعد", "قبل", "لكن", "ولكن", "اذ", "اثر", "عقب", "مما", "رغم", "حين", "وحيث"]
)
INTO = frozenset(["الي", "نحو", "باتجاه", "صوب", "اتجاه", "تجاه", "حتي", "لجهه", "جهه", "بتجاه"])
AT = frozenset(["في", "داخل", "علي", "قرب", "حول", "وسط", "بين", "ضمن", "لدي", "عند", "خارج", "وفي"])
FROM = frozenset(["من", "عن", "ومن"])
VIA = frozenset(["عبر", "انطلاقا"])
GOVERN = frozenset(
    [
        "من",
        "علي",
        "ضد",
        "مع",
        "عن",
        "الي",
        "بين",
        "امام",
        "في",
        "نحو",
        "حساب",
        "عبر",
        "لدي",
        "قبل",
        "بقياده",
        "باشراف",
        "ومن",
        "علي",
    ]
)
FRAMES = frozenset(
    [
        "خلال",
        "في",
        "بعد",
        "اثر",
        "عقب",
        "جراء",
        "وخلال",
        "منذ",
        "بدء",
        "انطلاق",
        "بدايه",
        "نتيجه",
        "بسبب",
        "وبعد",
        "وفي",
    ]
)
PERSONS = listed(
    """
    وفد وفدا زعيم قائد قايد رييس متحدث المتحدث الناطق ناطق مبعوث حكومه وزير عايلات عايله اسر قتلي جرحي جثث اسري
    صواريخ صاروخ مسيرات مسيره طايرات طايره قذايف مدفعيه راجمات رايه علم مقر قياده موسس امين سلاح اسلحه خساير
    قيادي ممثل وفود مواقع معقل معاقل مناطق ضد اعلام انصار ضربات غارات تهديدات
    """
)
AHEAD = frozenset(["لن", "سوف", "سيتم", "ستتم", "سيكون", "ستكون", "سيبدا", "ستبدا", "سيستغرق", "ستستغرق"])
CAUSES = frozenset(["اسفر", "اسفرت", "ادي", "ادت", "سمح", "سمحت", "اتاح", "اتاحت"])
BESIEGED = frozenset(["محاصر", "محاصرون", "محاصرين", "محاصره"])
FREED = frozenset(
    ["عراقي", "شخص", "شخصا", "مدني", "مدنيا", "اسير", "اسيرا", "رهينه", "رهاين", "سجين", "سجناء", "مختطف", "مليون"]
)
REINFORCEMENTS = frozenset(["تعزيزات", "تعزيزاته", "تعزيزاتها", "التعزيزات"])
ARMIES = {
    "Turkey": "Turkish forces",
    "Iran": "Iranian forces",
    "Egypt": "Egyptian forces",
    "Jordan": "Jordanian forces",
    "Iraq": "Iraqi forces",
    "Saudi Arabia": "Saudi forces",
    "Chad": "Chadian forces",
}
STILL = frozenset(["يزال", "تزال", "زال", "زالت", "زالوا", "يزالون"])
BECAME = frozenset(
    ["بات", "باتت", "باتوا", "اصبح", "اصبحت", "صار", "صارت", "اصبحوا", "وباتت", "واصبحت", "وبات", "واصبح", "غدت"]
)
CIVIL = listed(
    """
    نسمه المدنيين المدنيون مدنيين مدنيون السكان سكان الاهالي عايلات عايله العايلات نازحين النازحون النازحين نازح شخص
    شخصا اشخاص قافله قوافل المساعدات مساعدات لاجيين لاجي اطفال نساء الاسر اسره اسر مواطنين مواطن الطواقم طواقم
    المحافظ الوزير الرييس رييس وزير وفد حافله حافلات مدني مدنيا الطلاب موظفين قذيفه قذايف صواريخ صاروخ السعر
    الاسعار المفاوضات الحوار الدراسه شحنه سفينه سفن طايره مبعوث المبعوث لجنه منظمه ناشط صحافي الجرحي جرحي جثث
    سيل
    """
)
GROUND = listed(
    """
    القري القريه البلده البلدات المدينه الحقل الحقول المطار المعبر التله التلال الجسر الحي الاحياء المخيم القاعده
    المواقع النقاط المنطقه القصر الجبل السد العاصمه المعسكر الميناء المصفاه الثكنه الحواجز الحاجز الضفه مواقع مواقعه
    مواقعها مواقعهم قري نقاط تلال احياء بلدات الجزيره القلعه الموقع
    """
)
# "the third batch of", "hundreds of": the force after "of" acts.
PARTS = listed(
    """
    الدفعه دفعه دفعات عشرات العشرات مئات الاف مجموعه مجموعات عدد بعض معظم قسم جزء رتل ارتال وحدات وحده عناصر قوه
    مقاتلا مقاتل جنديا جندي عنصرا عنصر كتيبه لواء سريه فوج الوف مييات قوافل قافله
    """
)
POINTS = frozenset(
    [
        "enter",
        "capture",
        "recapture",
        "expel",
        "withdraw",
        "break_siege",
        "cut_route",
        "lose_control",
        "clear",
        "approach",
    ]
)
HELD = frozenset(["capture", "recapture", "control_status", "lose_control"])
TO_PLACE = frozenset(["advance", "approach", "enter", "redeploy", "reinforce"])
SIDES = {
    "شمال": "north",
    "جنوب": "south",
    "شرق": "east",
    "غرب": "west",
    "شمالي": "north",
    "شماليه": "north",
    "جنوبي": "south",
    "جنوبيه": "south",
    "شرقي": "east",
    "شرقيه": "east",
    "غربي": "west",
    "غربيه": "west",
}


@dataclass(slots=True)
class Context:
    """What an article has told so far, by which later sentences are read."""

    cast: Cast
    gazetteer: Gazetteer
    published: date | None
    source: Source | None = None
    subject: Force | None = None
    subject_feminine: bool = True
    place: Mention | None = None
    places: list[Mention] = field(default_factory=list)
    since: When | None = None


@dataclass(slots=True)
class Event:
    """A movement in the making."""

    trigger: Trigger | None
    action: str
    start: int
    stop: int
    agents: list[Force] = field(default_factory=list)
    others: list[Force] = field(default_factory=list)
    allies: list[tuple[str, str]] = field(default_factory=list)
    places: list[tuple[str, Mention]] = field(default_factory=list)  # field name, place
    amounts: list[tuple[Quantity, str | None]] = field(default_factory=list)
    when: When | None = None
    direction: str | None = None
    phase: str = "completed"
    certainty: str | None = None
    relative: bool = False
    background: bool = False
    passive: bool = False
    dropped: bool = False
    guessed: bool = False  # the agent is the one before, the verb names none
    actor_place: Mention | None = None  # a country named for its forces
    notes: list[str] = field(default_factory=list)
    claim: Claim | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """A helping verb that colours the movements after it, and its subject."""

    kind: str
    i: int
    agents: tuple[Force, ...]
    negated: bool
    note: str | None = None


@cache
def state_phrases() -> Phrases[tuple[str, str]]:
    """Phrases for standing states: (action, where the holder stands)."""
    return Phrases([(p, (s["action"], s["holder"])) for s in toml("lexicon.toml")["state"] for p in s["phrases"]])


@cache
def denial_phrases() -> Phrases[str]:
    """Phrases that deny what their sentence tells."""
    return Phrases([(p, p) for p in toml("lexicon.toml")["denial"]["phrases"]])


@cache
def ally_phrases() -> Phrases[str]:
    """Phrases before a helper, with its role."""
    return Phrases([(p, role) for role, forms in toml("lexicon.toml")["allies"].items() for p in forms])


@cache
def nations() -> dict[str, str]:
    """Adjectives of nations, folded, in English."""
    return {fold(k): v for k, v in toml("actors.toml")["nations"].items()}


def only_speaks(f: Span, frames: Sequence[Claim]) -> bool:
    """Whether a force is named only to say whose official or outlet speaks."""
    return any(
        c.speaker[0] <= f.start < c.speaker[1]
        and not f.force.generic
        and f.force.name != c.source.name
        and f.force.short not in c.source.name
        for c in frames
    ) or any(
        c.speaker[0] <= f.start < c.speaker[1] and c.source.type in ("party_media", "party_state_media") for c in frames
    )


def of_kind(m: Mention, kinds: Iterable[str]) -> bool:
    """Whether a place can be what a word for these kinds means."""
    if m.part is not None and m.kind == "area" and not m.base:
        return False
    kind = m.base or m.kind or "city"
    if kind in ("place", "area") and m.row is not None:
        kind = "town"
    return kind in kinds


def side(sides: Sequence[str]) -> str:
    """One side, or two as English joins them: "south-west"."""
    if len(sides) == 1:
        return sides[0]
    first, second = sides
    return (
        f"{first}-{second}"
        if first in ("north", "south")
        else f"{second}-{first}"
        if second in ("north", "south")
        else first
    )


def unique(forces: Sequence[Force]) -> list[Force]:
    """Forces without those named twice."""
    seen: dict[str, Force] = {}
    for f in forces:
        seen.setdefault(f.name, f)
    return list(seen.values())


def same_event(a: Event, b: Event) -> bool:
    """Two words for one event ("launched an attack", "its attack"): same class, agent and places, close together."""
    if a.action != b.action or a.certainty != b.certainty:
        return False
    same_agents = {f.name for f in a.agents} == {f.name for f in b.agents} or not b.agents
    places_a, places_b = {m.group for _, m in a.places}, {m.group for _, m in b.places}
    return same_agents and (not places_b or bool(places_a & places_b)) and not (b.amounts and b.amounts != a.amounts)
