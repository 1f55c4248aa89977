"""Training examples from authored bitext, annotated articles, general pairs and names.

``train.jsonl`` and ``dev.jsonl`` hold one JSON array a line: task, prompt, target. Tasks:

=========  ==========================================================================================
translate  an Arabic sentence, as written and in one printed variant
terms      the same with 1 to 6 hints, some of them distractors; half of the sentences, and sentences
           into which a gazetteer's name was transplanted, so that copying a hint pays
joined     two or three neighbouring units as one
bullet     an Arabic sentence to its movement bullet or "-"
answer     question over English sentences to a short answer or "not in the articles"
rewrite    follow-up question and the one before it to a question that stands alone
question   an Arabic question to English
general    pairs of other domains
glossary   a name alone and in a carrier sentence
=========  ==========================================================================================

Every file draws from its own generator, so that adding a file changes no other file's examples.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from bot.errors import InputError, UnreadableError
from bot.inference.prompts import Prompts
from bot.resources import shipped
from bot.training.augment import dateline, join, spell
from bot.training.ban import BanList
from bot.training.terms import (
    MOST_HINTS,
    Distractors,
    Hint,
    TermTable,
    gazetteer_names,
    hint_text,
    rows,
    transplant,
)
from bot.training.text import normal

NO_ANSWER = "not in the articles"
NO_MOVEMENT = "-"

# Whole files, so that no near-duplicate from the same sitting leaks into training.
HELD_OUT = frozenset(
    {
        "a_east/15",
        "b_west/17",
        "c_iraq/16",
        "d_context/15",
        "e_long/01",
        "g_mixed/02",
        "h_badia/02",
        "j_overview/02",
        "k_sudan/09",
        "l_yemen/09",
        "m_libya/06",
        "n_levant/09",
        "o_syria24/09",
        "p_posts/09",
        "r_traps/09",
        "articles/12",
        "articles/18",
    }
)

# Share of each general source that is used: only licences that allow commercial use; noisy ones weighed down.
GENERAL: Mapping[str, float] = {
    "syrian_archive": 1.0,
    "ud_pud_news": 1.0,
    "ud_pud_wiki": 1.0,
    "mt_geneval": 1.0,
    "xquad_contexts": 1.0,
    "sdg_goals_targets": 1.0,
    "tatoeba": 0.35,
}

# Names in a sentence that says little else. {} is the name.
CARRIERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "place": (
        ("وصلت القوات إلى {}.", "The forces reached {}."),
        ("اندلعت اشتباكات في {}.", "Clashes broke out in {}."),
        ("انسحب المقاتلون من {}.", "The fighters withdrew from {}."),
        ("استهدف القصف {} ليلا.", "The shelling targeted {} at night."),
        ("أعلنوا السيطرة على {}.", "They announced control of {}."),
    ),
    "person": (
        ("قال {} إن العملية مستمرة.", "{} said the operation was continuing."),
        ("التقى الوفد {} في العاصمة.", "The delegation met {} in the capital."),
        ("نفى {} هذه الأنباء.", "{} denied the reports."),
    ),
    "org": (
        ("أصدرت {} بيانا بعد الهجوم.", "{} issued a statement after the attack."),
        ("ولم يصدر تعليق عن {}.", "There was no comment from {}."),
    ),
    "unit": (
        ("انتشرت {} في محيط البلدة.", "{} deployed around the town."),
        ("خسرت {} ثلاثة من عناصرها.", "{} lost three of its members."),
    ),
}


class Example(NamedTuple):
    """What the model reads, and what it is to write after it (without the leading space)."""

    task: str
    prompt: str
    target: str


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the text lies. Only ``bitext`` is needed."""

    bitext: Path
    corpus: Path | None = None
    glossaries: tuple[Path, ...] = ()
    gazetteer: Path | None = None
    ban: tuple[Path, ...] = ()
    general: Mapping[str, float] = field(default_factory=lambda: GENERAL)


@dataclass(frozen=True, slots=True)
class Report:
    """What was made: examples by task, and how many source lines the ban list refused."""

    train: Mapping[str, int]
    dev: Mapping[str, int]
    refused: int
    seed: int


def name_of(path: Path) -> str:
    """``theme/file`` of a bitext file, as in :data:`HELD_OUT`."""
    return f"{path.parent.name}/{path.name.split('.')[0]}"


class Builder:
    """Makes the examples of one preparation; deterministic given the files and the seed."""

    def __init__(self, table: TermTable, names: Sequence[Hint], ban: BanList, prompts: Prompts, seed: int = 7) -> None:
        self._table, self._ban, self._prompts, self._seed = table, ban, prompts, seed
        self._names = list(names)
        Random(f"{seed}/names").shuffle(self._names)
        self._next_name = 0
        self._distract = Distractors([*table.heads("place", "person", "unit", "org"), *self._names])
        self.refused = 0

    def rng(self, name: str) -> Random:
        """The generator of one file."""
        return Random(f"{self._seed}/{name}")

    def prompt(self, name: str, **variables: str) -> str:
        """The prompt ``name``, filled by the same code that fills it when the program runs."""
        return self._prompts[name].render(variables)

    def _allowed(self, *texts: str) -> bool:
        if self._ban.overlap(*texts) is None:
            return True
        self.refused += 1
        return False

    def sentence(self, rng: Random, arabic: str, english: str, bullet: str | None) -> Iterator[Example]:
        """All training examples of one authored triple."""
        plain = self.prompt("translate", sentence=arabic)
        yield Example("translate", plain, english)
        if bullet:
            yield Example("bullet", self.prompt("bullet", sentence=arabic), bullet)
        hits = self._table.aligned(arabic, english)
        if rng.random() < 0.12 and len(arabic.split()) > 5:
            left, right = dateline(arabic, english, rng)
        else:
            left, right = spell(arabic, rng, [h.arabic for h in hits]), english
        if left != arabic:
            yield Example("translate", self.prompt("translate", sentence=left), right)
        if rng.random() < 0.5:
            yield from self._hinted(rng, arabic, english, hits)
        yield from self._transplanted(rng, arabic, english, bullet, hits)

    def _hinted(self, rng: Random, arabic: str, english: str, hits: Sequence[Hint]) -> Iterator[Example]:
        n = rng.randint(0, MOST_HINTS)
        use = rng.sample(hits, min(len(hits), n))
        # A sentence of strangers only, now and then: the model must also know when to use none.
        if use or rng.random() < 0.2:
            use += self._distract.draw(rng, min(n - len(use), rng.choice((0, 0, 1, 2))), arabic, hits)
        rng.shuffle(use)
        if use:
            text = self.prompt("translate_terms", sentence=arabic, terms=hint_text(use))
            yield Example("terms", text, english)

    def _transplanted(
        self, rng: Random, arabic: str, english: str, bullet: str | None, hits: Sequence[Hint]
    ) -> Iterator[Example]:
        """The triple with a place's name replaced by one that the model cannot know, given as a hint."""
        places = [h for h in hits if h.kind == "place"]
        rng.shuffle(places)
        for old in places[:2]:
            if not self._names:
                return
            new = self._names[self._next_name % len(self._names)]
            self._next_name += 1
            left = transplant(arabic, old.arabic, new.arabic, clitics="وفبك")
            right = transplant(english, old.english, new.english)
            if left is None or right is None:
                continue
            rest = [h for h in hits if h is not old and normal(h.arabic) in normal(left)]
            use = [new, *rng.sample(rest, min(len(rest), rng.randint(0, 3)))]
            use += self._distract.draw(rng, rng.choice((0, 1)), left, [new])
            rng.shuffle(use)
            yield Example("terms", self.prompt("translate_terms", sentence=left, terms=hint_text(use)), right)
            moved = transplant(bullet, old.english, new.english) if bullet and bullet != NO_MOVEMENT else None
            if moved:
                yield Example("bullet", self.prompt("bullet_terms", sentence=left, terms=hint_text([new])), moved)

    def held(self, arabic: str, english: str, bullet: str | None) -> Iterator[Example]:
        """A held-out triple: as it is, nothing added."""
        yield Example("translate", self.prompt("translate", sentence=arabic), english)
        if bullet:
            yield Example("bullet", self.prompt("bullet", sentence=arabic), bullet)
        hits = self._table.aligned(arabic, english)[:MOST_HINTS]
        if hits:
            text = self.prompt("translate_terms", sentence=arabic, terms=hint_text(hits))
            yield Example("terms", text, english)

    def bitext(self, path: Path) -> Iterator[Example]:
        """A file of arabic, english, bullet (the last may be absent or empty)."""
        rng, held = self.rng(name_of(path)), name_of(path) in HELD_OUT
        triples: list[tuple[str, str, str | None]] = []
        for row in rows(path):
            if len(row) not in (2, 3) or not row[0].strip() or not row[1].strip():
                continue
            if self._allowed(*row):
                triples.append((row[0].strip(), row[1].strip(), row[2].strip() or None if len(row) == 3 else None))
        for triple in triples:
            yield from self.held(*triple) if held else self.sentence(rng, *triple)
        if not held:
            yield from self._joined(rng, [(a, e) for a, e, _ in triples])

    def _joined(self, rng: Random, pairs: Sequence[tuple[str, str]], most: int = 80) -> Iterator[Example]:
        at = 0
        while at + 1 < len(pairs):
            left, right = join(pairs[at : at + rng.choice((2, 2, 3))])
            at += 3
            if len(left.split()) <= most:
                yield Example("joined", self.prompt("translate", sentence=left), right)

    def articles(self, path: Path) -> Iterator[Example]:
        """A file of annotated articles, one JSON object a line."""
        rng, held = self.rng(name_of(path)), name_of(path) in HELD_OUT
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                article = json.loads(line)
                yield from self._article(rng, article, held)
            except (ValueError, KeyError, TypeError) as e:
                raise InputError(f"{path}, line {number}: not an annotated article ({e!r}).") from e

    def _article(self, rng: Random, article: Mapping[str, Any], held: bool) -> Iterator[Example]:
        arabic, english = article["ar"], article["en"]
        if not self._allowed(*arabic, *english):
            return
        bullets = {b["sentences"][0]: b["text"] for b in article["bullets"] if len(b["sentences"]) == 1}
        for i, (left, right) in enumerate(zip(arabic, english, strict=True), 1):
            triple = (left, right, bullets.get(i))
            yield from self.held(*triple) if held else self.sentence(rng, *triple)
        if not held:
            yield from self._joined(rng, list(zip(arabic, english, strict=True)))
        before: str | None = None
        for qa in article["qa"]:
            alone = qa.get("standalone", qa["q"]) if qa["kind"] == "follow_up" else qa["q"]
            yield Example("question", self.prompt("question", sentence=qa["q_ar"]), qa["q"])
            if qa["kind"] == "follow_up" and before:
                yield Example("rewrite", self.prompt("rewrite", previous=before, question=qa["q"]), alone)
            yield from self._answers(rng, english, alone, qa["a"] or "", qa["sentence"] or 0, held)
            before = alone

    def _answers(
        self, rng: Random, english: Sequence[str], question: str, answer: str, sentence: int, held: bool
    ) -> Iterator[Example]:
        """The question over several choices of sentences in their order; ``sentence`` is 1-based, 0 for none."""
        others = [i for i in range(len(english)) if i != sentence - 1]
        for _ in range(1 if held else 3):
            keep = rng.sample(others, min(len(others), rng.randint(1, 5)))
            if sentence:
                keep.append(sentence - 1)
            yield self._answer(english, keep, question, answer or NO_ANSWER)
        # The same question where its sentence is not among those found: the model must then abstain.
        silent = [i for i in others if answer.lower() not in english[i].lower()]
        if sentence and not held and len(silent) > 1 and rng.random() < 0.25:
            yield self._answer(english, rng.sample(silent, min(4, len(silent))), question, NO_ANSWER)

    def _answer(self, english: Sequence[str], keep: Iterable[int], question: str, answer: str) -> Example:
        context = " ".join(english[i] for i in sorted(keep))
        return Example("answer", self.prompt("answer", context=context, question=question), answer)

    def general(self, path: Path, shares: Mapping[str, float]) -> Iterator[Example]:
        """A file of source, arabic, english; ``shares`` says how much of each source to take (none: nothing)."""
        rng = self.rng("general")
        for row in rows(path):
            if len(row) != 3 or rng.random() >= shares.get(row[0], 0.0):
                continue
            # Mark-up and templates slip through every crawl; two words teach nothing.
            if len(row[1].split()) < 3 or set("<>{}|\\") & set(row[1] + row[2]) or not self._allowed(*row[1:]):
                continue
            yield Example("general", self.prompt("translate", sentence=row[1]), row[2])

    def glossary(self) -> Iterator[Example]:
        """Every entry alone, and names in one carrier sentence."""
        rng = self.rng("glossary")
        for hint in self._table.heads():
            yield Example("glossary", self.prompt("translate", sentence=hint.arabic), hint.english)
            # "The forces reached the Old City", not "reached Old City": where an article is needed is not known.
            if hint.kind in CARRIERS and (hint.kind == "place" or not hint.arabic.startswith("ال")):
                left, right = rng.choice(CARRIERS[hint.kind])
                yield Example(
                    "glossary",
                    self.prompt("translate", sentence=left.format(hint.arabic)),
                    right.format(hint.english),
                )


def build(sources: Sources, seed: int = 7, prompts: Prompts | None = None) -> tuple[list[Example], list[Example], int]:
    """(training examples in random order, held-out examples in file order, source lines refused)."""
    if not sources.bitext.is_dir():
        raise UnreadableError(f"There is no bitext folder {sources.bitext}.")
    glossaries = (*sources.glossaries, *sorted(sources.bitext.rglob("glossary.tsv")))
    names = gazetteer_names(sources.gazetteer) if sources.gazetteer else []
    ban = BanList.from_files(sources.ban)
    maker = Builder(TermTable.from_files(glossaries), names, ban, prompts or Prompts(shipped("prompts")), seed)
    train: list[Example] = []
    dev: list[Example] = []
    for path in sorted(sources.bitext.rglob("[0-9]*.tsv")):
        (dev if name_of(path) in HELD_OUT else train).extend(maker.bitext(path))
    for path in sorted(sources.bitext.rglob("*.jsonl")):
        (dev if name_of(path) in HELD_OUT else train).extend(maker.articles(path))
    if sources.corpus:
        train.extend(maker.general(sources.corpus, sources.general))
    train.extend(maker.glossary())
    # Joining and transplanting may make an 8-gram that no source line had.
    clean = [e for e in train if ban.overlap(e.prompt, e.target) is None] if ban.grams else train
    maker.refused += len(train) - len(clean)
    Random(f"{seed}/order").shuffle(clean)
    return clean, dev, maker.refused


def write(path: Path, examples: Iterable[Example]) -> None:
    """One JSON array a line."""
    with path.open("w", encoding="utf-8", newline="\n") as f:
        for example in examples:
            f.write(json.dumps(example, ensure_ascii=False) + "\n")


def read(path: Path) -> list[Example]:
    """What :func:`write` wrote."""
    try:
        with path.open(encoding="utf-8") as f:
            return [Example(*json.loads(line)) for line in f]
    except (OSError, ValueError, TypeError) as e:
        raise UnreadableError(f"Cannot read the examples in {path}: {e}. Make them with: mirsad train prepare") from e


def prepare(sources: Sources, out: Path, seed: int = 7) -> Report:
    """Write ``train.jsonl``, ``dev.jsonl`` and ``data.json`` (what was made of what) into ``out``."""
    train, dev, refused = build(sources, seed)
    if not train:
        raise InputError(f"No training example came out of {sources.bitext}.")
    out.mkdir(parents=True, exist_ok=True)
    write(out / "train.jsonl", train)
    write(out / "dev.jsonl", dev)
    counts = [dict(sorted(Counter(e.task for e in part).items())) for part in (train, dev)]
    report = Report(counts[0], counts[1], refused, seed)
    about = asdict(report) | {"general": dict(sources.general) if sources.corpus else {}}
    (out / "data.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    return report
