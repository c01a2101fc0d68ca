"""A labelled text and a review's passages in; which passages hold which labelled block, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from premark.evaluate.gold import Gold, GoldBlock
from premark.types.document import Document, Passage

SHARE_OF_PASSAGE = 0.4
SHARE_OF_BLOCK = 0.5
_WORD = re.compile(r"[^\W_]+")


def align(blocks: Sequence[GoldBlock], passages: Sequence[Passage]) -> list[list[str]]:
    """Ids of the passages that hold each block's words, in order; the longest common run decides.

    A passage belongs to a block that has 40% of its words, or half of whose words it has.
    """
    gold = [(word, i) for i, b in enumerate(blocks) for word in words_of(b.words)]
    ours = [(word, p.id) for p in passages for word in words_of(p.text)]
    shared: Counter[tuple[int, str]] = Counter()
    for op in LCSseq.opcodes([w for w, _ in gold], [w for w, _ in ours]):
        if op.tag == "equal":
            for g, o in zip(
                range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True
            ):
                shared[gold[g][1], ours[o][1]] += 1
    sizes = Counter(i for _, i in gold)
    lengths = Counter(p for _, p in ours)
    held: list[list[str]] = [[] for _ in blocks]
    for (block, passage), count in sorted(shared.items()):
        if count >= SHARE_OF_PASSAGE * lengths[passage] or count >= SHARE_OF_BLOCK * sizes[block]:
            held[block].append(passage)
    return held


def words_of(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def hide_headings(document: Document, gold: Gold) -> Document:
    """The same document less every heading that its labels list: the mapping never sees labels."""
    titles = {key for b in gold.blocks for t in (_titles(b)) if (key := _key(t))}
    kept = [b for b in document.blocks if not (b.kind != "row" and _is_title(_key(b.text), titles))]
    renumbered = [b.model_copy(update={"index": i}) for i, b in enumerate(kept)]
    return document.model_copy(update={"blocks": tuple(renumbered)})


def _titles(block: GoldBlock) -> tuple[str, ...]:
    if block.type == "heading":
        return (block.text,)
    return (block.heading,) if block.type == "references" else ()


def _is_title(key: str, titles: set[str]) -> bool:
    if key in titles:
        return True
    return len(key) >= 16 and any(key in title for title in titles)


def _key(text: str) -> str:
    return "".join(words_of(text))
