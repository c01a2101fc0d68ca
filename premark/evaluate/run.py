"""A folder of labelled assignments with their files in; reviews beside labels, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from premark.errors import ReadError
from premark.evaluate.ablation import Without, losses
from premark.evaluate.against import Comparison, compare
from premark.evaluate.align import hide_headings
from premark.evaluate.figures import Case, figures, measures
from premark.evaluate.gold import Gold, load_gold
from premark.evaluate.intervals import LEVEL, RESAMPLES, Interval, caution, interval
from premark.evaluate.parts import PARTS, Part
from premark.evaluate.remembered import remembering
from premark.isolate import read
from premark.packs.load import find_pack, load_models
from premark.pipeline import Tools, load_tools, map_document
from premark.types.document import Document
from premark.types.evidence import Review

FILES = (".docx", ".pdf")
Said = Callable[[str], None]


@dataclass(frozen=True)
class Wanted:
    """What to measure: with headings hidden, from which file, against rivals, part by part."""

    hide: bool = False
    prefer: str = ".docx"
    baselines: bool = False
    ablate: bool = False


@dataclass(frozen=True)
class Evaluation:
    """A run: the reviews beside their labels, and all that was measured of them."""

    cases: tuple[Case, ...]
    canonical: Callable[[str], str | None]
    figures: dict[str, Any]
    intervals: dict[str, Interval]
    comparisons: tuple[Comparison, ...] = ()
    ablation: tuple[Without, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The figures with their intervals and, where they were run, rivals and parts."""
        drawn = {name: each.as_dict() for name, each in self.intervals.items()}
        made: dict[str, Any] = {**self.figures, "intervals": drawn}
        made["resampled"] = {
            "documents": len(self.cases),
            "resamples": RESAMPLES,
            "level": LEVEL,
            "caution": caution(len(self.cases)),
        }
        if self.comparisons:
            made["baselines"] = [one.as_dict() for one in self.comparisons]
        if self.ablation:
            made["ablation"] = [one.as_dict() for one in self.ablation]
        return made


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
    return run(folder, Wanted(hide=hide, prefer=prefer), tools=tools, said=said).as_dict()


def run(
    folder: Path, wanted: Wanted, *, tools: Tools | None = None, said: Said | None = None
) -> Evaluation:
    """The same with all that stands behind the figures, and what else is wanted."""
    loaded = remembering(tools or load_tools()) if wanted.ablate else tools or load_tools()
    read_ = [_both(gold, paths, wanted, loaded, said) for gold, paths in labelled(folder)]
    cases = tuple(each.case for each in read_)
    canonical = _canonical()
    every = measures(cases, canonical)
    agreement = [each.agreement for each in read_ if each.agreement is not None]
    return Evaluation(
        cases,
        canonical,
        {
            **figures(cases, canonical),
            "formats": {"agreement": round(min(agreement), 4) if agreement else None},
            "headings": "hidden" if wanted.hide else "shown",
        },
        {name: interval(m.value, m.counts(cases)) for name, m in every.items()},
        tuple(compare(cases, loaded)) if wanted.baselines else (),
        tuple(
            losses(part, cases, [each.without[part.key] for each in read_], every)
            for part in _parts(wanted)
        ),
    )


@dataclass(frozen=True)
class _Read:
    """One labelled assignment as it was reviewed: whole, and without each part."""

    case: Case
    agreement: float | None = None
    without: dict[str, Case] = field(default_factory=dict)


def _both(
    gold: Gold, paths: Sequence[Path], wanted: Wanted, tools: Tools, said: Said | None
) -> _Read:
    if said:
        said(gold.id)
    documents = {path.suffix: read([path]) for path in paths}
    cases = {
        suffix: _case(gold, document, tools, hide=wanted.hide)
        for suffix, document in documents.items()
    }
    chosen = wanted.prefer if wanted.prefer in cases else next(iter(cases))
    agreement = None
    if len(cases) == len(FILES):
        agreement = same_map(cases[".docx"].review, cases[".pdf"].review)
    without = {
        part.key: _case(gold, documents[chosen], tools, hide=wanted.hide, part=part)
        for part in _parts(wanted)
    }
    return _Read(cases[chosen], agreement, without)


def _parts(wanted: Wanted) -> Iterable[Part]:
    """The parts to do without; headings that are hidden already are none."""
    return [p for p in PARTS if p.headings or not wanted.hide] if wanted.ablate else []


_WHOLE = Part("", "")


def _case(
    gold: Gold, document: Document, tools: Tools, *, hide: bool, part: Part = _WHOLE
) -> Case:
    pack = find_pack(gold.unit)
    if hide or not part.headings:
        document = hide_headings(document, gold)
    return Case(gold, map_document(document, part.pack(pack), part.tools(tools)), pack)


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
