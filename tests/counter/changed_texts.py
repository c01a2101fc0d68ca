"""A labelled assignment as plain blocks, and the changes that counter-tests make to them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

CORPUS = Path(__file__).parents[2] / "corpora" / "assignments"


@dataclass(frozen=True)
class Piece:
    """A heading, paragraph, list or table as Markdown, and the criteria of its label."""

    kind: str
    text: str
    criteria: frozenset[str] = frozenset()

    @property
    def is_prose(self) -> bool:
        return self.kind in ("para", "appendix")


@dataclass(frozen=True)
class Script:
    """A submission that can be changed. `gold` are the labels of its criteria."""

    unit: str
    learner: str
    title: str
    pieces: tuple[Piece, ...]
    gold: dict[str, Any]

    def markdown(self) -> str:
        cover = f"# {self.title}\n\nName: {self.learner}\n"
        return "\n\n".join([cover, *(piece.text for piece in self.pieces)]) + "\n"

    def each(self, change: Callable[[Piece], Piece]) -> Script:
        return replace(self, pieces=tuple(change(piece) for piece in self.pieces))

    def prose(self, change: Callable[[str], str]) -> Script:
        """Every paragraph's text changed; headings, tables and references stay."""
        return self.each(lambda p: replace(p, text=change(p.text)) if p.is_prose else p)


def script(name: str) -> Script:
    data = yaml.safe_load((CORPUS / f"{name}.yaml").read_text(encoding="utf-8"))
    pieces = tuple(p for block in data["blocks"] for p in _pieces(block))
    return Script(data["unit"], data["learner"], data["title"], pieces, data["gold"]["criteria"])


def _pieces(block: dict[str, Any]) -> list[Piece]:
    kind, criteria = block["type"], frozenset(block.get("criterion", ()))
    if kind == "heading":
        return [Piece(kind, f"{'#' * (block['level'] + 1)} {block['text']}")]
    if kind in ("list", "references"):
        lines = "\n".join(f"- {item}" for item in block["items"])
        if kind == "references":
            return [Piece("heading", "## References"), Piece(kind, lines)]
        return [Piece(kind, lines, criteria)]
    if kind == "table":
        head, *rows = [f"| {' | '.join(row)} |" for row in block["rows"]]
        rule = "|" + " --- |" * len(block["rows"][0])
        return [Piece(kind, "\n".join([head, rule, *rows]), criteria)]
    return [Piece(kind, block["text"], criteria)]


def _words(changes: dict[str, str]) -> Callable[[str], str]:
    """A change of whole words, capitals kept."""
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, changes))})\b", re.IGNORECASE)

    def one(found: re.Match[str]) -> str:
        new = changes[found.group().lower()]
        return new[:1].upper() + new[1:] if found.group()[0].isupper() else new

    return lambda text: pattern.sub(one, text)


other_gender = _words(
    {"he": "she", "she": "he", "him": "her", "his": "her", "hers": "his", "himself": "herself",
     "herself": "himself", "man": "woman", "woman": "man", "men": "women", "women": "men"}
)  # fmt: skip
dialect = _words(
    {"whilst": "while", "while": "whilst", "among": "amongst", "learnt": "learned", "toward":
     "towards", "got": "gotten", "went": "did go", "was": "were", "mum": "mom", "colleague":
     "workmate", "colleagues": "workmates", "little": "wee", "nothing": "nowt", "something":
     "summat", "child": "bairn", "boss": "gaffer", "perhaps": "mebbe"}
)  # fmt: skip
longer_words = _words(
    {"use": "utilise", "used": "utilised", "help": "assist", "helped": "assisted", "start":
     "commence", "began": "commenced", "show": "demonstrate", "shows": "demonstrates", "said":
     "stated", "about": "regarding", "need": "require", "needed": "required", "enough":
     "sufficient", "try": "endeavour", "tried": "endeavoured", "before": "prior to", "end":
     "conclusion", "buy": "purchase", "find": "ascertain", "but": "nevertheless"}
)  # fmt: skip
shorter_words = _words(
    {"utilise": "use", "utilised": "used", "assist": "help", "commence": "start", "demonstrate":
     "show", "demonstrates": "shows", "stated": "said", "regarding": "about", "require": "need",
     "required": "needed", "sufficient": "enough", "prior": "before", "additional": "more",
     "individuals": "people", "numerous": "many", "subsequently": "then", "approximately":
     "about", "therefore": "so", "consequently": "so", "however": "but"}
)  # fmt: skip


def american(text: str) -> str:
    text = re.sub(r"(\w{3,})is(e|es|ed|ing|ation|ations)\b(?<!wise)(?<!rise)(?<!cise)", _ize, text)
    return re.sub(r"\b(behavi|col|fav|hon|lab|endeav|harb)our", r"\1or", text)


_IZE = tuple("organ real recogn summar util emphas final priorit general critic".split())


def _ize(found: re.Match[str]) -> str:
    stem, ending = found.groups()
    return f"{stem}iz{ending}" if stem.lower().endswith(_IZE) else found.group()


CUES = re.compile(
    r"\b(?:However|Therefore|Thus|Nevertheless|Moreover|Furthermore|Consequently|Critically|"
    r"On the other hand|In contrast|Arguably|Nonetheless|Hence|Importantly|Crucially),? ",
)
INNER = re.compile(
    r",? (?:however|therefore|thus|nevertheless|moreover|furthermore|consequently|arguably|"
    r"nonetheless|hence|critically|crucially),?(?= )"
)


def without_cues(text: str) -> str:
    text = INNER.sub("", CUES.sub("", text))
    return re.sub(r"(^|[.!?] )([a-z])", lambda m: m.group(1) + m.group(2).upper(), text)


SPRINKLED = ("However, ", "Critically, ", "I realised that ", "Therefore, ", "On reflection, ",
             "Arguably, ", "It could be argued that ", "Significantly, ")  # fmt: skip


def sprinkled(text: str) -> str:
    """Every sentence opened with words that sound like depth."""
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", text)
    return " ".join(
        SPRINKLED[i % len(SPRINKLED)] + (s if s.startswith(("I ", "I'")) else s[:1].lower() + s[1:])
        for i, s in enumerate(sentences)
    )


def sections(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Runs of pieces, each opened by its headings."""
    runs: list[list[Piece]] = []
    for piece in pieces:
        opens = piece.kind == "heading" and not (runs and runs[-1][-1].kind == "heading")
        if opens or not runs:
            runs.append([])
        runs[-1].append(piece)
    return runs


def sections_shuffled(given: Script, seed: int = 1) -> Script:
    """Every section whole, in another order; references stay last."""
    runs = sections(given.pieces)
    body = [run for run in runs if not any(p.kind == "references" for p in run)]
    last = [run for run in runs if any(p.kind == "references" for p in run)]
    random.Random(seed).shuffle(body)
    return replace(given, pieces=tuple(p for run in (*body, *last) for p in run))


def paragraphs_shuffled(given: Script, seed: int = 1) -> Script:
    """The paragraphs within each section in another order."""
    made: list[Piece] = []
    for run in sections(given.pieces):
        heads = [p for p in run if p.kind == "heading"]
        rest = [p for p in run if p.kind != "heading"]
        random.Random(seed).shuffle(rest)
        made += [*heads, *rest]
    return replace(given, pieces=tuple(made))


def without_criterion(given: Script, code: str) -> Script:
    """All that is labelled with one criterion taken out, and headings with nothing left under."""
    kept = [p for p in given.pieces if code not in p.criteria]
    runs = [run for run in sections(kept) if any(p.kind != "heading" for p in run)]
    return replace(given, pieces=tuple(p for run in runs for p in run))


def halves(first: Script, second: Script) -> tuple[Script, list[Piece], list[Piece]]:
    """The first learner's opening half, then the second's closing half."""
    a, b = len(first.pieces) // 2, len(second.pieces) // 2
    head, tail = list(first.pieces[:a]), list(second.pieces[b:])
    return replace(first, pieces=(*head, *tail)), head, tail
