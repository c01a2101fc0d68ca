"""The bytes of a text or Markdown file in; its blocks out."""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import groupby

from premark.errors import NoText, UnsupportedFormat
from premark.read.bounds import refuse_long
from premark.read.cleaning import clean
from premark.read.plain.kinds import refuse_other_kinds, wide_encoding
from premark.read.plain.markdown import markdown_blocks
from premark.types.document import Block, Look, Warning_
from premark.types.limits import LIMITS, Limits

LONG_LINE = 100
LEAST_WIDTH = 50
RULE = re.compile(r"[-=_*~#]{3,}")
MARKS = re.compile(
    r"(?P<mark>[•◦▪‣●○■□➢➤✓*·–—-](?=\s)|[•●▪]|o(?=\s{2,}|\t)|"
    r"\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,5})[.)](?=\s))\s+(?=\S)"
)
ENDS = re.compile(r"[.!?:;][\"'”’)\]]*$")
LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
ESCAPES = re.compile(  # what a terminal would act on
    "(?:\x1b\\[|\x9b)[0-?]{0,40}[ -/]{0,9}[@-~]|\x1b\\][^\x07\x1b\n]{0,400}(?:\x07|\x1b\\\\)?"
)
WIDEST = 4  # bytes of a character
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_plain(
    data: bytes, name: str, *, markdown: bool, limits: Limits = LIMITS
) -> tuple[list[Block], list[Warning_]]:
    """Blocks in order, with paragraphs counted from 1, and warnings.

    Raises NoText (empty), UnsupportedFormat or LegacyFormat (not text) or TooLong.
    """
    refuse_other_kinds(data, name)
    refuse_long(name, characters=len(data) // WIDEST, limits=limits)  # before it is all in memory
    text, warnings = decoded(data, name)
    refuse_long(name, characters=len(text), limits=limits)
    text = LINE_ENDS.sub("\n", ESCAPES.sub("", text))
    found = markdown_blocks(text) if markdown else _text_blocks(text)
    kept = [block for block in found if block.text]
    refuse_long(name, paragraphs=len(kept), limits=limits)
    if not kept:
        raise NoText(f"{name}: is empty", hint="Check that the right file was chosen.")
    return [_placed(block, index) for index, block in enumerate(kept)], warnings


def _placed(block: Block, index: int) -> Block:
    return block.model_copy(update={"index": index, "paragraph": index + 1})


def decoded(data: bytes, name: str) -> tuple[str, list[Warning_]]:
    """The text, by its byte order mark, as UTF-8, or else by what it looks like with a warning."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace").removeprefix("\ufeff")
            return _text(text, name), []
    if not data.strip(b"\0"):
        raise NoText(
            f"{name}: holds only zeros, no text",
            hint="Ask for it again: an upload that stopped early looks like this.",
        )
    encoding = wide_encoding(data)
    if not encoding:
        if _is_binary(data):
            raise _no_text(name)
        try:
            return data.decode("utf-8"), []
        except UnicodeDecodeError:
            encoding = "cp1252"
    said = "Windows text" if encoding == "cp1252" else "sixteen-bit text"
    message = f"{name}: is not UTF-8; read as {said}, so odd signs may be wrong"
    text = _text(data.decode(encoding, errors="replace"), name)
    return text, [Warning_(code="guessed-encoding", message=message)]


def _no_text(name: str) -> UnsupportedFormat:
    return UnsupportedFormat(
        f"{name}: is not text, whatever its name says",
        hint="Hand in the Word, PDF or text file itself.",
    )


def _text(text: str, name: str) -> str:
    """The text. Raises UnsupportedFormat where a tenth of it is no characters that print."""
    sample = text[:65536]
    odd = sum(1 for c in sample if c == "\ufffd" or unicodedata.category(c) in ("Cn", "Co"))
    if odd > 0.1 * len(sample):
        raise _no_text(name)
    return text


def _is_binary(data: bytes) -> bool:
    """Control bytes that no text has: more than one in a hundred."""
    sample = data[:65536]
    controls = sum(1 for byte in sample if byte < 32 and byte not in (7, 8, 9, 10, 12, 13, 27))
    return controls > 0.01 * len(sample)


def _text_blocks(text: str) -> list[Block]:
    lines = ["" if RULE.fullmatch(line.strip()) else line for line in text.split("\n")]
    groups = [list(g) for blank, g in groupby(lines, key=lambda x: not x.strip()) if not blank]
    width = _wrapped_at(lines)
    paragraphs: list[list[str]] = []
    for group in groups:
        paragraphs.extend(_paragraphs(group, width))
    marks = [_mark(paragraph) for paragraph in paragraphs]
    return [_block(p, marks, index) for index, p in enumerate(paragraphs)]


def _wrapped_at(lines: list[str]) -> int | None:
    """The width that lines were wrapped at; None where most of the text is in long lines."""
    short = [len(line.rstrip()) for line in lines if len(line) <= LONG_LINE]
    if 2 * sum(short) < sum(len(line) for line in lines):
        return None
    return max(LEAST_WIDTH, max(short, default=0))


def _paragraphs(lines: list[str], width: int | None) -> list[list[str]]:
    """Wrapped lines together. A long line, or one that ends well short, is a paragraph's end."""
    found = [[lines[0]]]
    for last, line in zip(lines, lines[1:], strict=False):
        if MARKS.match(line.lstrip()) or not _is_wrapped(last, line, width):
            found.append([line])
        else:
            found[-1].append(line)
    return found


def _is_wrapped(last: str, line: str, width: int | None) -> bool:
    """Whether a line ended because its next word did not fit."""
    end = len(last.rstrip())
    if width is None or end > LONG_LINE or len(line) > LONG_LINE:
        return False
    first = len(line.split()[0])
    goes_on = line.lstrip()[:1].islower() and not ENDS.search(last.rstrip())
    return goes_on or end + 1 + first > width - 4


def _mark(paragraph: list[str]) -> str:
    found = MARKS.match(paragraph[0].lstrip())
    return found.group("mark") if found else ""


def _is_item(marks: list[str], index: int) -> bool:
    """A bullet is a list item; a number is one only beside another: alone it is a heading's."""
    mark = marks[index]
    if not mark or not mark.endswith((".", ")")):
        return bool(mark)
    beside = marks[max(0, index - 1) : index] + marks[index + 1 : index + 2]
    return any(other[-1:] == mark[-1] and other != mark for other in beside)


def _block(paragraph: list[str], marks: list[str], index: int) -> Block:
    original = " ".join(line.strip() for line in paragraph)
    mark = marks[index] if _is_item(marks, index) else ""
    original = original[len(mark) :].lstrip() if mark else original
    text = clean(original)
    letters = [c for c in text if c.isalpha()]
    return Block(
        index=0,
        kind="list_item" if mark else "paragraph",
        text=text,
        original=original,
        number=mark,
        look=Look(caps=len(letters) > 1 and text.upper() == text),
    )
