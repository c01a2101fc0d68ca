"""The page as a browser lays it out, from a phone's width up, with text made to break it."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from make_review import make_pack, make_review, noticed

from premark.report.check import learner_view
from premark.report.html import render_html
from premark.report.view import view
from premark.types.evidence import Review

BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or ""
pytestmark = pytest.mark.skipif(not BROWSER, reason="needs Chromium to lay the page out")

LONG = "Rindfleischetikettierungsueberwachung" * 6
MEASURE = """<body><iframe id="page" height="800" width="{width}" src="page.html"></iframe><script>
onload = () => {{
  const inner = page.contentWindow, its = page.contentDocument;
  const box = e => e.getBoundingClientRect();
  const free = e => !e.closest('.scroll') && !e.closest('.skips');
  const all = [...its.querySelectorAll('body *')].filter(free);
  const over = all.filter(e => box(e).right > inner.innerWidth + 1);
  const head = box(its.querySelector('.grid thead'));
  const row = box(its.querySelector('.grid tbody tr'));
  document.title = JSON.stringify({{
    inner: inner.innerWidth, scroll: its.documentElement.scrollWidth,
    over: over.length, head: [head.width, head.height],
    overprints: head.height > 1 && head.bottom > row.top + 1,
  }});
}}
</script>"""


def hard(review: Review) -> Review:
    """The review with a word that nothing breaks, in its text and in a section's title."""
    blocks = tuple(
        b.model_copy(update={"text": f"{b.text} {LONG}"}) if b.index in (1, 8) else b
        for b in review.document.blocks
    )
    sections = tuple(s.model_copy(update={"title": f"A {LONG}"}) for s in review.sections)
    document = review.document.model_copy(update={"blocks": blocks})
    return noticed(review.model_copy(update={"document": document, "sections": sections}))


def laid_out(folder: Path, html: str, width: int) -> dict[str, object]:
    """What the browser measures in a frame of `width` pixels; the page's policy bars no script
    here, as the measuring stands outside it."""
    (folder / "page.html").write_text(html, encoding="utf-8")
    (folder / "measure.html").write_text(MEASURE.format(width=width), encoding="utf-8")
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    command += ["--allow-file-access-from-files", "--window-size=1600,900"]
    command += ["--virtual-time-budget=5000", (folder / "measure.html").as_uri()]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    told = re.search(r"<title>(\{.*?\})</title>", ended.stdout)
    if told is None:
        pytest.skip("the browser did not run here")
    found: dict[str, object] = json.loads(unescape(told.group(1)))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("make", [view, learner_view], ids=["assessor", "learner"])
@pytest.mark.parametrize("width", [360, 420, 820, 1280])
def test_nothing_stands_over_the_edge_or_over_a_row(
    tmp_path: Path, width: int, make: object
) -> None:
    review = hard(make_review())
    html = render_html(make(review, make_pack()), review)  # type: ignore[operator]
    found = laid_out(tmp_path, html, width)
    assert found["inner"] == width
    assert int(str(found["scroll"])) <= width
    assert found["over"] == 0
    assert not found["overprints"]
    assert (found["head"] == [1, 1]) == (width < 640)
