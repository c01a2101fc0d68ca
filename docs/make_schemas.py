"""Writes the JSON Schemas by which editors complete and check criteria files.

    python docs/make_schemas.py            # writes docs/schema/*.schema.json
"""

from __future__ import annotations

from pathlib import Path

from premark.authoring.schema import schema_texts

FOLDER = Path(__file__).resolve().parent / "schema"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, text in schema_texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
        print(f"wrote {name}")


if __name__ == "__main__":
    main()
