"""What goes to other systems, and what comes from them, holds nothing that they would run."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from premark.exchange.cells import csv_text, inert, restored
from premark.exchange.formats import FORMATS, export, read_framework, write_drafts
from premark.exchange.framework import Format
from premark.importing.importer import import_document
from premark.importing.make_overlay import make_overlays, write_overlays
from premark.importing.report import write_import
from premark.packs.load import all_packs, find_pack, load_pack
from premark.plain import SIGNS
from premark.templates.make import make_template
from premark.types.criteria import Pack

PAYLOADS = (
    "<script>owned()</script>\"><img src=x onerror=owned()> </p><iframe src=//evil.example>",
    "=cmd|' /C calc'!A0", "@SUM(A1)", "+1", "-1", "x;=1", "x|=1", 'x;"=1"', "\uff1d1", "x\n=1+1",
    "a\x00b\x1bc\x07d\x9be\u202ef\u2066g\u200bh\u2028i\u2029j\x85k\ufeffl\ufffem\x0bn\ud800o",
    "[bold]x[/bold] {{7*7}} ${x} %s !!python/object:os.system # &a *a",
    "a: b\n- c: [d]", "'", '"', "\\",
    "x\r\nTitle: y\r\n--- \r\n... \r\n",
)  # fmt: skip


def odd(text: str, but: str = "\n") -> list[str]:
    unseen = [c for c in text if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")]
    return [hex(ord(c)) for c in unseen if c not in but]


def hostile(said: str) -> Pack:
    """A shipped unit, in every wording of which the payload stands."""
    pack = all_packs()[0]
    criteria = tuple(
        c.model_copy(
            update={
                "asks": said, "notes": (said,), "starting_points": (said,), "headed": (said,),
                "topics": tuple(t.model_copy(update={"about": said}) for t in c.topics),
                "must": tuple(r.model_copy(update={"source": said, "ask": said}) for r in c.must),
                "official": said, "guidance": (said,),
            }
        )
        for c in pack.criteria
    )  # fmt: skip
    outcomes = tuple(o.model_copy(update={"title": said}) for o in pack.outcomes)
    given = pack.qualification.model_copy(update={"body": said, "title": said, "number": said})
    update = {"criteria": criteria, "outcomes": outcomes, "qualification": given, "title": said}
    return pack.model_copy(update={**update, "guide": said, "version": said})


class Described(HTMLParser):
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in "p dl dt dd ul li".split()
        assert all(re.fullmatch(r"class [\w-]+", f"{name} {value}") for name, value in attrs)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("said", PAYLOADS)
def test_an_export_is_inert_and_comes_back(to: Format, said: str, tmp_path: Path) -> None:
    text = export(hostile(said), to).text
    assert not odd(text, but="\r\n")
    text.encode()
    if to == "case":
        json.loads(text)
        assert not re.search("[<>&]", text)
    else:
        for separator in ",;\t|":
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                live = [cell for cell in row if re.match(f"[\\s\"\u201c]*[{SIGNS}]", cell)]
                assert not live, (separator, live[:2])
    if to == "moodle":
        for row in csv.reader(io.StringIO(text, newline="")):
            Described().feed(row[3] if row[3] != "Description" else "")
    file = tmp_path / "unit.txt"
    file.write_text(text, encoding="utf-8", newline="")
    for path in write_drafts(read_framework(file), file.name, tmp_path / "drafts"):
        check_draft(path)


def check_draft(path: Path) -> None:
    """It is a pack that loads, under a name of its own, without anything unseen."""
    assert re.fullmatch(r"[a-z0-9-]+\.yaml", path.name)
    assert not odd(path.read_text(encoding="utf-8"))
    load_pack(path)


@settings(derandomize=True, deadline=None)
@given(st.text(st.sampled_from("'=;|\t\r\n\" a+\uff1d,\u201c")))
def test_a_cell_comes_back_however_its_signs_stand(cell: str) -> None:
    assert restored(inert(cell)) == cell


@settings(derandomize=True, deadline=None)
@given(st.lists(st.text(st.sampled_from("'=;|\t\r\n\" a+\uff1d,\u201c")), min_size=1, max_size=3))
def test_no_row_has_a_formula_by_any_separator_but_the_comma_within_a_cell(row: list[str]) -> None:
    text = csv_text([row])
    for separator in ",;|":
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            assert not [c for c in cells if re.match(f"[\\s\"\u201c]*[{SIGNS}]", c)], separator


DOCUMENT = """\
8589 Unit 700: Bread {said}

Assessment criteria

1.1 Explain what teapots are for {said}
{said}
1.2 Describe the oven of the guild
- {said}
1.4 Evaluate three kinds of crust
Guidance
{said}
"""


@pytest.mark.parametrize("said", PAYLOADS)
def test_an_import_and_its_overlay_are_inert(said: str, tmp_path: Path) -> None:
    source = tmp_path / "guild.md"
    text = "".join(c for c in said if unicodedata.category(c) != "Cc" or c in "\r\n")
    source.write_bytes(DOCUMENT.format(said=text).encode("utf-8", "replace"))
    name = f"gu\u202eild{'' if '/' in said else said[:20]}.md".replace("\x00", "")
    found = import_document(source, number="8589", units=["700"], body="GUILD", level="7")
    found = found.model_copy(update={"source": name})
    for path in write_import(found, tmp_path / "out"):
        assert path.parent == tmp_path / "out" and not odd(path.name)
        text = path.read_bytes().decode("utf-8")
        assert not odd(text), path.suffix
        if path.suffix == ".yaml":
            check_draft(path)
        elif path.suffix == ".json":
            assert json.loads(text)["title"] == found.title
    for path in write_overlays(make_overlays(found, all_packs()), all_packs(), tmp_path / "own"):
        assert not odd(path.read_text(encoding="utf-8"))
    assert find_pack("8589-700", overlay=tmp_path / "own").criteria[0].official


@pytest.mark.parametrize("said", PAYLOADS)
def test_an_answer_template_opens_and_holds_no_field(said: str) -> None:
    import docx
    from lxml import etree

    paper = docx.Document(io.BytesIO(make_template(hostile(said))))
    assert not odd("\n".join(p.text for p in paper.paragraphs), but="\n\t")
    tags = {etree.QName(e).localname for e in paper.element.iter() if isinstance(e.tag, str)}
    assert not tags & {"instrText", "fldSimple", "hyperlink", "object", "altChunk"}
    assert all(not rel.is_external for rel in paper.part.rels.values())
