"""A centre's own copies of official wording in; packs that carry it beside ours, out.

An overlay is a file `*.overlay.yaml` in `criteria/local`, in the folder that the user names, or in
the one that PREMARK_OVERLAY names. Nothing of it is ever shipped or kept by git.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from pydantic import Field

from premark.errors import BadYaml, DuplicateId, ReadError, UnknownName
from premark.packs.where import criteria_root
from premark.packs.yaml_source import Source, build, read_yaml
from premark.types.criteria import Criterion, Pack
from premark.types.document import Value

ENDING = ".overlay.yaml"
VARIABLE = "PREMARK_OVERLAY"
_REMAKE = "Mend the line, or make the overlay again with `premark make-overlay`."


class OfficialCriterion(Value):
    """The body's own words for one criterion, and the lines of its guidance."""

    id: str
    official: str = Field(min_length=1)
    guidance: tuple[str, ...] = ()


class Overlay(Value):
    """Official wording for one unit. It answers to the pack of its qualification, unit and version.

    `source` names the document that it was taken from.
    """

    overlay: str
    qualification: str
    unit: str
    version: str
    source: str = ""
    criteria: tuple[OfficialCriterion, ...]

    @property
    def code(self) -> str:
        return f"{self.qualification}-{self.unit}"


def overlay_folder(named: Path | None = None) -> Path | None:
    """The folder to look in: the one named, the variable's, else `criteria/local` if it is there.

    Raises ReadError when a folder that is named is not there or holds no overlay.
    """
    given = os.environ.get(VARIABLE, "").strip()
    if named is None and not given:
        shipped = criteria_root() / "local"
        return shipped if shipped.is_dir() else None
    folder = named if named is not None else Path(given)
    by = "--overlay" if named is not None else VARIABLE
    if not folder.is_dir():
        raise ReadError(f"{folder}: there is no such folder", hint=f"{by} names a folder.")
    if not any(_files(folder)):
        hint = f"An overlay's name ends in {ENDING}; `premark make-overlay` writes one."
        raise ReadError(f"{folder}: {by} names it, but it holds no overlay", hint=hint)
    return folder


def with_overlay(pack: Pack, folder: Path | None, others: Collection[str] = ()) -> Pack:
    """The pack with the official words that `folder` has for it; the same pack where it has none.

    `others` are the codes of further units that are here ("0100-1"). Raises a PackError at the
    line of an overlay that is for another version, for a criterion that the pack does not have,
    or for a unit that is nowhere.
    """
    if folder is None:
        return pack
    found: list[tuple[Overlay, Source]] = []
    for path in _files(folder):
        source = read_yaml(path)
        overlay = build(Overlay, source, source.data)
        if overlay.code == pack.code:
            found.append((overlay, source))
        elif overlay.code not in others:
            _known_here(overlay, source, folder, {pack.code, *others})
    if len(found) > 1:
        second = found[1][1]
        said = f"{found[0][1].path.name} is for unit {pack.code} too"
        raise DuplicateId(second.path, second.line(("unit",)), "unit", said, hint="Keep one.")
    return _laid(pack, *found[0]) if found else pack


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob(f"*{ENDING}"))


def _known_here(overlay: Overlay, source: Source, folder: Path, codes: Collection[str]) -> None:
    """Whether the unit is one of `codes` or has a pack of the centre's own in the folder."""
    own = {_code(path) for path in sorted(folder.glob("*.y*ml"))}
    known = sorted({*codes, *own} - {""})
    if overlay.code not in known:
        said = f"no unit {overlay.code} is here; the units here are: {', '.join(known)}"
        raise UnknownName(source.path, source.line(("unit",)), "unit", said, hint=_REMAKE)


def _code(path: Path) -> str:
    """The code of the pack in a file; "" for a file that is none."""
    data = read_yaml(path).data if not path.name.endswith(ENDING) else None
    about = data.get("qualification") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(about, dict):
        return ""
    return f"{about.get('number', '')}-{data.get('unit', '')}"


def _laid(pack: Pack, overlay: Overlay, source: Source) -> Pack:
    if overlay.version != pack.version:
        said = f"is for version {overlay.version}; the unit here is version {pack.version}"
        hint = f"Check the wording against the new version, then write {pack.version} here."
        raise BadYaml(source.path, source.line(("version",)), "version", said, hint=hint)
    given: dict[str, OfficialCriterion] = {}
    codes = [criterion.id for criterion in pack.criteria]
    for i, one in enumerate(overlay.criteria):
        line, field = source.line(("criteria", i, "id")), f"criteria.{i}.id"
        if one.id not in codes:
            said = f"unit {pack.code} has no criterion {one.id!r}; it has: {', '.join(codes)}"
            raise UnknownName(source.path, line, field, said, hint=_REMAKE)
        if one.id in given:
            raise DuplicateId(source.path, line, field, f"{one.id} twice", hint="Keep one.")
        given[one.id] = one
    criteria = tuple(_official(c, given.get(c.id)) for c in pack.criteria)
    digest = hashlib.sha256((pack.digest + source.digest).encode()).hexdigest()
    return pack.model_copy(update={"criteria": criteria, "digest": digest})


def _official(criterion: Criterion, given: OfficialCriterion | None) -> Criterion:
    if given is None:
        return criterion
    change = {"official": given.official, "guidance": given.guidance}
    return criterion.model_copy(update=change)
