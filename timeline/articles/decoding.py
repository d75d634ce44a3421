"""From bytes to text: by byte order mark, UTF-8, what is declared, or what the languages with packs are written in.

Nothing is ever replaced: bytes that fit no encoding well make the document unusable, and the message says which.
"""

from __future__ import annotations

import codecs
import re
from functools import cache

import yaml

from timeline import languages
from timeline.articles import identify
from timeline.articles.trouble import DocumentError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF", "a PDF file"), (b"PK\x03\x04", "a zip archive"), (b"\x1f\x8b", "gzip data"), (b"PAR1", "a Parquet file"),
    (b"\x89PNG", "a PNG picture"), (b"\xff\xd8\xff", "a JPEG picture"), (b"GIF8", "a GIF picture"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"\xd0\xcf\x11\xe0", "an Office file"), (b"\x7fELF", "a program"), (b"SQLite format", "an SQLite database"),
    (b"Rar!", "a RAR archive"), (b"7z\xbc\xaf", "a 7z archive"), (b"BZh", "bzip2 data"), (b"\xfd7zXZ", "xz data"),
)  # fmt: skip
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})", re.IGNORECASE)
_PROLOGUE = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{2,40})", re.IGNORECASE)
_ORDINARY = frozenset("،؛؟«»“”‘’–—…•©®°£€·")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_LATIN_WORDS = re.compile("[A-Za-z]+")
_ODD_CAPITAL = re.compile("[a-z][\u00c0-\u00d6\u00d8-\u00de]")
# As browsers do: these names have always meant the Windows code page that contains them.
_MEANT = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030",
    "euc_kr": "cp949", "shift_jis": "cp932", "tis-620": "cp874", "iso8859-11": "cp874",
}  # fmt: skip


def decode(raw: bytes, declared: str | None = None, *, what: str = "text") -> str:
    """The text of a document's bytes. `declared` is the encoding its transport or its own head names, if any.

    Raises DocumentError for binary data, for text in several encodings at once, and where none makes sense of it.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding, "by its byte order mark")
    if b"\x00" in raw and (text := _utf16(raw)):
        return text
    _refuse_binary(raw, what)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        wrong = error
    _refuse_mixed(raw, wrong)
    if declared and (text := _declared(raw, declared)):
        return text
    return _detected(raw, wrong)


def decode_html(raw: bytes, transport: str | None = None) -> str:
    """The text of an HTML page; `transport` is the charset of its HTTP header."""
    head = raw[:4096]
    named = _META.search(head) or _PROLOGUE.search(head)
    inner = named[1].decode("ascii", "replace") if named else None
    for declared in (transport, inner):
        if declared and _codec(declared) not in (None, "utf-8"):
            return decode(raw, declared, what="HTML")
    return decode(raw, what="HTML")


@cache
def legacy_encodings() -> tuple[tuple[str, str], ...]:
    """Languages with the encodings before Unicode that they were written in (`encodings` in the packs' page.yaml)."""
    found: list[tuple[str, str]] = []
    for code in languages.available():
        path = languages.load(code).folder / "page.yaml"
        if path.exists():
            found += [(code, name) for name in yaml.safe_load(path.read_text("utf-8")).get("encodings") or ()]
    return tuple(found)


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    # Codecs such as rot13, base64 and idna are not encodings of text.
    return found.name if getattr(found, "_is_text_encoding", True) and found.name not in ("idna", "punycode") else None


def _strictly(raw: bytes, encoding: str, why: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        found = f"0x{raw[error.start]:02x} at byte {error.start}"
        raise DocumentError(
            "decode", "broken encoding", f"expected {encoding} {why}, found {found}; save the document again as UTF-8"
        ) from None


def _refuse_binary(raw: bytes, what: str) -> None:
    for magic, name in _BINARY:
        if raw.startswith(magic):
            raise DocumentError("read", "binary data", f"expected {what}, found {name}; convert it or leave it out")
    head = raw[:65536]
    controls = sum(head.count(bytes([c])) for c in (*range(9), *range(14, 27), *range(28, 32)))
    if b"\x00" in raw or controls > max(4, len(head) // 50):
        found = f"{controls} control characters in the first {len(head)} bytes"
        raise DocumentError("read", "binary data", f"expected {what}, found {found}; convert it or leave it out")


def _refuse_mixed(raw: bytes, wrong: UnicodeDecodeError) -> None:
    """Text that is largely UTF-8 and yet not: two encodings in one file, or damage."""
    text = raw.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= c <= "\udcff" for c in text)
    good = sum(c > "\x7f" for c in text) - bad
    if good * 4 > bad and wrong.end == len(raw) and "end of data" in wrong.reason:
        raise DocumentError(
            "decode", "broken encoding", "expected UTF-8, found an end in the middle of a character; get the whole file"
        )
    if good * 4 > bad:
        byte, at = raw[wrong.start], wrong.start
        found = f"{good} characters in UTF-8 next to {bad} bytes that are none, the first 0x{byte:02x} at byte {at}"
        raise DocumentError(
            "decode", "mixed encodings", f"expected one encoding, found {found}; mend the file or leave it out"
        )


def _utf16(raw: bytes) -> str | None:
    """UTF-16 without a byte order mark is told by its zero bytes, and believed where a known language comes out."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROLS.search(text) and identify.by_function_words(text):
            return text
    return None


def _declared(raw: bytes, name: str) -> str | None:
    """The text in the declared encoding, unless that makes no sense of it."""
    codec = _codec(name)
    if codec is None or codec in ("utf-8", "utf-16", "utf-32", "utf-7"):
        return None
    try:
        text = raw.decode(_MEANT.get(codec, codec))
    except (UnicodeDecodeError, ValueError):
        return None
    return None if _garbled(text) else text


def _garbled(text: str) -> bool:
    """Does the text look like another encoding's bytes: control characters, or Latin letters most of them accented?"""
    if _CONTROLS.search(text) or _ODD_CAPITAL.search(text):
        return True
    letters = [c for c in text if c > "\x7f" and c.isalpha()]
    accented = sum(c < "\u0250" for c in letters)
    plain = sum(c.isascii() and c.isalpha() for c in text)
    run = re.search("[\u00c0-\u024f]{4}", text)
    return bool(letters) and accented > 20 and (accented > 0.4 * (accented + plain) or run is not None)


def _detected(raw: bytes, wrong: UnicodeDecodeError) -> str:
    """The text in the legacy encoding in which it is a known language with nothing odd in it."""
    best: tuple[float, str] | None = None
    for language, encoding in legacy_encodings():
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Columns and tags are in Latin letters whatever the text is in.
        own = text if identify.scripts()[language] == "Latn" else _LATIN_WORDS.sub(" ", text)
        if _garbled(text) or identify.by_function_words(own) != language:
            continue
        odd = sum(c > "\x7f" and not (c.isalpha() or c.isspace()) and c not in _ORDINARY for c in text)
        score = identify.share_of_function_words(own) - odd / len(text)
        if best is None or score > best[0]:
            best = (score, text)
    if best:
        return best[1]
    found = f"byte 0x{raw[wrong.start]:02x} at {wrong.start}"
    known = ", ".join(("UTF-8", *dict.fromkeys(encoding for _, encoding in legacy_encodings())))
    raise DocumentError(
        "decode", "unknown encoding", f"expected text in one of {known}, found {found}; convert it to UTF-8"
    )
