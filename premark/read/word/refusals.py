"""The first bytes of what came as a Word file in; why it is none, and the way out, as an error."""

from __future__ import annotations

import re

from premark.errors import LegacyFormat, LockedFile, NoText, ReadError, UnsupportedFormat

SAVE_AGAIN = "Open the file in Word, save it as .docx and try again."
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AS_PICTURE = "Read it by eye, or ask for the document that the picture was taken of."
_UNPACK = "Unpack it, and send the documents that are in it."
_BEGINNINGS = tuple(
    (re.compile(begins, re.IGNORECASE), what, hint)
    for begins, what, hint in (
        (rb"\s*\{\\rtf", "rich text (RTF), not Word", SAVE_AGAIN),
        (rb"%PDF", "a PDF under another name", "Rename it to end in .pdf."),
        (rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", "a web page, not Word", SAVE_AGAIN),
        (rb"MIME-Version:", "a web archive, not Word", SAVE_AGAIN),
        (rb"(?:\xef\xbb\xbf)?\s*<\?xml", "an XML file, not a packed Word document", SAVE_AGAIN),
        (rb"\xff\xd8\xff|\x89PNG|GIF8|II\*\x00|MM\x00\*", "a picture, not Word", _AS_PICTURE),
        (rb"Rar!|7z\xbc\xaf|\x1f\x8b|BZh", "a packed archive, not Word", _UNPACK),
    )
)
# Streams that tell what an old Office file holds, in the order that they are asked for.
_STREAMS = (
    ("worddocument", "an old Word file (.doc)"),
    ("powerpoint document", "an old PowerPoint file (.ppt)"),
    ("workbook", "an old Excel file (.xls)"),
    ("__properties_version1.0", "an Outlook message (.msg)"),
)


def refuse_other_formats(data: bytes, name: str) -> None:
    """Raise where the bytes are not a ZIP: LockedFile, LegacyFormat, UnsupportedFormat, NoText."""
    if not data:
        raise NoText(f"{name}: the file is empty (0 bytes)", hint="Ask for the file again.")
    if data.startswith(_OLE):
        raise _ole(data, name)
    for beginning, what, hint in _BEGINNINGS:
        if beginning.match(data):
            raise UnsupportedFormat(f"{name}: this is {what}", hint=hint)
    if not data.strip(b"\0"):
        raise NoText(
            f"{name}: the file holds only zeros, no document",
            hint="Ask for the file again: a copy that stopped early looks like this.",
        )
    if b"PK" not in data[:4096]:
        raise UnsupportedFormat(f"{name}: this is not a Word document inside", hint=SAVE_AGAIN)


def _ole(data: bytes, name: str) -> ReadError:
    lowered = data.lower()
    if _holds(lowered, "encryptedpackage"):
        if _holds(lowered, "drmencrypted"):
            return LockedFile(
                f"{name}: the file is locked by its owner's rights for all but chosen readers",
                hint="Ask for a copy without restricted access (File, Info, Protect Document).",
            )
        return LockedFile(
            f"{name}: the file is locked with a password",
            hint="Ask for a copy without one (File, Info, Protect Document in Word).",
        )
    what = next((what for stream, what in _STREAMS if _holds(lowered, stream)), None)
    if what is None:
        what = "an old Office file, not a Word document"
    return LegacyFormat(f"{name}: this is {what}", hint=SAVE_AGAIN)


def _holds(lowered: bytes, stream: str) -> bool:
    return stream.encode("utf-16-le") in lowered


def refuse_other_packages(paths: set[str], name: str) -> None:
    """Raise UnsupportedFormat where the parts of a ZIP are another program's; nothing else."""
    if any(path.startswith(("xl/", "ppt/", "visio/")) for path in paths):
        raise UnsupportedFormat(
            f"{name}: this is a spreadsheet or slides, not a Word document",
            hint="Save the text as .docx or PDF and try again.",
        )
    if "content.xml" in paths and "mimetype" in paths:
        raise UnsupportedFormat(
            f"{name}: this is an OpenDocument file, not Word", hint=SAVE_AGAIN
        )
    if any(path.startswith("index/") and path.endswith(".iwa") for path in paths):
        raise UnsupportedFormat(
            f"{name}: this is a Pages file, not Word",
            hint="In Pages choose File, Export To, Word, and send that file.",
        )
    if "meta-inf/container.xml" in paths:
        raise UnsupportedFormat(f"{name}: this is an e-book (EPUB), not Word", hint=SAVE_AGAIN)
    if not any(path.startswith("word/") for path in paths):
        raise UnsupportedFormat(
            f"{name}: this is a ZIP file without a Word document in it",
            hint="Send the documents inside it, not the ZIP.",
        )
