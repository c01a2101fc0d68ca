"""Parsed passages in; those that frame the whole, set its scene or only announce, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from premark.detect.base import Rules, Seen
from premark.detect.verb_depth import announces
from premark.parse import ParsedPassage
from premark.patterns import search
from premark.types.document import Locator, Section


def announcements(seen: Seen, rules: Rules) -> Iterator[Locator]:
    """Sentences that say what the text will do, or claim that it did, cover no topic."""
    for each in seen.parsed:
        for sentence in each.sentences:
            if announces(sentence, rules):
                yield each.passage.locate(sentence.start, sentence.end)


def setting(parsed: Sequence[ParsedPassage], rules: Rules) -> Iterator[str]:
    """The passages from the first on in which the writer says who and where they are."""
    for each in parsed:
        rows = each.passage.kind == "row"
        if rows or not search(rules.patterns["setting"], each.passage.text):
            return
        yield each.passage.id


def frames(parsed: ParsedPassage, sections: Sequence[Section], rules: Rules) -> bool:
    """Whether a passage introduces or closes the whole, by its heading or its own words."""
    if parsed.passage.kind == "row":
        return False
    title = sections[parsed.passage.section].title
    headed = search(rules.patterns["section-heading"], title)
    if any(hit.key in ("introduction", "conclusion") for hit in headed):
        return True
    return bool(search(rules.patterns["framing"], parsed.passage.text))
