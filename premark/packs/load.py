"""Folders of YAML in; packs, verbs, models and pattern sets out, each cross-checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from premark.errors import BadYaml, DuplicateId, PackError, UnknownUnit
from premark.packs.check import Known, pack_mistakes
from premark.packs.check_words import (
    EXAMPLES,
    failed_examples,
    model_mistakes,
    pattern_mistakes,
    verb_mistakes,
)
from premark.packs.examples import with_examples
from premark.packs.overlay import overlay_folder, with_overlay
from premark.packs.proofs import check
from premark.packs.where import criteria_root, models_root
from premark.packs.yaml_source import Source, build, read_yaml
from premark.patterns import Examples, PatternSet
from premark.types.criteria import NamedModel, Pack, Verb
from premark.types.tuning import Thresholds


def load_verbs(path: Path | None = None) -> dict[str, Verb]:
    """Command verbs by id, from `criteria/verbs.yaml`."""
    source = read_yaml(path or criteria_root() / "verbs.yaml")
    check("verbs", source, verb_mistakes(source))
    entries = enumerate(source.data["verbs"])
    verbs = [build(Verb, source, entry, ("verbs", i)) for i, entry in entries]
    return {verb.id: verb for verb in verbs}


def load_models(path: Path | None = None) -> dict[str, NamedModel]:
    """Named models by name, from `criteria/models.yaml`, which is read once in a process."""
    return _models(path) if path else dict(_shipped_models(criteria_root() / "models.yaml"))


@lru_cache(maxsize=1)
def _shipped_models(path: Path) -> dict[str, NamedModel]:
    return _models(path)


def _models(path: Path) -> dict[str, NamedModel]:
    source = read_yaml(path)
    check("models", source, model_mistakes(source))
    entries = enumerate(source.data["models"])
    models = [build(NamedModel, source, entry, ("models", i)) for i, entry in entries]
    return {model.name: model for model in models}


@lru_cache(maxsize=4)
def load_patterns(folder: Path | None = None) -> dict[str, PatternSet]:
    """Pattern sets by kind, from `criteria/patterns/`; their examples are not run here."""
    sets: dict[str, PatternSet] = {}
    for path in sorted((folder or criteria_root() / "patterns").glob("*.yaml")):
        source = read_yaml(path)
        if not isinstance(source.data, dict) or "keys" not in source.data:
            continue
        patterns = pattern_set(source)
        _new(patterns.kind, sets, source, ("kind",))
        sets[patterns.kind] = patterns
    return sets


def pattern_set(source: Source) -> PatternSet:
    """The pattern set of one file. Raises BadYaml at the line of what is wrong."""
    check("patterns", source, pattern_mistakes(source))
    data = source.data
    told = (tuple(data["examples"].get(name) or ()) for name in EXAMPLES)
    return PatternSet(
        kind=str(data["kind"]),
        finds=str(data["finds"]),
        why=str(data["why"]),
        limits=str(data["limits"]),
        keys={key: tuple(phrases) for key, phrases in data["keys"].items()},
        unless=tuple(data.get("unless", ())),
        examples=Examples(*told),
    )


def check_examples(source: Source) -> None:
    """Run a pattern file's examples. Raises ExampleFailed with the first that does not hold."""
    _first(failed_examples(source, pattern_set(source)))


def load_pack(path: Path, *, verbs: dict[str, Verb] | None = None) -> Pack:
    """One unit's pack, with every name in it checked against what is defined."""
    source = read_yaml(path)
    pack, known = _plain_pack(source), known_names(verbs)
    names = [" ".join(own) for own in (known.verbs, known.patterns, known.types)]
    check("pack", source, pack_mistakes(source, known), *names)
    return with_examples(pack)


def _plain_pack(source: Source) -> Pack:
    """What a file says, each field checked by itself."""
    if not isinstance(source.data, dict):
        raise BadYaml(source.path, 1, "file", "should be a mapping of fields, such as `unit: ...`")
    return build(Pack, source, {**source.data, "digest": source.digest})


def known_names(verbs: Collection[str] | None = None) -> Known:
    """What a pack may name, as the shipped files define it."""
    return Known(verbs or tuple(load_verbs()), tuple(load_patterns()), _model_types())


@lru_cache(maxsize=1)
def _model_types() -> tuple[str, ...]:
    return tuple(dict.fromkeys(model.type for model in load_models().values()))


@lru_cache(maxsize=8)
def _packs(folder: Path) -> tuple[Pack, ...]:
    verbs = load_verbs()
    found = [load_pack(path, verbs=verbs) for path in sorted(folder.glob("*.yaml"))]
    return _in_order(found)


def _in_order(packs: Iterable[Pack]) -> tuple[Pack, ...]:
    return tuple(sorted(packs, key=lambda pack: (pack.code, pack.version)))


def load_thresholds(path: Path | None = None) -> Thresholds:
    """Cut-offs and weights, from `models/thresholds.toml`."""
    file = path or models_root() / "thresholds.toml"
    try:
        return Thresholds.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise BadYaml(file, 1, "file", f"is not a file of thresholds: {error}") from error


def all_packs() -> tuple[Pack, ...]:
    """Every shipped unit, in order of qualification and unit."""
    return _packs(criteria_root() / "units")


def listed_packs() -> tuple[Pack, ...]:
    """The same for a listing: each file's own fields are checked, not its phrases nor its names.

    That takes half the time, and a unit of which a phrase is wrong is listed all the same.
    """
    folder = criteria_root() / "units"
    return _in_order(_plain_pack(read_yaml(path)) for path in sorted(folder.glob("*.yaml")))


def find_pack(unit: str, *, overlay: Path | None = None) -> Pack:
    """The pack for "0100-1", "0100/1", the same after its body's name, a pack id or a YAML file.

    A bare unit number is taken when only one shipped qualification has it. `overlay` is a folder
    of official wording; without it the one that PREMARK_OVERLAY names, or `criteria/local`.
    """
    folder = overlay_folder(overlay)
    return with_overlay(plain_pack(unit), folder, [pack.code for pack in all_packs()])


def plain_pack(unit: str) -> Pack:
    """The pack that `find_pack` gives, without anybody's official wording."""
    if unit.endswith((".yaml", ".yml")):
        return load_pack(Path(unit))
    wanted, packs = _spelt(unit), all_packs()
    hits = [p for p in packs if wanted in (p.pack.lower(), *_with_body(p, p.code))]
    hits = hits or [p for p in packs if wanted in _with_body(p, p.unit)]
    if hits and len({p.code for p in hits}) == 1:
        return hits[-1]
    names = ", ".join(pack.code for pack in packs)
    raise UnknownUnit(f"no unit is called {unit[:40]!r}", hint=f"the units here are: {names}")


def _spelt(unit: str) -> str:
    return re.sub(r"[\s/_]+", "-", unit.strip().lower())


def _with_body(pack: Pack, code: str) -> tuple[str, str]:
    """A code as people ask for it: bare, and after the name of the awarding body."""
    return _spelt(code), _spelt(f"{pack.qualification.body} {code}")


def _first(mistakes: Iterable[PackError]) -> None:
    for mistake in mistakes:
        raise mistake


def _new(name: str, seen: Iterable[str], source: Source, key: tuple[str | int, ...]) -> None:
    if name in seen:
        raise DuplicateId(source.path, source.line(key), str(key[-1]), f"{name!r} is here twice")
