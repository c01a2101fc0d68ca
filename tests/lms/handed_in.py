"""What platforms give, built to their forms: archives and folders of small texts."""

from __future__ import annotations

import zipfile
from pathlib import Path

TEXT = "I met my client for the first session and we agreed what coaching would be for. "
MOODLE = {
    "Zoë Ng_12_assignsubmission_file/essay.txt": TEXT + "a",
    "Zoë Ng_12_assignsubmission_file/appendices/Coaching log.txt": TEXT + "b",
    "Ann O Neil_7_assignsubmission_file/my essay.txt": TEXT + "c",
    "Ann O Neil_7_assignsubmission_onlinetext/onlinetext.html": "<p>Here it is.</p>",
    "Bo Li_31_assignsubmission_file/photo.jpg": "\xff\xd8\xff",
}
CANVAS = {
    "smithjane_88_5001_essay.txt": TEXT + "a",
    "smithjane_88_5002_appendix 1.txt": TEXT + "b",
    "ngzoë_LATE_91_5003_my_essay_final.txt": TEXT + "c",
    "li_93_text.html": "<p>Here it is.</p>",
    "obrien_95_link.html": "<a href='https://example.org'>x</a>",
}


def archive(path: Path, given: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in given.items():
            made.writestr(zipfile.ZipInfo(name), text.encode("utf-8"))
    return path


def folder(root: Path, given: dict[str, str]) -> Path:
    for name, text in given.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
