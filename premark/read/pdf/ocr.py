"""An open PDF and the ink of its pages in; a warning where a page's picture says other words out.

Needs the extra `premark[ocr]` and Tesseract's English data; without them nothing is compared.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from platformdirs import site_data_dir

from premark.read.pdf.ink import PageInk
from premark.read.pdf.lines import Line, cut_runs
from premark.read.pdf.raster import MOST_PIXELS
from premark.types.document import Warning_

SCALE = 2.0
MOST_GLYPHS = 4000
LEAST_GLYPHS = 20
MOST_LINES = 12  # looked at one by one
SURE = 75  # of 100
ALIKE = 0.5
DATA = ("tessdata", "tesseract-ocr/*/tessdata")  # in a folder of data that programs share
ENGLISH = "eng.traineddata"

Place = tuple[int, int, int, int]  # left, top, width and height in pixels


@dataclass(frozen=True)
class Heard:
    """What OCR reads in a picture, and how sure it is of it, to 100."""

    text: str
    confidence: int


Reader = Callable[[Any, Place | None], Heard]


def contradicted(
    document: Any, pages: Sequence[PageInk], name: str, *, reader: Reader | None = None
) -> list[Warning_]:
    """A warning where lines of the sampled page are printed otherwise than the file tells."""
    read = reader or tesseract()
    page = sampled_page(pages)
    if read is None or page is None:
        return []
    picture = _picture(document, page.number)
    if picture is None:
        return []
    runs = page.runs or cut_runs(page.glyphs, page.number)
    lines = [line for _, line in runs if len(_words(line.text)) > 1]
    seen = set(_words(read(picture, None).text))
    doubtful = [line for line in lines if not seen & set(_words(line.text))]
    wrong = [line for line in doubtful[:MOST_LINES] if _is_other(line, read, picture)]
    if not wrong:
        return []
    message = (
        f"{name}: on page {page.number} {len(wrong)} of {len(lines)} lines are printed in other "
        "letters than the file tells: what was read is not what a reader sees; go by the page"
    )
    return [Warning_(code="picture-contradicts", message=message)]


def sampled_page(pages: Sequence[PageInk]) -> PageInk | None:
    """The middle one of the pages that are upright, worded and not too much for OCR."""
    fit = [
        page
        for page in pages
        if LEAST_GLYPHS <= len(page.text) <= MOST_GLYPHS
        and page.upright
        and page.pixels <= MOST_PIXELS
        and _is_latin(page)
    ]
    return fit[len(fit) // 2] if fit else None


def _is_latin(page: PageInk) -> bool:
    letters = [char for char in page.text if char.isalpha()]
    return sum(char.isascii() for char in letters) >= 0.9 * max(1, len(letters))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{3,}", text.casefold())


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _is_other(line: Line, read: Reader, picture: Any) -> bool:
    left, top = round((line.x0 - 4) * SCALE), round((line.top - 3) * SCALE)
    right, bottom = round((line.x1 + 4) * SCALE), round((line.bottom + 3) * SCALE)
    left, top = max(0, left), max(0, top)
    right, bottom = min(picture.width, right), min(picture.height, bottom)
    if right - left < 8 or bottom - top < 8:
        return False
    heard = read(picture, (left, top, right - left, bottom - top))
    told, printed = _letters(line.text), _letters(heard.text)
    if heard.confidence < SURE or len(printed) < 0.5 * len(told):
        return False
    return SequenceMatcher(None, told, printed, autojunk=False).ratio() < ALIKE


def _picture(document: Any, number: int) -> Any:
    import pypdfium2

    try:
        page = document[number - 1]
        if page.get_rotation():
            return None
        return page.render(scale=SCALE, grayscale=True)
    except (pypdfium2.PdfiumError, ValueError):
        return None


def _places() -> Iterator[Path]:
    """Where Tesseract's data may be: where its variable says, then where programs share data."""
    if own := os.environ.get("TESSDATA_PREFIX"):
        yield Path(own)
    for shared in site_data_dir(multipath=True).split(os.pathsep):
        for within in DATA:
            yield from sorted(Path(shared).glob(within), reverse=True)


def tesseract() -> Reader | None:
    """Tesseract within this process, which may start no other; None where it is not installed."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        import tesserocr
    except ImportError:
        return None
    data = next((place for place in _places() if (place / ENGLISH).is_file()), None)
    if data is None:
        return None
    engine = tesserocr.PyTessBaseAPI(path=str(data), lang="eng")

    def read(picture: Any, place: Place | None) -> Heard:
        engine.SetImageBytes(
            bytes(picture.buffer), picture.width, picture.height, 1, picture.stride
        )
        engine.SetSourceResolution(int(72 * SCALE))
        if place:
            engine.SetRectangle(*place)
        return Heard(engine.GetUTF8Text(), int(engine.MeanTextConf()))

    return read
