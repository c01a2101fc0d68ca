"""A folder of labelled assignments with their files in; reviews beside labels, out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from premark.errors import ReadError
from premark.evaluate.align import hide_headings
from premark.evaluate.figures import Case, figures
from premark.evaluate.gold import Gold, load_gold
from premark.packs.load import find_pack, load_models
from premark.pipeline import Tools, load_tools, map_document
from premark.read import read
from premark.types.evidence import Review

FILES = (".docx", ".pdf")
Said = Callable[[str], None]


def evaluate(
    folder: Path,
    *,
    hide: bool = False,
    prefer: str = ".docx",
    tools: Tools | None = None,
    said: Said | None = None,
) -> dict[str, Any]:
    """Figures for every labelled YAML of a folder that has its DOCX or PDF beside it.

    With both, `prefer` is mapped for the figures and the two maps are compared. Raises ReadError
    when the folder holds nothing to evaluate.
    """
    loaded = tools or load_tools()
    cases, agreement = [], []
    for gold, paths in labelled(folder):
        if said:
            said(gold.id)
        reviews = {path.suffix: _review(gold, path, hide, loaded) for path in paths}
        chosen = reviews.get(prefer) or next(iter(reviews.values()))
        cases.append(Case(gold, chosen))
        if len(reviews) == 2:
            agreement.append(same_map(reviews[".docx"], reviews[".pdf"]))
    return {
        **figures(cases, _canonical()),
        "formats": {"agreement": round(min(agreement), 4) if agreement else None},
        "headings": "hidden" if hide else "shown",
    }


def labelled(folder: Path) -> list[tuple[Gold, list[Path]]]:
    """Labelled assignments of a folder with the files that hold their text."""
    found = []
    for path in sorted(folder.glob("*.yaml")):
        files = [path.with_suffix(s) for s in FILES if path.with_suffix(s).is_file()]
        if files:
            found.append((load_gold(path), files))
    if not found:
        raise ReadError(
            f"{folder.name}: holds no labelled YAML with a DOCX or PDF of the same name beside it",
            hint="For the project's own corpus run first: python corpora/build.py",
        )
    return found


def _review(gold: Gold, path: Path, hide: bool, tools: Tools) -> Review:
    document = read([path])
    if hide:
        document = hide_headings(document, gold)
    return map_document(document, find_pack(gold.unit), tools)


def same_map(one: Review, other: Review) -> float:
    """Share of the words of two readings of one text that are given to the same criteria."""
    first, second = _given(one), _given(other)
    both = [(a, b) for key, a in first.items() if (b := second.get(key)) is not None]
    every = len(first.keys() | second.keys()) or 1
    return sum(a == b for a, b in both) / every


def _given(review: Review) -> dict[str, frozenset[str]]:
    given: dict[str, set[str]] = {p.id: set() for p in review.passages}
    for criterion in review.criteria:
        for match in criterion.matches:
            if match.primary:
                given[match.passage].add(match.criterion)
    return {"".join(p.text.lower().split()): frozenset(given[p.id]) for p in review.passages}


def _canonical() -> Callable[[str], str | None]:
    from premark.detect.model_lexicon import canonical_name, compile_lexicon

    lexicon = compile_lexicon(load_models())
    return lambda name: canonical_name(name, lexicon)
