"""Files and a unit in, a Review out: the steps in order, and the tools that they need."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from premark.detect import detect
from premark.detect.anonymity import known_authors, people
from premark.detect.artefacts import artefact_of
from premark.detect.base import Rules, Seen
from premark.detect.framing import announcements, frames, setting
from premark.detect.model_lexicon import compile_lexicon
from premark.detect.move_head import load_move_head
from premark.detect.person_file import edge_notice, file_notice
from premark.detect.references import (
    citations,
    listed_entries,
    listed_names,
    looks_like_reference,
    numbers_are_bare,
    with_notes,
)
from premark.detect.stuffing import stuffing
from premark.embed import Embedder, Vectors, load_encoder
from premark.isolate import read_with_names
from premark.match.chances import topic_chances
from premark.match.decide import Reading as MatchReading
from premark.match.decide import match
from premark.match.off_topic import of_field, off_topic
from premark.match.profiles import Profiles, build_profiles
from premark.match.unit_fit import unit_fits
from premark.openers import without_openers
from premark.packs.load import (
    all_packs,
    find_pack,
    load_models,
    load_patterns,
    load_thresholds,
    load_verbs,
)
from premark.parse import Parser, import_spacy, load_parser
from premark.patterns import search
from premark.provenance import made_with
from premark.read.held_names import HeldName
from premark.structure.naming import Reading
from premark.structure.passages import cut_passages
from premark.structure.sections import split_sections
from premark.types.criteria import Pack, Verb
from premark.types.document import Document, Locator, Passage, Section
from premark.types.evidence import Finding, Notice, Review
from premark.types.tuning import Thresholds
from premark.weigh.blank import blank_headings
from premark.weigh.concealed import concealed_notices
from premark.weigh.cross_check import cross_check
from premark.weigh.notices import echo_notice, notices
from premark.weigh.overruled import overruled_headings
from premark.weigh.review import Evidence, weigh_criteria
from premark.weigh.sources import with_kinds
from premark.weigh.stuffing import left_out, stuffing_notices, without
from premark.weigh.sureness import load_sureness
from premark.weigh.unit import UnitFit, unit_notice

Progress = Callable[[str], None]
AT_ONCE = 0.03  # seconds in which a child that waits has refused most broken files


@dataclass(frozen=True)
class Tools:
    """Loaded models and rules; tests pass stand-ins."""

    parser: Parser
    encoder: Embedder
    thresholds: Thresholds
    verbs: dict[str, Verb]
    rules: Callable[[Pack], Rules]


@lru_cache(maxsize=1)
def load_tools() -> Tools:
    """The shipped parser, encoder, lexicon and rules, loaded once in a process."""
    import_spacy()  # before the thread: it imports torch where the encoder must be made first
    with ThreadPoolExecutor(max_workers=1) as beside:
        encoder = beside.submit(load_encoder)
        parser, patterns, head = load_parser(), load_patterns(), load_move_head()
        lexicon = compile_lexicon(load_models())
    return Tools(
        parser=parser,
        encoder=encoder.result(),
        thresholds=load_thresholds().model_copy(update={"sureness": load_sureness()}),
        verbs=load_verbs(),
        rules=lambda pack: Rules(pack, patterns, lexicon, head),
    )


def _quiet(step: str) -> None:
    """Nobody is listening."""


def map_files(
    paths: Sequence[Path], unit: str | Pack, *, tools: Tools | None = None, said: Progress = _quiet
) -> Review:
    """Read the files of one submission and review them against a unit, by name or as its pack.

    Raises ReadError for a file that cannot be read, UnknownUnit, PackError or ModelMissing.
    """
    pack = unit if isinstance(unit, Pack) else find_pack(unit)
    said("reading")
    with ThreadPoolExecutor(max_workers=1) as beside:
        reading = beside.submit(read_with_names, paths)
        wait([reading], timeout=AT_ONCE)
        if reading.done():  # a file that cannot be read is told before the models load
            reading.result()
        said("loading the language models")
        with_tools = tools or load_tools()
        document, names = reading.result()
    return map_read(document, names, pack, with_tools, said)


def map_read(
    document: Document, names: Sequence[HeldName], pack: Pack, tools: Tools, said: Progress = _quiet
) -> Review:
    """Review a document that is already read, with the names its files hold beside their text."""
    review = map_document(document, pack, tools, said=said)
    rules = tools.rules(pack)
    learner = _learner(document, review.sections, rules)
    held = file_notice(names, learner=learner)
    edges = edge_notice(document, rules, tools.parser.parse, learner=learner)
    return review.model_copy(update={"notices": (*review.notices, *edges, *held)})


def outline(document: Document, pack: Pack) -> tuple[list[Section], list[Passage]]:
    """Sections and passages of a document, as the matching sees them."""
    patterns = load_patterns()
    headings, cover = patterns["section-heading"], patterns["cover-line"]
    sections = split_sections(document, Reading(pack, headings, looks_like_reference, cover))
    return sections, cut_passages(document, sections)


@dataclass(frozen=True)
class Prepared:
    """A document cut, parsed and embedded: all that matching and detecting start from."""

    sections: list[Section]
    passages: list[Passage]
    seen: Seen
    rules: Rules
    reading: MatchReading


def prepare(document: Document, pack: Pack, tools: Tools, *, said: Progress = _quiet) -> Prepared:
    """The slow half of a review: sections, passages, parses and vectors."""
    sections, passages = outline(document, pack)
    said("parsing")
    rules = tools.rules(pack)
    parsed = without_openers(tools.parser.parse(passages), rules.patterns)
    said("embedding")
    sentences = [s.said for p in parsed for s in p.sentences]
    titles = [s.title or " " for s in sections]
    vectors = tools.encoder.encode([*sentences, *titles])
    seen = Seen(parsed, vectors[: len(sentences)])
    reading = _match_reading(sections, seen, rules, vectors[len(sentences) :])
    return Prepared(sections, passages, seen, rules, reading)


@dataclass(frozen=True)
class Gathered:
    """All that was found in a document before anything is weighed, and what it was found with."""

    ready: Prepared
    profiles: Profiles
    evidence: Evidence
    cited: list[Finding]
    references: list[Finding]
    echoed: list[Locator]
    stuffed: tuple[Finding, ...]


def gather(document: Document, pack: Pack, tools: Tools, *, said: Progress = _quiet) -> Gathered:
    """Everything up to the weighing, which is quick and may then be done at other thresholds."""
    ready = prepare(document, pack, tools, said=said)
    sections, passages, rules = ready.sections, ready.passages, ready.rules
    said("matching")
    seen = ready.seen
    references = listed_entries(document, sections)
    cited = _citations(document, passages, references)
    stuffed = stuffing(seen, rules, cited)
    empty = left_out(stuffed)
    unsaid = [*empty, *announcements(seen, rules)]
    reading = replace(ready.reading, left_out=frozenset((at.block, at.start) for at in unsaid))
    ready = replace(ready, reading=reading)
    profiles = build_profiles(pack, tools.encoder)
    thresholds = tools.thresholds
    matches, echoed = match(reading, profiles, thresholds.matching, thresholds.coverage)
    said("detecting")
    learner = _learner(document, sections, rules)
    named = people(seen, rules, known=known_authors([*cited, *references]), learner=learner)
    detected = without(detect(seen, rules), [*echoed, *empty])
    findings = (*detected, *without(cited, empty), *references, *named)
    blank = blank_headings(document, sections)
    chances = topic_chances(reading, profiles, matches, thresholds)
    evidence = Evidence(tuple(passages), tuple(matches), findings, blank, chances)
    return Gathered(ready, profiles, evidence, cited, references, echoed, stuffed)


def map_document(
    document: Document, pack: Pack, tools: Tools, *, said: Progress = _quiet
) -> Review:
    """Review a document that is already read."""
    found = gather(document, pack, tools, said=said)
    ready, evidence, rules = found.ready, found.evidence, found.ready.rules
    said("weighing")
    criteria = weigh_criteria(pack, evidence, tools.verbs, tools.thresholds)
    checked = cross_check(found.cited, found.references)
    field = rules.patterns.get(pack.field)
    far = off_topic(ready.reading, of_field(pack, all_packs()), tools.encoder, field=field)
    return Review(
        unit=pack.code,
        unit_title=pack.title,
        qualification=f"{pack.qualification.body} level {pack.qualification.level}",
        pack_version=pack.version,
        document=document,
        sections=tuple(ready.sections),
        passages=tuple(ready.passages),
        criteria=criteria,
        findings=tuple(f for f in evidence.findings if _told(f)),
        cross_check=checked,
        notices=(
            *_notices(document, ready, evidence, (pack, tools)),
            *echo_notice(found.echoed),
            *stuffing_notices(found.stuffed, far, criteria, checked, field=field),
        ),
        warnings=document.warnings,
        words=sum(p.words for p in ready.passages),
        made_with=made_with(pack, encoder=tools.encoder.name, parser=tools.parser.name),
    )


def _told(finding: Finding) -> bool:
    """A move that is none of its passage's chief ones is weighed, but not told."""
    return finding.kind != "move" or finding.fact("leads") != "no"


def _notices(
    document: Document, ready: Prepared, evidence: Evidence, given: tuple[Pack, Tools]
) -> tuple[Notice, ...]:
    pack, tools = given
    fits = unit_fits(ready.reading.vectors, all_packs(), tools.encoder)
    fit = UnitFit(fits, len(ready.reading.vectors))
    unit = unit_notice(document, pack, all_packs(), fit)
    overruled = overruled_headings(document, ready.sections, evidence)
    concealed = concealed_notices(document)
    found = (unit, overruled, *concealed, *notices(document, ready.sections, evidence, pack))
    return tuple(notice for notice in found if notice is not None)


def _learner(document: Document, sections: Sequence[Section], rules: Rules) -> str:
    """The learner's own name, from the cover; "" when the cover does not say."""
    for section in sections:
        for index in section.blocks if section.role == "cover" else ():
            text = document.blocks[index].text
            hits = search(rules.patterns["cover-line"], text)
            if hits and hits[0].start == 0:
                return text[hits[0].end :].strip(" :|-–—\t")[:80]
    return ""


def _match_reading(
    sections: Sequence[Section], seen: Seen, rules: Rules, titles: Vectors
) -> MatchReading:
    return MatchReading(
        parsed=seen.parsed,
        sections=tuple(sections),
        vectors=seen.vectors,
        titles=titles,
        artefacts=artefact_of(seen, rules),
        framing=frozenset(p.passage.id for p in seen.parsed if frames(p, sections, rules)),
        setting=frozenset(setting(seen.parsed, rules)),
    )


def _citations(
    document: Document, passages: Sequence[Passage], references: Sequence[Finding]
) -> list[Finding]:
    known = listed_names(references)
    bare = numbers_are_bare([p.text for p in passages], references)
    found = [f for p in passages for f in citations(p, known=known, bare_numbers=bare)]
    found = with_notes(found, document, passages, references)
    return with_kinds(found, references)


__all__ = ["Gathered", "Prepared", "Tools", "gather", "load_tools", "map_document", "map_files"]
__all__ += ["map_read", "outline", "prepare"]
