"""Collected only where PyTorch is installed (see conftest.py)."""

from pathlib import Path

import pytest
import torch

from bot.errors import ModelError
from bot.evaluation import gate
from bot.training import average, checkpoint, convert, data, hardware, loop, smoke

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # PyTorch's and transformers' own
    pytest.mark.filterwarnings("ignore::FutureWarning"),
]


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of the toy model, prepared and not begun; its first checkpoint is in ``init``."""
    folder = tmp_path / "run"
    data.prepare(smoke.write_sources(tmp_path), folder)
    examples = data.read(folder / "train.jsonl")
    smoke.write_model(folder / "init", [t for e in examples for t in (e.prompt, e.target)])
    return folder


def settings(run: Path, steps: int, **more: object) -> loop.Settings:
    return loop.Settings(run, run / "init", tokens=512, warm=2, steps=steps, held_minutes=0, **more)  # type: ignore[arg-type]


def weights(folder: Path) -> dict[str, torch.Tensor]:
    return smoke._weights(folder)


def test_the_whole_path(tmp_path: Path) -> None:
    said: list[str] = []
    smoke.smoke(tmp_path, said.append, gate.prove)
    assert any("bit for bit" in line for line in said)
    assert said[-1].endswith("gated")


def test_a_run_needs_a_beginning(run: Path) -> None:
    with pytest.raises(ModelError, match="--init"):
        loop.train(loop.Settings(run))


def test_the_loss_falls_and_the_input_embeddings_stay(run: Path) -> None:
    first: list[float] = []
    last = loop.train(
        settings(run, 30, rate=3e-3, log_seconds=0.0), lambda r: first.append(r["loss"]) if not first else None
    )
    assert last.loss < first[0] * 0.8
    before, after = weights(run / "init"), weights(last.folder)
    assert torch.equal(before["model.embed_tokens.weight"], after["model.embed_tokens.weight"])
    assert not torch.equal(before["lm_head.weight"], after["lm_head.weight"])


def test_the_loss_is_that_of_the_whole_model_on_the_target(run: Path) -> None:
    trainer = loop.Trainer(settings(run, 1))
    batch = trainer.stream.next()
    with torch.no_grad():
        ours = trainer.loss(batch).item()
        losses = []
        for row in batch.rows:
            logits = trainer.model(torch.tensor([[*row.prompt, *row.target]])).logits[0, len(row.prompt) - 1 : -1]
            losses.append(torch.nn.functional.cross_entropy(logits, torch.tensor(row.target), reduction="sum"))
    whole = sum(x.item() for x in losses) / sum(len(r.target) for r in batch.rows)
    assert ours == pytest.approx(whole, rel=1e-4)


def test_old_checkpoints_keep_weights_only(run: Path) -> None:
    loop.train(settings(run, 8, save_steps=2, keep=3))
    kept = checkpoint.listed(run)
    assert [p.name for p in kept] == ["00000004", "00000006", "00000008"]
    assert [(p / "state.pt").is_file() for p in kept] == [False, False, True]


def test_the_mean_of_checkpoints(run: Path, tmp_path: Path) -> None:
    loop.train(settings(run, 4, save_steps=2))
    kept = checkpoint.listed(run)
    average.average(kept, tmp_path / "mean")
    parts, mean = [weights(p) for p in kept], weights(tmp_path / "mean")
    name = "lm_head.weight"
    assert torch.allclose(mean[name], (parts[0][name] + parts[1][name]) / 2, atol=1e-7)
    checkpoint.open_model(tmp_path / "mean")


def test_smoothing_changes_nothing_in_float(run: Path) -> None:
    model = checkpoint.open_model(run / "init").eval()
    ids = torch.arange(4, 60)[None]
    with torch.no_grad():
        before = model(ids).logits
        convert.smooth(model, [ids[0].tolist()], 0.5)
        after = model(ids).logits
    assert torch.allclose(before, after, atol=1e-4)


def test_int8_noise_trains_the_true_weights(run: Path) -> None:
    done = loop.train(settings(run, 2, int8_noise=True))
    assert not torch.equal(weights(run / "init")["lm_head.weight"], weights(done.folder)["lm_head.weight"])
    checkpoint.open_model(done.folder)


def test_annealing_twice_gives_the_same_weights(run: Path, tmp_path: Path) -> None:
    loop.train(settings(run, 2))
    for name in "ab":
        loop.anneal(settings(run, 2), tmp_path / name, steps=3)
    one, two = weights(tmp_path / "a"), weights(tmp_path / "b")
    assert all(torch.equal(one[n], two[n]) for n in one)


def test_the_probe_obeys_and_else_decides() -> None:
    assert hardware.probe("float32").precision == "float32"
    assert hardware.probe().precision in {"float32", "bfloat16"}


def test_a_resumed_run_keeps_its_batches_and_seed(run: Path) -> None:
    loop.train(loop.Settings(run, run / "init", tokens=480, seed=5, mix={"translate": 1.0}, steps=1, held_minutes=0))
    again = loop.Trainer(loop.Settings(run))
    assert (again.batch_tokens, again.seed, again.mix) == (480, 5, {"translate": 1.0})
    with pytest.raises(ModelError, match="--init"):
        loop.Trainer(loop.Settings(run, tokens=960))


def test_rounding_errors_are_small_and_sorted(run: Path) -> None:
    model = checkpoint.open_model(run / "init").eval()
    errors = convert.rounding_errors(model, [list(range(4, 60))])
    assert len(errors) == 2 * 7 + 1
    values = [e for _, e in errors]
    assert values == sorted(values, reverse=True)
    assert all(0 < v < 0.05 for v in values)
