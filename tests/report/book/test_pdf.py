"""The book made ready for paper, whole, and its key points printed; `make pdf` prints the rest and checks it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from pypdf import PdfReader

from compendium import paths
from compendium.build.pdf import assemble, front, make
from compendium.citation.identity import identity
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import using_language
from compendium.ledger.loading import load

# A sentence of the key points, and a heading that is a verdict.
SAID = {
    "en": ("That says that public evidence does not agree, and no more.", "Contradicted"),
    "zh": ("这说明公开证据与之不符，仅此而已。", "与证据相悖"),
}
CLICKED = (
    "form, input, button, select, script, noscript, details, summary, picture, source, [hidden], .chart figcaption"
)


def files(entry: Any) -> list[str]:
    """Return the pages of ``_toc.yml`` in their order."""
    below = [name for kind in ("parts", "chapters", "sections") for one in entry.get(kind, []) for name in files(one)]
    return [entry.get("root", entry.get("file", "")), *below] if "root" in entry or "file" in entry else below


@pytest.mark.parametrize("edition", EDITIONS)
def test_book_on_paper_is_whole_and_every_link_leads_somewhere(edition: str, book: Path, tmp_path: Path) -> None:
    with using_language(edition):
        about = front.edition(identity(), load(paths.DATA))
        document = assemble.read(book / EDITIONS[edition].folder, tmp_path, about)
    assert [page.name for page in document.pages] == files(yaml.safe_load((paths.ROOT / "_toc.yml").read_text()))
    texts = document.texts.values()
    ids = [one["id"] for text in texts for one in text.find_all(id=True)] + [page.anchor for page in document.pages]
    assert len(ids) == len(set(ids)) > 1000
    links = [link["href"] for text in texts for link in text.select("a[href]")]
    assert sorted({href for href in links if href[0] == "#"} - {f"#{id_}" for id_ in ids}) == []
    assert [href for href in links if not href.startswith(("#", "https://", "http://"))] == []
    assert [str(one)[:80] for text in texts for one in text.select(CLICKED)] == []
    images = [image["src"] for text in texts for image in text.select("img")]
    assert len(images) > 50
    assert [src for src in images if "narrow" in src or not (tmp_path / src).is_file()] == []
    assert [line.words for line in document.lines if line.level == 1][:1] == [identity().title[edition]]


@pytest.mark.parametrize("edition", EDITIONS)
def test_key_points_are_two_pages_that_can_be_searched(edition: str, book: Path, chromium: Any, tmp_path: Path) -> None:
    with using_language(edition):
        folder = book / EDITIONS[edition].folder
        [path] = make.edition(chromium, folder, tmp_path, edition, [make.BRIEF])
    assert [one.name for one in tmp_path.iterdir()] == [f"brief-{edition}.pdf"]
    reader = PdfReader(BytesIO(path.read_bytes()))
    assert len(reader.pages) == 2
    assert reader.trailer["/Root"]["/Lang"] == EDITIONS[edition].tag
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = "".join("".join(page.extract_text().split()) for page in reader.pages)
    for words in (*SAID[edition], identity().title[edition]):
        assert words.replace(" ", "") in text
    assert [character for character in text if "\u2e80" <= character <= "\u2fdf"] == []
