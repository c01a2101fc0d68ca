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


CODE = re.compile(r"(?:AC |LO )?\d")  # what a learner types before a paragraph instead of a heading
SPRINKLED = ("However, ", "Critically, ", "I realised that ", "Therefore, ", "On reflection, ",
             "Arguably, ", "It could be argued that ", "Significantly, ")  # fmt: skip

# Written before the words that the shape of an opener is known by, and not looked at meanwhile.
UNFORESEEN = (
    "Standing back from the detail, ", "I would go so far as to say that ",
    "Thinking this through again, ", "A more searching reading would be that ",
    "Leaving aside the obvious, ", "It is hard to escape the conclusion that ",
    "Theoretically speaking, ", "Whatever one thinks of it, ",
    "What emerges from this analysis is that ", "The literature would lead us to believe that ",
    "With the benefit of distance, ", "On a more analytical note, ",
    "I am now firmly of the opinion that ", "Having weighed the arguments, ",
    "It may not be immediately obvious, but ", "To be more precise about this, ",
    "As I see it, ", "Another way of putting this would be that ",
    "Upon careful consideration of both sides, ", "It is only with reflection that I see that ",
)  # fmt: skip


def sprinkled(text: str, openers: Sequence[str] = SPRINKLED) -> str:
    """Every sentence opened with words that sound like depth, but for a criterion's code."""
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", text)
    return " ".join(
        s if CODE.match(s) else openers[i % len(openers)] + _in_the_middle(s)
        for i, s in enumerate(sentences)
    )


def _in_the_middle(sentence: str) -> str:
    own = sentence.startswith(("I ", "I'"))
    return sentence if own else sentence[:1].lower() + sentence[1:]


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


def pages_shuffled(given: Script, seed: int = 1, size: int = 400) -> Script:
    """Pages of about `size` words in another order, wherever they begin."""
    pages: list[list[Piece]] = [[]]
    for piece in given.pieces:
        if sum(len(p.text.split()) for p in pages[-1]) >= size:
            pages.append([])
        pages[-1].append(piece)
    random.Random(seed).shuffle(pages)
    return replace(given, pieces=tuple(p for page in pages for p in page))


def without_words(given: Script, gone: Sequence[str]) -> Script:
    """Without these sentences, list items and table rows (`elements.yaml` says how they are named).

    ValueError where one is not there, or stands in two pieces: then a label has lost its text.
    """
    pieces = list(given.pieces)
    for named in gone:
        cut = [_cut(piece, named) for piece in pieces]
        if sum(new != old for new, old in zip(cut, pieces, strict=True)) != 1:
            raise ValueError(f"{named!r} is not in just one piece")
        pieces = [piece for piece in cut if piece.text]
    return replace(given, pieces=tuple(pieces))


_SENTENCES = re.compile(r"(?<=[.!?])[\"”’)]* +(?=[\"“‘(]?[A-Z0-9])")


def _cut(piece: Piece, named: str) -> Piece:
    first, _, last = named.partition(" ... ")
    if piece.is_prose:
        ends = [0, *(m.end() for m in _SENTENCES.finditer(piece.text)), len(piece.text)]
        found = [piece.text[a:b] for a, b in zip(ends, ends[1:], strict=False)]
        start = _index(found, first)
        if start is None:
            return piece
        end = _index(found, last or first)
        kept = found[:start] + found[(start if end is None else end) + 1 :]
        return replace(piece, text="".join(kept).strip())
    if piece.kind not in ("list", "table"):
        return piece
    lines = piece.text.split("\n")
    own = _index([line.lstrip("|- ") for line in lines], first)
    if own is None:
        return piece
    kept = [] if piece.kind == "table" and own == 0 else [*lines[:own], *lines[own + 1 :]]
    return replace(piece, text="\n".join(kept) if len(kept) > 2 * (piece.kind == "table") else "")


def _index(texts: Sequence[str], opening: str) -> int | None:
    return next((i for i, text in enumerate(texts) if text.startswith(opening)), None)


def with_paragraphs(given: Script, added: dict[str, str]) -> Script:
    """A criterion's paragraphs after the last prose that is labelled with it."""
    pieces = list(given.pieces)
    for code, text in added.items():
        own = [i for i, piece in enumerate(pieces) if piece.is_prose and code in piece.criteria]
        if own:
            pieces.insert(own[-1] + 1, Piece("para", text, frozenset([code])))
    return replace(given, pieces=tuple(pieces))
