"""Parsed passages in; people who can be identified, email addresses and telephone numbers, out.

The rooms beside it: `person_words` (the lists), `person_lines` (sentences, cells, capitals),
`person_names` (shapes of names), `person_rules` (who counts), `person_entity` (spaCy's own
recogniser), `person_ledger` (who is who), `person_contact`, `person_employer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from premark.detect.base import Rules, Seen
from premark.detect.citation_words import fold
from premark.detect.person_contact import Contact, contacts
from premark.detect.person_employer import employers
from premark.detect.person_ledger import keys
from premark.detect.person_lines import Line, lines, runs, small_words
from premark.detect.person_names import Candidate, candidates
from premark.detect.person_rules import Known, is_invented, is_own, reason, rule_for
from premark.detect.person_words import PersonWords, person_words
from premark.types.criteria import NamedModel
from premark.types.document import Passage
from premark.types.evidence import Finding

DETECTOR = "anonymity"
_CONTACTS = {"email": "An email address", "phone": "A telephone number"}


def people(
    seen: Seen, rules: Rules, *, known: frozenset[str] = frozenset(), learner: str = ""
) -> Iterator[Finding]:
    """Names left in, in reading order, then addresses, telephone numbers and employers in logs.

    What: kinds "person" (key: the fullest writing of that person's name), "email", "phone" and
    "employer", one finding a place. `known` are folded surnames of authors cited or listed;
    `learner` is the learner's own name, which is no leak.
    Why: clients and colleagues are promised that they cannot be recognised.
    Known limits: a surname by itself, names in small letters and nicknames are missed; a writer
    named without a year, whom neither the lexicon nor the word list has, is told as a person. When
    the learner says that names were changed, given names by themselves are not told.
    """
    table = person_words()
    yield from _people(seen, _known(rules.lexicon.models.values(), seen, known, table), learner)
    for one in seen.parsed:
        for contact in contacts(one.passage.text, table):
            yield _contact(one.passage, contact)
        for start, end in employers(one.passage, table):
            yield _employer(one.passage, start, end)


def known_authors(findings: Iterable[Finding]) -> frozenset[str]:
    """Folded surnames of citations and list entries: what `people` takes as `known`."""
    names = (f.fact("author") or f.fact("authors") for f in findings)
    folded = (fold(name.split(",")[0]) for joined in names for name in joined.split(";"))
    return frozenset(name for name in folded if name)


def _people(seen: Seen, known: Known, learner: str) -> Iterator[Finding]:
    table = person_words()
    possible = [c for line in lines(seen.parsed) for c in _candidates_of(line, table)]
    own = {part for c in possible if is_own(c, table) for part in c.full.split()}
    invented = {c.full for c in possible if is_invented(c, table)}
    known = replace(
        known, own=frozenset(own | set(fold(learner).split())), invented=frozenset(invented)
    )
    told = [(c, rule) for c in possible if (rule := rule_for(c, known, table))]
    for (candidate, rule), key in zip(told, keys([c for c, _ in told]), strict=True):
        yield _person(candidate, rule, key)


def _candidates_of(line: Line, table: PersonWords) -> Iterator[Candidate]:
    for run in runs(line.text, table.words.titles):
        yield from candidates(line, run, table)


def _known(
    models: Iterable[NamedModel], seen: Seen, cited: frozenset[str], table: PersonWords
) -> Known:
    models = tuple(models)
    writers = table.words.writers | {fold(name) for m in models for name in m.authors}
    throughout = table.cues["invented_throughout"]
    return Known(
        cited=cited,
        writers=frozenset(writers),
        writers_surnames=frozenset(name.split()[-1] for name in writers if name),
        models=frozenset(fold(name) for m in models for name in (m.name, *m.also)),
        small=small_words(seen.parsed),
        all_invented=any(throughout.search(p.passage.text) for p in seen.parsed),
    )


def _person(candidate: Candidate, rule: str, key: str) -> Finding:
    passage = candidate.line.passage
    start = candidate.line.start + candidate.start
    return _finding(passage, start, start + len(candidate.text), "person").model_copy(
        update={"rule": rule, "key": key, "because": reason(rule, key)}
    )


def _contact(passage: Passage, contact: Contact) -> Finding:
    because = f"{_CONTACTS[contact.kind]}, by which a person can be found."
    return _finding(passage, contact.start, contact.end, contact.kind).model_copy(
        update={"key": contact.key, "because": because}
    )


def _employer(passage: Passage, start: int, end: int) -> Finding:
    name = " ".join(passage.text[start:end].split())
    because = f"{name}: an organisation named in a row of a log, by which a client can be found."
    return _finding(passage, start, end, "employer").model_copy(
        update={"key": name, "because": because}
    )


def _finding(passage: Passage, start: int, end: int, kind: str) -> Finding:
    at = passage.locate(start, end)
    return Finding(
        detector=DETECTOR,
        rule=kind,
        kind=kind,
        key="",
        passage=passage.id,
        at=at,
        quote=passage.text[start : start + at.end - at.start],
        because="",
    )
