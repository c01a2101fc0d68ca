"""Every exception that premark raises on purpose, each with a hint in plain English.

    PremarkError
      ReadError              a file could not be read; each kind has a status (docs/files.md)
        MissingFile          there is no such file
        UnsupportedFormat    not a Word, PDF, text, Markdown or HTML file
          LegacyFormat       a format of long ago: Word 97-2003
        LockedFile           a password is needed
        NoText               nothing to read: empty
          ScanOnly           pictures of pages, without a text layer
        DamagedFile          broken, cut short, or without a part that it needs
        UnsafeFile           built to do something to the program that opens it
        TooLarge             expands too far
        TooLong              longer than is read
        ReaderStopped        the child that read it was stopped, or died
          TimedOut           over its processor time
          OutOfMemory        over its memory
          Crashed            it died by itself
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
    """A submitted file could not be read. The message names the file and the reason.

    `status` is its one code in `criteria/statuses.yaml`.
    """

    exit_code = 3
    status = "unreadable"


class MissingFile(ReadError):
    """There is no file of that name."""

    status = "missing"


class UnsupportedFormat(ReadError):
    """The file is not one that premark reads, whatever its name says."""

    status = "unsupported"


class LegacyFormat(UnsupportedFormat):
    """A format that a newer one replaced long ago, such as Word 97-2003."""

    status = "legacy"


class LockedFile(ReadError):
    """The file is encrypted or needs a password."""

    status = "encrypted"


class NoText(ReadError):
    """The file opened but holds no text that can be read."""

    status = "empty"


class ScanOnly(NoText):
    """The file holds pictures and no text: OCR comes first."""

    status = "scan"


class DamagedFile(ReadError):
    """The file is broken or cut short, or a part that it cannot do without is not in it."""

    status = "corrupt"


class UnsafeFile(ReadError):
    """The file asks its reader for what no word processor writes: entities, paths outside it."""

    status = "unsafe"


class TooLarge(ReadError):
    """The file, or what it unpacks to, is over a limit. The message says both figures."""

    status = "too_large"


class TooLong(ReadError):
    """The file holds more pages, paragraphs or characters than are read; both figures are said."""

    status = "too_long"


class ReaderStopped(ReadError):
    """The child process that read the file did not come to its end."""

    status = "crashed"


class TimedOut(ReaderStopped):
    """Reading took more processor time than is allowed; both figures are said."""

    status = "timed_out"


class OutOfMemory(ReaderStopped):
    """Reading took more memory than is allowed; both figures are said."""

    status = "out_of_memory"


class Crashed(ReaderStopped):
    """The child died by itself: a library gave up, or was killed from without."""


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
