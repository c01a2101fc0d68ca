"""One of our parsers by name in; what libFuzzer finds by following its branches out (atheris).

    python tests/fuzz/native.py durations -max_total_time=60
    python tests/fuzz/native.py all -max_total_time=60       # each parser, one after another
    python tests/fuzz/native.py durations reports/fuzz/native/durations/crash-...   # one again

Ends with 0 when nothing was found; else with a file of the text that broke a promise.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import atheris

KEPT = Path(__file__).resolve().parents[2] / "reports" / "fuzz" / "native"
FOLLOWED = [
    "premark.detect", "premark.patterns", "premark.phrase_tokens", "premark.phrase_heads",
    "premark.structure.codes", "premark.read.plain.document", "premark.read.plain.markdown",
    "premark.read.plain.html", "premark.read.cleaning", "premark.packs", "premark.authoring.survey",
]  # fmt: skip
LONGEST = 2_000  # bytes of a text: what is wrong shows in a few lines

with atheris.instrument_imports(include=FOLLOWED):
    from parsers import PARSERS, PIECES


def main() -> int:
    """All of them, each in a process of its own, or the one that is named."""
    name, *options = sys.argv[1:]
    if name != "all":
        return fuzz(name)
    command = [sys.executable, __file__]
    found = [each for each in PARSERS if subprocess.call([*command, each, *options])]
    print(f"{len(PARSERS)} parsers, promises broken by: {', '.join(found) or 'none'}")
    return int(bool(found))


def fuzz(name: str) -> int:
    """One parser, until something is found or the time is over; libFuzzer ends the process."""
    parser, folder = PARSERS[name], KEPT / name
    folder.mkdir(parents=True, exist_ok=True)
    words = folder.with_suffix(".words")
    words.write_text("\n".join(_quoted(word) for word in PIECES[name] if word))
    _seed(name, folder)
    fixed = [f"-max_len={LONGEST}", f"-artifact_prefix={folder}/", "-timeout=20"]
    given = [arg for arg in sys.argv[2:] if not arg.startswith("-")]
    known = [] if given else [f"-dict={words}", str(folder)]

    def one(data: bytes) -> None:
        parser(data.decode("utf-8", "ignore"))

    atheris.Setup([sys.argv[0], *fixed, *sys.argv[2:], *known], one)
    atheris.Fuzz()
    return 0


def _quoted(word: str) -> str:
    """A word as libFuzzer's dictionaries are written: anything but ASCII as bytes."""
    plain = (chr(b) if 32 < b < 127 and b not in b'"\\' else f"\\x{b:02x}" for b in word.encode())
    return f'"{"".join(plain)}"'


def _seed(name: str, folder: Path) -> None:
    """Something to begin with: the words in a row, and for a criteria file a whole one."""
    text = " ".join(PIECES[name])
    if name == "criteria_yaml":
        sys.path.append(str(Path(__file__).parents[1]))
        from bread import PACK

        text = PACK
    (folder / "seed").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
