"""The name of a case in ("own:17", "shared:17"); its file out, always the same."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import mutate_bytes
import mutate_pdf
import mutate_zip
from seed_files import own_files, shared_files

ENDINGS = (".docx", ".pdf", ".md", ".txt", ".doc", ".html", "", ".docx.pdf", "\u202efdp.docx")
MOST = 4_000_000


@dataclass(frozen=True)
class Case:
    """A file that was made wrong: its own name, what it was made from, and whether to import it."""

    id: str
    name: str
    data: bytes
    job: str


def case(id_: str) -> Case:
    """The file of a case. Raises LookupError where its originals are not there."""
    pool, _, number = id_.partition(":")
    files = {"own": own_files, "shared": shared_files}[pool]()
    if not files:
        raise LookupError("../shared/files is not there: its cases cannot be made again")
    rng = Random(id_)
    name, data = rng.choice(files)
    for _ in range(rng.choice((1, 1, 1, 2, 2, 4))):
        data = _mutated(rng, data)[:MOST]
    if rng.random() < 0.06:
        data = mutate_bytes.spliced(rng, data, rng.choice(files)[1])
    if rng.random() < 0.08:
        name = name.rpartition(".")[0] + rng.choice(ENDINGS)
    return Case(id_, name, data, "specification" if rng.random() < 0.05 else "read")


def _mutated(rng: Random, data: bytes) -> bytes:
    if data.startswith(b"PK"):
        return mutate_zip.mutated(rng, data)
    if b"%PDF-" in data[:1024]:
        return mutate_pdf.mutated(rng, data)
    return rng.choice(mutate_bytes.MUTATIONS)(rng, data)


def case_ids(first: int, count: int) -> list[str]:
    """Names of cases: half from ../shared where it is there, else all from files made here."""
    both = ("own", "shared") if shared_files() else ("own",)
    return [f"{both[number % len(both)]}:{number}" for number in range(first, first + count)]
