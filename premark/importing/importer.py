"""A body's document in; its units as drafts, what is unsure, what was left out, its faults out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from premark.errors import ReadError
from premark.importing.account import used_of, whole_account
from premark.importing.assemble import assemble
from premark.importing.drafts import Doubt, Imported, SourceLine, UnitDraft
from premark.importing.facts import Facts, facts_of, with_codes
from premark.importing.lint import lint
from premark.importing.source import source_lines
from premark.importing.verbs import Verbs
from premark.importing.walk import walk_lines
from premark.importing.words import known_verbs, load_words


def import_document(
    path: Path, *, number: str = "", units: Sequence[str] = (), body: str = "", level: str = ""
) -> Imported:
    """Read a unit specification or assessor guide. What is given overrides what it says.

    Raises ReadError (or a kind of it) for a file that cannot be read or holds no criteria.
    """
    found = import_lines(source_lines(path), path.name, number=number, units=units)
    if not found.units:
        raise ReadError(
            f"{path.name}: no assessment criteria were found in it",
            hint="Check that it is a unit specification; criteria open with a command verb, "
            "and the words by which parts are known stand in criteria/importing.yaml.",
        )
    given = {"body": body, "level": level}
    return found.model_copy(update={name: value for name, value in given.items() if value})


def import_lines(
    lines: Sequence[SourceLine], name: str, *, number: str = "", units: Sequence[str] = ()
) -> Imported:
    """The same for lines already read; no units where no criteria are found."""
    verbs = Verbs(known_verbs(), load_words())
    walk = walk_lines(lines, verbs, verbs.words)
    drafts, left = assemble(walk)
    facts = facts_of(lines, verbs.words)
    if number:
        facts = facts.model_copy(update={"number": number, "references": 0})
    drafts = with_codes(drafts, facts, lines, units)
    used = [text for unit in drafts for text in used_of(unit)]
    if drafts:
        used.append(facts.title)
    codes = {code for u in drafts for e in u.entries for code in (e.code, e.also)}
    left += [item for item in walk.left if not drafts or item.text != facts.title.text]
    account = whole_account(lines, used, left, codes)
    return Imported(
        source=name,
        title=facts.title.text,
        body=facts.body,
        number=facts.number,
        level=facts.level,
        doubts=_doubts(facts, drafts),
        lines=tuple(lines),
        units=tuple(drafts),
        left_out=account,
        faults=lint(lines, drafts, account, facts, verbs),
    )


def _doubts(facts: Facts, units: Sequence[UnitDraft]) -> tuple[Doubt, ...]:
    says: list[str] = []
    if not facts.body:
        says.append("the source names no awarding body that importing.yaml knows")
    if facts.references == 1:
        says.append("the qualification's number stands in one reference only")
    if not facts.number:
        says.append("the source gives no number of the qualification")
    if not facts.level and not all(unit.level for unit in units):
        says.append("the source gives no level")
    return tuple(Doubt(says=one) for one in says)
