"""A pack in; the same with the example sentences of its topics, from `criteria/examples`, out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from premark.errors import BadYaml, PackError, UnknownName
from premark.packs.proofs import check
from premark.packs.where import criteria_root
from premark.packs.yaml_source import Source, read_yaml
from premark.types.criteria import Criterion, Pack


def with_examples(pack: Pack, folder: Path | None = None) -> Pack:
    """Topics with the examples that the pack's own file gives them; unchanged without a file.

    Raises BadYaml or UnknownName at the line of an entry that fits no criterion or topic.
    """
    path = (folder or criteria_root() / "examples") / f"{pack.pack}.yaml"
    if not path.is_file():
        return pack
    source = read_yaml(path)
    check("examples", source, example_mistakes(source, pack), pack.digest)
    given = source.data["examples"]
    criteria = tuple(_criterion(c, given.get(c.id, {})) for c in pack.criteria)
    digest = hashlib.sha256((pack.digest + source.digest).encode()).hexdigest()
    return pack.model_copy(update={"criteria": criteria, "digest": digest})


def example_mistakes(source: Source, pack: Pack) -> Iterator[PackError]:
    """Each entry that is no list of sentences, or that fits no criterion or topic of the pack."""
    given = source.data.get("examples") if isinstance(source.data, dict) else None
    if not isinstance(given, dict):
        yield BadYaml(source.path, 1, "examples", "should be criteria with their topics")
        return
    topics = {c.id: [t.id for t in c.topics] for c in pack.criteria}
    yield from _unknown(given, list(topics), source, ())
    for code, found in given.items():
        at = ("examples", code)
        if not isinstance(found, dict):
            yield BadYaml(source.path, source.line(at), code, "should be topics with sentences")
            continue
        yield from _unknown(found, topics.get(code, list(found)), source, (code,))
        for topic, lines in found.items():
            if not _sentences(lines):
                line = source.line((*at, topic))
                yield BadYaml(source.path, line, topic, "should be a list of sentences")


def _criterion(criterion: Criterion, given: dict[str, list[str]]) -> Criterion:
    topics = tuple(
        topic.model_copy(update={"examples": (*topic.examples, *given.get(topic.id, []))})
        for topic in criterion.topics
    )
    return criterion.model_copy(update={"topics": topics})


def _sentences(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(s, str) and s.strip() for s in given)


def _unknown(
    given: dict[str, Any], names: list[str], source: Source, above: tuple[str, ...]
) -> Iterator[UnknownName]:
    for name in given:
        if name not in names:
            key = ("examples", *above, name)
            problem = f"{name!r} is not in the pack; expected one of: {', '.join(sorted(names))}"
            yield UnknownName(source.path, source.line(key), ".".join(key), problem)
