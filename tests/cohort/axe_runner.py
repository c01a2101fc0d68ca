"""A page as axe-core finds it in a real browser: what is wrong with it, at a width and a theme."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from functools import lru_cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or ""
AXE = "axe-core@4.14.1"
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """<script src="axe.js"></script><script>
addEventListener('load', () => axe.run(document, {{runOnly: {tags}}}).then(found => {{
  const wide = document.documentElement.scrollWidth;
  parent.document.title = JSON.stringify({{
    width: innerWidth, scroll: wide, passes: found.passes.length,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    violations: found.violations.map(one => one.id + ': ' + one.nodes.slice(0, 3)
      .map(node => node.html.slice(0, 160) + ' ' + (node.any[0] || {{}}).message).join(' | ')),
  }});
}}, error => parent.document.title = JSON.stringify({{error: String(error)}})));
</script></body>"""
MEASURE = """<!doctype html><iframe id="page" width="{width}" height="900" src="page.html"></iframe>
<script>onload = () => {{
  const its = page.contentDocument, edge = page.contentWindow.innerWidth + 1;
  const free = [...its.querySelectorAll('body *')]
    .filter(e => !e.closest('.scroll') && !e.closest('.skips') && !e.closest('svg'));
  const over = free.filter(e => e.getBoundingClientRect().right > edge);
  document.title = JSON.stringify({{
    width: page.contentWindow.innerWidth, scroll: its.documentElement.scrollWidth,
    over: over.map(e => e.outerHTML.slice(0, 120)),
  }});
}}</script>"""
FRAME = '<!doctype html><iframe width="{width}" height="900" src="page.html"></iframe>'


@lru_cache(maxsize=1)
def axe_script() -> str:
    """axe-core's own script, fetched once into a folder that is gone again; "" if it cannot be."""
    npm = shutil.which("npm")
    if not npm:
        return ""
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", AXE, "--silent", "--pack-destination", folder]
        try:
            subprocess.run(command, capture_output=True, timeout=90, check=True, cwd=folder)
            (packed,) = Path(folder).glob("*.tgz")
            with tarfile.open(packed) as archive:
                member = archive.extractfile("package/axe.min.js")
                return member.read().decode("utf-8") if member else ""
        except (subprocess.SubprocessError, OSError, ValueError, KeyError):
            return ""


def checked(html: str, folder: Path, *, width: int, dark: bool = False) -> dict[str, Any]:
    """What axe says of the page in a frame of `width` pixels; skips where it cannot be asked.

    The page's own policy, which bars every script, is taken off for it: another test holds it.
    """
    if not BROWSER:
        pytest.skip("needs Chromium to open the page")
    script = axe_script()
    if not script:
        pytest.skip(f"needs npm and {AXE}, which could not be fetched")
    (folder / "axe.js").write_text(script, encoding="utf-8")
    run = RUN.format(tags=json.dumps(TAGS))
    page = POLICY.sub("", html).replace("</body>", run)
    (folder / "page.html").write_text(page, encoding="utf-8")
    (folder / "frame.html").write_text(FRAME.format(width=width), encoding="utf-8")
    found = _told(folder, dark)
    assert found.get("dark") is dark, found
    return found


def laid_out(html: str, folder: Path, *, width: int) -> dict[str, Any]:
    """How wide the page is in a frame of `width` pixels, and what stands over its edge."""
    if not BROWSER:
        pytest.skip("needs Chromium to lay the page out")
    (folder / "page.html").write_text(html, encoding="utf-8")
    (folder / "frame.html").write_text(MEASURE.format(width=width), encoding="utf-8")
    return _told(folder, dark=False)


def _told(folder: Path, dark: bool) -> dict[str, Any]:
    command = [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    command += ["--allow-file-access-from-files", "--window-size=1600,1000"]
    command += [f"--blink-settings=preferredColorScheme={0 if dark else 1}"]
    command += [f"--user-data-dir={folder / 'browser'}", "--no-first-run"]
    command += ["--virtual-time-budget=60000", (folder / "frame.html").as_uri()]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False)
    told = re.search(r"<title>(\{.*?\})</title>", ended.stdout, re.DOTALL)
    if told is None:
        pytest.skip("the browser did not run here")
    found: dict[str, Any] = json.loads(unescape(told.group(1)))
    return found


def violations(html: str, folder: Path, *, width: int, dark: bool = False) -> list[str]:
    """The rules of WCAG 2.2 AA (and axe's best practice) that the page breaks, with examples."""
    found: list[str] = checked(html, folder, width=width, dark=dark)["violations"]
    return found
