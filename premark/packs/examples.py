"""A pack in; the same with the example sentences of its topics, from `criteria/examples`, out."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from premark.errors import BadYaml, UnknownName
from premark.packs.where import criteria_root
from premark.packs.yaml_source import Source, read_yaml
from premark.types.criteria import Criterion, Pack, Topic


def with_examples(pack: Pack, folder: Path | None = None) -> Pack:
    """Topics with the examples that the pack's own file gives them; unchanged without a file.

    Raises BadYaml or UnknownName at the line of an entry that fits no criterion or topic.
    """
    path = (folder or criteria_root() / "examples") / f"{pack.pack}.yaml"
    if not path.is_file():
        return pack
    source = read_yaml(path)
    given = source.data.get("examples") if isinstance(source.data, dict) else None
    if not isinstance(given, dict):
        raise BadYaml(path, 1, "examples", "should be criteria with their topics")
    _known(given, {c.id for c in pack.criteria}, source, ())
    criteria = tuple(_criterion(c, given.get(c.id, {}), source) for c in pack.criteria)
    digest = hashlib.sha256((pack.digest + source.digest).encode()).hexdigest()
    return pack.model_copy(update={"criteria": criteria, "digest": digest})


def _criterion(criterion: Criterion, given: Any, source: Source) -> Criterion:
    if not isinstance(given, dict):
        at = ("examples", criterion.id)
        raise BadYaml(source.path, source.line(at), criterion.id, "should be topics with sentences")
    _known(given, {t.id for t in criterion.topics}, source, (criterion.id,))
    topics = tuple(_topic(t, given.get(t.id, []), criterion.id, source) for t in criterion.topics)
    return criterion.model_copy(update={"topics": topics})


def _topic(topic: Topic, given: Any, code: str, source: Source) -> Topic:
    if not isinstance(given, list) or not all(isinstance(s, str) and s.strip() for s in given):
        at = ("examples", code, topic.id)
        raise BadYaml(source.path, source.line(at), topic.id, "should be a list of sentences")
    return topic.model_copy(update={"examples": (*topic.examples, *given)})


def _known(given: dict[str, Any], names: set[str], source: Source, above: tuple[str, ...]) -> None:
    for name in given:
        if name not in names:
            key = ("examples", *above, name)
            problem = f"{name!r} is not in the pack; expected one of: {', '.join(sorted(names))}"
            raise UnknownName(source.path, source.line(key), ".".join(key), problem)
