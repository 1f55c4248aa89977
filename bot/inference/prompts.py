"""The prompts: files in ``prompts/`` with front matter that declares their variables.

---
version: 1
purpose: an Arabic sentence to English
variables: [sentence]
---
Arabic: {sentence}
English:
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import NotFoundError, PromptError

_FILE = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
_VARIABLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt file, read and checked."""

    name: str
    version: int
    variables: frozenset[str]
    template: str

    def render(self, variables: Mapping[str, str]) -> str:
        """The prompt with its variables filled in.

        Raises:
            PromptError: a variable is missing or unknown; the message names it.
        """
        if missing := sorted(self.variables - set(variables)):
            raise PromptError(f"The prompt '{self.name}' needs the variable '{missing[0]}'.")
        if unknown := sorted(set(variables) - self.variables):
            raise PromptError(f"The prompt '{self.name}' has no variable '{unknown[0]}'.")
        # One pass: a value that itself contains braces is left as it is.
        return _VARIABLE.sub(lambda m: variables[m[1]], self.template)


class Prompts:
    """The prompts of a folder, each read when first used."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Prompt] = {}

    def __getitem__(self, name: str) -> Prompt:
        """The prompt of that name.

        Raises:
            NotFoundError: there is no such file.
            PromptError: its front matter and its text do not fit.
        """
        if name not in self._read:
            path = self._folder / f"{name}.md"
            if not path.is_file():
                raise NotFoundError(f"There is no prompt '{name}' in {self._folder}.")
            self._read[name] = _parse(name, path.read_text(encoding="utf-8"))
        return self._read[name]

    def names(self) -> list[str]:
        """The prompts there are."""
        return sorted(p.stem for p in self._folder.glob("*.md") if p.stem != "README")


def _parse(name: str, text: str) -> Prompt:
    match = _FILE.match(text.replace("\r\n", "\n"))
    if not match:
        raise PromptError(f"The prompt '{name}' does not begin with front matter between two lines of '---'.")
    head = dict(line.split(":", 1) for line in match["head"].splitlines() if ":" in line)
    try:
        version = int(head["version"])
        declared = frozenset(v.strip() for v in head["variables"].strip().strip("[]").split(",") if v.strip())
    except (KeyError, ValueError) as e:
        raise PromptError(f"The prompt '{name}' must declare 'version: <number>' and 'variables: [a, b]'.") from e
    body = match["body"].removesuffix("\n")
    used = frozenset(_VARIABLE.findall(body))
    if used != declared:
        odd = sorted(used ^ declared)[0]
        raise PromptError(f"The prompt '{name}': '{odd}' must be both declared and used.")
    return Prompt(name, version, declared, body)
