"""The Word report carries no more of its template than it has a use for."""

from __future__ import annotations

import io

import docx
from docx.enum.style import WD_STYLE_TYPE

from premark.report.view import view
from premark.report.word import render_word
from premark.report.word_table import LOOK
from tests.report.make_review import make_pack, make_review


def test_only_the_look_that_its_tables_have_is_carried_and_they_have_it() -> None:
    paper = docx.Document(io.BytesIO(render_word(view(make_review(), make_pack()))))
    looks = {style.name for style in paper.styles if style.type == WD_STYLE_TYPE.TABLE}
    assert looks == {"Normal Table", LOOK}
    assert paper.tables
    assert {table.style.name for table in paper.tables} == {LOOK}
