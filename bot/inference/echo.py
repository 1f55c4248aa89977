"""An engine without a model, for tests and for trying the faces quickly."""

from collections.abc import Mapping, Sequence

from bot.inference.engine import Decoding, Engine, Hypothesis


class EchoEngine(Engine):
    """Gives back its input; an Arabic sentence comes back as it is, so checks mark it as untranslated."""

    name = "echo"
    revision = "1"
    tasks = frozenset({"translate", "bullet", "answer", "rewrite", "question"})

    def _prompt(self, task: str, variables: Mapping[str, str]) -> str:
        return "-" if task == "bullet" else next(iter(variables.values()))

    def _generate(self, prompts: Sequence[str], decoding: Decoding) -> list[tuple[Hypothesis, ...]]:
        return [(Hypothesis(p, 1.0),) * decoding.n_best for p in prompts]
