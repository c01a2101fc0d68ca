"""Writes constraints.txt and docs/licences.md from what is installed for premark[test].

python docs/make_pins.py            # in the environment whose tests are green
"""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "constraints.txt"
LICENCES = ROOT / "docs" / "licences.md"
LONGEST = 60  # of a licence's name; some packages put its whole text there
# The lesser licence is in it so that a person decides before a package under it comes in.
UNWANTED = re.compile(
    r"\b[AL]?GPL|affero|(?:lesser )?general public|\bSSPL|\bBUSL|commons clause"
    r"|non-?commercial|\bNC\b|proprietary",
    re.IGNORECASE,
)
PINS_HEAD = """\
# The exact version of everything that premark[test] installs, on Python 3.11, Linux.
# Written by docs/make_pins.py from an environment whose tests are green; not edited by hand.
"""
LICENCES_HEAD = """\
# Licences of what premark stands on

Written by `python docs/make_pins.py` from what each installed package says of itself; a test
compares it with `constraints.txt`. premark itself is under Apache-2.0 (`LICENSE`).

**Decided.** Nothing that premark needs to run is under the GPL or AGPL, and a test stops one that
is, or one that names no licence. The LGPL is stopped as well: a package under it may be used as it
is, but a person should say so first. At present there is none to say it of. Where a package offers
a choice ("OR"), one licence that is not refused is enough.

**Inside other packages.** The wheels of numpy, scipy, scikit-learn and torch bring the run-time
libraries of the compiler that they were built with: libgfortran and libgomp (GPL with the GCC
run-time exception, which lets any program be linked with them) and, on some machines, libquadmath
(LGPL). They are shared libraries, unchanged, in files of their own that may be replaced, and
premark neither copies nor changes them. Pillow and pypdfium2 bring FreeType, which offers its own
licence as a choice beside the GPL. Who packs premark and all of these into one thing passes on
the licence files that lie in each package.
"""


def required(extras: tuple[str, ...] = ()) -> dict[str, metadata.Distribution]:
    """Every package that premark with these extras needs, by name. Raises if one is missing."""
    found: dict[str, metadata.Distribution] = {}
    todo = [(Requirement(line), ("",)) for line in asked_for(extras)]
    done: set[tuple[str, tuple[str, ...]]] = set()
    while todo:
        wanted, within = todo.pop()
        if wanted.marker and not any(wanted.marker.evaluate({"extra": e}) for e in within):
            continue
        own = (canonicalize_name(wanted.name), ("", *sorted(wanted.extras)))
        if own in done:
            continue
        done.add(own)
        found[own[0]] = metadata.distribution(wanted.name)
        todo += [(Requirement(line), own[1]) for line in found[own[0]].requires or ()]
    return dict(sorted(found.items()))


def asked_for(extras: tuple[str, ...] = ()) -> list[str]:
    """The requirements that pyproject.toml itself names."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told: list[str] = list(project["dependencies"])
    for extra in extras:
        told += project["optional-dependencies"][extra]
    return told


def licence_of(package: metadata.Distribution) -> str:
    """The licence as the package's metadata names it; empty where they name none."""
    told = package.metadata
    for said in (told.get("License-Expression"), told.get("License")):
        if said and "\n" not in said and len(said) <= LONGEST:
            return str(said).split("::")[-1].strip()
    if said := told.get("License-Expression"):
        return str(said)
    classed = told.get_all("Classifier") or []
    named = [line.split("::")[-1].strip() for line in classed if line.startswith("License ::")]
    return ", ".join(named)


def unwanted(licence: str) -> bool:
    """Whether a licence is one that nothing at run time may be under; no licence is one too."""
    parts = re.split(r"\s+AND\s+|,\s+", licence)
    return not licence or any(
        all(UNWANTED.search(choice) for choice in re.split(r"\s+OR\s+", part)) for part in parts
    )


def version_of(package: metadata.Distribution) -> str:
    """The version without what a build of one's own adds to it (`2.13.0+cpu` is 2.13.0)."""
    return Version(package.version).public


def pins(packages: dict[str, metadata.Distribution]) -> str:
    lines = [f"{name}=={version_of(package)}\n" for name, package in packages.items()]
    return PINS_HEAD + "".join(lines)


def licences(packages: dict[str, metadata.Distribution], at_run_time: set[str]) -> str:
    text = LICENCES_HEAD
    for title, own in (("At run time", True), ("For the tests alone", False)):
        text += f"\n## {title}\n\n| package | version | licence |\n| --- | --- | --- |\n"
        for name, package in packages.items():
            if (name in at_run_time) is own:
                text += f"| {name} | {version_of(package)} | {licence_of(package)} |\n"
    return text


def main() -> None:
    packages = required(("test",))
    PINS.write_text(pins(packages), encoding="utf-8")
    LICENCES.write_text(licences(packages, set(required())), encoding="utf-8")
    print(f"wrote {PINS.name} and {LICENCES.name}: {len(packages)} packages")


if __name__ == "__main__":
    main()
