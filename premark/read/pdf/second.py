"""A PDF's bytes and a few page numbers in; what a second extractor reads on those pages out.

Only its characters are taken, in no layout, and only as many as asked: it is there to be
compared with, and it is many times slower than the first.
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

MOST_BYTES = 60_000_000
MOST_SEARCHED = 500_000  # where the index is no use it looks through every byte
MOST_PACKED = 200_000  # bytes of one stream: unpacking some kinds is slow
MOST_COMMANDS = 400_000  # bytes of one drawing, unpacked: it reads them at some 2 MB a second
MOST_FORMS = 60
MOST_FONTS = 60
MOST_FONT_MAP = 200_000  # bytes of a font's own table of letters, unpacked
MOST_FONT_FILE = 2_000_000


@dataclass(frozen=True)
class Sample:
    """Characters of a page's start, blanks left out; `whole` says that the page ended first.

    `unmapped` counts those that the file draws and does not tell, `false` letters that it tells
    otherwise than a font which every viewer has by itself draws them.
    """

    characters: Counter[str]
    unmapped: int
    whole: bool
    false: int = 0


class _Enough(Exception):
    """The sample is taken, or there is too much to go on."""


def samples(data: bytes, numbers: Sequence[int], *, most: int) -> dict[int, Sample]:
    """At most `most` characters of each page (from 1); pages that it cannot read are left out."""
    if len(data) > MOST_BYTES or not numbers:
        return {}
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL + 1)  # its words are not for users
    found: dict[int, Sample] = {}
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)), fallback=len(data) < MOST_SEARCHED)
        for number, page in enumerate(PDFPage.create_pages(document), start=1):
            if number in numbers:
                sample = _sample(page, most)
                if sample:
                    found[number] = sample
            if number >= max(numbers):
                break
    except Exception:  # whatever it stumbles on, the first has read the file
        return found
    return found


def _sample(page: Any, most: int) -> Sample | None:
    from pdfminer.pdfinterp import PDFResourceManager

    if not _is_light(page.contents) or not _has_light_fonts(page.resources):
        return None
    device = _device(most)
    whole = True
    try:
        _interpreter()(PDFResourceManager(caching=True), device).process_page(page)
    except _Enough:
        whole = False
    except Exception:  # a font or a drawing that it cannot take
        return None
    return Sample(device.characters, device.unmapped, whole, device.false)


def _is_light(streams: Sequence[Any], most: int = MOST_COMMANDS) -> bool:
    from pdfminer.pdftypes import stream_value

    found = [stream_value(stream) for stream in streams]
    if sum(len(stream.rawdata or b"") for stream in found) > MOST_PACKED:
        return False
    return sum(len(stream.get_data()) for stream in found) <= most


def _has_light_fonts(resources: Any) -> bool:
    """Whether the page's fonts can be read in a moment."""
    from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1

    fonts = dict_value(dict_value(resources).get("Font") or {})
    if len(fonts) > MOST_FONTS:
        return False
    for font in (dict_value(font) for font in fonts.values()):
        kinds = [font, *(dict_value(f) for f in list_value(font.get("DescendantFonts") or []))]
        table = resolve1(font.get("ToUnicode"))
        if isinstance(table, PDFStream) and not _is_light([table], MOST_FONT_MAP):
            return False
        for described in (dict_value(kind.get("FontDescriptor") or {}) for kind in kinds):
            files = [resolve1(described.get(key)) for key in ("FontFile", "FontFile2", "FontFile3")]
            if any(len(f.rawdata or b"") > MOST_FONT_FILE for f in files if f):
                return False
    return True


def _interpreter() -> Any:
    """pdfminer's own, but for forms that are too much to draw."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfminer.pdftypes import stream_value
    from pdfminer.psparser import literal_name

    class Interpreter(PDFPageInterpreter):
        def do_Do(self, xobjid_arg: Any) -> None:
            form = self.xobjmap.get(literal_name(xobjid_arg))
            if form is not None:
                kind = stream_value(form).get("Subtype")
                if literal_name(kind) != "Image" and not _is_light([form]):
                    raise _Enough
            super().do_Do(xobjid_arg)

    return Interpreter


def _device(most: int) -> Any:
    """What pdfminer draws on: it keeps characters and nothing of where they stand."""
    from pdfminer.pdfdevice import PDFDevice
    from pdfminer.pdffont import PDFUnicodeNotDefined
    from pdfminer.pdfinterp import PDFResourceManager

    class Listener(PDFDevice):
        def __init__(self) -> None:
            super().__init__(PDFResourceManager())
            self.characters: Counter[str] = Counter()
            self.unmapped = 0
            self.false = 0
            self.left = most
            self.forms = 0

        def begin_figure(self, name: Any, bbox: Any, matrix: Any) -> None:
            self.forms += 1
            if self.forms > MOST_FORMS:
                raise _Enough

        def render_string(self, textstate: Any, seq: Any, *_: Any) -> None:
            for item in seq:
                if isinstance(item, bytes) and textstate.font is not None:
                    for code in textstate.font.decode(item):
                        self.hear(textstate.font, code)
            if self.left <= 0:
                raise _Enough

        def hear(self, font: Any, code: int) -> None:
            self.left -= 1
            try:
                told = font.to_unichr(code)
            except PDFUnicodeNotDefined:
                self.unmapped += 1
                return
            self.characters.update(told)
            self.false += _is_false(font, code, told)

    return Listener()


def _is_false(font: Any, code: int, told: str) -> bool:
    """Whether a viewer draws another letter than the file tells, as far as that is certain.

    A font that the file does not bring draws what its encoding names; one that it does bring
    may draw anything, and only a picture shows what.
    """
    if getattr(font, "unicode_map", None) is None or not hasattr(font, "cid2unicode"):
        return False
    own = {"FontFile", "FontFile2", "FontFile3"} & set(font.descriptor)
    if own or re.search("symbol|dingbat", str(font.basefont), re.IGNORECASE):
        return False
    drawn = font.cid2unicode.get(code, "")
    return bool(drawn.isalnum() and told.isalnum() and _plain(drawn) != _plain(told))


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold()
