"""Figures of the cross-check on articles that agree with their lists until a part is taken away.

From each article a seeded draw leaves out list entries, in a second run every call-out of some
entries; gold follows from the article's own links, and from the numbers that its ranges leave
unsaid. Only call-outs of the article's own style count, since gold links no others; an
entry of which the set gives no authors, and no text as printed, is left out on both sides.
`python -m benchmarks.references` prints the figures.
"""

from __future__ import annotations

import json
import random
import re
from itertools import pairwise, zip_longest
from pathlib import Path
from typing import Any, Literal

from premark.detect.references import citations, cut_entries, listed_names, numbers_are_bare
from premark.types.document import Block, Locator, Passage, Piece
from premark.types.evidence import CrossCheck, Finding
from premark.weigh.cross_check import cross_check, on_either_side

Taken = Literal["nothing", "entries", "call-outs"]
YEAR_ONLY = re.compile(r"\d{4}[a-z]?")
SHARE = 0.15
SEED = 20240
Side = Literal["cited", "listed"]
SIDES: tuple[Side, ...] = ("cited", "listed")
Problems = dict[Side, set[str]]
Body = tuple[str, list[dict[str, Any]]]  # a paragraph and its call-outs


def _passage(text: str, number: int) -> Passage:
    at = Locator(block=number, start=0, end=len(text))
    piece = (Piece(offset=0, at=at),)
    return Passage(id=f"p{number:03}", section=0, kind="prose", text=text, pieces=piece)


def _without(block: dict[str, Any], gone: set[str]) -> Body:
    """A paragraph without the call-outs of `gone`, and the places of those that stay."""
    text, kept, shift = block["text"], [], 0
    callouts = block.get("callouts", [])
    for callout, after in zip_longest(callouts, callouts[1:]):
        start, end = callout["start"] - shift, callout["end"] - shift
        if set(callout["rid"]) <= gone:
            start, end = _cut(text, start, end, after["text"] if after else "")
            text, shift = text[:start] + text[end:], shift + end - start
        else:
            kept.append({**callout, "start": start, "end": end})
    return text, kept


def _cut(text: str, start: int, end: int, after: str) -> tuple[int, int]:
    """What goes with a call-out: the comma or dash of a number, but not the name in "Dyson,
    1998, 2016", which is the next one's too."""
    if YEAR_ONLY.fullmatch(after):
        return end - len(text[start:end].split()[-1]), end
    if re.search(r"[^\W\d]|\d{4}", text[start:end]):
        return start, end
    joint = re.match(r"\s?[,–-]\s?(?=[\d\[])", text[end:])
    if joint:
        return start, end + joint.end()
    joined = re.search(r"(?<=[\d\]])\s?[,–-]\s?\Z", text[:start])
    return (joined.start() if joined else start), end


def _entry(reference: dict[str, Any], style: str) -> str:
    """The rendered entry; as printed where the article gives no authors to render."""
    label = f"[{reference['label']}] " if style == "numeric" and reference["label"] else ""
    printed = reference["raw_original"] if not reference["authors"] else ""
    return label + str(printed or reference["rendered_harvard"])


def _linked(bodies: list[Body], references: list[dict[str, Any]]) -> set[str]:
    """Rids of the call-outs, and of the numbers within their ranges."""
    numbers = {int(r["label"]): r["id"] for r in references if (r["label"] or "").isdigit()}
    found = {rid for _, places in bodies for c in places for rid in c["rid"]}
    for text, places in bodies:
        for left, right in pairwise(places):
            between = re.sub(r"[\s\[\]]", "", text[left["end"] : right["start"]])
            ends = [re.sub(r"\D", "", c["text"]) for c in (left, right)]
            if between in ("-", "–", "—") and all(ends):
                implied = range(int(ends[0]) + 1, int(ends[1]))
                found |= {numbers[n] for n in implied if n in numbers}
    return found


def run_article(article: dict[str, Any], taken: Taken) -> tuple[Problems, Problems, CrossCheck]:
    """Rids that are gold's problems and ours, and the cross-check itself."""
    references = [r for r in article["refs"] if r["authors"] or r["raw_original"]]
    left_out = {r["id"] for r in article["refs"]} - {r["id"] for r in references}
    ids = [r["id"] for r in references]
    gone = set(random.Random(f"{SEED}{article['file']}").sample(ids, round(SHARE * len(ids))))
    blocks = [b for b in article["blocks"] if b["type"] != "head"]
    bodies = [_without(b, gone if taken == "call-outs" else set()) for b in blocks]
    kept = [r for r in references if taken != "entries" or r["id"] not in gone]
    passages = [_passage(text, k) for k, (text, _) in enumerate(bodies)]
    lines = [_entry(r, article["style"]) for r in kept]
    cut = [Block(index=k, kind="paragraph", text=x, original=x) for k, x in enumerate(lines)]
    entries = cut_entries(cut)
    known = listed_names(entries)
    bare = numbers_are_bare([p.text for p in passages], entries)
    style = "numeric" if article["style"] == "numeric" else "author-date"
    every = (f for p in passages for f in citations(p, known=known, bare_numbers=bare))
    check = cross_check([f for f in every if f.fact("style") == style], entries)
    cited, uncited = on_either_side(check, entries)
    linked = _linked(bodies, references)
    numbers = {r["label"]: r["id"] for r in references if r["label"]}
    listed = {r["id"] for r in kept}
    gold: Problems = {"cited": linked - listed - left_out, "listed": listed - linked}
    ours: Problems = {
        "cited": {_rid(f, bodies, numbers) for f in cited} - left_out,
        "listed": {kept[f.at.block]["id"] for f in uncited},
    }
    return gold, ours, check


def _rid(finding: Finding, bodies: list[Body], numbers: dict[str, str]) -> str:
    """The reference of the finding's number, or that gold links at its place; else its words."""
    if finding.fact("style") == "numeric":
        return numbers.get(finding.key.strip("[]"), finding.key)
    at = finding.at
    for callout in bodies[at.block][1]:
        if callout["start"] < at.end and at.start < callout["end"]:
            return str(callout["rid"][0])
    return finding.quote


def dropped(path: Path, *, show: bool = False) -> None:
    """Precision and recall of the two lists of problems together, by what was taken away."""
    articles = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for taken in ("entries", "call-outs"):
        for numeric in (False, True):
            chosen = [a for a in articles if (a["style"] == "numeric") == numeric]
            sums = [_sums(article, taken, show=show) for article in chosen]
            hits, found, wanted = (sum(column) for column in zip(*sums, strict=True))
            style = "numeric" if numeric else "author-date"
            print(
                f"  {taken} taken, {style}: precision {hits / max(1, found):.3f}, "
                f"recall {hits / max(1, wanted):.3f} ({hits} right, {found} ours, {wanted} gold)"
            )


def _sums(article: dict[str, Any], taken: Taken, *, show: bool) -> tuple[int, int, int]:
    gold, ours, check = run_article(article, taken)
    if show:
        _show(article, gold, ours, check)
    return (
        sum(len(gold[side] & ours[side]) for side in SIDES),
        sum(len(ours[side]) for side in SIDES),
        sum(len(gold[side]) for side in SIDES),
    )


def _show(article: dict[str, Any], gold: Problems, ours: Problems, check: CrossCheck) -> None:
    entries = {r["id"]: r["rendered_harvard"][:90] for r in article["refs"]}
    for side in SIDES:
        for sign, rids in (("+", ours[side] - gold[side]), ("-", gold[side] - ours[side])):
            for rid in sorted(rids):
                print(f"    {sign} {side}: {rid} {entries.get(rid, '')}")
    wrong = {(x.key) for x in check.cited_not_listed}
    print("    cited:", sorted(wrong))
    for near in check.near_misses:
        print("    near:", near.because)
