"""Two versions of a pack in; what was added, removed and changed, criterion by criterion, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from premark.errors import BadYaml, PackError
from premark.packs.entries import doubled_ids
from premark.packs.raw import entries, fields
from premark.packs.yaml_source import Source, build, field_name, read_yaml
from premark.types.criteria import Criterion, Pack, Requirement, Topic
from premark.types.document import Value

How = Literal["added", "removed", "changed", "moved"]
_ABOUT = ("pack", "version", "unit", "title", "guide", "field", "keep_to_one")
_PLAIN = ("outcome", "asks", "verb", "headed", "starting_points", "artefacts", "notes", "both")


class Change(Value):
    """One difference. `criterion` is "" for the unit as a whole.

    `what` names the field ("asks", "topic flour", "must both", "list grains"); `part` the part of
    it that differs ("words", "at_least"), or "". `before` and `after` are "" where there is none.
    """

    criterion: str
    how: How
    what: str
    part: str = ""
    before: str = ""
    after: str = ""


def read_version(path: Path) -> Pack:
    """A pack as its file has it, without examples, and with names that are no longer defined.

    Raises BadYaml for a file that is no pack, DuplicateId where an id stands for two things.
    """
    source = read_yaml(path)
    if not isinstance(source.data, dict):
        raise BadYaml(path, 1, "file", "should be a mapping of fields, such as `unit: ...`")
    for doubled in doubled_ids(source):
        raise doubled
    return build(Pack, source, {**source.data, "digest": source.digest})


def changelog_mistakes(source: Source) -> Iterator[PackError]:
    """BadYaml unless the changelog opens with the pack's own version, and tells each once."""
    own = str(fields(source).get("version", ""))
    seen: list[str] = []
    for key, entry in entries(source, "changelog"):
        version = str(entry.get("version", ""))
        if version in seen:
            said = f"version {version} is here twice"
            yield BadYaml(source.path, source.line(key), field_name(source, key), said)
        elif not seen and version != own:
            said = f"opens with version {version}, but the pack is version {own}"
            hint = "Add an entry for the new version at the top, or mend `version`."
            yield BadYaml(source.path, source.line(key), field_name(source, key), said, hint=hint)
        seen.append(version)


def changes(old: Pack, new: Pack) -> list[Change]:
    """Every difference that a reader of the criteria could meet.

    Example sentences are kept in files of their own, which an old pack does not have: left aside.
    """
    found = list(_fields("", "unit", old, new, _ABOUT))
    found += _fields("", "qualification", old.qualification, new.qualification)
    found += _named("", "outcome", old.outcomes, new.outcomes, _id)
    found += _lists(old, new)
    before = {criterion.id: criterion for criterion in old.criteria}
    after = {criterion.id: criterion for criterion in new.criteria}
    for code in dict.fromkeys([*after, *before]):
        if code not in before:
            found.append(Change(criterion=code, how="added", what="", after=after[code].asks))
        elif code not in after:
            found.append(Change(criterion=code, how="removed", what="", before=before[code].asks))
        else:
            found += _criterion(before[code], after[code])
    return [*found, *_order("", "criteria", list(before), list(after))]


def _criterion(old: Criterion, new: Criterion) -> Iterator[Change]:
    code = new.id
    for field in _PLAIN:
        was, now = _shown(getattr(old, field)), _shown(getattr(new, field))
        if was != now:
            yield Change(criterion=code, how="changed", what=field, before=was, after=now)
    yield from _named(code, "topic", old.topics, new.topics, _id)
    yield from _named(code, "must", old.must, new.must, _id)
    yield from _named(code, "helps", old.helps, new.helps, _id)


def _lists(old: Pack, new: Pack) -> Iterator[Change]:
    for name in dict.fromkeys([*new.lists, *old.lists]):
        what = f"list {name}"
        if name not in old.lists or name not in new.lists:
            how: How = "removed" if name not in new.lists else "added"
            yield Change(criterion="", how=how, what=what)
            continue
        yield from _named("", f"{what}:", old.lists[name], new.lists[name], lambda e: str(e.name))


def _named(
    code: str, kind: str, old: Sequence[Any], new: Sequence[Any], name: Callable[[Any], str]
) -> Iterator[Change]:
    """Differences of entries that have a name: those gone, those new, and fields of those kept."""
    before, after = {name(e): e for e in old}, {name(e): e for e in new}
    for id_ in dict.fromkeys([*after, *before]):
        what = f"{kind} {id_}"
        if id_ not in before:
            yield Change(criterion=code, how="added", what=what, after=_says(after[id_]))
        elif id_ not in after:
            yield Change(criterion=code, how="removed", what=what, before=_says(before[id_]))
        else:
            yield from _fields(code, what, before[id_], after[id_])
    yield from _order(code, kind.rstrip(":"), list(before), list(after))


def _order(code: str, what: str, before: list[str], after: list[str]) -> Iterator[Change]:
    was, now = [n for n in before if n in after], [n for n in after if n in before]
    if was != now:
        yield Change(
            criterion=code, how="moved", what=what, before=", ".join(was), after=", ".join(now)
        )


def _fields(
    code: str, what: str, old: Value, new: Value, names: Sequence[str] = ()
) -> Iterator[Change]:
    """Fields of one entry that differ; what a requirement needs is looked into."""
    for field in names or type(new).model_fields:
        was, now = getattr(old, field), getattr(new, field)
        if was == now or field == "examples":
            continue
        if isinstance(was, Value) and isinstance(now, Value):
            yield from _fields(code, what, was, now)
            continue
        said = {"before": _shown(was), "after": _shown(now)}
        yield Change(criterion=code, how="changed", what=what, part=field, **said)


def _id(entry: Any) -> str:
    return str(entry.id)


def _says(entry: Any) -> str:
    """What an entry is about, in its own words."""
    if isinstance(entry, Topic):
        return entry.about
    if isinstance(entry, Requirement):
        return entry.if_short
    return str(getattr(entry, "title", ""))


def _shown(value: Any) -> str:
    if isinstance(value, (tuple, list)):
        return "; ".join(_shown(each) for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)
