"""A Review with the ways out that a notebook wants; the types below stay free of reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import PrivateAttr

from premark.types.criteria import Pack
from premark.types.evidence import Review

if TYPE_CHECKING:
    import pandas as pd


class MappedReview(Review):
    """What `premark.map` gives: the whole review, and its reports by method."""

    _pack: Pack = PrivateAttr()

    @classmethod
    def of(cls, review: Review, pack: Pack) -> MappedReview:
        """The same review, with the pack that it was made with."""
        mapped = cls.model_construct(**{n: getattr(review, n) for n in Review.model_fields})
        object.__setattr__(mapped, "__pydantic_private__", {"_pack": pack})
        return mapped

    def to_frame(self) -> pd.DataFrame:
        """One row a criterion; strength is an ordered categorical."""
        from premark.report.table import to_frame

        return to_frame(self)

    def to_requirements(self) -> pd.DataFrame:
        """One row a required element: state, counted, asked, passages looked in."""
        from premark.report.table import requirements_frame

        return requirements_frame(self)

    def to_json(self) -> str:
        """The review as JSON text, by the schema in `docs/review.schema.json`."""
        from premark.report.record import to_json

        return to_json(self)

    def to_html(self) -> str:
        """The assessor's report, one self-contained page."""
        from premark.report.html import render_html
        from premark.report.view import view

        return render_html(view(self, self._pack), self)

    def save(self, out: str | Path, *, formats: tuple[str, ...] = ("html",)) -> list[Path]:
        """Write reports into the folder `out`, named after the first file; their paths."""
        from premark.report.write import write_reports

        stem = Path(self.document.files[0].name).stem
        return write_reports(self, self._pack, formats=formats, out=Path(out), stem=stem)
