"""The bytes of a web page (HTML) in: text typed into a learning platform, or a page that was saved;
its headings, paragraphs, lists and table rows out.

Nothing that a page names is fetched, and none of its code is run.
"""

from __future__ import annotations

import codecs
import re

from lxml import etree

from premark.errors import DamagedFile, NoText, ScanOnly, TooLarge
from premark.read.bounds import refuse_long
from premark.read.plain.document import BOMS, ESCAPES, LINE_ENDS, decoded
from premark.read.plain.kinds import refuse_other_kinds, wide_encoding
from premark.read.web.walk import Page
from premark.types.document import Block, Warning_
from premark.types.limits import LIMITS, Limits

_MARKUP = 10  # times as many characters as a text may have, with all of its tags
_DECLARED = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\A\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]{1,40})", re.IGNORECASE)
_HEAD = 4_096  # bytes in which a page says its coding
_INLINE = re.compile(r"data:[\w/+.;=-]{0,100}?;base64,[A-Za-z0-9+/=%]*")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# What browsers read; a name that a page gives may otherwise stand for anything that Python unpacks.
_CODINGS = re.compile(
    r"utf-8|us-ascii|ascii|iso-?8859-?\d{1,2}|latin-?[1-9]|(?:windows-?|cp)(?:125[0-8]|874)|koi8-[ru]"
    r"|macintosh|mac-?roman|shift[-_]jis|euc-(?:jp|kr)|iso-2022-jp|gb2312|gbk|gb18030|big5"
)
_AS_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_OF_BYTES = re.compile(r"cp12\d\d|cp874|iso8859|koi8|mac")


def read_web(
    data: bytes, name: str, *, limits: Limits = LIMITS
) -> tuple[list[Block], list[Warning_]]:
    """Blocks in order, with paragraphs counted from 1, and warnings.

    Raises NoText or ScanOnly (nothing to read), UnsupportedFormat (not text), DamagedFile (nested
    too deeply), TooLarge or TooLong.
    """
    refuse_other_kinds(data, name, web=True)
    text, warnings = page_text(data, name)
    text = _CONTROLS.sub("", ESCAPES.sub("", LINE_ENDS.sub("\n", _INLINE.sub("data:", text))))
    _refuse_large(len(text), name, limits)
    page = Page(limits, name)
    blocks = _walked(text, page)
    refuse_long(name, characters=sum(len(b.text) for b in blocks), limits=limits)
    refuse_long(name, paragraphs=len(blocks), limits=limits)
    if not blocks:
        raise _no_text(page)
    placed = [
        block.model_copy(update={"index": at, "paragraph": at + 1})
        for at, block in enumerate(blocks)
    ]
    return placed, warnings + _warnings(page)


def page_text(data: bytes, name: str) -> tuple[str, list[Warning_]]:
    """The page as text: by its byte order mark, by what it declares, as UTF-8, or as Windows text
    with a warning. What is sound UTF-8 is that, whatever coding of single bytes is declared."""
    marked = any(data.startswith(mark) for mark, _ in BOMS)
    coding = "" if marked or wide_encoding(data) else _declared(data)
    if coding and coding != "utf-8" and not (_OF_BYTES.match(coding) and _is_utf8(data)):
        try:
            return data.decode(coding), []
        except UnicodeDecodeError:
            pass
    return decoded(data, name)


def _declared(data: bytes) -> str:
    head = data[:_HEAD]
    found = _DECLARED.search(head) or _XML.match(head)
    said = found[1].decode("ascii", "replace").lower() if found else ""
    if not _CODINGS.fullmatch(said):
        return ""
    try:
        known = codecs.lookup(said).name
    except LookupError:
        return ""
    return _AS_WINDOWS.get(known, known)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _refuse_large(characters: int, name: str, limits: Limits) -> None:
    most = _MARKUP * limits.characters
    if characters > most:
        raise TooLarge(
            f"{name}: is too large: {characters:,} characters with its tags; at most {most:,} "
            "are read",
            hint="Paste its text into a new document, and hand that in.",
        )


def _walked(text: str, page: Page) -> list[Block]:
    """The blocks that the page's tags and texts give. Raises DamagedFile."""
    # Deep pages are refused by `Page` with a reason; lxml would leave their end out silently.
    parser = etree.HTMLParser(
        target=page, encoding="utf-8", no_network=True, recover=True, huge_tree=True
    )
    try:
        parser.feed(text.encode("utf-8", "replace"))
        blocks: list[Block] = parser.close()
    except (etree.LxmlError, AssertionError) as error:
        said = f"{page.name}: its tags cannot be told from its text"
        raise DamagedFile(said, hint="Paste its text into a new document.") from error
    return blocks


def _warnings(page: Page) -> list[Warning_]:
    found = []
    if page.images:
        text = f"{page.images} picture(s) cannot be read; look at them in the file."
        found.append(Warning_(code="images", message=text))
    if page.embedded:
        text = f"{page.embedded} film(s), frame(s) or other embedded part(s) cannot be read."
        found.append(Warning_(code="unread-part", message=text))
    return found


def _no_text(page: Page) -> NoText:
    if page.hid:
        hint = "A reader of the page sees none of it: ask for the file with its text shown."
        return NoText(f"{page.name}: all of its text is hidden", hint=hint)
    if page.images or page.embedded:
        said = f"{page.name}: holds {page.images + page.embedded} picture(s) or film(s) and no text"
        return ScanOnly(said, hint="Look at them by eye, or ask for the work as text.")
    return NoText(f"{page.name}: is empty", hint="Ask whether anything was handed in at all.")
