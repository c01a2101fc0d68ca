"""Comments are put into a learner's file by a child, as they would be here."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from make_review import make_pack
from test_annotate import build, commented, review_of

from premark.errors import OutputError
from premark.report.annotate import annotate, annotate_file


def test_a_copy_with_comments_is_the_same_bytes_as_one_made_here(tmp_path: Path) -> None:
    data = build()
    (tmp_path / "essay.docx").write_bytes(data)
    review = review_of(data, [(1, "agree, because"), (2, "1.5 hours")])
    copy = annotate_file(tmp_path / "essay.docx", review, make_pack())
    assert copy == annotate(data, review, make_pack())
    assert "1.5 hours" in " ".join(commented(copy))


def test_a_file_that_the_review_did_not_read_gets_no_comments(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "other.docx"))
    review = review_of(build(), [(1, "because")])
    with pytest.raises(OutputError, match="not one that this review read"):
        annotate_file(tmp_path / "other.docx", review, make_pack())
