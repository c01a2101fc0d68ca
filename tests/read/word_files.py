"""Word files made by hand: a body and its parts in XML, zipped in memory."""

from __future__ import annotations

import io
import zipfile

from premark.read.word.document import read_word
from premark.types.document import Block

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def p(text: str = "", properties: str = "", inside: str = "") -> str:
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def table(*rows: tuple[str, ...]) -> str:
    body = ""
    for row in rows:
        cells = (c if c.startswith("<w:tc>") else f"<w:tc>{p(c)}</w:tc>" for c in row)
        body += f"<w:tr>{''.join(cells)}</w:tr>"
    return f"<w:tbl>{body}</w:tbl>"


def package(body: str, **parts: str) -> bytes:
    """A Word file with this body; `styles`, `numbering`, `footnotes` and others by name."""
    out = io.BytesIO()
    links = ""
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        link = f'<Relationship Id="rId1" Type="{KIND}officeDocument" Target="word/document.xml"/>'
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{RELS}">{link}</Relationships>')
        document = f"<w:document {NS}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        for n, (kind, xml) in enumerate(parts.items()):
            path, target = f"word/{kind}.xml", f"{kind}.xml"
            archive.writestr(path, f"<w:{kind} {NS}>{xml}</w:{kind}>")
            name = {"hdr": "header", "ftr": "footer"}.get(kind, kind)
            links += f'<Relationship Id="r{n}" Type="{KIND}{name}" Target="{target}"/>'
        rels = f'<Relationships xmlns="{RELS}">{links}</Relationships>'
        archive.writestr("word/_rels/document.xml.rels", rels)
    return out.getvalue()


def blocks_of(body: str, **parts: str) -> list[Block]:
    return read_word(package(body, **parts), "essay.docx")[0]


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def codes(body: str) -> list[str]:
    return [warning.code for warning in read_word(package(body), "essay.docx")[1]]


def zipped_bytes(members: dict[str, bytes], *, how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def remade(
    data: bytes, changed: dict[str, bytes | None], *, how: int = zipfile.ZIP_STORED
) -> bytes:
    """A package with members changed or added, or left out (None)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    both = {**members, **changed}
    kept = {path: part for path, part in both.items() if part is not None}
    return zipped_bytes(kept, how=how)
