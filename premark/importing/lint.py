"""A document's units in; everything that it says against itself, in order of place, out."""

from __future__ import annotations

from collections.abc import Sequence

from premark.importing.drafts import Fault, LeftOut, SourceLine, UnitDraft
from premark.importing.facts import Facts
from premark.importing.footnotes import UNMARKED
from premark.importing.lint_counts import count_faults
from premark.importing.lint_numbers import number_faults
from premark.importing.lint_places import place_faults
from premark.importing.lint_sizes import size_faults
from premark.importing.lint_words import (
    bracket_faults,
    code_faults,
    stray_definitions,
    unit_faults,
    verb_faults,
)
from premark.importing.verbs import Verbs


def lint(
    lines: Sequence[SourceLine],
    units: Sequence[UnitDraft],
    left: Sequence[LeftOut],
    facts: Facts,
    verbs: Verbs,
) -> tuple[Fault, ...]:
    """Every fault, by the first line that it stands on."""
    found: list[Fault] = [
        *number_faults(units),
        *count_faults(units, left, verbs.words),
        *size_faults(lines, units, verbs.words),
        *place_faults(units, verbs),
        *code_faults(lines, units, facts),
        *unit_faults(lines, units, verbs.words),
        *verb_faults(units, verbs),
        *stray_definitions(units, verbs),
        *_homeless(left),
        *bracket_faults(lines),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda fault: (fault.lines, fault.kind)))


def _homeless(left: Sequence[LeftOut]) -> list[Fault]:
    """Guidance or depth under a number that no criterion has, and footnotes without a mark."""
    stray = [item for item in left if item.why.endswith("which no criterion has")]
    notes = [item for item in left if item.why == UNMARKED]
    return [Fault(kind="unpaired", says=item.why, lines=(item.line,)) for item in stray] + [
        Fault(kind="footnote", says=item.why, lines=(item.line,)) for item in notes
    ]
