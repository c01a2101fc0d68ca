"""What was handed in, as a platform, a folder or a table gives it, in; the submissions out.

Archives are listed and unpacked by a child; nothing is written anywhere.
"""

from __future__ import annotations

import stat
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from premark.errors import MissingFile, NoText, ReadError
from premark.isolate.pool import Pool
from premark.lms.archive import archive_digests, archive_pieces
from premark.lms.build import Digests, ids_of, readable, submissions
from premark.lms.drafts import Draft, Held, Piece
from premark.lms.folder import file_digest, folder_pieces
from premark.lms.learners import with_learners
from premark.lms.mapping import Mapped, is_mapping, mapped
from premark.lms.names import file_name, natural
from premark.lms.notes import counted, some
from premark.lms.table import Table, read_table
from premark.lms.units import unit_code
from premark.lms.whose import placed
from premark.read import PDF_MARK, ZIP_MARK, shown
from premark.types.cohort import Platform, Submission, Unread
from premark.types.document import Value

ARCHIVE_MARKS = (ZIP_MARK, b"PK\x05\x06")  # the second is that of an archive that holds nothing
CUT_SHORT = "The archive's end is missing: what was handed in may be more. Download it again."
NO_UNIT = "No unit is known for"
SOME = 4096
MOST_SHEETS = 5
WIDE = (b"\xff\xfe", b"\xfe\xff")
BY_MAPPING = "it says whose each file of the folder is."


class Intake(Value):
    """A cohort's submissions in the order of their ids; nothing of them is read yet.

    `unread` are files that belong to no submission. `cut_short` is an archive without its end.
    `notes` are sentences for whoever started the run; they name no learner.
    """

    submissions: tuple[Submission, ...]
    unread: tuple[Unread, ...] = ()
    platform: Platform = ""
    cut_short: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Taken:
    """What a source gives before the learners' table."""

    drafts: tuple[Draft, ...]
    unread: tuple[Unread, ...]
    notes: tuple[str, ...] = ()
    platform: Platform = ""
    cut_short: bool = False


def intake(
    source: Path,
    *,
    unit: str = "",
    learners: Path | None = None,
    teams: bool = False,
    pool_: Pool | None = None,
) -> Intake:
    """The submissions of a folder, an archive (Moodle's, Canvas's or any other) or a mapping CSV.

    `unit` is for all whose unit is not named by the mapping. `learners` is a CSV of learners, whose
    rows are joined to submissions. `teams` says that teams handed in, where names do not say it:
    Moodle numbers both alike, and a team's number can be a stranger's. Raises ReadError (or a kind
    of it) where nothing can be taken.
    """
    unit = unit_code(unit) if unit else ""
    skip = frozenset({learners.resolve()}) if learners else frozenset[Path]()
    taken = _taken(source, unit, skip, pool_)
    if not taken.drafts:
        hint = "Name what the platform gave you, or a folder with a folder or a file a learner."
        raise NoText(f"{shown(source.name)}: holds no submission", hint=hint)
    drafts, notes = taken.drafts, taken.notes
    if teams:
        drafts = tuple(replace(one, person=replace(one.person, team=True)) for one in drafts)
    if learners is not None:
        drafts, told = with_learners(drafts, read_table(learners), unit)
        notes = (*notes, *told, *_without_row(drafts, learners))
    drafts = tuple(replace(draft, unit=draft.unit or unit) for draft in drafts)
    found = submissions(drafts, _digests(source, readable(drafts), pool_))
    return Intake(
        submissions=found,
        unread=taken.unread,
        platform=taken.platform,
        cut_short=taken.cut_short,
        notes=(*_of_the_whole(taken, found), *notes),
    )


def _without_row(drafts: Sequence[Draft], learners: Path) -> list[str]:
    named = zip(ids_of(drafts), drafts, strict=True)
    bare = sorted((own for own, draft in named if not draft.has_row), key=natural)
    has = counted(len(bare), "submission has", "submissions have")
    return [f"{shown(learners.name)}: {has} no row: {some(bare)}."] if bare else []


def _taken(source: Path, unit: str, skip: frozenset[Path], pool_: Pool | None) -> _Taken:
    if source.is_dir():
        return _folder(source, unit, skip)
    if _head(source).startswith(ARCHIVE_MARKS):
        pieces, cut_short = archive_pieces(source, pool_)
        found = placed(pieces, source.stem)
        return _Taken(found.drafts, found.unread, found.notes, found.platform, cut_short)
    table = _mapping(source)
    if table is None:
        hint = (
            "Name a folder, an archive (ZIP) or a mapping CSV (learner, unit, file); "
            "one submission is read by `premark map`."
        )
        raise ReadError(f"{shown(source.name)}: is no archive and no mapping CSV", hint=hint)
    return _by_table(mapped(table, source, unit, skip=skip))


def _folder(source: Path, unit: str, skip: frozenset[Path]) -> _Taken:
    """A folder by the names of what is in it, or by a mapping CSV that lies in it."""
    pieces = folder_pieces(source, skip=skip)
    found = placed(pieces, source.resolve().name)
    sheets = [p for p in pieces if len(p.parts) == 1 and p.parts[0].lower().endswith(".csv")]
    if found.platform or len(sheets) > MOST_SHEETS:
        return _Taken(found.drafts, found.unread, found.notes, found.platform)
    tables = [(Path(sheet.path), table) for sheet in sheets if (table := _in_folder(sheet))]
    if len(tables) > 1:
        names = some([table.name for _, table in tables])
        said = f"{shown(source.name)}: more than one file in it is a mapping: {names}"
        raise ReadError(said, hint="Name the one that is to be followed.")
    if not tables:
        return _Taken(found.drafts, found.unread)
    path, table = tables[0]
    taken = _by_table(mapped(table, path, unit, skip=skip))
    return replace(taken, notes=(f"{table.name}: {BY_MAPPING}", *taken.notes))


def _by_table(found: Mapped) -> _Taken:
    return _Taken(found.drafts, found.unread, found.notes)


def _in_folder(sheet: Piece) -> Table | None:
    """A CSV of a folder as a mapping; None where it is another, or none that can be read."""
    if sheet.unread is not None:
        return None
    with suppress(ReadError):
        table = read_table(Path(sheet.path))
        return table if is_mapping(table) else None
    return None


def _mapping(source: Path) -> Table | None:
    """The table of a file that is text; None for another kind of file."""
    if b"\0" in _head(source) and not _head(source).startswith(WIDE):
        return None
    if _head(source).startswith(PDF_MARK):
        return None
    return read_table(source)


def _head(source: Path) -> bytes:
    """The first bytes of a file. Raises ReadError where it cannot be opened."""
    name = shown(source.name)
    try:
        if not stat.S_ISREG(source.stat().st_mode):
            hint = "Name a folder, an archive (ZIP) or a mapping CSV."
            raise ReadError(f"{name}: is not an ordinary file", hint=hint)
        with source.open("rb") as file:
            return file.read(SOME)
    except FileNotFoundError as error:
        hint = "Check the name and the folder."
        raise MissingFile(f"{name}: there is no such file or folder", hint=hint) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        hint = "Check that you may read it and that no other program holds it."
        raise ReadError(f"{name}: cannot be opened ({reason})", hint=hint) from error


def _digests(source: Path, held: Sequence[Held], pool_: Pool | None) -> Digests:
    """The SHA-256 of each file, by its path and its place in an archive; or why it is not read."""
    found: dict[tuple[str, int | None], str | Unread] = {}
    inside = [one.piece for one in held if one.piece.entry is not None]
    where = str(source.absolute())
    for index, told in archive_digests(source, inside, pool_).items():
        found[where, index] = told
    for piece in (one.piece for one in held if one.piece.entry is None):
        if (piece.path, None) not in found:
            told = file_digest(Path(piece.path), file_name(piece.parts[-1]))
            found[piece.path, None] = told
    return found


def _of_the_whole(taken: _Taken, found: Sequence[Submission]) -> list[str]:
    notes = [CUT_SHORT] if taken.cut_short else []
    unknown = [one.id for one in found if not one.unit]
    if unknown:
        notes.append(f"{NO_UNIT} {some(unknown)}.")
    again = sum(one.status == "ok" for each in found for one in each.unread)
    if again:
        files = counted(again, "file was", "files were")
        notes.append(f"{files} handed in twice by one learner; what is the same is read once.")
    if taken.unread:
        files = counted(len(taken.unread), "file belongs", "files belong")
        notes.append(f"{files} to no learner; nothing of that is read.")
    return notes
