"""Changes between two versions of a unit, or a review and the unit as it is now, in; lines out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from premark.packs.changes import Change, changes
from premark.plain import one_line
from premark.types.criteria import Pack
from premark.types.evidence import Review

_SIGNS = {"added": "+", "removed": "-", "changed": "~", "moved": "~"}
_DIGEST = 12


def change_lines(old: Pack, new: Pack) -> Iterator[str]:
    """What the changelog says of the versions between; then what differs, by criterion."""
    found = changes(old, new)
    yield f"{_titled(old)}  to  {_titled(new)}"
    yield from _told_since(old, new)
    if not found:
        yield "Nothing that a criterion asks has changed."
        return
    if (old.code, old.version) == (new.code, new.version):
        yield f"Both say version {one_line(new.version)}, yet they differ: number the later anew."
    for code, group in groupby(found, key=lambda change: change.criterion):
        own = list(group)
        yield ""
        yield from _criterion(code, own)
    yield ""
    yield _sum(found)


def _titled(pack: Pack) -> str:
    return f"{one_line(pack.code)} version {one_line(pack.version)}"


def _told_since(old: Pack, new: Pack) -> Iterator[str]:
    """The entries of the changelog above the old version; without it there, the newest alone."""
    versions = [release.version for release in new.changelog]
    last = versions.index(old.version) if old.version in versions else min(1, len(versions))
    for release in new.changelog[:last]:
        for line in release.changed:
            yield f"  changelog {one_line(release.version)}: {one_line(line)}"


def _criterion(code: str, own: Sequence[Change]) -> Iterator[str]:
    whole = next((c for c in own if code and not c.what), None)
    if whole is not None:
        said = one_line(whole.before or whole.after)
        yield f"{_SIGNS[whole.how]} {one_line(code)}  {whole.how}: {said}"
        return
    yield f"~ {one_line(code)}" if code else "the unit as a whole"
    for change in own:
        yield f"    {_SIGNS[change.how]} {_said(change)}"
        if change.how in ("changed", "moved"):
            yield f"        was  {one_line(change.before) or '(nothing)'}"
            yield f"        now  {one_line(change.after) or '(nothing)'}"


def _said(change: Change) -> str:
    what = f"{one_line(change.what)} {change.part}".strip()
    if change.how == "changed":
        return what
    if change.how == "moved":
        return f"{what}: another order"
    said = one_line(change.before or change.after)
    return f"{what} {change.how}" + (f": {said}" if said else "")


def _sum(found: Sequence[Change]) -> str:
    whole = {c.criterion: c.how for c in found if c.criterion and not c.what}
    touched = {c.criterion for c in found if c.criterion} - set(whole)
    added = sum(how == "added" for how in whole.values())
    said = f"criteria: {added} added, {len(whole) - added} removed, {len(touched)} changed"
    return said + ("; the unit as a whole too" if any(not c.criterion for c in found) else "")


def fitted(review: Review, pack: Pack) -> tuple[Review, str]:
    """The review less criteria that the pack has no more, and a sentence on what came and went."""
    there = [criterion.id for criterion in pack.criteria]
    kept = tuple(c for c in review.criteria if c.criterion in there)
    gone = [one_line(c.criterion) for c in review.criteria if c.criterion not in there]
    had = {c.criterion for c in review.criteria}
    new = [one_line(code) for code in there if code not in had]
    said = [f"No longer in the unit, and not shown: {', '.join(gone)}."] if gone else []
    said += [f"Not in the review: {', '.join(new)}."] if new else []
    return review.model_copy(update={"criteria": kept}), " ".join(said)


def _short(digest: str) -> str:
    return one_line(digest)[:_DIGEST] or "unknown"


def since_made(review: Review, pack: Pack, *, bare: Pack) -> str:
    """A sentence where a review was made with other criteria than `pack`; "" where they are one.

    `bare` is the pack without official words; the two are one where none are laid over it.
    """
    made = review.made_with.pack
    if made == pack.digest:
        return ""
    if made == bare.digest:
        return (
            "This review was made without the official words that are here now; the criteria are "
            "the same. Map the submission again to use them."
        )
    was, now = one_line(review.pack_version), one_line(pack.version)
    versions = f"version {was}; here it is version {now}" if was != now else (
        f"version {was}, and their text (or the official words laid over it) has changed since"
    )
    return (
        f"This review was made with other criteria than are here now: {versions} "
        f"({_short(made)} then, {_short(pack.digest)} now). "
        "What it says of a criterion may not hold for the new one: map the submission again, and "
        "see `premark diff-units` for what changed."
    )
