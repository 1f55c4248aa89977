import json
from collections import Counter
from pathlib import Path

import pytest

from bot.errors import InputError, UnreadableError
from bot.training import data
from bot.training.ban import BanList
from bot.training.smoke import ARTICLE, TRIPLES, write_sources

BANNED = "اعلن الجيش سيطرته على كامل المدينة القديمة بعد معارك استمرت عشرة ايام"


@pytest.fixture
def sources(tmp_path: Path) -> data.Sources:
    return write_sources(tmp_path)


def test_every_task_is_there(sources: data.Sources) -> None:
    train, dev, refused = data.build(sources)
    tasks = Counter(e.task for e in train)
    assert {"translate", "terms", "joined", "bullet", "answer", "rewrite", "question", "glossary"} <= tasks.keys()
    assert tasks["translate"] >= len(TRIPLES)
    assert (dev, refused) == ([], 0)


def test_the_prompts_are_the_program_s(sources: data.Sources) -> None:
    train, _, _ = data.build(sources)
    arabic, english, bullet = TRIPLES[0]
    assert data.Example("translate", f"Arabic: {arabic}\nEnglish:", english) in train
    assert data.Example("bullet", f"Arabic: {arabic}\nMovement:", bullet) in train
    assert all(not e.prompt.endswith("\n") for e in train)
    hinted = next(e for e in train if e.task == "terms")
    assert [line.split(":")[0] for line in hinted.prompt.split("\n")] == ["Arabic", "Terms", "English"]
    rewrite = next(e for e in train if e.task == "rewrite")
    assert rewrite.target == ARTICLE["qa"][1]["standalone"]  # type: ignore[index]  # a dict of mixed values
    assert any(e.task == "answer" and e.target == data.NO_ANSWER for e in train)


def test_the_same_seed_makes_the_same_examples(sources: data.Sources) -> None:
    assert data.build(sources, 7) == data.build(sources, 7)
    assert data.build(sources, 7)[0] != data.build(sources, 8)[0]


def test_another_file_changes_no_example_of_the_first(sources: data.Sources) -> None:
    before = set(data.build(sources)[0])
    (sources.bitext / "smoke" / "02.tsv").write_text("عاد الهدوء إلى البلدة.\tCalm returned to the town.\t-\n", "utf-8")
    # Which gazetteer name is transplanted goes by order, and there is no gazetteer here.
    assert before <= set(data.build(sources)[0])


def test_held_out_files_are_not_trained_on(sources: data.Sources) -> None:
    folder = sources.bitext / "l_yemen"
    folder.mkdir()
    (folder / "09.tsv").write_text("وصلت السفينة إلى الحديدة.\tThe ship reached Hodeidah.\t-\n", "utf-8")
    (sources.bitext / "articles" / "18.jsonl").write_text(json.dumps(ARTICLE, ensure_ascii=False), "utf-8")
    train, dev, _ = data.build(sources)
    assert not any("الحديدة" in e.prompt for e in train)
    assert Counter(e.task for e in dev)["translate"] == 1 + len(ARTICLE["ar"])  # type: ignore[arg-type]


def test_banned_text_is_refused_wherever_it_comes_from(sources: data.Sources, tmp_path: Path) -> None:
    (tmp_path / "seed.txt").write_text(BANNED, "utf-8")
    (sources.bitext / "smoke" / "03.tsv").write_text(f"وبحسب مصدر {BANNED}.\tThe army said so.\t-\n", "utf-8")
    corpus = tmp_path / "corpus.tsv"
    corpus.write_text(f"tatoeba\t{BANNED}\tx y z\ntatoeba\tوصل القطار متأخرا جدا\tThe train came very late\n", "utf-8")
    banned = data.Sources(sources.bitext, corpus, ban=(tmp_path / "seed.txt",), general={"tatoeba": 1.0})
    train, _, refused = data.build(banned)
    assert refused == 2
    ban = BanList.from_files(banned.ban)
    assert [e for e in train if ban.overlap(e.prompt, e.target)] == []
    assert [e.target for e in train if e.task == "general"] == ["The train came very late"]


def test_a_banned_article_goes_as_a_whole(sources: data.Sources, tmp_path: Path) -> None:
    article = dict(ARTICLE, ar=[BANNED, "عاد الهدوء إلى البلدة."], en=["A.", "B."], qa=[], bullets=[])
    (sources.bitext / "articles" / "02.jsonl").write_text(json.dumps(article, ensure_ascii=False), "utf-8")
    (tmp_path / "seed.txt").write_text(BANNED, "utf-8")
    train, _, _ = data.build(data.Sources(sources.bitext, ban=(tmp_path / "seed.txt",)))
    assert not any("عاد الهدوء" in e.prompt for e in train)


def test_hints_are_at_most_six_and_some_fit_nothing(tmp_path: Path) -> None:
    sources = write_sources(tmp_path)
    gazetteer = tmp_path / "g.tsv"
    names = "\n".join(f"locality\tHajin {c}\tهجين {c}" for c in "ابتثجح")
    gazetteer.write_text("kind\tname_en\tnames_ar\n" + names + "\n", "utf-8")
    counts = []
    strange = 0
    for seed in range(20):
        for e in data.build(data.Sources(sources.bitext, gazetteer=gazetteer), seed)[0]:
            if e.task == "terms":
                pairs = e.prompt.split("Terms: ")[1].split("\n")[0].split("; ")
                counts.append(len(pairs))
                strange += any(p.split(" = ")[1] not in e.target for p in pairs)
    assert 1 <= min(counts) <= max(counts) <= 6
    assert 0 < strange < len(counts)


def test_an_unreadable_article_is_named_with_its_line(sources: data.Sources) -> None:
    (sources.bitext / "articles" / "02.jsonl").write_text('{"ar": ["x"]}\n', "utf-8")
    with pytest.raises(InputError, match=r"02\.jsonl, line 1"):
        data.build(sources)


def test_prepare_writes_what_read_reads(sources: data.Sources, tmp_path: Path) -> None:
    report = data.prepare(sources, tmp_path / "run")
    examples = data.read(tmp_path / "run" / "train.jsonl")
    assert Counter(e.task for e in examples) == Counter(report.train)
    assert json.loads((tmp_path / "run" / "data.json").read_text("utf-8"))["seed"] == 7


def test_missing_folders_and_examples_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="bitext"):
        data.build(data.Sources(tmp_path / "none"))
    with pytest.raises(UnreadableError, match="mirsad train prepare"):
        data.read(tmp_path / "none.jsonl")
