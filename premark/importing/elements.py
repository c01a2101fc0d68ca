"""A criterion as the source gives it in; topics, required elements and lists for a draft out."""

from __future__ import annotations

import re

from premark.importing.counts import Count, counts_in, sentences
from premark.importing.drafts import Entry, Said
from premark.importing.element_types import Element, Elements, TopicDraft, add_element
from premark.importing.lists import Listed, lists_in, series_after
from premark.importing.paragraphs import joined
from premark.importing.slugs import phrases_of, slug, unique
from premark.importing.words import ImportWords, any_of, known_verbs

DOCUMENT_WIDE = ("hours", "clients")


def elements_of(entry: Entry, words: ImportWords, shared: set[str]) -> Elements:
    """Topics from the depth and from sub-bullets; elements from figures, lists and models."""
    found = Elements()
    _topics(found, entry, words, shared)
    parts = {
        "criterion": _whole(entry.asks),
        "guidance": joined(entry.guidance),
        "depth": joined(entry.depth),
    }
    for where, texts in parts.items():
        for said in texts:
            _lists(found, entry, said, words)
            for sentence in sentences(said.text):
                _figures(found, entry, sentence, (where, said.line), words)
                if where != "depth":
                    _model(found, entry, sentence, (where, said.line), words)
    _artefacts(found, entry, words)
    return found


def _whole(texts: tuple[Said, ...]) -> tuple[Said, ...]:
    """A statement is one sentence over all its lines."""
    return (Said(line=texts[0].line, text=" ".join(t.text for t in texts)),) if texts else ()


def _topics(found: Elements, entry: Entry, words: ImportWords, shared: set[str]) -> None:
    bullets = [t for t in entry.asks if t.bullet and t is not entry.asks[0]]
    colon = _bullets_after_colon(joined(entry.guidance))
    for said in [*bullets, *joined(entry.depth), *colon]:
        _topic(found, said.text, said.line, words, shared)
    asked = [t.id for t in found.topics if t.lines[0] in {b.line for b in (*bullets, *colon)}]
    if asked:
        where = "criterion" if bullets else "guidance"
        line = (bullets or colon)[0].line
        needs: dict[str, object] = {"kind": "topic", "topics": asked}
        add_element(found, f"each-of-{len(asked)}", needs, entry, (where, line))
    found.unparted = not found.topics
    if found.unparted:
        _topic(found, entry.statement, entry.asks[0].line, words, shared)


def _bullets_after_colon(texts: tuple[Said, ...]) -> list[Said]:
    kept: list[Said] = []
    after = False
    for said in texts:
        if said.text.endswith(":"):
            after = True
        elif not said.bullet:
            after = False
        elif after and len(said.text.split()) <= 12 and not said.text.endswith("."):
            kept.append(said)
    return kept


def _topic(found: Elements, text: str, line: int, words: ImportWords, shared: set[str]) -> str:
    name = unique(slug(text, words.stop), found.taken)
    told = phrases_of(text, words.stop, shared)
    found.topics.append(TopicDraft(name, text, told, (line,)))
    return name


def _lists(found: Elements, entry: Entry, said: Said, words: ImportWords) -> None:
    for listed in lists_in(said.text, said.line, words):
        name = slug(f"{listed.noun or 'examples'} {entry.code.replace('.', ' ')}", (), most=4)
        if name in found.lists:
            first, items = found.lists[name]
            found.lists[name] = (first, list(dict.fromkeys([*items, *listed.items])))
        else:
            found.lists[name] = (listed, list(listed.items))


def _figures(
    found: Elements, entry: Entry, sentence: str, at: tuple[str, int], words: ImportWords
) -> None:
    helps = bool(any_of(words.optional).search(sentence))
    for count in counts_in(sentence, words):
        series = series_after(sentence, count.end) if count.kind == "item" else ()
        if series and count.least == len(series):
            _series(found, entry, at, series, words)
            found.areas.add(count.noun)
        if count.noun in found.areas:
            continue
        element = _counted(found, entry, count, (sentence, *at), words)
        element.helps = element.helps or helps
    for phrase, least in words.ranges.items():
        match = re.search(rf"\b{re.escape(phrase)}\b", sentence, re.IGNORECASE)
        if match:
            noun = _after(sentence, match.end())
            element = _things(found, entry, noun, float(least), (sentence, *at))
            element.doubts.append(f"{phrase!r} states no figure; at least {least} is taken")
    _each_source(found, entry, sentence, at, words)


def _series(
    found: Elements, entry: Entry, at: tuple[str, int], series: tuple[str, ...], words: ImportWords
) -> None:
    """ "Each of the four areas of knowledge, skills..." names the topics that all are needed."""
    known = {t.about.lower(): t.id for t in found.topics}
    ids = [known.get(name.lower()) or _topic(found, name, at[1], words, set()) for name in series]
    add_element(found, f"each-of-{len(ids)}", {"kind": "topic", "topics": ids}, entry, at)


def _counted(
    found: Elements, entry: Entry, count: Count, at: tuple[str, str, int], words: ImportWords
) -> Element:
    sentence, where, line = at
    needs: dict[str, object] = {"kind": count.kind}
    if count.kind == "item":
        return _things(found, entry, count.noun, count.least or count.most or 1, at)
    if count.pattern:
        needs["pattern"] = count.pattern
    if count.kind == "hours":
        needs["of"] = _whose(f"{' '.join(entry.verbs)} {sentence}", words)
    if count.least is not None:
        needs["at_least"] = count.least
    if count.most is not None and count.kind == "clients" and count.most != count.least:
        needs["at_most"] = count.most
    if count.kind == "citation" and "each" in sentence.lower():
        areas = next((e for e in found.elements if e.id.startswith("each-of")), None)
        if areas:
            needs = {"kind": "citation", "each": areas.needs["topics"]}
    if count.kind in DOCUMENT_WIDE:
        needs["where"] = "document"
    same = [e for e in found.elements if e.needs.get("kind") == count.kind and e.needs != needs]
    conflict = [e for e in same if count.total and _differ(e.needs, needs)]
    if conflict:
        says = f"{where} states another figure for {count.noun} ({_shown(needs)}); this one is kept"
        conflict[0].doubts.append(f"{says} (see the lint report)")
        conflict[0].lines = tuple(dict.fromkeys((*conflict[0].lines, line)))
        return conflict[0]
    return add_element(
        found, slug(f"{_shown(needs)} {count.noun}", ()), needs, entry, (where, line)
    )


def _differ(one: dict[str, object], other: dict[str, object]) -> bool:
    return one.get("of") == other.get("of") and any(
        one.get(side) != other.get(side) for side in ("at_least", "at_most")
    )


def _shown(needs: dict[str, object]) -> str:
    return f"{needs.get('at_least', needs.get('at_most', ''))}".removesuffix(".0")


def _whose(text: str, words: ImportWords) -> str:
    for hours in words.hours:
        if hours.words and any_of(hours.words).search(text):
            return hours.of
    return words.hours[-1].of


def _things(
    found: Elements, entry: Entry, noun: str, least: float, at: tuple[str, str, int]
) -> Element:
    """So many of a list: of the examples given of the same noun, or of one for a person to fill."""
    sentence, where, line = at
    name = slug(f"{noun} {entry.code.replace('.', ' ')}", (), most=4)
    root = noun.lower().rstrip("s")
    own = [key for key, (listed, _) in found.lists.items() if listed.noun.rstrip("s") == root]
    doubts = []
    if not own:
        nearest = [key for key, (listed, _) in found.lists.items() if listed.items[0] in sentence]
        if len(nearest) == 1:
            own, doubts = nearest, [f"the examples beside it are taken for its {noun}"]
    if not own:
        placed = Listed(noun=noun, items=(noun,), line=line, start=0)
        found.lists[name] = (placed, [noun])
        own, doubts = [name], [f"the source gives no list of {noun}: name what counts"]
    needs: dict[str, object] = {"kind": "item", "list": own[0], "at_least": least}
    found.last_list = own[0]
    element = add_element(found, slug(f"{least:g} {noun}", ()), needs, entry, (where, line))
    element.doubts += [d for d in doubts if d not in element.doubts]
    return element


def _each_source(
    found: Elements, entry: Entry, sentence: str, at: tuple[str, int], words: ImportWords
) -> None:
    """ "Reference key sources for each..." asks for a source beside each thing counted."""
    sources = next(c.words for c in words.counted if c.kind == "citation")
    asked = any_of(sources).search(sentence) and re.search(r"\bfor each\b", sentence)
    if asked and found.last_list and not counts_in(sentence, words):
        needs: dict[str, object] = {"kind": "citation", "each_item": found.last_list}
        add_element(found, "source-for-each", needs, entry, at)


def _after(sentence: str, place: int) -> str:
    """The head of the phrase from a place on: its first plural."""
    rest = re.findall(r"[A-Za-z][\w'-]*", sentence[place:])[:9]
    plural = next((word for word in rest if word.endswith("s") and len(word) > 3), "")
    return plural or (rest[0] if rest else "things")


def _model(
    found: Elements, entry: Entry, sentence: str, at: tuple[str, int], words: ImportWords
) -> None:
    if not any_of(words.models).search(sentence):
        return
    helps = bool(any_of(words.optional).search(sentence))
    named = [e for e in found.elements if e.needs["kind"] == "named-model"]
    if named:
        named[0].helps = named[0].helps and helps
        named[0].lines = tuple(dict.fromkeys((*named[0].lines, at[1])))
        return
    needs: dict[str, object] = {"kind": "named-model", "at_least": 1.0}
    own = [key for key, (listed, _) in found.lists.items() if "model" in listed.noun]
    element = add_element(found, "named-model", needs, entry, at)
    element.helps = helps
    if own:
        element.doubts.append(f"any named model counts; the source names those of list {own[0]}")


def _artefacts(found: Elements, entry: Entry, words: ImportWords) -> None:
    """A doing verb leaves a document, whose kind the statement's words tell."""
    verbs = known_verbs()
    doing = any(d.by_artefact for v in entry.verbs for d in verbs[v].levels.values())
    for kind, phrases in words.artefacts.items() if doing else ():
        if any_of(phrases).search(entry.statement):
            needs: dict[str, object] = {"kind": "artefact", "of": kind, "where": "document"}
            element = add_element(
                found, kind.replace("_", "-"), needs, entry, ("criterion", entry.asks[0].line)
            )
            element.doubts.append("a doing verb is met by a document: is this the one?")
