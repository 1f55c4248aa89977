"""The whole path on a toy model in a minute or two: prepare, train, kill, resume, convert, generate, gate.

It proves the machinery, not the model: above all that a run which was killed and terminated ends with the very
weights of one which was not.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import bot.training
from bot.errors import ModelError
from bot.inference.manifest import Manifest
from bot.inference.prompts import Prompts
from bot.inference.shipped import ShippedEngine
from bot.resources import shipped
from bot.training import checkpoint, convert, data, loop, restore
from bot.training.runtime import need

TRIPLES = (
    (
        "دخلت القوات الحكومية مدينة الميادين فجر السبت.",
        "Government forces entered the city of Mayadin at dawn on Saturday.",
        "Government forces entered Mayadin city",
    ),
    (
        "انسحب المقاتلون من البوكمال باتجاه الحدود.",
        "The fighters withdrew from Albu Kamal toward the border.",
        "Fighters withdrew from Albu Kamal toward border",
    ),
    ("لم تتقدم الفصائل في ريف حلب الجنوبي.", "The factions did not advance in the southern Aleppo countryside.", "-"),
    (
        "قتل 12 شخصا بينهم ثلاثة اطفال في قصف على المدينة.",
        "12 people, three of them children, were killed in shelling of the city.",
        "-",
    ),
    (
        "قطعت قوات الدعم السريع الطريق بين الابيض وكوستي.",
        "The Rapid Support Forces cut the road between El Obeid and Kosti.",
        "RSF cut El Obeid-Kosti road",
    ),
    (
        "استعاد الجيش جسر شمبات بعد معارك دامت يومين.",
        "The army recaptured Shambat bridge after two days of fighting.",
        "Army recaptured Shambat bridge",
    ),
    (
        "وصلت تعزيزات الى مأرب قادمة من شبوة.",
        "Reinforcements arrived in Marib from Shabwa.",
        "Reinforcements reached Marib from Shabwa",
    ),
    (
        "نفى المتحدث سقوط المعبر في يد المسلحين.",
        "The spokesman denied that the crossing had fallen to the gunmen.",
        "-",
    ),
)
TERMS = (
    ("الميادين", "Mayadin", "place"),
    ("البوكمال", "Albu Kamal", "place"),
    ("مأرب", "Marib", "place"),
    ("قوات الدعم السريع", "Rapid Support Forces", "unit"),
)
ARTICLE = {
    "id": "smoke",
    "published": "2024-01-01",
    "ar": [t[0] for t in TRIPLES[:3]],
    "en": [t[1] for t in TRIPLES[:3]],
    "bullets": [{"text": TRIPLES[0][2], "sentences": [1]}],
    "qa": [
        {
            "q": "Which city did government forces enter?",
            "q_ar": "اي مدينة دخلتها القوات الحكومية؟",
            "a": "Mayadin",
            "sentence": 1,
            "kind": "factual",
        },
        {
            "q": "When?",
            "q_ar": "متى؟",
            "a": "at dawn on Saturday",
            "sentence": 1,
            "kind": "follow_up",
            "standalone": "When did government forces enter Mayadin?",
        },
        {"q": "Who is the governor?", "q_ar": "من هو المحافظ؟", "a": "", "sentence": 0, "kind": "unanswerable"},
    ],
}
TOKENS = 512
# Gets outputs, references and a folder to write in; raises where the gate does not hold.
Judge = Callable[[Sequence[str], Sequence[str], Path], None]
PATIENCE = 120.0  # seconds to wait for a child's first checkpoint; importing PyTorch alone can take twenty


def write_sources(folder: Path) -> data.Sources:
    """A bitext of one theme, one article and a glossary."""
    theme, articles = folder / "bitext" / "smoke", folder / "bitext" / "articles"
    theme.mkdir(parents=True)
    articles.mkdir()
    lines = ["\t".join(t) for t in TRIPLES]
    (theme / "01.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (theme / "glossary.tsv").write_text("\n".join("\t".join(t) for t in TERMS) + "\n", encoding="utf-8")
    (articles / "01.jsonl").write_text(json.dumps(ARTICLE, ensure_ascii=False) + "\n", encoding="utf-8")
    return data.Sources(folder / "bitext")


def write_model(folder: Path, texts: Sequence[str]) -> None:
    """A random Gemma 3 of two small layers, with a real sentencepiece tokenizer like the shipped one's."""
    torch, transformers, pieces = need("torch"), need("transformers"), need("sentencepiece")
    transformers.utils.logging.disable_progress_bar()
    folder.mkdir(parents=True)
    pieces.SentencePieceTrainer.train(
        sentence_iterator=iter(texts),
        model_prefix=str(folder / "tokenizer"),
        model_type="bpe",
        vocab_size=640,
        hard_vocab_limit=False,
        byte_fallback=True,
        normalization_rule_name="identity",
        add_dummy_prefix=False,
        remove_extra_whitespaces=False,
        user_defined_symbols=["\n"],
        pad_id=0,
        eos_id=1,
        bos_id=2,
        unk_id=3,
        bos_piece="<bos>",
        eos_piece="<eos>",
        minloglevel=2,
    )
    size = pieces.SentencePieceProcessor(model_file=str(folder / "tokenizer.model")).get_piece_size()
    config = transformers.Gemma3TextConfig(
        vocab_size=size,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        head_dim=16,
        query_pre_attn_scalar=16,
        layer_types=["sliding_attention", "full_attention"],
        max_position_embeddings=512,
        tie_word_embeddings=False,
        pad_token_id=0,
        eos_token_id=1,
        bos_token_id=2,
    )
    torch.manual_seed(3)
    transformers.Gemma3ForCausalLM(config).save_pretrained(folder)


def _child(run: Path, init: Path) -> subprocess.Popen[bytes]:
    root = str(Path(bot.training.__file__).resolve().parents[2])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    options = ["--init", str(init), "--tokens", str(TOKENS), "--save-steps", "2", "--warm", "3", "--held-minutes", "0"]
    return subprocess.Popen(
        [sys.executable, "-m", "bot.training", "run", str(run), *options],
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.DEVNULL,
    )


def _interrupt(child: subprocess.Popen[bytes], run: Path, after: int, number: int) -> int:
    """Send ``number`` once a checkpoint later than step ``after`` is there; the child's exit status."""
    end = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < end and child.poll() is None:
            found = checkpoint.newest(run)
            if found is not None and int(found.name) > after:
                child.send_signal(number)
                return child.wait(timeout=60)
            time.sleep(0.05)
        raise ModelError(f"The training process made no checkpoint in {PATIENCE:.0f} s (status {child.poll()}).")
    finally:
        if child.poll() is None:
            child.kill()
        child.wait()


def _weights(folder: Path) -> dict[str, Any]:
    return dict(need("safetensors.torch").load_file(folder / "model.safetensors"))


def expect(good: bool, what: str) -> None:
    """Stop with ``what`` as the message unless ``good``; ``assert`` would vanish under -O."""
    if not good:
        raise ModelError(f"The smoke test failed: {what}.")


def smoke(folder: Path, say: Callable[[str], None] = print, judge: Judge | None = None) -> None:
    """Run the whole path in the empty ``folder``; ModelError names the first thing that is wrong.

    ``judge`` is the gate, which lives in another package.
    """
    start = time.monotonic()

    def step(text: str) -> None:
        say(f"[{time.monotonic() - start:5.1f} s] {text}")

    run, twin, init = folder / "run", folder / "twin", folder / "init"
    sources = write_sources(folder)
    for where in (run, twin):
        report = data.prepare(sources, where)
    step(f"prepared {sum(report.train.values())} examples of {len(report.train)} tasks")
    examples = data.read(run / "train.jsonl")
    write_model(init, [text for e in examples for text in (e.prompt, e.target)])
    step("made a toy model")

    status = _interrupt(_child(run, init), run, 0, signal.SIGKILL)
    expect(status == -signal.SIGKILL, f"a killed process ended with {status}")
    killed = checkpoint.newest(run)
    expect(killed is not None, "no checkpoint after the kill")
    at = int(killed.name) if killed else 0
    step(f"killed after a checkpoint at step {at}")
    status = _interrupt(_child(run, init), run, at, signal.SIGTERM)
    expect(status == 0, f"a terminated process ended with {status}, not 0")
    ended = checkpoint.newest(run)
    at = int(ended.name) if ended else 0
    step(f"resumed, terminated and saved at step {at}")

    def settings(where: Path) -> loop.Settings:
        return loop.Settings(where, init, tokens=TOKENS, warm=3, steps=at + 2, held_minutes=0)

    first = loop.train(settings(run))
    second = loop.train(settings(twin))
    expect(first.step == second.step == at + 2, "the two runs did not end at the same step")
    ours, theirs = _weights(first.folder), _weights(second.folder)
    torch = need("torch")
    differ = [name for name in ours if not torch.equal(ours[name], theirs[name])]
    expect(not differ and ours.keys() == theirs.keys(), f"interrupted and uninterrupted weights differ: {differ[:3]}")
    step(f"interrupted and uninterrupted runs agree bit for bit at step {at + 2}")

    fallen = loop.anneal(settings(run), folder / "annealed", steps=2)
    expect((fallen.folder / "model.safetensors").is_file(), "annealing wrote no weights")
    expect(checkpoint.newest(run) == first.folder, "annealing touched the run")

    models = folder / "models"
    convert.convert(first.folder, models / "toy", alpha=0.5, examples=run / "train.jsonl", part=64 << 10)
    expect((models / "toy" / "model.bin.01").is_file(), "the model was not cut into parts")
    about = convert.About("toy", "1", "a test", "Apache-2.0", "none")
    entry = convert.manifest_entry(models / "toy", about)
    (models / "manifest.toml").write_text(f'default = "toy"\n\n{entry}', encoding="utf-8")
    model = Manifest(models)["toy"]
    expect(not list(model.damaged()), "the sums in the manifest are wrong")
    step("converted to int8 in parts")
    restore.restore(models / "toy", folder / "restored")
    _alike(first.folder, folder / "restored", init / "tokenizer.model")
    step("restored a checkpoint from int8")

    engine = ShippedEngine(model, Prompts(shipped("prompts")), threads=1)
    outputs = engine.translate_batch([t[0] for t in TRIPLES])
    expect(len(outputs) == len(TRIPLES), "a sentence got lost in translation")
    step("generated")
    if judge:
        judge(outputs, [t[1] for t in TRIPLES], folder)
        step("gated")


def _alike(trained: Path, restored: Path, tokenizer: Path) -> None:
    """The restored model must predict what the trained one predicts, but for int8's rounding (and smoothing)."""
    torch = need("torch")
    processor = need("sentencepiece").SentencePieceProcessor(model_file=str(tokenizer))
    ids = torch.tensor([[processor.bos_id(), *processor.encode(f"Arabic: {TRIPLES[0][0]}\nEnglish: {TRIPLES[0][1]}")]])
    with torch.no_grad():
        one, two = (checkpoint.open_model(p).eval()(ids).logits for p in (trained, restored))  # (1, T, vocabulary)
    error = float((one - two).std() / one.std())
    expect(error < 0.1, f"the restored model's logits are off by {error:.0%} of their spread")
