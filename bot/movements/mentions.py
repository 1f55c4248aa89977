"""Places as a sentence speaks of them: names with their kinds, parts, sides, and words like "the town"."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from bot.movements.actors import Span
from bot.movements.places import Gazetteer, Near, Row, key
from bot.movements.tables import rows, toml
from bot.movements.triggers import is_movement
from bot.movements.wording import english, from_translation
from bot.movements.words import Word, fold, listed, stems

_PLURAL = frozenset(
    fold(w)
    for w in listed(
        """
    مدينتي مدينتا مدن بلدتي بلدتا بلدات قريتي قريتا قرى حيي حيا أحياء محافظتي محافظتا محافظات منطقتي مواقع
    معسكرات حقول مناطق محاور
    """
    )
)
_JOINED = frozenset(
    fold(w)
    for w in listed(
        """
    ابو أبو ام أم بني تل عين دير بيت كفر رأس راس خان وادي جبل باب قصر شيخ عبد بن ابن سد ذات جسر نهر دار سوق مطار
    عرب بئر بير خربة
    """
    )
)
_BORDER = {
    "السوريه العراقيه": ("Syrian-Iraqi border", "IQ"),
    "العراقيه السوريه": ("Syrian-Iraqi border", "IQ"),
    "العراقيه": ("border with Iraq", "IQ"),
    "مع العراق": ("border with Iraq", "IQ"),
    "السوريه": ("Syrian border", "SY"),
    "مع سوريا": ("border with Syria", "SY"),
    "السوريه التركيه": ("Syrian-Turkish border", "TR"),
    "التركيه": ("Turkish border", "TR"),
    "مع تركيا": ("border with Turkey", "TR"),
    "الاردنيه": ("Jordanian border", "JO"),
    "مع الاردن": ("border with Jordan", "JO"),
    "اللبنانيه السوريه": ("Lebanese-Syrian border", "LB"),
    "السوريه اللبنانيه": ("Lebanese-Syrian border", "LB"),
    "اللبنانيه": ("Lebanese border", "LB"),
    "مع لبنان": ("border with Lebanon", "LB"),
    "السعوديه": ("Saudi border", "SA"),
    "مع ليبيا": ("border with Libya", "LY"),
    "بين العراق وسوريا": ("Syrian-Iraqi border", "IQ"),
    "بين سوريا والعراق": ("Syrian-Iraqi border", "IQ"),
    "بين سوريا وتركيا": ("Syrian-Turkish border", "TR"),
    "بين لبنان وسوريا": ("Lebanese-Syrian border", "LB"),
    "مع تشاد": ("border with Chad", "TD"),
    "السودانيه": ("Sudanese border", "SD"),
}
_FUNCTION = listed(
    """
    علي من في الي عن مع ان التي الذي الذين هذه هذا تلك ذلك او لم لن لا ما قد كان كانت بعد قبل حيث فيما بين عند
    حتي كل بعض عده عدد قريبه واقعه الواقعه الواقع تقع يقع وسط داخل خارج حول نحو قرب له لها به بها فيه فيها منه
    منها عليه عليها هي هو هم اي تحت فوق ضد عبر منذ خلال دون غير الا اخري اخر عليهم اليها اليه بات باتت اصبح
    اصبحت يوم امس اليوم كما ايضا
    """
)
_NOT_NAMES = listed(
    """
    عراقيه سوريه ليبيه يمنيه سودانيه لبنانيه فلسطينيه كرديه عربيه حدوديه صغيره كبيره اخري استراتيجيه رييسيه
    رييسي مجاوره مجاور نائيه جديده جديد كامله واحده واحد قديمه واسعه محاصره محاصر محرره عسكريه عسكري امنيه سكنيه
    صناعيه شماليه جنوبيه شرقيه غربيه عده متقدمه خلفيه دفاعيه محصنه امن امنه استراتيجي حيويه ايرانيه روسيه تركيه
    اسراييليه اميركيه امريكيه تابعه نفطيه نفطي حكوميه جبليه صحراويه مهمه عازله محتله خاضعه الاستقلال مشتركه
    دوليه دولي قتال القتال الحرب السلم الحدوديه
    """
)
_PLACE_DUE = listed(
    """
    في الي من نحو باتجاه صوب علي قرب داخل حول شمال جنوب شرق غرب شرقي غربي شمالي جنوبي باتجاه اتجاه تجاه عند وسط
    محيط مشارف اطراف تخوم ضواحي مدخل مداخل جبهه محور
    """
)
# Capitalised in English without being places.
_NO_PLACE = listed(
    """
    January February March April May June July August September October November December Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday Syrian Iraqi Russian Turkish Iranian Israeli American Kurdish Arab Islamic Sudanese
    Libyan Yemeni Lebanese Palestinian Army Forces Front State President Minister General Colonel Brigadier Major
    Division Brigade Corps Battalion Council Ministry Observatory Agency Daesh Nusra Hamas Allah God Muslim Christian
    Sunni Shiite Alawite Druze Yazidi Turkmen Twitter Facebook Telegram
    """
)
_QUOTES = frozenset("\"«»“”'+")
_KM_PRECISION = {
    "governorate": 4,
    "country": 6,
    "district": 3,
    "area": 5,
    "road": 5,
    "river": 5,
    "border": 5,
    "lake": 5,
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A place at words[start:end].

    ``name`` is the Arabic name alone, ``text`` as written with its kind word; ``prefix`` is English in front of the
    name ("outskirts of", "western ... countryside" with ``{}`` for the name). ``prep`` is the preposition before it.
    """

    start: int
    end: int
    name: str
    text: str
    kind: str
    prep: str = ""
    conj: str = ""
    part: str | None = None  # English pattern with {} for the name; None for the place itself
    side: str | None = None
    of_region: bool = False
    anaphor: tuple[str, ...] = ()
    row: Row | None = None
    listed: tuple[str, str, str] | None = None  # English, kind, country of names.tsv
    note: str | None = None
    english: str = ""
    own: str = ""  # the name alone in the spelling of the text
    noun: str = ""  # the kind word, folded
    base: str = ""  # of an area, the kind of the place it is named after

    @property
    def group(self) -> str:
        """What makes two mentions the same place."""
        return f"{fold(self.name)}|{self.part or ''}|{self.kind if self.kind == 'governorate' else ''}"


@cache
def _listed() -> dict[str, tuple[str, str, str]]:
    return {fold(r[0]): (r[1], r[2], r[3] if len(r) > 3 else "") for r in reversed(rows("names.tsv"))}


@cache
def _kinds() -> dict[str, str]:
    return {fold(k): v for k, v in toml("places.toml")["kinds"].items()}


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(fold(w) for w in toml("places.toml")[name]["words"].split())


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(k for w in _set("ordinary") for k in (_bare(w), key(w)))


@cache
def _table(name: str) -> dict[str, str]:
    return {fold(k): v for k, v in toml("places.toml")[name].items()}


@cache
def _anaphora() -> dict[str, tuple[str, ...]]:
    return {fold(k): tuple(v) for k, v in toml("places.toml")["anaphora"].items()}


def _bare(word: str) -> str:
    return " ".join(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in word.split())


def candidates(text: Sequence[Word]) -> set[str]:
    """Every run of one to four words that a gazetteer should be asked about."""
    made: set[str] = set()
    for i in range(len(text)):
        if text[i].is_mark:
            continue
        for stem in stems(text[i].norm):
            tail: list[str] = [stem.rest]
            made.add(stem.rest)
            for j in range(i + 1, min(i + 4, len(text))):
                if text[j].is_mark:
                    break
                tail.append(text[j].norm)
                made.add(" ".join(tail))
    return made


@dataclass(slots=True)
class _Found:
    end: int
    name: str
    row_kind: str | None
    listed: tuple[str, str, str] | None


@dataclass(slots=True)
class Finder:
    """Finds and resolves the places of one article."""

    gazetteer: Gazetteer
    translations: Mapping[int, str]
    countries: list[str] = field(default_factory=list)
    spoken: str = ""  # the translation of the sentence being read

    def find(
        self, text: Sequence[Word], taken: Sequence[tuple[int, int]], translation: str | None = None
    ) -> list[Mention]:
        """The place mentions of a sentence, not yet resolved, outside the word ranges ``taken``."""
        self.spoken = translation or ""
        blocked = {k for a, b in taken for k in range(a, b)}
        found: list[Mention] = []
        i = 0
        while i < len(text):
            if i in blocked or text[i].is_mark:
                i += 1
                continue
            made = self._at(text, i, blocked)
            if not made:
                i += 1
                continue
            found.extend(made)
            i = max(m.end for m in made)
        return _settled(found, text)

    def _at(self, text: Sequence[Word], i: int, blocked: set[int]) -> list[Mention]:
        for rule in (self._border, self._part, self._area, self._kind, self._anaphor, self._bare_name, self._heard):
            made = rule(text, i, blocked)
            if made:
                return made
        return []

    def _name(
        self, text: Sequence[Word], i: int, blocked: set[int], *, sure: bool, kind: str | None = None
    ) -> _Found | None:
        """The name from word ``i``. ``sure``: a kind word stands before it, so an unknown word is a name too."""
        while i < len(text) and text[i].norm in _QUOTES:
            i += 1
        if i >= len(text) or i in blocked or text[i].is_mark or text[i].norm in _FUNCTION:
            return None
        run: list[str] = []
        ends: list[int] = []
        for j in range(i, min(i + 4, len(text))):
            if j in blocked or (text[j].is_mark and text[j].norm != "-"):
                break
            run.append(text[j].norm)
            ends.append(j + 1)
        for size in range(len(run), 0, -1):
            for name in _names(run[:size]):
                listed = _listed().get(name)
                if listed and (size > 1 or sure or self._listed_alone(name, listed[2])):
                    return _Found(ends[size - 1], name, None, listed)
                if name in _set("generic"):
                    continue
                hits = self.gazetteer.named(name)
                if hits and (sure or self._stands_alone(name, size)):
                    return _Found(ends[size - 1], name, None, None)
        if not sure or run[0] in _set("generic") or run[0][:1].isdigit() or is_movement(run[0]):
            if sure and kind == "military_site" and run and run[0][:1].isdigit():
                return _Found(ends[0], run[0], None, None)
            return None
        if not self._namelike(run[0]):
            return None
        size = 1
        if len(run) > 1 and (
            run[0] in _JOINED
            or _bare(run[0]) in _JOINED
            or (
                run[1].startswith("ال")
                and not run[0].startswith("ال")
                and _bare(run[1]) not in _table("sides")
                and run[1] not in ("التي", "الذي", "الذين", "الي")
            )
        ):
            size = 2
        return _Found(ends[size - 1], " ".join(run[:size]), None, None)

    def _namelike(self, word: str) -> bool:
        """Whether an unknown word after a kind word can be its name, not an adjective ("a border town") or a verb."""
        if _bare(word) in _table("sides"):
            return False
        if word.startswith("ال"):
            return word.removeprefix("ال") not in _NOT_NAMES
        if word in _NOT_NAMES or re.fullmatch(r"[يت]\w+(?:ها|هم|ون|ه)", word):
            return False
        return not word.endswith(("يه", "ه")) or any(from_translation(word, t) for t in self.translations.values())

    def _listed_alone(self, name: str, country: str) -> bool:
        """Whether a listed name that is an ordinary word too may stand without a kind word."""
        return _bare(name) not in _ordinary() or (country in self.countries and name not in _set("never"))

    def _stands_alone(self, name: str, size: int) -> bool:
        if size == 1 and (_bare(name) in _ordinary() or key(name) in _ordinary() or len(_bare(name)) < 3):
            return False
        return self.gazetteer.known(name)

    def _border(self, text: Sequence[Word], i: int, _blocked: set[int]) -> list[Mention]:
        stem = next((s for s in stems(text[i].norm) if s.rest in ("الحدود", "المنطقه", "المناطق")), None)
        if stem is None:
            return []
        j, kind = i + 1, "border"
        if stem.rest in ("المنطقه", "المناطق"):
            if j >= len(text) or text[j].norm != "الحدوديه":
                return []
            j += 1
        elif j >= len(text):
            return []
        words = [text[k].norm for k in range(j, min(j + 3, len(text)))]
        for size in (3, 2, 1):
            known = _BORDER.get(" ".join(words[:size])) if len(words) >= size else None
            if known:
                side, end = _side_of(text, j + size)
                name = known[0] + side
                return [self._made(text, i, end, known[0], kind, stem.prep, stem.conj, part="{}", fixed=name)]
        if stem.rest != "الحدود" or (i + 1 < len(text) and stem.prep):
            side, end = _side_of(text, j)
            return [
                self._made(text, i, end, "الحدود", kind, stem.prep, stem.conj, part="{}", fixed=f"border area{side}")
            ]
        return []

    def _part(self, text: Sequence[Word], i: int, blocked: set[int]) -> list[Mention]:
        parts = _table("parts")
        stem = next((s for s in stems(text[i].norm) if _bare(s.rest) in {_bare(p) for p in parts}), None)
        if stem is None:
            return []
        pattern = next(v for k, v in parts.items() if _bare(k) == _bare(stem.rest)) + " {}"
        j, sides = i + 1, []
        while j < len(text) and (side := _table("sides").get(_bare(text[j].norm))):
            sides.append(side)
            j += 1
        if j < len(text) and text[j].norm in ("من", "ل"):
            j += 1
        inner = self._kind(text, j, blocked) or self._anaphor(text, j, blocked) or self._bare_name(text, j, blocked)
        if not inner and _bare(stem.rest) in ("مشارف", "اطراف", "تخوم", "ضواحي") and not sides:
            got = self._name(text, j, blocked, sure=True)
            if got is not None and text[j].norm.startswith("ال"):
                inner = [self._made(text, j, got.end, got.name, "", "", "", listed=got.listed)]
        if not inner or inner[0].part:
            return []
        first = inner[0]
        pattern = f"{'-'.join(sides[:1])} {pattern}".strip()
        made = replace(
            first,
            start=i,
            part=pattern,
            prep=stem.prep,
            conj=stem.conj,
            side=sides[0] if sides else None,
            text=_written(text, i, first.end),
        )
        return [made, *inner[1:]]

    def _area(self, text: Sequence[Word], i: int, blocked: set[int]) -> list[Mention]:
        norm = text[i].norm
        stem = next((s for s in stems(norm) if _bare(s.rest) in ("ريف", "ريفي", "ارياف", "ريفين", "ريفان")), None)
        if stem is None:
            return self._sided(text, i, blocked)
        sides, j = _sides(text, i + 1)
        start_sides = list(sides)
        if j < len(text) and (k := next((s for s in stems(text[j].norm) if s.prep == "ل"), None)) and sides:
            name = self._name_from(text, j, k.rest, blocked)
        else:
            inner = self._kind(text, j, blocked)
            name = (inner[0].end, inner[0].name) if inner else None
            if name is None:
                got = self._name(text, j, blocked, sure=_bare(norm) == norm)
                name = (got.end, got.name) if got else None
        if name is None:
            if not start_sides:
                return []
            pattern = f"{_join(start_sides)} {{}} countryside"
            return [
                self._made(
                    text, i, j, "", "area", stem.prep, stem.conj, part=pattern, anaphor=("governorate", "city", "town")
                )
            ]
        end = name[0]
        later, end = _sides(text, end)
        pattern = f"{_join([*start_sides, *later])} {{}} countryside".strip()
        made = self._made(text, i, end, name[1], "area", stem.prep, stem.conj, part=pattern)
        return [replace(made, of_region=True)]

    def _name_from(self, text: Sequence[Word], j: int, rest: str, blocked: set[int]) -> tuple[int, str] | None:
        changed = list(text)
        changed[j] = replace(text[j], norm=rest)
        got = self._name(changed, j, blocked, sure=True)
        return (got.end, got.name) if got else None

    def _sided(self, text: Sequence[Word], i: int, blocked: set[int]) -> list[Mention]:
        """ "southern Raqqa province", "west of the city"."""
        sides, j = _sides(text, i)
        if not sides or text[i].norm.startswith("ال"):
            return []
        if j < len(text) and text[j].norm in ("من", "مدينه") and text[j].norm == "من":
            j += 1
        inner = self._kind(text, j, blocked) or self._bare_name(text, j, blocked) or self._anaphor(text, j, blocked)
        if not inner or inner[0].part:
            return []
        first = inner[0]
        stem = stems(text[i].norm)[0]
        prep = next((s.prep for s in stems(text[i].norm) if _bare(s.rest) in _table("sides")), stem.prep)
        return [
            replace(
                first,
                start=i,
                part=f"{_join(sides)} {{}}",
                kind="area",
                base=first.kind or "city",
                prep=prep,
                side=sides[0],
                text=_written(text, i, first.end),
                of_region=first.kind == "governorate",
            ),
            *inner[1:],
        ]

    def _kind(self, text: Sequence[Word], i: int, blocked: set[int]) -> list[Mention]:
        if i >= len(text) or i in blocked:
            return []
        stem = next((s for s in stems(text[i].norm) if s.rest in _kinds()), None)
        if stem is None:
            return []
        kind, j = _kinds()[stem.rest], i + 1
        if kind == "area" and j < len(text) and (inner := self._kind(text, j, blocked)):
            first = inner[0]
            return [replace(first, start=i, prep=stem.prep or first.prep, conj=stem.conj), *inner[1:]]
        whole = self._whole_name(text, i, stem.rest, kind, blocked)
        if whole is not None:
            end, name, listed = whole
            kind = listed[1] if listed else kind
            return [self._made(text, i, end, name, kind, stem.prep, stem.conj, listed=listed)]
        got = self._name(text, j, blocked, sure=stem.rest != "مناطق" and stem.rest != "مواقع", kind=kind)
        if got is None:
            return []
        named_with = {fold(w) for w in toml("places.toml")["named_with"]["kinds"].split()}
        name = f"{stem.rest} {got.name}" if stem.rest in named_with and not got.listed else got.name
        end = got.end
        if (
            kind == "military_site"
            and end < len(text)
            and _bare(text[end].norm) in ("عسكري", "عسكريه", "جوي", "جويه", "دولي")
        ):
            end += 1
        made = [replace(self._made(text, i, end, name, kind, stem.prep, stem.conj, listed=got.listed), noun=stem.rest)]
        if stem.rest in _PLURAL or kind in ("city", "town", "village", "neighbourhood", "governorate"):
            made.extend(self._more(text, end, kind, blocked, plural=stem.rest in _PLURAL))
        return made

    def _whole_name(
        self, text: Sequence[Word], i: int, first: str, kind: str, blocked: set[int]
    ) -> tuple[int, str, tuple[str, str, str] | None] | None:
        """A name that begins with its kind word: "Deir ez-Zor military airport", "Brigade 137", "Mount Sinjar"."""
        for size in (5, 4, 3, 2):
            if i + size > len(text) or any(k in blocked for k in range(i, i + size)):
                continue
            run = [first, *(text[k].norm for k in range(i + 1, i + size))]
            name = " ".join(w for w in run if w not in _QUOTES)
            listed = _listed().get(name)
            if listed:
                return i + size, name, listed
            if kind not in ("city", "town", "village", "governorate") and self.gazetteer.named(name):
                return i + size, name, None
        return None

    def _more(self, text: Sequence[Word], end: int, kind: str, blocked: set[int], *, plural: bool) -> list[Mention]:
        """ "... and X and Y" after a name."""
        made: list[Mention] = []
        while end < len(text) and len(made) < 8:
            j = end + 1 if text[end].norm in ("،", ",") else end
            stem = next((s for s in stems(text[j].norm) if s.conj == "و"), None) if j < len(text) else None
            if stem is None and j == end:
                break
            rest = stem.rest if stem else text[j].norm if j < len(text) else ""
            if not rest or j in blocked or any(s.rest in _kinds() for s in stems(text[j].norm)):
                break
            changed = list(text)
            changed[j] = replace(text[j], norm=rest)
            got = self._name(changed, j, blocked, sure=False)
            if got is None and plural and stem is not None and rest.startswith("ال") and rest not in _set("generic"):
                got = self._name(changed, j, blocked, sure=True)
            if got is None:
                break
            made.append(self._made(text, j, got.end, got.name, kind if plural else "", "", "و", listed=got.listed))
            end = got.end
        return made

    def _anaphor(self, text: Sequence[Word], i: int, blocked: set[int]) -> list[Mention]:
        if i >= len(text) or i in blocked:
            return []
        for width in (3, 2, 1):
            if i + width > len(text):
                continue
            tail = [text[k].norm for k in range(i + 1, i + width)]
            for stem in stems(text[i].norm):
                kinds = _anaphora().get(" ".join([stem.rest, *tail]))
                if kinds:
                    return [self._made(text, i, i + width, "", kinds[0], stem.prep, stem.conj, anaphor=kinds)]
        # "its military airport"
        for stem in stems(text[i].norm):
            if stem.rest in ("مطارها", "مطاره"):
                end = i + 2 if i + 1 < len(text) and text[i + 1].norm == "العسكري" else i + 1
                return [self._made(text, i, end, "", "military_site", stem.prep, stem.conj, anaphor=("its airport",))]
        return []

    def _bare_name(self, text: Sequence[Word], i: int, blocked: set[int]) -> list[Mention]:
        if i >= len(text) or i in blocked:
            return []
        for stem in stems(text[i].norm):
            if stem.prep == "ك":
                continue
            changed = list(text)
            changed[i] = replace(text[i], norm=stem.rest)
            got = self._name(changed, i, blocked, sure=False)
            if got is not None:
                kind = got.listed[1] if got.listed else ""
                made = [self._made(text, i, got.end, got.name, kind, stem.prep, stem.conj, listed=got.listed)]
                return made + self._more(text, got.end, kind, blocked, plural=False)
        return []

    def _heard(self, text: Sequence[Word], i: int, blocked: set[int]) -> list[Mention]:
        """A name that no table has, where a place is due, and that the translation writes as a name.

        The gazetteer ends at four countries; a village elsewhere is kept as a name without coordinates.
        """
        if not self.spoken or i == 0 or text[i].is_mark:
            return []
        before = text[i - 1].norm if text[i - 1].norm not in _QUOTES else text[i - 2].norm
        due = any(s.rest in _PLACE_DUE or is_movement(s.rest) for s in stems(before))
        for stem in stems(text[i].norm):
            bare = _bare(stem.rest)
            if stem.prep == "ك" or stem.conj or (stem.prep == "ل" and not due) or not (due or stem.prep):
                continue
            if len(bare) < 3 or stem.rest in _FUNCTION or bare in _ordinary() or bare in _NOT_NAMES:
                continue
            if is_movement(stem.rest) or stem.rest in _set("generic"):
                continue
            for size in (2, 1):
                run = [stem.rest, *(w.norm for w in text[i + 1 : i + size])]
                if len(run) < size or any(k in blocked for k in range(i, i + size)):
                    continue
                if size == 2 and text[i + 1].is_mark:
                    continue
                name = " ".join(run)
                said = from_translation(name, self.spoken)
                if said and said.split()[-1] not in _NO_PLACE and len(name.replace("ال", "", 1)) >= 3:
                    return [self._made(text, i, i + size, name, "", stem.prep, stem.conj)]
        return []

    def _made(
        self,
        text: Sequence[Word],
        start: int,
        end: int,
        name: str,
        kind: str,
        prep: str,
        conj: str,
        *,
        part: str | None = None,
        anaphor: tuple[str, ...] = (),
        fixed: str = "",
        listed: tuple[str, str, str] | None = None,
    ) -> Mention:
        return Mention(
            start,
            end,
            name,
            _written(text, start, end),
            kind,
            prep,
            conj,
            part,
            None,
            False,
            anaphor,
            None,
            listed,
            None,
            fixed,
            _own(text, start, end, name),
        )

    # --- resolution -------------------------------------------------------------------------------------------

    def resolve(self, found: Mapping[int, list[Mention]]) -> dict[int, list[Mention]]:
        """All mentions with their rows, and "the town" with the place it means."""
        near = self._near(found)
        made: dict[int, list[Mention]] = {}
        for n, mentions in found.items():
            here = frozenset(g for m in mentions if (g := self._governorate(m)))
            local = replace(near, here=here)
            made[n] = [self._resolved(m, local, n) for m in mentions]
        return made

    def _near(self, found: Mapping[int, list[Mention]]) -> Near:
        flat = [m for mentions in found.values() for m in mentions if m.name]
        governorates = frozenset(g for m in flat if (g := self._governorate(m)))
        near = Near(governorates, frozenset(), (), frozenset(self.countries))
        points: tuple[tuple[float, float], ...] = ()
        for _ in range(2):
            sure = {
                r.gid: (r.lat, r.lon)
                for m in flat
                if m.listed is None
                and m.kind not in ("country", "border")
                and (r := self._row(m, near)) is not None
                and r.kind not in ("country", "region")
            }
            points = tuple(sure.values())
            near = replace(near, points=points)
        return near

    def _governorate(self, m: Mention) -> str | None:
        """The gid of the governorate a mention names or lies in by its own words."""
        if not m.name or not (m.kind == "governorate" or m.of_region or m.kind in ("", "city")):
            return None
        return next((r.gid for r in self.gazetteer.named(m.name) if r.kind == "region"), None)

    def _row(self, m: Mention, near: Near) -> Row | None:
        if m.kind == "border" or not m.name:
            return None
        kind = m.kind if m.kind in ("governorate", "country", "city", "town", "village") else None
        if m.kind == "neighbourhood":
            return self._district(m, near)
        return self.gazetteer.resolve(m.name, kind, near)

    def _english(self, m: Mention, n: int) -> str:
        """English for a name that is not resolved: the one all places of that name share, or the sentence's own."""
        rows = self.gazetteer.named(m.name)
        shared = {r.name for r in rows if r.known} or {r.name for r in rows}
        translated = self.translations.get(n)
        if len(shared) == 1 and not translated:
            return _with_noun(m, next(iter(shared)))
        bare = " ".join(m.name.split()[1:]) if m.noun and m.name.split()[0] == m.noun and " " in m.name else m.name
        return _with_noun(m, english(bare, translated))

    def _district(self, m: Mention, near: Near) -> Row | None:
        """A neighbourhood only where the gazetteer has it as one: villages of the same name are elsewhere."""
        row = self.gazetteer.resolve(m.name, "neighbourhood", near)
        return row if row is not None and row.kind in ("neighbourhood", "ucdp_prec1", "ucdp_prec2") else None

    def _resolved(self, m: Mention, near: Near, n: int) -> Mention:
        if m.english or m.anaphor:
            return m
        if m.listed is not None:
            row = self._row(m, near) if m.listed[2] in ("SY", "IQ", "LB", "JO") else None
            return replace(m, row=row, kind=m.kind or m.listed[1], english=_with_noun(m, m.listed[0]))
        row = self._row(m, near)
        if row is None:
            return replace(m, english=self._english(m, n), kind=m.kind or "place")
        kind = m.kind or _kind_of(row)
        if kind == "area" and m.part is None:
            kind = _kind_of(row) if row.kind in ("locality", "region") else kind
        return replace(m, row=row, kind=kind, english=row.name)


def _settled(found: list[Mention], text: Sequence[Word]) -> list[Mention]:
    """Mentions without datelines, and "a station known as X" as X."""
    dateline = _dateline(text)
    kept: list[Mention] = []
    for m in found:
        if m.start < dateline:
            continue
        if (
            kept
            and any(
                text[k].norm.startswith(("تعرف", "يعرف", "المعروف", "المسما", "تدعي", "تسمي"))
                for k in range(kept[-1].end, m.start)
            )
            and m.start - kept[-1].end <= 4
        ):
            kept[-1] = replace(m, start=kept[-1].start, prep=kept[-1].prep, conj=kept[-1].conj)
            continue
        kept.append(m)
    return kept


def _dateline(text: Sequence[Word]) -> int:
    """The word after a dateline: "Beirut (AFP) -", "Damascus:"."""
    if text and text[0].norm.startswith(("و", "ف")):
        return 0
    for k, w in enumerate(text[:14]):
        if w.norm == ":" and k <= 2:
            return k + 1
        if w.norm in ("-", "–", "—") and k >= 1 and not text[0].is_mark:
            last = k
            for j in range(k + 1, min(k + 9, len(text))):
                if text[j].norm in ("-", "–", "—") and j - k <= 8:
                    last = j
            return last + 1 if k <= 4 else k + 1 if "(" in [x.norm for x in text[:k]] else 0
    return 0


def _with_noun(m: Mention, name: str) -> str:
    """ "Ghardabiya air base", "Sirte port": the kind said in English where the name alone would mislead."""
    noun = {fold(k): v for k, v in toml("places.toml")["nouns"].items()}.get(m.noun)
    if noun is None or noun.split()[-1].lower() in name.lower():
        return name
    return f"{noun} {name}" if noun in ("Mount", "Camp") else f"{name} {noun}"


def _names(run: Sequence[str]) -> tuple[str, ...]:
    return (" ".join(run),)


def _sides(text: Sequence[Word], i: int) -> tuple[list[str], int]:
    """Words for sides from word ``i`` on ("الشمالي الغربي", "شمال غرب"), in English, and the word after."""
    found: list[str] = []
    table = _table("sides")
    while i < len(text) and len(found) < 3:
        side = next((table[b] for s in stems(text[i].norm) if (b := _bare(s.rest)) in table), None)
        if side is None:
            break
        found.append(side)
        i += 1
    return found, i


def _side_of(text: Sequence[Word], i: int) -> tuple[str, int]:
    """ ", south-western side" of "من الجهة الجنوبية الغربية" at word ``i``, and the word after; nothing elsewhere."""
    if i + 2 < len(text) and text[i].norm == "من" and text[i + 1].norm in ("الجهه", "الناحيه", "الجانب"):
        sides, end = _sides(text, i + 2)
        if sides:
            return f", {_join(sides)} side", end
    return "", i


def _join(sides: Sequence[str]) -> str:
    """ "north-western" of northern and western; English puts north and south first."""
    if len(sides) < 2:
        return sides[0] if sides else ""
    if len(sides) == 3 and sides[0] == sides[1]:
        return f"{sides[0]} and {_join(sides[1:])}"  # "the northern and north-eastern"
    first, second = sides[0], sides[1]
    if first in ("eastern", "western") and second in ("northern", "southern"):
        first, second = second, first
    if first in ("northern", "southern") and second in ("eastern", "western"):
        return f"{first.removesuffix('ern')}-{second}"
    return f"{first} and {second}"


def _written(text: Sequence[Word], start: int, end: int) -> str:
    return " ".join(w.text for w in text[start:end] if w.norm not in _QUOTES)


def _kind_of(row: Row) -> str:
    if row.kind == "region":
        return "governorate"
    if row.kind in ("country", "river"):
        return row.kind
    if row.kind in ("region_informal", "is_wilayat"):
        return "region"
    if row.kind == "locality":
        return "city" if row.pop >= 100_000 else "town" if row.pop >= 5_000 else "village"
    if row.kind.startswith("ucdp"):
        return (
            "military_site"
            if any(w in row.name.lower() for w in ("base", "brigade", "airport", "air "))
            else "facility"
        )
    return {"city": "city", "neighbourhood": "neighbourhood", "campus": "military_site"}.get(row.kind, "area")


def record(m: Mention) -> dict[str, object]:
    """A mention as a place of the record's schema."""
    row = m.row
    if m.part is not None and m.kind in ("area",) and (m.of_region or "countryside" in m.part):
        row = None  # no outline of its own: never drawn at the governorate's middle
    name = m.english.replace(" province", " Governorate") if m.kind in ("governorate", "area") else m.english
    if m.kind == "governorate" and m.row is not None and "Governorate" not in name and m.row.cc in ("SY", "IQ", "LB"):
        name += " Governorate"
    shown = m.part.format(name) if m.part and m.english not in m.part else name
    shown = shown.replace(" Governorate countryside", " countryside")
    precision = _precision(m)
    return {
        "name_en": shown,
        "name_ar": _arabic(m),
        "kind": m.kind or "place",
        "gid": row.gid if row else None,
        "lat": row.lat if row else None,
        "lon": row.lon if row else None,
        "geo_precision": precision,
    }


def _arabic(m: Mention) -> str:
    """The Arabic name: the place's own, with what the text says of it where that is only a part or an area."""
    own = m.own or m.text
    if m.kind == "governorate" and m.part is None and not own.startswith(("محافظة", "ولاية", "محافظه")):
        return f"محافظة {own}" if m.row is not None else own
    if m.part is not None and m.kind != "border" and m.note is None:
        return m.text
    return own


def _own(text: Sequence[Word], start: int, end: int, name: str) -> str:
    """The words of ``name`` as the text spells them, without what is written onto the first."""
    wanted = name.split()
    if not wanted:
        return ""
    plain = [w for w in text[start:end] if w.norm not in _QUOTES]
    for at in range(len(plain) - len(wanted) + 1):
        run = plain[at : at + len(wanted)]
        rest = next((s for s in stems(run[0].norm) if wanted and s.rest == wanted[0]), None)
        if rest is not None and all(w.norm == x for w, x in zip(run[1:], wanted[1:], strict=True)):
            first = run[0].text
            cut = len(rest.conj) + len(rest.prep)
            first = (
                "ا" + first[cut:]
                if rest.prep == "ل" and rest.rest.startswith("ال") and first[cut : cut + 1] == "ل"
                else first[cut:]
            )
            return " ".join([first, *(w.text for w in run[1:])])
    return ""


def _precision(m: Mention) -> int:
    if m.part is not None and m.kind != "border":
        if "countryside" in m.part or m.of_region or "desert" in m.part:
            return 5
        return (
            2
            if m.kind in ("city", "town", "village", "neighbourhood", "military_site", "area", "facility", "camp")
            else _KM_PRECISION.get(m.kind, 5)
        )
    if m.row is not None and m.row.kind == "country":
        return 6
    return _KM_PRECISION.get(m.kind, 1)


def theatre(words: Sequence[Word], spans: Sequence[Span]) -> Counter[str]:
    """Votes for the countries a sentence plays in: its words for countries, its forces, its listed places."""
    votes: Counter[str] = Counter()
    table = _table("country_words")
    for w in words:
        for s in stems(w.norm):
            if s.rest in table:
                votes[table[s.rest]] += 1
                break
            got = _listed().get(s.rest)
            if got and got[2] and _bare(s.rest) not in _ordinary():
                votes[got[2]] += 2
                break
    for span in spans:
        if span.force.cc:
            votes[span.force.cc] += 2
    return votes


def countries_of_known(text: Sequence[Word], gazetteer: Gazetteer) -> Counter[str]:
    """Votes for countries by names of large places that only one country has."""
    votes: Counter[str] = Counter()
    for w in text:
        if w.is_mark:
            continue
        for s in stems(w.norm):
            bare = _bare(s.rest)
            if len(bare) < 4 or bare in _ordinary():
                continue
            hits = [r for r in gazetteer.named(s.rest) if r.pop >= 20_000 or r.kind == "region"]
            if hits and len({r.cc for r in hits}) == 1 and s.rest not in _listed():
                votes[hits[0].cc] += 1
                break
    return votes


NAMED = frozenset(
    ["city", "town", "village", "governorate", "military_site", "facility", "crossing", "hill", "camp", "neighbourhood"]
)
