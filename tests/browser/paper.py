"""What a page becomes on paper: how many sheets, and whether anything is torn apart between two of them."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

# A sign, a link of two pixels, before the first and behind the last words of everything that stays whole, to be found
# again in the PDF; and one behind a heading and before what it heads. Gives what each number stands for.
SIGNS = """() => {
  const whole = ".card, .callout, .banner, .goal, .goal-line, .desk, .learning, figure, tbody tr, dl > div";
  const names = [];
  const words = (element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || parent.closest("svg, .unseen")) continue;
      if (parent.checkVisibility({visibilityProperty: true})) found.push(node);
    }
    return found;
  };
  const sign = (text, node, before) => {
    const link = document.createElement("a");
    link.href = `https://sign.example/${text}`;
    link.style.cssText = "display:inline-block;inline-size:2px;block-size:2px;margin-inline-end:-2px;position:static";
    if (before) node.before(link); else node.after(link);
  };
  const mark = (name, first, last, before) => {
    sign(`A${names.length}`, first, true);
    sign(`Z${names.length}`, last, before);
    names.push(name.trim().replace(/\\s+/g, " ").slice(0, 50));
  };
  for (const element of document.querySelectorAll(whole)) {
    const text = words(element);
    if (text.length && element.getBoundingClientRect().height < 900) {
      mark(element.textContent, text[0], text.at(-1), false);
    }
  }
  for (const heading of document.querySelectorAll("main :is(h1, h2, h3)")) {
    const next = heading.nextElementSibling, head = words(heading), text = next ? words(next) : [];
    if (head.length && text.length) mark(`heading ${heading.textContent}`, head[0], text[0], true);
  }
  return names;
}"""


def links(document: pypdfium2.PdfDocument, sheet: pypdfium2.PdfPage) -> Iterator[str]:
    """The signs on one sheet, as the links of the PDF have them."""
    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(sheet, ctypes.byref(place), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        size = raw.FPDFAction_GetURIPath(document, action, None, 0)
        text = ctypes.create_string_buffer(size)
        raw.FPDFAction_GetURIPath(document, action, text, size)
        before, _, sign = text.value.decode("latin-1").partition("https://sign.example/")
        if sign and not before:
            yield sign


def on_paper(page: Page) -> tuple[int, list[str]]:
    """Sheets of the page as it is open, and what lies on two of them; the page is of no more use afterwards."""
    names = page.evaluate(SIGNS)
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    found = {target: number for number, sheet in enumerate(document) for target in links(document, sheet)}
    sheets = len(document)
    document.close()
    missing = [name for place, name in enumerate(names) if not {f"A{place}", f"Z{place}"} <= found.keys()]
    assert not missing, f"not found on paper: {missing[:5]}"
    return sheets, [name for place, name in enumerate(names) if found[f"A{place}"] != found[f"Z{place}"]]
