"""How far a file, an archive and the child that reads it may go: figures with their units.

`criteria/limits.yaml` says why of each; a file of one's own changes some of them.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from premark.types.document import Value

Count = Annotated[int, Field(ge=1)]
Amount = Annotated[float, Field(gt=0)]


class Limits(Value):
    """The most of each thing; the name ends with the unit where it is not a count.

    MB is 1,000,000 bytes. Sizes of archives are of what is unpacked, whatever a header says.
    """

    file_mb: Amount = 100
    archive_entries: Count = 1_000
    archive_file_mb: Amount = 50
    archive_total_mb: Amount = 500
    archive_ratio: Amount = 100
    archive_ratio_after_mb: Amount = 1
    text_ratio_after_mb: Amount = 10
    xml_items: Count = 1_900_000
    archive_nesting: Count = 1
    batch_files: Count = 20_000
    batch_total_gb: Amount = 20
    stream_mb: Amount = 10
    streams_total_mb: Amount = 60
    pages: Count = 500
    page_characters: Count = 100_000
    characters: Count = 2_000_000
    paragraphs: Count = 50_000
    table_rows: Count = 10_000
    table_columns: Count = 200
    span: Count = 200
    nesting: Count = 60
    memory_mb: Amount = 512
    processor_seconds: Amount = 20
    page_processor_seconds: Amount = 0.1
    import_processor_seconds: Amount = 120
    wall_seconds: Amount = 300
    answer_mb: Amount = 24
    child_jobs: Count = 200
    child_idle_mb: Amount = 160


LIMITS = Limits()
