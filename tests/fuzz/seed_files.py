"""Whole files of every kind that is read, made here or found in ../shared; what is mutated."""

from __future__ import annotations

import io
import warnings
import zipfile
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "files"
SAMPLE = ROOT / "corpora" / "sample" / "8580-503-journal.docx"
MARK = "Quillwort"  # stands in every text that is made here and may be in no message
LARGEST = 150_000  # bytes of a file of ../shared: a mutant of a larger one costs too much
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{OFFICE}/relationships" xmlns:m="{OFFICE}/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
PROSE = (
    f"{MARK} asked how the week had gone, and I listened for four minutes before I said a word "
    "(Whitmore, 2017). By the end of the hour there were three actions on the sheet."
)
MARKDOWN = f"""# Coaching journal

## 1.1 Purpose

{PROSE}

| Date | Client | Hours |
| --- | --- | ---: |
| 3 May 2024 | {MARK} | 1.5 |
| 10 May 2024 | B | 45 minutes |

1. First, *agree* the goal.
   - Then [look](https://example.org/a) at `options`.

> Quoted: {PROSE}

```
code {MARK}
```

References

Whitmore, J. (2017) *Coaching for Performance*. 5th edn. London: Nicholas Brealey.
"""
HTML = f"""<!DOCTYPE html><html><head><meta charset="windows-1252"><title>t</title>
<style>.gone, p.gone {{display:none}}</style></head><body><h1>Journal</h1><p>{PROSE}<br>and more</p>
<ol type="a" start="3"><li>One<ul><li><b>Two</b></ul></li><li>Three</li></ol>
<table bgcolor="#eee"><thead><tr><th>Date<th colspan="2">Client</thead><tr>
<td rowspan="2">3 May 2024<td>{MARK}<td>1.5<tr><td>B<td><table><tr><td>in<td>side</table></table>
<!-- a comment of {MARK} --><p class="gone">{PROSE}</p><p style="color:white">{MARK}</p>
<img src="data:image/png;base64,AAAA"><pre>a\n b</pre><q>said</q></body></html>"""
RTF = r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0\fs24 " + PROSE + r"\par}"


@lru_cache(maxsize=1)
def own_files() -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of the files that are made here: the same on every machine."""
    made = (
        ("plain.docx", word_file()),
        ("journal.docx", rezipped(SAMPLE.read_bytes())),
        ("plain.pdf", pdf_file(compressed=False)),
        ("packed.pdf", pdf_file(compressed=True)),
        ("locked.pdf", pdf_file(compressed=True, locked=True)),
        ("journal.md", MARKDOWN.encode()),
        (
            "journal.txt",
            "\r\n".join([PROSE, "", "1.2 Ethics", "\t- " + PROSE] * 4).encode("cp1252"),
        ),
        ("journal16.txt", (MARKDOWN * 2).encode("utf-16")),
        ("page.html", HTML.encode()),
        ("old.rtf", RTF.encode()),
    )
    return made


@lru_cache(maxsize=1)
def shared_files() -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of the small files of ../shared; none where it is not there."""
    paths = sorted(p for kind in ("real", "hostile") for p in (SHARED / kind).glob("*"))
    small = (p for p in paths if p.is_file() and 0 < p.stat().st_size <= LARGEST)
    return tuple((path.name, path.read_bytes()) for path in small)


def rezipped(data: bytes) -> bytes:
    """The same members with no time of making in them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped([(one.filename, archive.read(one)) for one in archive.infolist()])


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    """An archive of (name, bytes), the same on every day; a name may stand twice."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")  # that a name stands twice
        for name, data in members:
            about = zipfile.ZipInfo(name[:60_000])
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, data)
    return out.getvalue()


def _p(text: str, properties: str = "") -> str:
    run = f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def _body() -> str:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr>{_p(PROSE)}</w:tc>'
    inner = f"<w:tbl><w:tr>{cell}<w:tc>{_p('45 minutes')}</w:tc></w:tr></w:tbl>"
    hidden = f"<w:r><w:rPr><w:vanish/><w:color w:val='FFFFFF'/></w:rPr><w:t>{MARK}</w:t></w:r>"
    box = f"<w:txbxContent>{_p(PROSE)}</w:txbxContent>"
    return "".join(
        (
            _p("Journal", '<w:pStyle w:val="Heading1"/>'),
            _p(PROSE, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
            f"<w:tbl><w:tr>{cell}<w:tc>{inner}{_p('')}</w:tc></w:tr></w:tbl>",
            f"<w:sdt><w:sdtPr/><w:sdtContent>{_p(PROSE)}</w:sdtContent></w:sdt>",
            f'<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>{PROSE}</w:t></w:r></w:ins>{hidden}'
            f'<w:del w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>',
            "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>"
            f"{box}</wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r></w:p>",
            f'<w:p><w:r><w:t>{PROSE}</w:t><w:tab/><w:br w:type="page"/><w:footnoteReference '
            'w:id="2"/></w:r><w:hyperlink r:id="r9"><w:r><w:t>link</w:t></w:r></w:hyperlink></w:p>',
            "<w:p><m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath><w:r>"
            '<w:fldChar w:fldCharType="begin"/>'
            "<w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType='end'/></w:r></w:p>",
            '<w:altChunk r:id="r8"/>',
            '<w:sectPr><w:headerReference r:id="r4" w:type="default"/></w:sectPr>',
        )
    )


def word_file() -> bytes:
    """A small Word file with one of each thing that its reader knows."""
    format_ = '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    level = f'<w:lvl w:ilvl="0">{format_}</w:lvl>'
    document = f"<w:document {NAMESPACES}><w:body>{_body()}</w:body></w:document>"
    parts = {
        "styles": '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
        "numbering": f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        "footnotes": f'<w:footnote w:id="2">{_p(PROSE)}</w:footnote>',
        "comments": f'<w:comment w:id="0" w:author="A">{_p(PROSE)}</w:comment>',
        "hdr": _p(MARK),
    }
    kinds = {"hdr": "header"}
    members = [
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", _rels([("rId1", "officeDocument", "word/document.xml")])),
        ("word/document.xml", document.encode()),
    ]
    for kind, xml in parts.items():
        members.append((f"word/{kind}.xml", f"<w:{kind} {NAMESPACES}>{xml}</w:{kind}>".encode()))
    links = [(f"r{n}", kinds.get(kind, kind), f"{kind}.xml") for n, kind in enumerate(parts)]
    members.append(("word/_rels/document.xml.rels", _rels(links)))
    return zipped(members)


def _rels(links: list[tuple[str, str, str]]) -> bytes:
    told = "".join(
        f'<Relationship Id="{id_}" Type="{OFFICE}/relationships/{kind}" Target="{target}"/>'
        for id_, kind, target in links
    )
    return f'<Relationships xmlns="{RELS}">{told}</Relationships>'.encode()


def pdf_file(*, compressed: bool, locked: bool = False) -> bytes:
    """Two pages with a heading, prose, a table and a link."""
    from reportlab import rl_config
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    rl_config.useA85 = 0
    out, styles = io.BytesIO(), getSampleStyleSheet()
    grid = [("GRID", (0, 0), (-1, -1), 1, "black")]
    story = []
    for page in range(2):
        story += [
            Paragraph(f"{page + 1}.1 Purpose", styles["Heading1"]),
            *[Paragraph(PROSE, styles["BodyText"])] * 3,
            Paragraph(f'<a href="https://example.org">{MARK}</a>', styles["BodyText"]),
            Table([["Date", "Hours"], ["3 May", "1.5"]], style=grid),
            PageBreak(),
        ]
    lock = StandardEncryption("secret", canPrint=0) if locked else None
    SimpleDocTemplate(out, pageCompression=int(compressed), invariant=1, encrypt=lock).build(story)
    return out.getvalue()
