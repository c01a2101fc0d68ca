"""A choice of pieces and a learner in; one submission as it would be typed out, with its gold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from string import ascii_uppercase
from typing import get_args

from premark.packs.load import find_pack
from premark.synthetic.assignment import (
    AnyBlock,
    Heading,
    HeadingKind,
    Layout,
    Para,
    References,
    Script,
    Table,
    texts_of,
)
from premark.synthetic.choose import LEFT_OUT, Choice, by_id
from premark.synthetic.clients import framed, labels, relabelled
from premark.synthetic.sources import Piece, Source, cited, uncoded
from premark.synthetic.vary import Habits, habits, leans_back, varied
from premark.synthetic.words import wording
from premark.types.document import Value

APART = 0.25  # the share whose appendices are a file of their own
SWAPPED = 0.35
UNNAMED = 0.15


class Composed(Value):
    """A submission's text: the file itself, and its appendices where they are a file of their own.

    `cover` is false for a text that begins at once, without title or learner's name.
    """

    script: Script
    apart: Script | None = None
    cover: bool = True

    def text(self) -> str:
        """All that it says, but for the title and the learner's name."""
        blocks = [*self.script.blocks, *(self.apart.blocks if self.apart else ())]
        return "\n".join(text for block in blocks for text in texts_of(block))

    @property
    def words(self) -> int:
        """As the data card counts: no headings and no references."""
        blocks = [*self.script.blocks, *(self.apart.blocks if self.apart else ())]
        kept = [b for b in blocks if not isinstance(b, (Heading, References))]
        return sum(len(text.split()) for block in kept for text in texts_of(block))


class _Frame(Value):
    """What of a submission's look is drawn before its text is put together."""

    layout: Layout
    heading_kind: HeadingKind
    outcomes: bool
    code: str
    appendix: str
    own: Habits
    clients: tuple[str, ...]
    main: Source


def compose(
    sources: Sequence[Source], choice: Choice, *, learner: tuple[str, str], draw: Random
) -> Composed:
    """The submission of a learner (given name, family name) by that choice."""
    frame = _framed(sources, choice, draw)
    apart = draw.random() < APART
    body: list[AnyBlock] = []
    behind: list[AnyBlock] = []
    for code in _order(frame, choice):
        source = by_id(sources, choice.taken[code])
        own = [piece for piece in source.pieces if piece.home == code]
        pieces = relabelled(own, source, frame.clients)
        moved = [piece for piece in pieces if _goes_behind(piece, apart)]
        behind += _appendix(moved, source.titles.get(code, ""), behind, frame)
        body += _answer(code, source, [p for p in pieces if p not in moved], frame=frame, draw=draw)
    given, family = learner
    renamed = {s.id: _renamed(s.learner, given, family) for s in sources}
    works = _works(sources, choice, frame, draw)
    texts = [*_about(frame, front=True, draw=draw), *body, *_about(frame, front=False, draw=draw)]
    names = [pair for pairs in renamed.values() for pair in pairs]
    texts = [varied(block, frame.own, renamed=names) for block in _numbered(texts, frame)]
    behind = [varied(block, frame.own, renamed=names) for block in behind]
    whole = [*texts, works, *([] if apart else behind)]
    name = "" if draw.random() < UNNAMED else f"{given} {family}".strip()
    title = draw.choice(wording().titles).format(unit=frame.main.unit)
    script = _script(title, name, frame, whole)
    own_file = _script(f"{title}: appendices", name, frame, behind) if apart and behind else None
    return Composed(script=script, apart=own_file, cover=draw.random() < 0.75)


def _framed(sources: Sequence[Source], choice: Choice, draw: Random) -> _Frame:
    used = sorted({name for name in choice.taken.values() if name != LEFT_OUT})
    kind = draw.choice(get_args(HeadingKind))
    return _Frame(
        layout=draw.choice(get_args(Layout)),
        heading_kind=kind,
        outcomes=kind == "official" and draw.random() < 0.5,
        code=draw.choice(wording().coded),
        appendix=draw.choice(wording().appendices),
        own=habits(draw),
        clients=labels(draw),
        main=by_id(sources, draw.choice(used)) if used else sources[0],
    )


def _order(frame: _Frame, choice: Choice) -> list[str]:
    """By code; whoever has headings of their own may keep the order of the text that frames it."""
    taken = [code for code, source in choice.taken.items() if source != LEFT_OUT]
    if frame.heading_kind in ("official", "mixed"):
        return taken
    order = frame.main.order
    return sorted(taken, key=lambda code: order.index(code) if code in order else len(order))


def _goes_behind(piece: Piece, apart: bool) -> bool:
    """Appendices stand behind the text; where they are a file of their own, tables do too."""
    return piece.appendix or (apart and isinstance(piece.block, Table))


def _appendix(
    pieces: Sequence[Piece], about: str, behind: Sequence[AnyBlock], frame: _Frame
) -> list[AnyBlock]:
    """One more appendix behind those there are: its letter or number, and what it is about."""
    if not pieces:
        return []
    number = sum(isinstance(b, Heading) and b.level == 1 for b in behind)
    said = frame.appendix.format(number=number + 1, letter=ascii_uppercase[number % 26])
    title = f"{said}: {about}" if about else said
    kept = [each for piece in pieces for each in (*_under(piece, 2), piece.block)]
    return [Heading(type="heading", level=1, text=title), *kept]


def _answer(
    code: str, source: Source, pieces: Sequence[Piece], *, frame: _Frame, draw: Random
) -> list[AnyBlock]:
    """A criterion's blocks under its heading, neighbouring paragraphs at times the other way."""
    level = 2 if frame.outcomes else 1
    title = _title(code, source, frame, draw)
    found: list[AnyBlock] = [Heading(type="heading", level=level, text=title)]
    if frame.outcomes:
        number = code.split(".")[0]
        text = wording().outcomes[frame.own.days % len(wording().outcomes)].format(number=number)
        found.insert(0, Heading(type="heading", level=1, text=text))
    for piece in _exchanged(pieces, draw):
        found += [*_under(piece, level + 1), piece.block]
    return found if pieces else []


def _under(piece: Piece, level: int) -> list[AnyBlock]:
    """The headings within a criterion, below its own."""
    return [h.model_copy(update={"level": min(level, 3)}) for h in piece.headings]


def _exchanged(pieces: Sequence[Piece], draw: Random) -> list[Piece]:
    """Two paragraphs in a row change places where the second leans on nothing before it."""
    found = list(pieces)
    for at in range(len(found) - 1):
        one, two = found[at], found[at + 1]
        if _free(one) and _free(two) and draw.random() < SWAPPED:
            found[at], found[at + 1] = two, one
    return found


def _free(piece: Piece) -> bool:
    block = piece.block
    return isinstance(block, Para) and not piece.headings and not leans_back(block)


def _title(code: str, source: Source, frame: _Frame, draw: Random) -> str:
    kind = frame.heading_kind
    official = kind == "official" or (kind == "mixed" and draw.random() < 0.5)
    asks = find_pack(source.unit).criterion(code).asks.rstrip(".")
    own = source.titles.get(code, "")
    if not official:
        return own or asks
    said = own if own and draw.random() < 0.4 else asks
    return frame.code.format(code=code, title=said)


def _about(frame: _Frame, *, front: bool, draw: Random) -> list[AnyBlock]:
    """Beginning or end, in the words of the source that frames the text."""
    blocks = frame.main.front if front else frame.main.back
    titles = wording().fronts if front else wording().backs
    heading = Heading(type="heading", level=1, text=draw.choice(titles))
    return [heading, *framed(blocks, frame.main, frame.clients)] if blocks else []


def _numbered(blocks: Sequence[AnyBlock], frame: _Frame) -> list[AnyBlock]:
    """Typed numbers before top headings, in the layout that has them; one outcome, one heading."""
    found: list[AnyBlock] = []
    number, last = 0, ""
    for block in blocks:
        if isinstance(block, Heading) and block.level == 1:
            if block.text == last:
                continue
            last, number = block.text, number + 1
            if frame.layout == "numbered" and frame.heading_kind in ("own", "none"):
                block = block.model_copy(update={"text": f"{number}. {uncoded(block.text)}"})
        found.append(block)
    return found


def _works(sources: Sequence[Source], choice: Choice, frame: _Frame, draw: Random) -> References:
    """The works that the text cites, in the order of the alphabet, and now and then one more."""
    found: dict[str, str] = {}
    for source in sources:
        blocks = [p.block for p in source.pieces if choice.taken[p.home] == source.id]
        if source.id == frame.main.id:
            blocks += [*source.front, *source.back]
        texts = " ".join(text for block in blocks for text in texts_of(block))
        for item in source.references.items:
            if cited(item, texts) or (source.id == frame.main.id and draw.random() < 0.15):
                found.setdefault(_work(item), item)
    items = tuple(sorted(found.values(), key=str.casefold))
    heading = draw.choice(wording().references)
    return References(type="references", heading=heading, items=items)


def _work(item: str) -> str:
    """Author and year, by which the same work in two lists is known."""
    year = re.search(r"\d{4}|n\.d\.", item)
    return f"{item.split(',')[0].casefold()} {year[0] if year else ''}"


def _renamed(old: str, given: str, family: str) -> list[tuple[str, str]]:
    first, _, last = old.partition(" ")
    return [(old, f"{given} {family}".strip()), (first, given), (last, family)] if last else []


def _script(title: str, name: str, frame: _Frame, blocks: Sequence[AnyBlock]) -> Script:
    return Script(
        unit=frame.main.unit,
        title=title,
        learner=name,
        layout=frame.layout,
        heading_kind=frame.heading_kind,
        blocks=tuple(blocks),
    )
