"""Folders of YAML in; packs, verbs, models and pattern sets out, each cross-checked."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from premark.errors import BadYaml, DuplicateId, ExampleFailed, UnknownUnit
from premark.packs.check import check_pack
from premark.packs.examples import with_examples
from premark.packs.where import criteria_root, models_root
from premark.packs.yaml_source import Source, build, read_yaml
from premark.patterns import Examples, PatternSet, PhraseError, broken_examples, to_regex
from premark.types.criteria import NamedModel, Pack, Verb
from premark.types.tuning import Thresholds


def load_verbs(path: Path | None = None) -> dict[str, Verb]:
    """Command verbs by id, from `criteria/verbs.yaml`."""
    source = read_yaml(path or criteria_root() / "verbs.yaml")
    verbs: dict[str, Verb] = {}
    for i, entry in enumerate(_list(source, "verbs")):
        verb = build(Verb, source, entry, ("verbs", i))
        _new(verb.id, verbs, source, ("verbs", i, "id"))
        verbs[verb.id] = verb
    return verbs


def load_models(path: Path | None = None) -> dict[str, NamedModel]:
    """Named models by name, from `criteria/models.yaml`."""
    source = read_yaml(path or criteria_root() / "models.yaml")
    models: dict[str, NamedModel] = {}
    for i, entry in enumerate(_list(source, "models")):
        model = build(NamedModel, source, entry, ("models", i))
        _new(model.name, models, source, ("models", i, "name"))
        models[model.name] = model
    return models


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
    data = source.data
    known = {"kind", "finds", "why", "limits", "keys", "unless", "examples"}
    for name in ("kind", "finds", "why", "limits", "keys", "examples"):
        if name not in data:
            raise BadYaml(source.path, 1, name, "is missing")
    for name in data:
        if name not in known:
            raise BadYaml(source.path, source.line((name,)), name, "is not a field known here")
    if not isinstance(data["keys"], dict):
        raise BadYaml(source.path, source.line(("keys",)), "keys", "should be lists by key")
    keys = {key: tuple(_strings(source, ("keys", key))) for key in data["keys"]}
    for key, phrases in keys.items():
        _compiles(source, ("keys", key), phrases)
    unless = tuple(_strings(source, ("unless",))) if "unless" in data else ()
    _compiles(source, ("unless",), unless)
    return PatternSet(
        kind=str(data["kind"]),
        finds=str(data["finds"]),
        why=str(data["why"]),
        limits=str(data["limits"]),
        keys=keys,
        unless=unless,
        examples=_examples(source),
    )


def _examples(source: Source) -> Examples:
    given, known = source.data["examples"], ("find", "ignore", "not_yet")
    if not isinstance(given, dict):
        line = source.line(("examples",))
        raise BadYaml(source.path, line, "examples", f"should be lists: {', '.join(known)}")
    for name in given:
        if name not in known:
            field, line = f"examples.{name}", source.line(("examples", name))
            raise BadYaml(source.path, line, field, "is not a field known here")
    told = (_strings(source, ("examples", n)) if given.get(n) else () for n in known)
    return Examples(*(tuple(examples) for examples in told))


def check_examples(source: Source) -> None:
    """Run a pattern file's examples. Raises ExampleFailed with the first that does not hold."""
    for problem in broken_examples(pattern_set(source)):
        raise ExampleFailed(source.path, source.line(("examples",)), "examples", problem)


def load_pack(path: Path, *, verbs: dict[str, Verb] | None = None) -> Pack:
    """One unit's pack, with every name in it checked against what is defined."""
    source = read_yaml(path)
    if not isinstance(source.data, dict):
        raise BadYaml(path, 1, "file", "should be a mapping of fields, such as `unit: ...`")
    pack = build(Pack, source, {**source.data, "digest": source.digest})
    check_pack(pack, source, verbs or load_verbs(), load_patterns().keys())
    return with_examples(pack)


@lru_cache(maxsize=8)
def _packs(folder: Path) -> tuple[Pack, ...]:
    verbs = load_verbs()
    found = [load_pack(path, verbs=verbs) for path in sorted(folder.glob("*.yaml"))]
    return tuple(sorted(found, key=lambda pack: (pack.code, pack.version)))


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


def find_pack(unit: str) -> Pack:
    """The pack for "8589-700", "8589/700", a pack id or a path to a YAML file.

    A bare unit number is taken when only one shipped qualification has it.
    """
    if unit.endswith((".yaml", ".yml")):
        return load_pack(Path(unit))
    wanted = re.sub(r"[\s/_]+", "-", unit.strip().lower()).removeprefix("ilm-")
    packs = all_packs()
    hits = [p for p in packs if wanted in (p.code, p.pack.lower(), p.pack.lower()[4:])]
    hits = hits or [p for p in packs if p.unit == wanted]
    if hits and len({p.code for p in hits}) == 1:
        return hits[-1]
    names = ", ".join(pack.code for pack in packs)
    raise UnknownUnit(f"no unit is called {unit[:40]!r}", hint=f"the units here are: {names}")


def _list(source: Source, name: str) -> list[Any]:
    data = source.data
    if not isinstance(data, dict) or not isinstance(data.get(name), list):
        raise BadYaml(source.path, 1, name, "should be a list")
    return list(data[name])


def _new(name: str, seen: Iterable[str], source: Source, key: tuple[str | int, ...]) -> None:
    if name in seen:
        raise DuplicateId(source.path, source.line(key), str(key[-1]), f"{name!r} is here twice")


def _strings(source: Source, key: tuple[str, ...]) -> list[str]:
    data: Any = source.data
    for part in key:
        data = data[part]
    if not isinstance(data, list) or not all(isinstance(item, str) for item in data):
        raise BadYaml(source.path, source.line(key), ".".join(key), "should be a list of phrases")
    return data


def _compiles(source: Source, key: tuple[str, ...], phrases: tuple[str, ...]) -> None:
    try:
        for phrase in phrases:
            to_regex(phrase)
    except PhraseError as error:
        raise BadYaml(source.path, source.line(key), ".".join(key), str(error)) from error
