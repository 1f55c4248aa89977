"""Bytes to text: which encoding a file is in, or why it cannot be read."""

import codecs
import re

from charset_normalizer import from_bytes

from bot.articles.arabic import ARABIC_LETTER
from bot.errors import UnreadableError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Office file"),
    (b"{\\rtf", "a rich-text (RTF) file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
)
# The Arabic code pages that newsrooms and old web pages used, most common first.
_ARABIC_PAGES = ["cp1256", "iso8859_6", "cp720", "cp864"]
_META_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.I)
_META_REACH = 4096  # bytes; browsers look no further than this either
_SAMPLE = 100_000  # bytes that the detector looks at
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MAX_CONTROL = 0.005  # share of control characters above which a text is no text


def decode(data: bytes, source: str) -> str:
    """The text of ``data`` with newlines as ``\\n`` and without a byte-order mark; empty for no bytes.

    Reads UTF-8 and UTF-16 with or without a mark, what an HTML page's ``charset`` says, and Windows-1256 and
    other Arabic code pages as detected. Raises ``UnreadableError`` naming ``source`` for anything else.
    """
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            raise UnreadableError(f"{source} is {kind}, not text. Save its text as a UTF-8 .txt file and load that.")
    text = _decoded(data, source)
    if len(_CONTROL.findall(text)) > _MAX_CONTROL * len(text):
        raise UnreadableError(f"{source} holds binary data, not text. Save the article as a UTF-8 .txt file.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, source: str) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise _damaged(source, encoding, error) from error
    wide = _utf16(data)
    if wide is not None:
        return wide
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        stated = _stated(data)
        if stated is not None:
            return stated
        lenient = data.decode("utf-8", errors="ignore")
        if _arabic_share(lenient) > 0.3 and _lost(data, lenient) < 0.05:
            raise _damaged(source, "UTF-8", error) from error
    return _detected(data, source)


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: every other byte is the Arabic block's 06 or the 00 of spaces and ASCII."""
    sample = data[:2000]
    for parity, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[parity::2]
        if len(high) >= 2 and sum(byte in b"\x00\x06" for byte in high) > 0.9 * len(high):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\x00" not in text:
                return text
    return None


def _stated(data: bytes) -> str | None:
    found = _META_CHARSET.search(data[:_META_REACH])
    if found is None:
        return None
    try:
        text = data.decode(found[1].decode("ascii"))
    except (LookupError, UnicodeDecodeError):
        return None
    return text if _arabic_share(text) > 0.1 else None  # a page that says iso-8859-1 is often Windows-1256


def _detected(data: bytes, source: str) -> str:
    sample = data[:_SAMPLE]
    for pages in (_ARABIC_PAGES, None):
        best = from_bytes(sample, cp_isolation=pages).best()
        if best is None:
            continue
        try:
            text = data.decode(best.encoding)
        except UnicodeDecodeError:
            continue
        if pages is None or _arabic_share(text) > 0.3:
            return text
    # Too short for the detector: Windows-1256 if that gives Arabic words.
    text = data.decode("cp1256", errors="replace")
    if "\ufffd" not in text and _arabic_share(text) > 0.7:
        return text
    raise UnreadableError(f"{source} is in no encoding Mirsad can recognise. Save it as UTF-8 and load it again.")


def _arabic_share(text: str) -> float:
    letters = sum(char.isalpha() for char in text[:_SAMPLE])
    return len(ARABIC_LETTER.findall(text[:_SAMPLE])) / letters if letters else 0.0


def _lost(data: bytes, lenient: str) -> float:
    return 1 - len(lenient.encode()) / len(data)


def _damaged(source: str, encoding: str, error: UnicodeDecodeError) -> UnreadableError:
    return UnreadableError(
        f"{source} is damaged: byte {error.start + 1} is not {encoding.upper()}. Save it as UTF-8 and load it again."
    )
