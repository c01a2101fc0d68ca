"""Labels and reviews made by hand, of three texts about bread, whose figures are known."""

from __future__ import annotations

from typing import Any

from builders import make_document, make_finding, make_passage

from premark.evaluate.gold import Gold, GoldBlock, GoldCriterion, GoldLabels
from premark.types.evidence import (
    CriterionReview,
    CrossCheck,
    Finding,
    MadeWith,
    Match,
    RequirementResult,
    Review,
    VerbResult,
)

TEXTS = (
    "Flour gives the dough its gluten and water wakes it up in the bowl",
    "Kneading by hand takes twenty minutes while a mixer takes only eight",
    "My grandmother kept hens behind the church and sang on every Sunday",
)
MADE = MadeWith(premark="0", packages=(), encoder="e", parser="p", pack="", patterns="", models="")


def criterion(code: str, strength: str, passages: tuple[int, ...] = (), **more: Any) -> Any:
    verb = VerbResult(state=more.get("verb", "met"), verb="v", level=5, because="b")
    matches = [
        Match(
            passage=f"p{n:03}", criterion=code, primary=True, via="decoding", score=1, because="b"
        )
        for n in passages
    ]
    matches += more.get("secondary", [])
    made: dict[str, Any] = {"because": more.get("because", "b"), "results": more.get("results", ())}
    return CriterionReview(
        criterion=code, strength=strength, verb=verb, matches=tuple(matches), **made  # type: ignore[arg-type]
    )


def short(id_: str, says: str, state: str = "short") -> RequirementResult:
    return RequirementResult(requirement=id_, required=True, state=state, counted=0, at_least=1,  # type: ignore[arg-type]
                             looked_in=1, says=says, because="b")  # fmt: skip


def review(*criteria: CriterionReview, **more: Any) -> Review:
    check = more.pop("cross_check", CrossCheck(citations=0, references=0))
    passages = tuple(make_passage(text, i) for i, text in enumerate(TEXTS, start=1))
    return Review(unit="100", unit_title="", qualification="", pack_version="", sections=(),
                  document=make_document(TEXTS), passages=passages, criteria=criteria,
                  cross_check=check, made_with=MADE, **more)  # fmt: skip


def labels(*given: tuple[str, ...], strengths: dict[str, str] | None = None, **more: Any) -> Gold:
    """Criteria of each of the three texts, and a strength by criterion."""
    texts = more.pop("texts", TEXTS)
    moves = more.pop("moves", (None, None, None))
    blocks = [
        GoldBlock(type="para", text=text, criterion=codes, moves=made)
        for text, codes, made in zip(texts, given, moves, strict=True)
    ]
    unmet = more.pop("unmet", {})
    criteria = {
        code: GoldCriterion(strength=s, verb_met=s in ("strong", "partial"),  # type: ignore[arg-type]
                            unmet=unmet.get(code, () if s == "strong" else ("a source",)),
                            why=more.get("why", ""))
        for code, s in (strengths or {}).items()
    }  # fmt: skip
    more.pop("why", None)
    about = {key: more.pop(key) for key in ("heading_kind", "layout", "person_names_left", "id")
             if key in more}  # fmt: skip
    gold = GoldLabels(criteria=criteria, **more)
    return Gold(unit="100", blocks=tuple(blocks), gold=gold, **{"id": "a", **about})


def source(name: str, year: str) -> Finding:
    return make_finding("citation", f"{name} {year}", facts=(("authors", name), ("year", year)))
