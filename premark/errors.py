"""Every exception that premark raises on purpose, each with a hint in plain English.

    PremarkError
      ReadError              a file could not be read
        UnsupportedFormat    not a Word, PDF, text or Markdown file
        LockedFile           a password is needed
        NoText               nothing to read: empty, or a scan without a text layer
      PackError              a YAML file of criteria, verbs or patterns is wrong
        BadYaml
        UnknownName          a verb, kind, list or topic that is not defined
        DuplicateId
        ExampleFailed        a pattern does not do what its example says
      UnknownUnit            no pack for the unit asked for
      ModelMissing           a language model or the encoder is not installed
      OutputError            a report could not be written
"""

from __future__ import annotations

from pathlib import Path


class PremarkError(Exception):
    """Base of all. `hint` says the way out; `exit_code` is what the command line returns."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class ReadError(PremarkError):
    """A submitted file could not be read. The message names the file and the reason."""

    exit_code = 3


class UnsupportedFormat(ReadError):
    """The file is not one that premark reads, whatever its name says."""


class LockedFile(ReadError):
    """The file is encrypted or needs a password."""


class NoText(ReadError):
    """The file opened but holds no text that can be read."""


class PackError(PremarkError):
    """A criteria file is wrong. The message reads `file:line: field: what is wrong`."""

    exit_code = 4

    def __init__(
        self, path: Path | str, line: int, field: str, problem: str, *, hint: str = ""
    ) -> None:
        super().__init__(f"{path}:{line}: {field}: {problem}", hint=hint)
        self.path = Path(path)
        self.line = line
        self.field = field
        self.problem = problem


class BadYaml(PackError):
    """Not YAML, or not the shape that the file should have."""


class UnknownName(PackError):
    """A verb, kind, list, topic or pattern is used but nowhere defined."""


class DuplicateId(PackError):
    """Two entries of one file have the same id."""


class ExampleFailed(PackError):
    """A pattern found, or missed, what its own example says."""


class UnknownUnit(PremarkError):
    """No shipped pack answers to the unit's name."""

    exit_code = 2


class ModelMissing(PremarkError):
    """A model's package is not installed, or its weights are not the pinned ones."""

    exit_code = 5


class OutputError(PremarkError):
    """A report could not be written where it was asked for."""

    exit_code = 3
