"""A conversation in the terminal: what the Telegram bot offers, typed."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from rich.console import Console
from rich.text import Text

from bot.articles import load_text
from bot.articles.shelf import Shelved
from bot.briefings.brief import title
from bot.briefings.formats import reason
from bot.errors import InputError, MirsadError
from bot.services import Services
from bot.terminal import answers, render
from bot.terminal.progress import bar

HELP = """/brief [N …]        bullets of all articles, or of those with these numbers
/articles           the articles there are
/show N             an article, English and Arabic
/arabic N, /english N   the same in one language
/add                then paste an article; a line with only a full stop ends it
/translate TEXT     one Arabic sentence
/forget             begin a new conversation
a plain question    answered from the articles, with the sentences it rests on
/quit               leave (or Ctrl-D)"""

_ARABIC = re.compile(r"[\u0600-\u06ff]")
_PASTED = 12  # words of Arabic from which a message is taken for an article rather than a sentence


class Chat:
    """One conversation. Each command is a method that takes the rest of the line."""

    def __init__(self, services: Services, console: Console, lines: Iterator[str]) -> None:
        self._services = services
        self._console = console
        self._lines = lines
        self._commands: dict[str, Callable[[str], None]] = {
            "help": self._help,
            "start": self._help,
            "brief": self._brief,
            "articles": self._articles,
            "show": lambda rest: self._show(rest, arabic=True, english=True),
            "arabic": lambda rest: self._show(rest, arabic=True, english=False),
            "english": lambda rest: self._show(rest, arabic=False, english=True),
            "add": self._add,
            "translate": self._translate,
            "forget": self._forget,
        }

    def say(self, message: str) -> bool:
        """Answer one message; False when the user wants to leave. A user's mistake is told, and the talk goes on."""
        text = message.strip()
        command, _, rest = text.removeprefix("/").partition(" ")
        if text in ("/quit", "/exit", "quit", "exit"):
            return False
        try:
            if text.startswith("/"):
                if command not in self._commands:
                    raise InputError(f"There is no /{command}. /help lists what there is.")
                self._commands[command](rest.strip())
            elif text:
                self._plain(text)
        except MirsadError as e:
            self._console.print(Text(str(e), style="red"))
        return True

    def _plain(self, text: str) -> None:
        if _ARABIC.search(text) and not text.endswith(("؟", "?")):
            self._new_article(text) if len(text.split()) >= _PASTED else self._translate(text)
            return
        with bar() as progress:
            self._services.index(progress)
        render.show(self._console, answers.text(self._services.answers.ask(text, chat="chat")))

    def _help(self, _: str) -> None:
        render.show(self._console, Text(HELP))

    def _forget(self, _: str) -> None:
        self._services.answers.forget("chat")
        self._console.print("Forgotten.", style="dim")

    def _brief(self, rest: str) -> None:
        numbers = rest.replace(",", " ").split()
        chosen = [self._services.shelf.get(n) for n in numbers] if numbers else self._services.shelf.all()
        self._brief_these(chosen)

    def _brief_these(self, chosen: Iterable[Shelved]) -> None:
        articles = [s.article for s in chosen]
        if not articles:
            raise InputError("There are no articles yet. /add one, or run: mirsad brief seeds")
        with bar() as progress:
            made = self._services.briefer.brief(articles, (), progress)
        render.show(self._console, render.briefing(made))

    def _articles(self, _: str) -> None:
        shelved = self._services.shelf.all()
        if not shelved:
            raise InputError("There are no articles yet. /add one, or run: mirsad brief seeds")
        firsts = self._services.translator.translate([s.article.sentences[0].clean for s in shelved])
        rows = [(s, title(s.article, [t], ())) for s, t in zip(shelved, firsts, strict=True)]
        render.show(self._console, render.listing(rows))

    def _show(self, rest: str, *, arabic: bool, english: bool) -> None:
        if not rest:
            raise InputError("Which one? /articles lists their numbers.")
        shelved = self._services.shelf.get(rest)
        with bar() as progress:
            (translations,) = self._services.briefer.translate([shelved.article], progress)
        name = title(shelved.article, translations, ())
        what = render.sentences(shelved, translations, arabic=arabic, english=english, title=name)
        render.show(self._console, what)

    def _add(self, rest: str) -> None:
        if rest:
            self._new_article(rest)
            return
        self._console.print("Paste the article; a line with only a full stop ends it.", style="dim")
        self._new_article("\n".join(_until_dot(self._lines)))

    def _new_article(self, text: str) -> None:
        article = load_text(text, source="pasted")
        before = {s.article.id for s in self._services.shelf.all()}
        (shelved,) = self._services.shelf.add([article])
        word = "Already here as" if article.id in before else "Added as"
        self._console.print(f"{word} #{shelved.number}.", style="dim")
        self._brief_these([shelved])

    def _translate(self, rest: str) -> None:
        if not rest:
            raise InputError("Translate what? /translate followed by an Arabic sentence.")
        (made,) = self._services.translator.translate_texts([rest])
        text = Text(made.text)
        for m in made.marks:
            text.append(f"  {reason(m)}", style="yellow")
        render.show(self._console, text)


def run(services: Services, console: Console, source: TextIO) -> None:
    """Talk until the input ends or the user leaves."""
    console.print("Mirsad. /help lists what there is, /quit leaves.", style="dim")
    lines = _typed(console) if source.isatty() else (line.rstrip("\n") for line in source)
    talk = Chat(services, console, lines)
    for line in lines:
        if not talk.say(line):
            break


def _typed(console: Console) -> Iterator[str]:
    while True:
        try:
            yield console.input("› ")
        except (EOFError, KeyboardInterrupt):
            return


def _until_dot(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        if line.strip() == ".":
            return
        yield line
