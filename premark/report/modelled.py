"""The named models of one criterion in; a row each, with what is done with it, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from premark.detect.model_use import USES
from premark.plain import one_line
from premark.report.quotes import QUOTE, by_key, quoted
from premark.report.reasons import why
from premark.report.rows import NamedRow, Quote
from premark.types.document import Document
from premark.types.evidence import Finding


def models(findings: Sequence[Finding], document: Document) -> Iterable[NamedRow]:
    for group in by_key(findings):
        quotes = tuple(_model_quote(f, document) for f in group)
        odd = [f.quote for f in group if f.fact("misspelt") == "yes"]
        note = f"written “{one_line(odd[0], 40)}”" if odd else ""
        if group[0].kind == "unknown-model":
            note = "not in the lexicon"
        note = "; ".join(part for part in (_model_use(group), note) if part)
        yield NamedRow(one_line(group[0].key), len(group), quotes, note)


def _model_use(group: Sequence[Finding]) -> str:
    """What is done with a model in all its places: "described, applied"; "" where not read."""
    read = [use for f in group for use in f.fact("use").split("; ") if use]
    done = [use for use in USES if use in read]
    return ", ".join(done) or ("mentioned only" if read else "")


def _model_quote(finding: Finding, document: Document) -> Quote:
    """The sentence that says what is done with the model, and by which words."""
    quote = quoted(finding, document, f"model, {finding.fact('use')}".removesuffix(", "))
    if not finding.fact("shown"):
        return quote
    text = one_line(finding.fact("said"), QUOTE)
    return replace(quote, text=text, why=why(f"“{one_line(finding.fact('shown'), 120)}”"))
