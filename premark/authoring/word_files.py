"""A file of words that one detector reads in; its mistakes and failed examples out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from premark.detect import artefact_words, model_words, move_trees
from premark.detect.citation_words import CitationWords
from premark.detect.model_lexicon import compile_lexicon
from premark.detect.move_rules import rules_in
from premark.detect.person_words import AnonymityWords, GivenNames
from premark.detect.reference_entry import read_entry
from premark.detect.reference_kind import SourceKinds, source_kinds
from premark.errors import BadYaml, DuplicateId, PackError
from premark.importing.words import load_words as load_import_words
from premark.packs.check_words import failed
from premark.packs.cohort_settings import cohort_mistakes
from premark.packs.entries import misphrased
from premark.packs.limits import load_limits
from premark.packs.raw import entries, fields, scalars, texts
from premark.packs.statuses import read_statuses
from premark.packs.where import criteria_root
from premark.packs.yaml_source import Source, build, field_name, shape_mistakes
from premark.parse import load_parser
from premark.read import template
from premark.types.criteria import NamedModel

Checker = Callable[[Source], Iterator[PackError]]


def word_file(source: Source) -> Checker | None:
    """What checks a file of this purpose; None where no detector reads such a file."""
    data = source.data if isinstance(source.data, dict) else {}
    if data.get("kind") == "template-guidance":
        return _template
    if "unit_words" in data:
        return _importing
    own = _BY_PURPOSE.get(str(data.get("purpose")))
    return (lambda given: chain(_misread(given), own(given))) if own else None


def _misread(source: Source) -> Iterator[PackError]:
    """Each word that a program wrote for a bare yes, no, on or off."""
    for key, text in scalars(source.data):
        if text in ("True", "False"):
            said = f"is {text}, a program's word for a bare yes or no, on or off; expected a word"
            yield BadYaml(source.path, source.line(key), field_name(source, key), said)


def model_clashes(source: Source) -> Iterator[PackError]:
    """Each model of a sound lexicon that shares a writing with one before it."""
    models = [build(NamedModel, source, entry) for _, entry in entries(source, "models")]
    try:
        compile_lexicon({model.name: model for model in models})
    except DuplicateId:
        kept: dict[str, NamedModel] = {}
        for i, model in enumerate(models):
            try:
                compile_lexicon({**kept, model.name: model})
                kept[model.name] = model
            except DuplicateId as error:
                key = ("models", i)
                name = field_name(source, key)
                yield DuplicateId(source.path, source.line(key), name, error.problem)


def _model_words(source: Source) -> Iterator[PackError]:
    told: list[PackError] = [*shape_mistakes(model_words.ModelWords, source, source.data)]
    for name in fields(source, ("parts",)):
        told += misphrased(source, ("parts", name, "words"))
    yield from told
    if told:
        return
    table = build(model_words.ModelWords, source, source.data)
    for name, part in table.parts.items():
        for field in ("find", "ignore", "not_yet"):
            for i, line in enumerate(getattr(part, field)):
                alone = part.model_copy(
                    update={"find": (), "ignore": (), "not_yet": (), field: (line,)}
                )
                one = table.model_copy(update={"parts": {name: alone}})
                key = ("parts", name, field, i)
                yield from (failed(source, key, said) for said in model_words.broken_examples(one))


def _artefacts(source: Source) -> Iterator[PackError]:
    table = artefact_words.load_words(source.path)
    for group, found in table.groups.items():
        for name, entry in found.items():
            for field in ("find", "ignore"):
                lines = getattr(entry, field)
                if not lines:
                    yield failed(source, (group, name), f"needs a line to {field}")
                for i, line in enumerate(lines):
                    if entry.hits(line) != (field == "find"):
                        yield failed(source, (group, name, field, i), f"should {field} {line!r}")


def _move_trees(source: Source) -> Iterator[PackError]:
    rules, nlp = move_trees.move_rules(source), load_parser().nlp
    for n, rule in enumerate(rules.rules):
        alone = move_trees.MoveRules((rule,), rules.lists, rules.unless, rules.cues)
        for field in ("find", "ignore", "not_yet"):
            for i, line in enumerate(getattr(rule.examples, field)):
                if (rule.id in rules_in(line, alone, nlp)) != (field == "find"):
                    said = f"should {'find' if field == 'find' else 'not find'}: {line!r}"
                    yield failed(source, ("rules", n, "examples", field, i), said)


def _source_kinds(source: Source) -> Iterator[PackError]:
    told = shape_mistakes(SourceKinds, source, source.data)
    yield from told
    if told or not _is_shipped(source):  # entries are read by the rules that are in force
        return
    for i, rule in enumerate(source_kinds().rules):
        for key, entry in texts(source, "rules", i, "examples"):
            got = read_entry(entry).source_kind
            if got != rule.kind:
                yield failed(source, key, f"should be {rule.kind} but is {got}: {entry!r}")


def _is_shipped(source: Source) -> bool:
    return source.path.resolve().is_relative_to(criteria_root().resolve())


def _template(source: Source) -> Iterator[PackError]:
    problems: Iterable[str] = template.broken_examples(template.load_guidance(source.path))
    yield from (failed(source, ("examples",), said) for said in problems)


def _importing(source: Source) -> Iterator[PackError]:
    load_import_words(source.path)
    yield from ()


def _citation_words(source: Source) -> Iterator[PackError]:
    yield from shape_mistakes(CitationWords, source, source.data)


def _anonymity(source: Source) -> Iterator[PackError]:
    yield from shape_mistakes(AnonymityWords, source, source.data)


def _names(source: Source) -> Iterator[PackError]:
    yield from shape_mistakes(GivenNames, source, source.data)


def _limits(source: Source) -> Iterator[PackError]:
    load_limits(source.path)
    return iter(())


def _statuses(source: Source) -> Iterator[PackError]:
    read_statuses(source.path)
    return iter(())


_BY_PURPOSE: Mapping[str, Checker] = {
    "words round a model's name": _model_words,
    "words for the use of a model": _model_words,
    "artefact words": _artefacts,
    "move rules": _move_trees,
    "kinds of source": _source_kinds,
    "citation words": _citation_words,
    "anonymity words": _anonymity,
    "given names": _names,
    "limits": _limits,
    "statuses": _statuses,
    "cohort": cohort_mistakes,
}
