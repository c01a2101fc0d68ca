"""A made template heads every criterion, and nothing in it reads as a learner's words."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
import typer
from docx.oxml.ns import qn
from typer.testing import CliRunner

from premark.packs.load import all_packs, plain_pack
from premark.pipeline import map_files, outline
from premark.read import read, read_bytes
from premark.templates.check import TemplateCheck, check_template
from premark.templates.commands import make_template as command
from premark.templates.make import LONGEST, heading, make_template
from premark.types.criteria import Pack

PACKS = all_packs()
CODES = [pack.code for pack in PACKS]
LONG = "Evaluate teapots " + "of every colour and shape and make that the orchard has grown " * 4


def long_worded(pack: Pack) -> Pack:
    """The pack with official words longer than any heading."""
    official = {"official": LONG.strip() + "."}
    return pack.model_copy(
        update={"criteria": tuple(c.model_copy(update=official) for c in pack.criteria)}
    )


def checked(data: bytes, pack: Pack) -> TemplateCheck:
    document = read_bytes([("template.docx", data)])
    return check_template(document, *outline(document, pack), pack)


def filled(data: bytes, answer: str) -> bytes:
    """The template as a learner hands it in: each placeholder typed over."""
    paper = docx.Document(io.BytesIO(data))
    for control in paper.element.body.iter(qn("w:sdt")):
        about: Any = control.find(qn("w:sdtPr"))
        about.remove(about.find(qn("w:showingPlcHdr")))
        next(control.iter(qn("w:t"))).text = answer
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


@pytest.mark.parametrize("pack", PACKS, ids=CODES)
@pytest.mark.parametrize("change", [lambda pack: pack, long_worded], ids=["ours", "long"])
def test_every_criterion_has_one_place_and_no_word_is_a_learners(pack: Pack, change: Any) -> None:
    found = checked(make_template(change(pack)), change(pack))
    assert found.missing == () and found.doubled == () and found.odd == ()
    assert found.untold == ()
    assert {one.how for one in found.places} == {"code"}


@pytest.mark.parametrize("pack", PACKS, ids=CODES)
def test_what_is_written_in_it_is_known_for_its_criterion(pack: Pack) -> None:
    answer = "I met her on nine mornings, and each time we looked at what had changed since."
    document = read_bytes([("filled.docx", filled(make_template(pack), answer))])
    sections, passages = outline(document, pack)
    named = {code for p in passages for code in sections[p.section].criteria}
    assert named == {criterion.id for criterion in pack.criteria}
    assert all(answer in passage.text for passage in passages)


def test_long_wording_stands_whole_under_a_heading_cut_short() -> None:
    pack = long_worded(plain_pack("8589-700"))
    paper = docx.Document(io.BytesIO(make_template(pack)))
    whole = "{" + LONG.strip() + "}"
    assert whole in [paragraph.text for paragraph in paper.paragraphs]
    assert len(heading(pack.criteria[0]).split()) <= LONGEST
    assert heading(pack.criteria[0]).startswith("1.1 Evaluate teapots")


def test_headings_are_styled_and_the_same_pack_gives_the_same_bytes() -> None:
    pack = plain_pack("8580-500")
    assert make_template(pack) == make_template(pack)
    paper = docx.Document(io.BytesIO(make_template(pack)))
    styles = [p.style.name for p in paper.paragraphs if p.text.startswith("1.1 ")]
    assert styles == ["Heading 2"]


@pytest.mark.slow
def test_a_map_of_the_unfilled_template_is_none_throughout(tmp_path: Path) -> None:
    for pack in PACKS:
        path = tmp_path / f"{pack.code}.docx"
        path.write_bytes(make_template(pack))
        assert {c.strength for c in map_files([path], pack).criteria} == {"none"}, pack.code


def test_the_command_writes_a_word_file_and_replaces_none(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(command)
    out = tmp_path / "answers.docx"
    done = CliRunner().invoke(app, ["--unit", "8580-503", "--out", str(out)])
    assert done.exit_code == 0 and len(read([out]).blocks) > 9
    again = CliRunner().invoke(app, ["--unit", "8580-503", "--out", str(out)])
    assert "is there already" in str(again.exception)
    odd = CliRunner().invoke(app, ["--unit", "8580-503", "--out", str(tmp_path / "a.pdf")])
    assert "a template is a Word document" in str(odd.exception)
