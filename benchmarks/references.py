"""Figures of the reference detector on labelled data that stands beside the project.

Run `python -m benchmarks.references` from the project's root; it reads `../shared`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from benchmarks.dropped_references import dropped
from benchmarks.source_kinds import kinds
from premark.detect.citation_words import fold, source_name, words, year_key
from premark.detect.reference_cut import cut_lines
from premark.detect.reference_entry import read_entry
from premark.detect.reference_list import list_lines
from premark.detect.references import (
    citations,
    cut_entries,
    find_citations,
    listed_names,
)
from premark.types.document import Block, Locator, Passage, Piece
from premark.types.evidence import Finding
from premark.weigh.cross_check import cross_check, on_either_side

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


def f1(right: int, ours: int, gold: int) -> float:
    return 2 * right / (ours + gold) if ours + gold else 1.0


def _plus(sums: list[int], more: tuple[int, ...]) -> list[int]:
    return [a + b for a, b in zip(sums, more, strict=True)]


def _passage(text: str, number: int) -> Passage:
    at = Locator(block=number, start=0, end=len(text))
    piece = (Piece(offset=0, at=at),)
    return Passage(id=f"p{number:03}", section=0, kind="prose", text=text, pieces=piece)


def _block(text: str, index: int) -> Block:
    return Block(index=index, kind="paragraph", text=text, original=text)


def _texts(document: dict[str, Any]) -> Iterator[str]:
    for block in document["blocks"]:
        if block["type"] not in ("references", "heading"):
            rows = [" | ".join(row) for row in block.get("rows", [])]
            yield from filter(None, [block.get("text", ""), *block.get("items", []), *rows])


def _gold_key(label: str) -> tuple[str, str]:
    names, year = label.rsplit(" ", 1)
    return source_name(re.split(r" and | & |, | et al", names)[0]), year_key(year)


def _our_key(finding: Finding) -> tuple[str, str]:
    shown = finding.fact("author") or finding.fact("authors")
    return source_name(shown.split(";")[0]), year_key(finding.fact("year"))


def assignments(folder: Path) -> None:
    """Counts of citations and entries, and what the two lists do not share."""
    cited = [0, 0, 0]
    listed = [0, 0, 0]
    hits = found = wanted = 0
    for path in sorted(folder.glob("*.yaml")):
        document = yaml.safe_load(path.read_text("utf-8"))
        gold = document["gold"]
        items = [i for b in document["blocks"] if b["type"] == "references" for i in b["items"]]
        entries = cut_entries([_block(text, k) for k, text in enumerate(items)])
        known = listed_names(entries)
        texts = enumerate(_texts(document))
        ours = [c for k, t in texts for c in citations(_passage(t, k), known=known)]
        for sums, count, label in (
            (cited, len(ours), gold["citations_in_text"]),
            (listed, len(entries), gold["references_listed"]),
        ):
            sums[:] = [sums[0] + min(count, label), sums[1] + count, sums[2] + label]
        check = cross_check(ours, entries)
        problems = [_our_key(f) for side in on_either_side(check, entries) for f in side]
        labels = [_gold_key(x) for x in (*gold["cited_not_listed"], *gold["listed_not_cited"])]
        hits += len(set(problems) & set(labels))
        found, wanted = found + len(problems), wanted + len(labels)
        near = [f.because for f in check.near_misses]
        print(f"  {path.stem}: {len(ours)} citations, {len(entries)} entries; near: {near}")
    print(f"  citations F1 {f1(*cited):.3f}; references F1 {f1(*listed):.3f}")
    print(f"  cross-check precision {hits / max(1, found):.3f}, recall {hits / wanted:.3f}")


def links(path: Path) -> None:
    """Instances in articles: one of ours for one of gold's where the two overlap. Numbers that
    a range implies are not printed, so gold does not have them and they are left out here."""
    sums: dict[str, list[int]] = {}
    for line in path.read_text("utf-8").splitlines():
        article = json.loads(line)
        style = "numeric" if article["style"] == "numeric" else "author-date"
        blocks = [b for b in article["blocks"] if b["type"] != "head"]
        plain = [c for b in blocks for c in find_citations(b["text"]) if c.style == style]
        numbered = all(r["label"] for r in article["refs"])
        bare = numbered and len(plain) * 4 < len(article["refs"])
        right = ours = gold = 0
        for block in blocks:
            spans = [(c["start"], c["end"]) for c in block.get("callouts", [])]
            gold += len(spans)
            for cited in find_citations(block["text"], bare_numbers=bare):
                if cited.style != style or cited.implied:
                    continue
                ours += 1
                span = next((s for s in spans if s[0] < cited.end and cited.start < s[1]), None)
                if span:
                    right += 1
                    spans.remove(span)
        sums[style] = _plus(sums.get(style, [0, 0, 0]), (right, ours, gold))
    for style, (right, ours, gold) in sums.items():
        counts = f"{right} right, {ours} ours, {gold} gold"
        print(f"  {style}: F1 {f1(right, ours, gold):.3f} ({counts})")


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def _gold_starts(whole: str, entries: list[dict[str, Any]]) -> set[int]:
    starts, at = set(), 0
    for entry in entries:
        text, label = _letters(entry["text"]), _letters(entry["label"] or "")
        place = whole.find(text[:40], at)
        if place >= 0:
            starts.add(place - len(label) if label and whole[:place].endswith(label) else place)
            at = place + max(1, len(text) - 5)
    return starts


def cutting(path: Path) -> None:
    """Starts of entries in whole lists, and entries that are right to the letter."""
    starts, exact = [0, 0, 0], [0, 0, 0]
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        heads = words().list_headings
        text = "\n".join(x for x in row["block"].split("\n") if fold(x) not in heads)
        groups = cut_lines(list_lines([_block(text, 0)]))
        ours = [_letters("".join(x.text for x in group)) for group in groups]
        places = {sum(map(len, ours[:k])) for k in range(len(ours))}
        gold = _gold_starts(_letters(text), row["entries"])
        wanted = {_letters(e["text"]) for e in row["entries"]}
        wanted |= {_letters((e["label"] or "") + e["text"]) for e in row["entries"]}
        right = sum(x in wanted or x.lstrip("0123456789") in wanted for x in ours)
        starts = _plus(starts, (len(places & gold), len(ours), len(gold)))
        exact = _plus(exact, (right, len(ours), len(row["entries"])))
    print(f"  starts F1 {f1(*starts):.3f}; whole entries F1 {f1(*exact):.3f}")


def _given_surname(author: str) -> set[str]:
    """Words that may be the first surname of a labelled author string."""
    first = re.split(r",? and |;|&| et | e ", author)[0]
    initials = r"^\W*(?:[A-ZÀ-Þ][a-z]?\.[ \-]*)+"
    turned = re.match(initials + r"\s?\S", author)
    part = re.sub(initials, "", author).split(",")[0] if turned else first.split(",")[0]
    parts = fold(part).split()
    return {" ".join(parts), parts[0], parts[-1]} if parts else set()


def fields(path: Path) -> None:
    """First surname and year of reference strings in many styles, dashes for a name left out."""
    names, dates = [0, 0], [0, 0]
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        entry = read_entry(re.sub(r"</?\w+>", "", row["raw"]))
        authors, years = row["fields"].get("author"), row["fields"].get("date", [""])
        first_is_author = row["segments"][0][0] in ("author", "citation-number")
        if authors and first_is_author and re.search(r"\w", authors[0]):
            given = _given_surname(authors[0])
            mine = fold(entry.authors[0]) if entry.authors else ""
            names = [names[0] + bool(mine and {mine, mine.split()[-1]} & given), names[1] + 1]
        if given_years := re.findall(r"(?:1[5-9]|20)\d\d", years[0]):
            dates = [dates[0] + (entry.year[:4] in given_years), dates[1] + 1]
    print(f"  first surname {names[0] / names[1]:.3f} of {names[1]}", end="; ")
    print(f"year {dates[0] / dates[1]:.3f} of {dates[1]}")


def speed() -> None:
    """Milliseconds for 4,000 words, and for text made to hurt."""
    sentence = "Whitmore (2017) says so, and others agree (Starr, 2016; de Haan et al., 2013). "
    filler = "In our team the coach and the coachee met again to look at what had changed. "
    text = (sentence + filler * 4) * 54
    samples = {f"{len(text.split())} words": text, "A. A. A.": "A. " * 6667, "(((((": "(" * 20000}
    samples["(2017 2017"] = "(2017 " * 3333
    samples["Smith, Smith,"] = "Smith, " * 2857 + "(2017)"
    cut_entries([_block("Starr, J. (2016) The Coaching Manual. Harlow: Pearson.", 0)])
    for name, sample in samples.items():
        begun = time.perf_counter()
        find_citations(sample)
        cited = time.perf_counter()
        cut_entries([_block(sample, 0)])
        ended = time.perf_counter()
        print(f"  {name}: citations {1000 * (cited - begun):.0f} ms", end=", ")
        print(f"cutting {1000 * (ended - cited):.0f} ms")


def main() -> int:
    print("speed")
    speed()
    if not SHARED.is_dir():
        print(f"No labelled data: {SHARED.name} does not stand beside the project.")
        return 1
    for title, run, path in (
        ("assignments", assignments, SHARED / "assignments"),
        ("citation links", links, SHARED / "data/citation_links_jats/docs.jsonl"),
        (
            "cross-check after a part is taken",
            dropped,
            SHARED / "data/citation_links_jats/docs.jsonl",
        ),
        ("cutting of lists", cutting, SHARED / "data/reference_lists_grobid/blocks.jsonl"),
        ("fields", fields, SHARED / "data/references_anystyle/core.jsonl"),
    ):
        print(title if path.exists() else f"{title}: {path.name} is not there")
        if path.exists():
            run(path)
    typed = SHARED / "data/citation_links_jats/docs.jsonl"
    fielded = SHARED / "data/references_anystyle/core.jsonl"
    if typed.exists() and fielded.exists():
        print("kinds of sources")
        kinds(typed, fielded)
    return 0


if __name__ == "__main__":
    sys.exit(main())
