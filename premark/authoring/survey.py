"""A file or folder of criteria in; everything that is wrong or doubtful in it, in order, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from premark.authoring.doubts import pack_doubts, pattern_doubts
from premark.authoring.overlap import overlaps
from premark.authoring.told import Told, doubt, mistake
from premark.authoring.word_files import model_clashes, word_file
from premark.errors import DuplicateId, ModelMissing, PackError, ReadError
from premark.packs.check import Known, pack_mistakes
from premark.packs.check_words import (
    failed_examples,
    model_mistakes,
    pattern_mistakes,
    verb_mistakes,
)
from premark.packs.examples import example_mistakes, with_examples
from premark.packs.load import all_packs, known_names, pattern_set
from premark.packs.overlay import Overlay
from premark.packs.raw import entries, fields
from premark.packs.yaml_source import Source, build, read_yaml, shape_mistakes
from premark.types.criteria import Pack

ENDINGS = (".yaml", ".yml")
KINDS = ("pack with criteria", "verbs", "models", "keys", "examples", "overlay")


@dataclass(frozen=True)
class Survey:
    """How many files were looked at, and what was found, by file and line."""

    files: int
    told: tuple[Told, ...]

    @property
    def mistakes(self) -> int:
        return sum(told.mistake for told in self.told)


@dataclass(frozen=True)
class _Round:
    """What one file is checked against: names, and the packs by id."""

    known: Known
    packs: Mapping[str, Pack]
    overlap: bool


def survey(path: Path, *, overlap: bool = False) -> Survey:
    """Check a criteria file, or every one in a folder and below.

    `overlap` compares the topics of each pack by meaning; it raises ModelMissing without the
    encoder. Raises ReadError where there is nothing to check.
    """
    paths = _files(path)
    told: list[Told] = []
    sources: list[Source] = []
    for each in paths:
        doubled: list[PackError] = []
        try:
            sources.append(read_yaml(each, doubled))
        except PackError as error:
            told.append(mistake(error))
        told += [mistake(error) for error in doubled]
    known = _known(sources)
    packs, found = _packs(sources, known)
    told += found
    run = _Round(known, {**{p.pack: p for p in _shipped()}, **packs}, overlap)
    for source in sources:
        told += _checked(source, run)
    told += _doubles(sources)
    order = {each: i for i, each in enumerate(paths)}
    unique = dict.fromkeys(told)
    return Survey(len(paths), tuple(sorted(unique, key=lambda t: (order[t.path], t.line, t.field))))


def _files(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    hint = "Name a YAML file of criteria, or a folder that holds some."
    if not path.is_dir():
        raise ReadError(f"{path}: there is no such file or folder", hint=hint)
    found = sorted(p for p in path.rglob("*") if p.suffix in ENDINGS and p.is_file())
    found = [p for p in found if not any(n[0] == "." for n in p.relative_to(path).parts)]
    if not found:
        raise ReadError(f"{path}: the folder holds no YAML", hint=hint)
    return found


def _shipped() -> tuple[Pack, ...]:
    """The shipped packs; none while one of them is being mended."""
    try:
        return all_packs()
    except PackError:
        return ()


def _known(sources: Sequence[Source]) -> Known:
    """Names that the files themselves define, and the shipped ones for what they do not."""
    verbs = _named(sources, "verbs", "id")
    types = _named(sources, "models", "type")
    kinds = [str(s.data["kind"]) for s in sources if "keys" in fields(s) and "kind" in s.data]
    if verbs and types and kinds:
        return Known(verbs, kinds, types)
    try:
        shipped = known_names()
    except PackError:
        shipped = Known((), (), ())
    both = dict.fromkeys([*shipped.patterns, *kinds])
    return Known(verbs or shipped.verbs, tuple(both), types or shipped.types)


def _named(sources: Iterable[Source], name: str, field: str) -> list[str]:
    found = [str(e[field]) for s in sources for _, e in entries(s, name) if field in e]
    return list(dict.fromkeys(found))


def _packs(sources: Iterable[Source], known: Known) -> tuple[dict[str, Pack], list[Told]]:
    """Packs that load, and what is wrong with the others."""
    packs: dict[str, Pack] = {}
    told: list[Told] = []
    for source in sources:
        if not _is_pack(source):
            continue
        shape = shape_mistakes(Pack, source, source.data)
        wrong = [mistake(e) for e in (*shape, *pack_mistakes(source, known))]
        told += wrong
        if not wrong:
            pack = build(Pack, source, {**source.data, "digest": source.digest})
            packs[pack.pack] = pack
    return packs, told


def _checked(source: Source, run: _Round) -> Iterator[Told]:
    data = fields(source)
    if checker := word_file(source):
        try:
            yield from map(mistake, checker(source))
        except PackError as error:
            yield mistake(error)
        except ModelMissing as error:
            yield Told(source.path, 1, "examples", f"were not run: {error.message}")
    elif _is_pack(source):
        yield from pack_doubts(source)
        pack = run.packs.get(str(data["pack"]))
        if run.overlap and pack and pack.digest == source.digest:
            yield from overlaps(_with_examples(pack, source), source)
    elif "pack" in data and "examples" in data:
        yield from _examples(source, run)
    elif "overlay" in data:
        yield from map(mistake, shape_mistakes(Overlay, source, source.data))
    elif "verbs" in data:
        yield from map(mistake, verb_mistakes(source))
    elif "models" in data:
        wrong = [*model_mistakes(source)]
        yield from map(mistake, wrong or model_clashes(source))
    elif "keys" in data:
        yield from _patterns(source)
    else:
        said = f"is no criteria file; expected one of these at the top: {', '.join(KINDS)}"
        yield Told(source.path, 1, "file", said, mistake=True)


def _is_pack(source: Source) -> bool:
    """A file with `pack` at the top, unless it is the examples of one."""
    data = fields(source)
    return "pack" in data and ("criteria" in data or "examples" not in data)


def _with_examples(pack: Pack, source: Source) -> Pack:
    """The pack with the sentences of its own folder's `examples`, else with the shipped ones."""
    beside = source.path.resolve().parent.parent / "examples"
    try:
        return with_examples(pack, beside if beside.is_dir() else None)
    except PackError:  # told at its own file
        return pack


def _examples(source: Source, run: _Round) -> Iterator[Told]:
    name = str(source.data["pack"])
    if name in run.packs:
        yield from map(mistake, example_mistakes(source, run.packs[name]))
    else:
        yield doubt(source, ("pack",), f"{name!r} is no pack that is here and sound")


def _patterns(source: Source) -> Iterator[Told]:
    wrong = [mistake(error) for error in pattern_mistakes(source)]
    yield from wrong
    if not wrong:
        patterns = pattern_set(source)
        yield from map(mistake, failed_examples(source, patterns))
        yield from pattern_doubts(source, patterns)


def _doubles(sources: Iterable[Source]) -> Iterator[Told]:
    """Files of one folder that go by the same name: two packs, or two kinds of pattern.

    Two packs of one unit are only doubted: the one that is named last by its id is taken.
    """
    seen: dict[tuple[Path, str, str], Path] = {}
    for source in sources:
        for field, name in _names(source):
            before = seen.setdefault((source.path.parent, field, name), source.path)
            if before == source.path:
                continue
            if field == "unit":
                yield doubt(source, ("unit",), f"{name} is in {before.name} too; expected one")
                continue
            said = f"{source.data[field]!r} is the name of {before.name} too; expected another"
            yield mistake(DuplicateId(source.path, source.line((field,)), field, said))
            break


def _names(source: Source) -> Iterator[tuple[str, str]]:
    """What a file goes by among its neighbours, as (field, name)."""
    data = fields(source)
    if "kind" in data and "keys" in data:
        yield "kind", str(data["kind"])
    if "pack" in data and "criteria" in data:
        version = f"version {data.get('version', '')}"
        yield "pack", f"{data['pack']} {version}"
        number = fields(source, ("qualification",)).get("number", "")
        yield "unit", f"{number}-{data.get('unit', '')} {version}"
