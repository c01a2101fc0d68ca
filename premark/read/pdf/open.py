"""A PDF's bytes in; an open pdfium document with warnings, or a refusal, out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from premark.errors import DamagedFile, LockedFile, NoText, UnsupportedFormat
from premark.read.pdf.salvage import rebuilt
from premark.read.pdf.streams import refuse_bombs, refuse_heavy_pages
from premark.read.pdf.structure import loose_text, read_for_text
from premark.types.document import Warning_
from premark.types.limits import LIMITS, Limits

MARK = b"%PDF-"
AGAIN = "Export it as PDF again, or hand in the Word file."
SECURITY = 5  # FPDF_ERR_SECURITY
OTHER_KINDS = (
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\xd0\xcf\x11\xe0", "an Office file of before 2007"),
    (b"{\\rtf", "a rich text file"),
    (b"%!PS", "a PostScript file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"<?xml", "an XML file"),
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
)


@dataclass(frozen=True)
class OpenPdf:
    """An open pdfium document; `data` is what it was opened from, which it needs to stay.

    `loose` is what its objects say outside their streams.
    """

    document: Any
    data: bytes
    loose: bytes
    salvaged: bool
    warnings: tuple[Warning_, ...]


def open_pdf(data: bytes, name: str, *, limits: Limits = LIMITS) -> OpenPdf:
    """The document, rebuilt where its index is lost.

    Raises NoText (zero bytes), UnsupportedFormat, TooLarge, LockedFile or DamagedFile.
    """
    told: list[Warning_] = []
    body = _from_mark(data, name, told)
    loose = loose_text(body)
    sizes = refuse_bombs(body, name, limits=limits, wanted=read_for_text(loose))
    refuse_heavy_pages(loose, sizes, name)
    document = _opened(body, name)
    if document is not None:
        told += _index_warnings(body, name)
        return OpenPdf(document, body, loose, False, tuple(told))
    opened = salvage_pdf(body, loose, name, limits=limits)
    if opened is None:
        raise _damaged(body, name)
    return replace(opened, warnings=(*told, *opened.warnings))


def salvage_pdf(
    data: bytes, loose: bytes, name: str, *, limits: Limits = LIMITS
) -> OpenPdf | None:
    """The pages that can be found one by one in a file whose index or page tree is no use."""
    made = rebuilt(data, most_bytes=int(limits.streams_total_mb * 1e6))
    document = _opened(made, name) if made else None
    if made is None or document is None:
        return None
    message = (
        f"{name}: is {'cut short' if is_cut_short(data) else 'damaged'}; the pages that could "
        f"be found in it were read ({len(document)}), in the order in which they are stored: "
        "check that none is missing"
    )
    return OpenPdf(document, made, loose, True, (Warning_(code="salvaged", message=message),))


def is_cut_short(data: bytes) -> bool:
    """Whether the file ends before its end mark."""
    return b"%%EOF" not in data[-2048:]


def _from_mark(data: bytes, name: str, told: list[Warning_]) -> bytes:
    if not data.strip(b"\x00 \t\r\n"):
        size = f"{len(data):,} bytes, all of them blank" if data else "0 bytes"
        raise NoText(f"{name}: the file is empty ({size})", hint="Ask for it to be sent again.")
    at = data.find(MARK)
    if at < 0:
        raise UnsupportedFormat(
            f"{name}: not a PDF, whatever its name says{_really(data)}",
            hint="Export it as PDF again, or hand in the Word file.",
        )
    if at > 1024:
        message = f"{name}: {at:,} bytes stand before the PDF begins; they were passed over"
        told.append(Warning_(code="leading-junk", message=message))
        return data[at:]
    return data


def _really(data: bytes) -> str:
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, kind in OTHER_KINDS:
        if start[: len(mark)].lower() == mark.lower():
            return f": it is {kind}"
    return ""


def _opened(data: bytes, name: str) -> Any:
    """The document; None where pdfium finds none. Raises LockedFile."""
    import pypdfium2  # late: only a PDF needs it

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == SECURITY:
            raise LockedFile(
                f"{name}: is encrypted in a way that only its own program opens "
                "(a certificate or a licence)",
                hint="Save a copy without protection and hand that in.",
            ) from None
        if "password" in str(error).lower():
            raise LockedFile(
                f"{name}: is locked with a password",
                hint="Save a copy without a password and hand that in.",
            ) from None
        return None
    if len(document):
        return document
    document.close()
    return None


def _damaged(data: bytes, name: str) -> DamagedFile:
    if is_cut_short(data):
        return DamagedFile(
            f"{name}: is cut short: its end is missing, and no page of it could be found",
            hint="Send or download it again: the transfer broke off.",
        )
    return DamagedFile(
        f"{name}: is damaged: no page of it could be found",
        hint=AGAIN,
    )


def _index_warnings(data: bytes, name: str) -> list[Warning_]:
    """A word where the file's index does not stand where the file says (pdfium made it anew)."""
    if is_cut_short(data):
        message = f"{name}: is cut short: its end is missing, and text may be missing with it"
        return [Warning_(code="cut-short", message=message)]
    if _index_is_sound(data):
        return []
    message = (
        f"{name}: its index is damaged and was made anew from what is there: "
        "check that no page is missing"
    )
    return [Warning_(code="index-damaged", message=message)]


def _index_is_sound(data: bytes) -> bool:
    """The last startxref leads to an index, counted from the file's start or the PDF's."""
    found = re.match(rb"startxref\s+(\d{1,12})", data[data.rfind(b"startxref") :][:64])
    if not found:
        return False
    for start in (int(found[1]), int(found[1]) + max(0, data.find(MARK))):
        if re.match(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)", data[start : start + 40]):
            return True
    return False
