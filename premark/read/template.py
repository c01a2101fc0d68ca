"""Blocks in; the same words with a centre's template guidance marked apart from the learner's.

Grammar is here (brackets, where a phrase must stand); the phrases are in
`criteria/patterns/template-guidance.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path

import yaml

from premark.errors import BadYaml
from premark.patterns import PhraseError, compile_phrases
from premark.types.document import Block

_KEYS = ("prompt", "opening", "label", "note", "instruction")
_EXAMPLES = ("find", "grey", "ignore", "not_yet")
_LABEL_WORDS = 6
_MOST_BESIDE = 400  # characters; six words have fewer
# A centre's longest instructions fill half a page; an essay between two stray brackets is longer.
_MOST_GUIDANCE = 300  # words
_PLAIN_SIZE = 15  # words; more than this between brackets is asked whose voice it is in

_BRACKET = re.compile(r"\[([^\[\]]{2,600})\]|<([^<>]{2,600})>")
_CURLY = re.compile(r"\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}")
_OPENING = re.compile(r"(?:^\{|(?<=[\s.!?:;)])\{(?=[^\s{}]))[^{}]*$")
_LEARNER = re.compile(r"\bI\b|\b(?:my|me|myself|we|our|us)\b", re.IGNORECASE)
_CENTRE = re.compile(r"\b(?:you|your|yourself|learners?|candidates?|students?)\b", re.IGNORECASE)
# Reference software leaves {Author, 2010 #12} behind: a citation, not guidance.
_CITED = re.compile(r"(?:19|20)\d\d|#\d+|^[\d\s,;.-]+$|[=\\]")
_ONE_CITATION = 8  # words
_NOTE_END = re.compile(r"[.!?;:,\s)\]}>|]*")
_BARE = re.compile(r"[\W_]*")

_MARK = re.compile(r"\[\[template: (.*?) ?\]\](?!\])")

Span = tuple[int, int]


@dataclass(frozen=True)
class Guidance:
    """Phrases that tell guidance, by where they must stand, and the examples that prove them."""

    phrases: dict[str, tuple[str, ...]]
    examples: dict[str, tuple[str, ...]]


def mark_template(blocks: Sequence[Block], guidance: Guidance | None = None) -> list[Block]:
    """Blocks with `template` set on guidance; a block partly guidance is split in order.

    Split blocks keep their `original`, paragraph and anchor; `index` is renumbered from the
    first block's. `guidance` is the shipped phrases unless given.
    """
    phrases = guidance or load_guidance(_shipped())
    marked: list[Block] = []
    opened = _open_curly(blocks)
    first = blocks[0].index if blocks else 0
    for block, inside in zip(blocks, opened, strict=True):
        for piece in _marked(block, inside, phrases):
            at = first + len(marked)
            marked.append(piece if piece.index == at else piece.model_copy(update={"index": at}))
    return marked


@lru_cache(maxsize=8)
def load_guidance(path: Path) -> Guidance:
    """The phrases of one file. Raises BadYaml where it is not the shape it should be."""
    try:
        # Every scalar is a string, as in all our YAML: "no" is a word and not a refusal.
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadYaml(path, line, "file", "is not valid YAML") from error
    except OSError as error:
        raise BadYaml(path, 1, "file", "cannot be opened") from error
    if not isinstance(data, dict):
        raise BadYaml(path, 1, "file", "should be a mapping of fields")
    phrases = _lists(path, data, "phrases", _KEYS)
    for key in _KEYS:
        _compiles(path, key, phrases[key])
    return Guidance(phrases, _lists(path, data, "examples", _EXAMPLES))


def broken_examples(guidance: Guidance) -> Iterator[str]:
    """What the file's own examples complain of, a sentence each; nothing when all hold."""
    for name in ("find", "ignore", "not_yet"):
        for example in guidance.examples[name]:
            text, wanted = _unmark(example)
            holds = guidance_spans(text, guidance) == wanted
            if holds == (name == "not_yet"):
                yield f"an example under {name} does not hold: {example!r}"
    for example in guidance.examples["grey"]:
        if guidance_spans(example, guidance, grey=True) != [(0, len(example))]:
            yield f"an example under grey does not hold: {example!r}"


def _unmark(example: str) -> tuple[str, list[Span]]:
    plain, wanted, last = "", [], 0
    for mark in _MARK.finditer(example):
        plain += example[last : mark.start()]
        wanted.append((len(plain), len(plain) + len(mark.group(1))))
        plain += mark.group(1)
        last = mark.end()
    return plain + example[last:], wanted


def _lists(
    path: Path, data: dict[str, object], field: str, names: tuple[str, ...]
) -> dict[str, tuple[str, ...]]:
    given = data.get(field)
    if not isinstance(given, dict):
        raise BadYaml(path, 1, field, f"should hold lists called {', '.join(names)}")
    for name in names:
        lines = given.get(name)
        if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
            raise BadYaml(path, 1, f"{field}.{name}", "should be a list of lines of text")
    return {name: tuple(given[name]) for name in names}


def _compiles(path: Path, key: str, phrases: tuple[str, ...]) -> None:
    try:
        compile_phrases(phrases)
    except PhraseError as error:
        raise BadYaml(path, 1, f"phrases.{key}", str(error)) from error


def _shipped() -> Path:
    """In a wheel the criteria lie inside the package, in a checkout beside it."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "criteria"
    root = inside if inside.is_dir() else package.parent / "criteria"
    return root / "patterns" / "template-guidance.yaml"


def guidance_spans(text: str, guidance: Guidance, *, grey: bool = False) -> list[Span]:
    """Characters of `text` that are guidance, in order and not overlapping."""
    if _opens(guidance, "note", text) or (grey and _opens(guidance, "instruction", text)):
        return [(0, len(text))]
    found = [m.span() for m in _CURLY.finditer(text) if _is_said(m.group(1), guidance)]
    found += [m.span() for m in _BRACKET.finditer(text) if _is_instruction(m, guidance)]
    for match in compile_phrases(guidance.phrases["prompt"]).finditer(text):
        end = _NOTE_END.match(text, match.end())
        found.append((match.start(), end.end() if end else match.end()))
    return _joined(found, text)


def _opens(guidance: Guidance, key: str, text: str) -> bool:
    return compile_phrases(guidance.phrases[key]).match(text) is not None


def _is_said(inside: str, guidance: Guidance) -> bool:
    """Whether curly brackets hold words, and not a citation, a code or a single sign."""
    words = [word for word in re.split(r"[^\w'’-]+", inside) if len(word) > 1 and word.isalpha()]
    if len(words) < 2 and not _opens(guidance, "label", inside):
        return False
    size = len(inside.split())
    if size <= _PLAIN_SIZE:
        return not _CITED.search(inside)
    cited = all(_is_citation(part) for part in inside.split(";"))
    return size <= _MOST_GUIDANCE and not cited and not _in_learners_voice(inside)


def _is_citation(part: str) -> bool:
    return len(part.split()) <= _ONE_CITATION and bool(_CITED.search(part))


def _in_learners_voice(text: str) -> bool:
    """An answer typed over the words between a template's brackets is the learner's."""
    return len(_LEARNER.findall(text)) > len(_CENTRE.findall(text))


def _is_instruction(match: re.Match[str], guidance: Guidance) -> bool:
    inside = (match.group(1) or match.group(2)).strip()
    if _opens(guidance, "opening", inside):
        return True
    if len(match.string) - len(match[0]) > _MOST_BESIDE:  # too much to count for each bracket
        return False
    beside = match.string[: match.start()] + match.string[match.end() :]
    return len(beside.split()) <= _LABEL_WORDS and _opens(guidance, "label", inside)


def _joined(spans: list[Span], text: str) -> list[Span]:
    """Spans in order, with those that touch or overlap made one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and _BARE.fullmatch(text, joined[-1][1], max(start, joined[-1][1])):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _open_curly(blocks: Sequence[Block]) -> list[Span | None]:
    """For each block, the part of it inside curly brackets that another block closes or opens."""
    inside: list[Span | None] = [None] * len(blocks)
    for at, block in enumerate(blocks):
        opening = _OPENING.search(block.text) if inside[at] is None else None
        last = _closing(blocks, at, opening.start()) if opening else None
        if opening is None or last is None:
            continue
        inside[at] = (opening.start(), len(block.text))
        for between in range(at + 1, last):
            inside[between] = (0, len(blocks[between].text))
        inside[last] = (0, blocks[last].text.index("}") + 1)
    return inside


def _closing(blocks: Sequence[Block], at: int, start: int) -> int | None:
    """The block that closes what this one opens at `start`, where all between is guidance."""
    said = [blocks[at].text[start:]]
    for later in range(at + 1, len(blocks)):
        text = blocks[later].text
        opens, closes = text.find("{"), text.find("}")
        closing = closes >= 0 and (opens < 0 or closes < opens)
        said.append(text[: closes + 1] if closing else text)
        whole = " ".join(said)
        if _parts_guidance(blocks[at], blocks[later]) or len(whole.split()) > _MOST_GUIDANCE:
            return None
        if closing:
            return None if _in_learners_voice(whole) else later
        if opens >= 0:
            return None
    return None


def _parts_guidance(block: Block, later: Block) -> bool:
    """A heading, a table or another part of the file ends whatever a stray bracket opened."""
    return later.kind in ("heading", "row") or (later.file, later.part) != (block.file, block.part)


def _marked(block: Block, inside: Span | None, guidance: Guidance) -> Iterator[Block]:
    if block.template:
        yield block
    elif block.kind == "row":
        yield from _marked_row(block, guidance)
    else:
        spans = guidance_spans(block.text, guidance, grey=block.look.grey)
        if inside is not None:
            spans = _joined([*spans, inside], block.text)
        yield from _split(block, spans)


def _split(block: Block, spans: list[Span]) -> Iterator[Block]:
    """The learner's and the centre's stretches of a block, each a block of its own."""
    pieces = list(_stretches(block.text, spans))
    if not any(template for template, _ in pieces):
        yield block
        return
    number = block.number
    for template, text in pieces:
        change = {"text": text, "template": template, "number": number}
        yield block.model_copy(update=change)
        number = ""


def _stretches(text: str, spans: list[Span]) -> Iterator[tuple[bool, str]]:
    """(template, text) in order; punctuation left between two of a kind goes with them."""
    cuts: list[tuple[bool, str]] = []
    last = 0
    for start, end in spans:
        cuts += [(False, text[last:start]), (True, text[start:end])]
        last = end
    cuts.append((False, text[last:]))
    solid = [(template, cut.strip()) for template, cut in cuts if not _BARE.fullmatch(cut)]
    for template, run in groupby(solid, key=lambda cut: cut[0]):
        yield template, " ".join(cut for _, cut in run)


def _marked_row(block: Block, guidance: Guidance) -> Iterator[Block]:
    """A row's cells parted into the learner's and the centre's; each keeps every column."""
    learner: list[str] = []
    centre: list[str] = []
    for cell in block.cells:
        parts = list(_stretches(cell, guidance_spans(cell, guidance, grey=block.look.grey)))
        learner.append(" ".join(text for template, text in parts if not template))
        centre.append(" ".join(text for template, text in parts if template))
    if not any(centre):
        yield block
        return
    for template, cells in ((False, learner), (True, centre)):
        if any(cells):
            change = {"cells": tuple(cells), "text": " | ".join(cells), "template": template}
            yield block.model_copy(update=change)
