"""Arabic letters: what models read, what rules match on, and what makes two spellings the same.

Three foldings, from gentle to strong:

    clean      one line for models to read: no marks, links or emoji, spelling kept
    fold       code point by code point with a map back to the original, for rules that cut spans
    normalise  spelling folded too, for identity and for matching names
"""

import html
import re
import unicodedata
from functools import cache

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
_LETTERS = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c7"
)
TATWEEL = "\u0640"

ARABIC_LETTER = re.compile(f"[{_LETTERS}\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdfb\ufe80-\ufefc]")
LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"«»“”،؛؟()\[\]]*[^\s<>\"«»“”،؛؟()\[\].,:;!]"
    r"|(?<![\w.+-])[A-Za-z0-9._+-]++@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)+"
    r"|(?<![\w.@-])(?:[A-Za-z0-9-]++\.)+[A-Za-z]{2,6}/[^\s<>\"«»“”،؛؟()\[\]]*",
    re.IGNORECASE,
)
EMOJI = re.compile(
    "[\u2022\u2023\u2043\u20e3\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\ufe0e\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]+"
)
_MARK = re.compile(f"[{_MARKS}\ufe70-\ufe7f]")
_PRESENTATION = re.compile("[\ufb50-\ufd3d\ufd50-\ufdfc\ufe80-\ufefc]+")
# Format characters: zero-width, bidi controls, soft hyphen, byte-order mark, tags.
FORMAT = re.compile(
    "[\u00ad\u0600-\u0605\u061c\u06dd\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# A tatweel that stands between spaces is a dash; anywhere else it only stretches a letter.
_DASH = re.compile(r"(?<!\S)\u0640+(?!\S)")
_MENTION = re.compile(r"(?<![\w@])@([A-Za-z0-9_]{2,})")
_EDGE_MENTIONS = re.compile(r"^(?:\s*@[A-Za-z0-9_]{2,}:?)+(?=\s|$)|(?:(?:^|(?<=\s))@[A-Za-z0-9_]{2,}\s*)+$")
_HASHTAG = re.compile(r"[#\uff03](?=\w)")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_SPACE_BEFORE = re.compile(r" +(?=[،؛؟!)\]»”](?!\d)|[.:](?![.\d]))")
_SPACE_AFTER = re.compile(r"(?<=[(\[«“]) +")
_MARKDOWN = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[\^[^\]]*\]:?"), ""),
    (re.compile(r"</?[A-Za-z!][^>]*>"), " "),
    (re.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-+]\s+)+"), ""),
    (re.compile(r"\s+#+\s*$"), ""),
    (re.compile(r"~~|`+"), ""),
    (re.compile(r"(?<!\w)_+(.+?)_+(?!\w)"), r"\1"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
_KEYBOARD = str.maketrans({"ی": "ي", "ک": "ك"})  # Persian keyboards write Arabic with these two
_SPELLING = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    "ى": "ي",
    "ی": "ي",
    "ئ": "ي",
    "ؤ": "و",
    "ة": "ه",
    "ک": "ك",
    **{chr(base + digit): str(digit) for base in (0x0660, 0x06F0) for digit in range(10)},
}
_FOLD_SPELLING = str.maketrans(_SPELLING)
_FOLD_PUNCTUATION = {
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("’‘`´", "'"),
    "٪": "%",
    "\uff1a": ":",
    "\uff03": "#",
}


def clean(text: str, *, markdown: bool = False) -> str:
    """``text`` as models read it: one line, no diacritics, tatweel, links, emoji or invisible characters.

    Hashtags become words, presentation forms become letters. Spelling, digits and quotation marks stay as
    they are. ``markdown`` also drops Markdown's marks. Empty when nothing readable is left.
    """
    if "&" in text:
        text = html.unescape(text)
    text = FORMAT.sub("", text)
    if markdown:
        for pattern, replacement in _MARKDOWN:
            text = pattern.sub(replacement, text)
    text = LINK.sub(" ", text)
    text = EMOJI.sub(" ", text)
    text = unicodedata.normalize("NFC", text)
    text = _PRESENTATION.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)
    text = _EDGE_MENTIONS.sub("", _CONTROL.sub(" ", text).strip())
    text = _MENTION.sub(lambda m: m[1].replace("_", " "), text)
    text = _HASHTAG.sub("", text).replace("_", " ").replace("*", " ")
    text = _DASH.sub("-", text).replace(TATWEEL, "")
    text = _MARK.sub("", text).translate(_KEYBOARD)
    text = " ".join(_EMPTY_BRACKETS.sub(" ", text).split())
    return _SPACE_AFTER.sub("", _SPACE_BEFORE.sub("", text))


def normalise(text: str) -> str:
    """``text`` folded so that two spellings of the same words are equal; folding twice changes nothing.

    Drops diacritics, tatweel and invisible characters; folds hamza and alef forms, ى to ي, ة to ه, Arabic-Indic
    and Persian digits to ASCII; turns hashtags and underscores into spaces; collapses white space. Punctuation
    and Latin letters' case stay.
    """
    text = unicodedata.normalize("NFKD", FORMAT.sub("", _MARK.sub("", text)))
    text = FORMAT.sub("", _MARK.sub("", text)).replace(TATWEEL, "")
    text = text.translate(_FOLD_SPELLING).replace("#", " ").replace("_", " ")
    return " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())


def content_key(text: str) -> str:
    """The letters and digits of ``normalise(text)`` without case, spaces or punctuation: what identity is made of."""
    return "".join(char for char in normalise(text).casefold() if char.isalnum())


@cache
def _folded(char: str) -> str:
    if char == TATWEEL or FORMAT.match(char) or _MARK.match(char):
        return ""
    if EMOJI.match(char) or char.isspace() or _CONTROL.match(char):
        return " "
    if char in _FOLD_PUNCTUATION:
        return _FOLD_PUNCTUATION[char]
    if _PRESENTATION.match(char):
        return "".join(_folded(part) for part in unicodedata.normalize("NFKC", char))
    return _SPELLING.get(char, char)


def fold(text: str) -> tuple[str, list[int]]:
    """``text`` in one spelling for rules, and for each character of the result the offset it came from.

    The list has one entry more than the result has characters: ``len(text)``.
    """
    chars: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        into = _folded(char)
        if char == TATWEEL and _DASH.match(text, offset):
            into = "-"
        chars.extend(into)
        offsets.extend([offset] * len(into))
    offsets.append(len(text))
    return "".join(chars), offsets
