"""What a YAML reader complains of in; its line, and what is likely meant in plain words, out."""

from __future__ import annotations

from pathlib import Path

import yaml

from premark.errors import BadYaml

_COLUMN = "let the fields of one entry begin in the same column"
_QUOTES = "put the value in quotes"
# A part of the reader's own words, which its two builds put differently, and what is likely meant.
_LIKELY = (
    ("tab character", "a tab stands where blanks should"),
    ("cannot start any token", f"a value opens with a sign that YAML keeps for itself; {_QUOTES}"),
    ("mapping values", f"a colon stands where none can; {_QUOTES}, or {_COLUMN}"),
    ("undefined alias", f"a value opens with *, which YAML keeps for itself; {_QUOTES}"),
    ("another document", "a line of --- opens another document; expected one document"),
    ("',' or", "a bracket is not closed"),
    ("end of stream", "a quotation mark is not closed"),
    ("expected key", f"the indentation does not fit the lines above; {_COLUMN}"),
    ("'-' indicator", f"the indentation does not fit the lines above; {_COLUMN}"),
    ("<block end>", f"the indentation does not fit the lines above; {_COLUMN}"),
    ("expected ':'", "a line has no `name: value`"),
)


def not_yaml(path: Path, text: str, error: yaml.MarkedYAMLError) -> BadYaml:
    """The error to raise for a text that is not YAML, at the line where it was noticed."""
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    said = _likely(str(error.problem), text.splitlines()[line - 1 : line])
    opened = error.context_mark.line + 1 if error.context_mark else line
    if said.endswith("not closed") and opened < line:
        said += f"; the line that opens it may be line {opened}"
    return BadYaml(path, line, "file", f"is not YAML: {said} ({error.problem})")


def _likely(problem: str, lines: list[str]) -> str:
    if any("\t" in line[: len(line) - len(line.lstrip())] for line in lines):
        return _LIKELY[0][1]
    return next((said for part, said in _LIKELY if part in problem), "it cannot be taken apart")
