"""An import and the shipped packs in; how far each criterion agrees with its own, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from premark.importing.counts import counts_in
from premark.importing.drafts import Imported, OutcomeDraft, UnitDraft
from premark.importing.element_types import Element
from premark.importing.elements import elements_of
from premark.importing.words import ImportWords
from premark.types.criteria import Criterion, Needs, Pack
from premark.types.document import Value

MEASURES = ("hours", "months", "clients")


class Agreement(Value):
    """One criterion, imported and shipped. "" in `said` says that the two agree in it."""

    unit: str
    code: str
    imported: bool
    shipped: bool
    verbs: str = ""
    figures: str = ""
    own: str = ""

    @property
    def agrees(self) -> bool:
        return self.imported and self.shipped and not self.verbs and not self.figures


def compare(imported: Imported, packs: Sequence[Pack], words: ImportWords) -> list[Agreement]:
    """Every criterion of the packs that answer to the import's units, and any beyond them."""
    found: list[Agreement] = []
    for unit in imported.units:
        pack = _pack_of(imported, unit, packs)
        if pack is None:
            found += [
                Agreement(unit=unit.code, code=e.code, imported=True, shipped=False)
                for e in unit.entries
            ]
            continue
        codes = [c.id for c in pack.criteria] + [entry.code for entry in unit.entries]
        found += [_one(pack, unit, code, words) for code in dict.fromkeys(codes)]
    return found


def _pack_of(imported: Imported, unit: UnitDraft, packs: Sequence[Pack]) -> Pack | None:
    same = [p for p in packs if p.qualification.number == imported.number and p.unit == unit.code]
    return same[-1] if same else None


def _one(pack: Pack, unit: UnitDraft, code: str, words: ImportWords) -> Agreement:
    entry = next((e for e in unit.entries if e.code == code), None)
    criterion = next((c for c in pack.criteria if c.id == code), None)
    if entry is None or criterion is None:
        return Agreement(unit=pack.code, code=code, imported=bool(entry), shipped=bool(criterion))
    verbs = ""
    if set(entry.verbs) != set(criterion.verb):
        verbs = f"{', '.join(entry.verbs) or 'none'} against {', '.join(criterion.verb)}"
    stated = [e for e in elements_of(entry, words, set()).elements if _states(e)]
    outcome = next((o for o in unit.outcomes if o.id == criterion.outcome), None)
    lacking = [_said(e.needs) for e in stated if not e.helps and not _holds(criterion, e.needs)]
    own = [_shown(n) for n in _figures(criterion) if not _stated(n, stated, outcome, words)]
    return Agreement(
        unit=pack.code,
        code=code,
        imported=True,
        shipped=True,
        verbs=verbs,
        figures="; ".join(f"the source states {one}, the pack does not" for one in lacking),
        own="; ".join(own),
    )


def _states(element: Element) -> bool:
    """Whether an element rests on a figure of the source, and not on words for a range."""
    figure = element.needs.get("at_least") is not None
    ranged = any("no figure" in doubt for doubt in element.doubts)
    return figure and not ranged and element.needs["kind"] not in ("named-model", "artefact")


def _holds(criterion: Criterion, needs: dict[str, object]) -> bool:
    """Whether the pack has the figure: in one need, or as so many needs of one each."""
    kind, least = needs["kind"], needs.get("at_least")
    shipped = [requirement.needs for requirement in criterion.must]
    if kind in MEASURES or kind == "citation":
        return any(n.kind == kind and n.at_least == least for n in shipped)
    things = [n for n in shipped if n.kind in ("item", "topic", "phrase", "named-model", "move")]
    if any(n.at_least == least for n in things) or any(len(n.topics) == least for n in things):
        return True
    return sum(n.at_least == 1 or n.at_least is None for n in things) >= float(str(least))


def _figures(criterion: Criterion) -> Iterator[Needs]:
    for requirement in criterion.must:
        needs = requirement.needs
        bare = needs.kind in MEASURES or (needs.at_least or 0) >= 2
        if needs.at_least is not None and bare and needs.kind != "topic":
            yield needs


def _stated(
    needs: Needs, stated: Sequence[Element], outcome: OutcomeDraft | None, words: ImportWords
) -> bool:
    own = [(e.needs.get("at_least"), e.needs["kind"]) for e in stated]
    if (needs.at_least, needs.kind) in own:
        return True
    told = counts_in(outcome.title, words) if outcome else []
    return any(count.kind == needs.kind and count.least == needs.at_least for count in told)


def _said(needs: dict[str, object]) -> str:
    least = needs.get("at_least")
    name = str(needs.get("list") or needs["kind"])
    return f"{least:g} {name}" if isinstance(least, float) else name


def _shown(needs: Needs) -> str:
    return f"{needs.at_least:g} {needs.list or needs.kind}"


def agreement_lines(found: Sequence[Agreement]) -> Iterator[str]:
    """A line to each criterion that differs, and the sums."""
    for one in found:
        where = f"{one.unit} {one.code}"
        if not one.imported or not one.shipped:
            yield f"{where}: {'not imported' if one.shipped else 'no shipped pack has it'}"
        if one.verbs:
            yield f"{where}: verbs: {one.verbs}"
        if one.figures:
            yield f"{where}: figures: {one.figures}"
        if one.own:
            yield f"{where}: the pack's own reading, where the source states no figure: {one.own}"
    both = [one for one in found if one.imported and one.shipped]
    whole = len(found)
    yield f"codes {len(both)} of {whole}"
    yield f"verbs {sum(not one.verbs for one in both)} of {whole}"
    yield f"figures that the source states {sum(not one.figures for one in both)} of {whole}"
    yield f"all three {sum(one.agrees for one in found)} of {whole}"
