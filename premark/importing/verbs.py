"""A criterion's words in; the command verbs that it opens and goes on with, out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from premark.importing.words import ImportWords, any_of
from premark.types.criteria import Verb

_GO_ON = re.compile(r"\band(?:\s+then)?\s+(?=\w)")
_ADVERB = re.compile(r"\w+ly\s+", re.IGNORECASE)
_PREFACE = 6
_LETTERS = re.compile(r"[A-Za-z]+")
# A word after an article or the like names a thing ("using this plan").
_WORD = re.compile(r"(?<!\bthis )(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\byour )(?<!\bown )\b[A-Za-z]")
_OF = re.compile(r"\s+of\b")
_NOUN = re.compile(r"\s+(?:of|for|is|are|was|were)\b|\s*[.,;:)]|\s*$")


@dataclass(frozen=True)
class Hit:
    """A verb found at characters `start` to `end`: its id, or the word that stands for it."""

    verb: str
    start: int
    end: int
    known: bool = True


@dataclass(frozen=True)
class Verbs:
    """The verbs that a criterion may open with: those of `verbs.yaml`, and their stand-ins."""

    known: dict[str, Verb]
    words: ImportWords

    @cached_property
    def _stand_ins(self) -> re.Pattern[str]:
        names = sorted(self.words.stands_for, key=lambda name: (-len(name), name))
        either = "|".join(re.escape(name) for name in names)
        return re.compile(rf"(?:{either})\b", re.IGNORECASE)

    @cached_property
    def _by_first_word(self) -> dict[str, list[Verb]]:
        found: dict[str, list[Verb]] = {}
        for verb in self.known.values():
            word = _LETTERS.match(verb.name)
            found.setdefault(_spelt(word.group()) if word else "", []).append(verb)
        return found

    def at(self, text: str, place: int) -> Hit | None:
        """The longest verb, as a command, that starts at this character."""
        word = _LETTERS.match(text, place)
        if not word:
            return None
        alike = self._by_first_word.get(_spelt(word.group()), [])
        hits = [hit for verb in alike for hit in _matches(verb, text, place)]
        best = max(hits, key=lambda hit: hit.end, default=None)
        found = self._stand_ins.match(text, place)
        if found and (best is None or found.end() > best.end):
            near = self.words.stands_for[found.group().lower()]
            best = Hit(near, place, found.end(), known=False)
        return best

    def opens(self, text: str) -> Hit | None:
        """The verb that a line opens with, after an adverb or none."""
        adverb = _ADVERB.match(text)
        hit = self.at(text, 0)
        if not hit and adverb:
            hit = self.at(text, adverb.end())
        noun = hit and " " not in text[hit.start : hit.end] and _OF.match(text, hit.end)
        return None if noun else hit

    def lead(self, text: str) -> Hit | None:
        """The first verb of a criterion: at its start, or after a few words of preface."""
        hit = self.opens(text)
        if hit:
            return hit
        starts = [m.start() for m in _WORD.finditer(text)][1:_PREFACE]
        return next((found for start in starts if (found := self.at(text, start))), None)

    def of(self, statement: str) -> tuple[Hit, ...]:
        """Every verb that the criterion commands, in order; none where none is known."""
        first = self.lead(statement)
        if first is None:
            return ()
        first = self._carried(first, statement)
        hits = [first]
        for joint in _GO_ON.finditer(statement, first.end):
            adverb = _ADVERB.match(statement, joint.end())
            hit = self.at(statement, joint.end())
            hit = hit or (self.at(statement, adverb.end()) if adverb else None)
            if hit and hit.start >= hits[-1].end and self._goes_on(statement, hit):
                hits.append(hit)
        return self._apart(hits)

    def _goes_on(self, text: str, hit: Hit) -> bool:
        """Whether a word after "and" commands, and is no noun and no aid to the first verb."""
        said = text[hit.start : hit.end].lower()
        return said not in self.words.only_first and not _NOUN.match(text, hit.end)

    def _carried(self, hit: Hit, text: str) -> Hit:
        """ "Provide evidence of reflecting" asks to reflect."""
        if hit.verb not in self.words.carriers:
            return hit
        of = re.compile(r"\s+of\s+(?=\w+ing\b)").match(text, hit.end)
        if not of:
            return hit
        forms = [(verb.id, any_of(verb.forms)) for verb in self.known.values()]
        found = [(m.end(), id_) for id_, form in forms if (m := form.match(text, of.end()))]
        return Hit(max(found)[1], hit.start, max(found)[0]) if found else hit

    def _apart(self, hits: list[Hit]) -> tuple[Hit, ...]:
        """Without one that a later verb's own phrases take in ("establish and build...")."""
        kept: list[Hit] = []
        for i, hit in enumerate(hits):
            later = [self.known[h.verb] for h in hits[i + 1 :] if h.verb in self.known]
            name = self.known[hit.verb].name.lower()
            first = {form.split("*")[0].split()[0].lower() for v in later for form in v.forms}
            if name in first:
                continue
            if hit.verb not in [h.verb for h in kept]:
                kept.append(hit)
        return tuple(kept)

    def defined_at(self, text: str) -> tuple[Hit, int] | None:
        """A verb, or a noun made of it, that the text opens with and says the meaning of."""
        article = re.match(r"(?:(?:an?|the|to)\s+)?", text, re.IGNORECASE)
        place = article.end() if article else 0
        hits = [self.at(text, place)] + [
            Hit(verb.id, place, m.end())
            for verb in self.known.values()
            if (m := any_of(verb.forms).match(text, place))
        ]
        for hit in sorted((h for h in hits if h), key=lambda h: -h.end):
            rest = text[hit.end :]
            says = any_of(self.words.defines).match(rest.lstrip())
            if says:
                return hit, hit.end + len(rest) - len(rest.lstrip()) + says.end()
        return None


def _spelt(word: str) -> str:
    return word.lower().replace("z", "s")


def _matches(verb: Verb, text: str, place: int) -> list[Hit]:
    found = any_of((*verb.forms, verb.name)).match(text, place)
    if not found:
        return []
    first, name = found.group().split()[0].lower(), verb.name.split()[0].lower()
    spelt = first.replace("z", "s")
    return [Hit(verb.id, place, found.end())] if spelt == name else []
