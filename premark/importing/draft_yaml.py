"""A unit as imported in; a draft pack in the shipped YAML format, with doubts as comments, out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from premark.importing.drafts import Doubt, Entry, Imported, OutcomeDraft, Said, UnitDraft
from premark.importing.element_types import Element, Elements
from premark.importing.elements import elements_of
from premark.importing.paragraphs import joined
from premark.importing.slugs import shared_stems, slug, stems
from premark.importing.words import ImportWords, known_verbs
from premark.plain import plain

NO_TITLE = "not given in the source"
_FALLBACK = "describe"
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def pack_id(imported: Imported, unit: UnitDraft) -> str:
    parts = [imported.body or "body", imported.number or "0000", unit.code]
    return "-".join([*(re.sub(r"[^a-z0-9]+", "-", p.lower()).strip("-") for p in parts), "draft"])


def draft(imported: Imported, unit: UnitDraft, words: ImportWords) -> str:
    """The whole file. Every line of the source that the unit uses stands in it."""
    shared = shared_stems([entry.statement for entry in unit.entries], words.stop)
    shared |= stems(" ".join(verb.name for verb in known_verbs().values()), words.stop)
    drawn = [elements_of(entry, words, shared) for entry in unit.entries]
    lines = [
        *_top(imported, unit),
        *_outcomes(imported, unit),
        *_lists(imported, drawn),
        "criteria:",
    ]
    for entry, elements in zip(unit.entries, drawn, strict=True):
        lines += ["", *_criterion(imported, entry, elements, words)]
    return "\n".join(lines) + "\n"


def text(value: str) -> str:
    """A scalar in quotes. JSON's quoting is YAML's too, without the signs that YAML refuses."""
    return json.dumps(plain(_UNSEEN.sub(" ", value)), ensure_ascii=False)


def comment(says: str) -> str:
    return f"# {plain(_UNSEEN.sub(' ', says))}"


def settle(imported: Imported, doubt: Doubt) -> str:
    """A doubt as a comment, with the places in the source that it rests on."""
    return comment(f"settle: {doubt.says}{places(imported, doubt.lines)}")


def places(imported: Imported, lines: Sequence[int]) -> str:
    shown = [imported.lines[line].place for line in dict.fromkeys(lines)]
    return f" ({'; '.join(shown)})" if shown else ""


def _top(imported: Imported, unit: UnitDraft) -> Iterator[str]:
    yield comment(f"A draft made by premark import-unit from {imported.source}.")
    yield comment("It holds the body's own wording: keep it among your centre's own files.")
    yield comment("Settle what is marked, say each criterion in your own words, then check it.")
    for doubt in (*imported.doubts, *unit.doubts):
        yield settle(imported, doubt)
    yield f"pack: {text(pack_id(imported, unit))}"
    yield 'version: "draft"'
    level = re.search(r"\d+", unit.level) or re.search(r"\d+", imported.level)
    yield "qualification:"
    yield f"  body: {text(imported.body or 'not known')}"
    yield f"  number: {text(imported.number or '0000')}"
    yield f"  level: {level.group() if level else 0}"
    if not level:
        yield f"  {comment('settle: no level is given; 0 stands for it')}"
    yield f"unit: {text(unit.code)}"
    yield f"title: {text(unit.title or NO_TITLE)}"
    yield f"guide: {text(f'{imported.title} ({imported.source})')}"
    yield from _heads(imported, unit)


def _heads(imported: Imported, unit: UnitDraft) -> Iterator[str]:
    for said in unit.heads:
        if said.text not in unit.title and said.text != unit.level:
            yield comment(f"about the unit{places(imported, (said.line,))}: {said.text}")
        elif said.text == unit.level and not re.fullmatch(r"\d+", said.text):
            yield comment(f"level{places(imported, (said.line,))}: {said.text}")


def _outcomes(imported: Imported, unit: UnitDraft) -> Iterator[str]:
    yield "outcomes:"
    for outcome in unit.outcomes:
        for doubt in outcome.doubts:
            yield f"  {settle(imported, doubt)}"
        yield f"  - {{id: {text(outcome.id)}, title: {text(outcome.title or NO_TITLE)}}}"
        yield from _below(imported, outcome)


def _below(imported: Imported, outcome: OutcomeDraft) -> Iterator[str]:
    """What stands under the outcome as a whole has no field of its own in a pack."""
    for name, texts in (("depth", outcome.depth), ("guidance", outcome.guidance)):
        for said in texts:
            where = places(imported, (said.line,))
            yield f"    {comment(f'{name} of outcome {outcome.id}{where}: {said.text}')}"


def _lists(imported: Imported, drawn: Sequence[Elements]) -> Iterator[str]:
    every = {name: found for elements in drawn for name, found in elements.lists.items()}
    if not every:
        return
    yield ""
    yield "lists:"
    for name, (listed, items) in every.items():
        yield f"  {name}:  {comment(f'of {listed.noun}{places(imported, (listed.line,))}')}"
        yield from (f"    - {{name: {text(item)}}}" for item in items)


def _criterion(
    imported: Imported, entry: Entry, elements: Elements, words: ImportWords
) -> Iterator[str]:
    for doubt in entry.doubts:
        yield f"  {settle(imported, doubt)}"
    yield f"  - id: {text(entry.code)}  {comment(_printed(entry) + _lines(imported, entry.asks))}"
    yield f"    outcome: {text(entry.code.partition('.')[0])}"
    yield f"    asks: {text(entry.statement)}"
    yield f"    verb: [{', '.join(entry.verbs or (_FALLBACK,))}]"
    yield from _topics(imported, elements)
    yield from _texts(imported, "starting_points", joined(entry.guidance))
    kinds = [str(e.needs["of"]) for e in elements.elements if e.needs["kind"] == "artefact"]
    if kinds:
        yield f"    artefacts: [{', '.join(kinds)}]"
    for name, helps in (("must", False), ("helps", True)):
        yield from _elements(imported, name, [e for e in elements.elements if e.helps == helps])
    yield from _notes(imported, entry)
    yield from _depth(imported, entry, elements)


def _printed(entry: Entry) -> str:
    """The number as the source prints it, where that is more than the code."""
    printed = " ".join(said.text for said in entry.printed)
    return f"printed {printed}, from " if printed not in ("", entry.code) else "from "


def _lines(imported: Imported, texts: Sequence[Said]) -> str:
    return "; ".join(dict.fromkeys(imported.lines[said.line].place for said in texts))


def _topics(imported: Imported, elements: Elements) -> Iterator[str]:
    yield "    topics:"
    if elements.unparted:
        yield f"      {comment('settle: no depth is given; part the criterion into its topics')}"
    for topic in elements.topics:
        yield f"      - id: {topic.id}  {comment(_places(imported, topic.lines))}"
        yield f"        about: {text(topic.about)}"
        if topic.words:
            yield f"        words: [{', '.join(text(word) for word in topic.words)}]"


def _places(imported: Imported, lines: Sequence[int]) -> str:
    return places(imported, lines).strip(" ()")


def _texts(imported: Imported, name: str, texts: Sequence[Said]) -> Iterator[str]:
    if texts:
        yield f"    {name}:"
    for said in texts:
        yield f"      - {text(said.text)}  {comment(imported.lines[said.line].place)}"


def _elements(imported: Imported, name: str, elements: Sequence[Element]) -> Iterator[str]:
    if elements:
        yield f"    {name}:"
    for element in elements:
        for doubt in element.doubts:
            yield f"      {comment(f'settle: {doubt}{places(imported, element.lines)}')}"
        yield f"      - id: {element.id}"
        yield f"        needs: {{{', '.join(_needs(element))}}}"
        yield f"        source: {text(element.source + places(imported, element.lines))}"
        yield f"        if_short: {text(element.if_short)}"


def _needs(element: Element) -> Iterator[str]:
    for key, value in element.needs.items():
        if isinstance(value, list):
            yield f"{key}: [{', '.join(value)}]"
        elif isinstance(value, float):
            yield f"{key}: {value:g}"
        else:
            yield f"{key}: {value}"


def _notes(imported: Imported, entry: Entry) -> Iterator[str]:
    told = [f"{rung.name}: {said.text}" for rung in entry.sufficiency for said in rung.said]
    told += [f"footnote: {said.text}" for said in entry.footnotes]
    lines = [said.line for rung in entry.sufficiency for said in rung.said]
    lines += [said.line for said in entry.footnotes]
    if told:
        yield "    notes:"
    for note, line in zip(told, lines, strict=True):
        yield f"      - {text(note)}  {comment(imported.lines[line].place)}"


def _depth(imported: Imported, entry: Entry, elements: Elements) -> Iterator[str]:
    """Depth that is no topic of its own (a bullet of the criterion stands there already)."""
    told = {topic.about for topic in elements.topics}
    for said in joined(entry.depth):
        if said.text not in told:
            yield f"    {comment(f'depth{places(imported, (said.line,))}: {said.text}')}"


def file_name(imported: Imported, unit: UnitDraft) -> str:
    return f"{slug(pack_id(imported, unit), (), most=8)}.yaml"
