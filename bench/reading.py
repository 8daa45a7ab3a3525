"""How well the readers read: the whole library of resolutions, six languages, and texts rendered and read back.

    python bench/reading.py [--sample N] [--only read|languages|rendered] [--check] [--json FILE] [--show N]

The truth is the files' own markup, looked at here without the reader: the number of every operative paragraph in its
`num`, headings in their elements, words as they stand. Needs `../shared` (or `DRAFTDIFF_SHARED`); skips without.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import sys
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree
from rendered import OWN, converted, differs, taken

from draftdiff.errors import DraftdiffError
from draftdiff.layout import Options, RawFile
from draftdiff.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from draftdiff.model import Document

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("DRAFTDIFF_SHARED") or ROOT.parent / "shared")
LIBRARY = SHARED / "data" / "library"
FLOORS = Path(__file__).with_name("floors.json")
ORGANS = ("ga", "ecosoc", "hrc", "sc")
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
_HEADINGS = ("heading", "subheading", "crossHeading")
#: Elements whose words do not run on from those before; so does a raised number, a note's mark without its element.
_APART = frozenset({"p", "num", "content", "heading", "subheading", "eol", "br", "td", "tr"})
_UNSEEN = ("meta", "coverPage")
#: Letters of a paragraph's beginning by which it is found again.
_KEY = 24
#: A word, or one Chinese character: where a text puts nothing between two parts, a reader may.
_WORD = re.compile(r"[\u4e00-\u9fff]|[^\W\u4e00-\u9fff]+")


@dataclass
class Tally:
    """Counts of one run, each right and all."""

    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    faults: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, what: str, right: int, of: int, fault: str = "") -> None:
        """Some more of one kind; a fault is shown on request."""
        self.counts[what][0] += right
        self.counts[what][1] += of
        if right < of and fault:
            self.faults[what].append(fault)

    def shares(self) -> dict[str, float]:
        """Share that is right, of each kind."""
        return {what: right / of for what, (right, of) in self.counts.items() if of}


def local(element: etree._Element) -> str:
    """Name without its name space; "" for comments and the like."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def letters(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]+", "", text).casefold()


def text_of(element: etree._Element, *, notes: bool = False) -> str:
    """Words of an element as they stand, notes apart."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and (notes or local(child) != "authorialNote"):
            apart = local(child) in _APART or (
                local(child) == "sup" and (child.text or "").strip().isdecimal()
            )
            parts.append((" {} " if apart else "{}").format(text_of(child, notes=notes)))
        parts.append(child.tail or "")
    return "".join(parts)


def inside(element: etree._Element, *names: str) -> bool:
    """Whether an element stands below one of these."""
    return any(local(above) in names for above in element.iterancestors())


def library(language: str, sample: int = 1) -> Iterator[tuple[str, bytes]]:
    """Names and contents of the files in a language, every `sample`-th."""
    for organ in ORGANS:
        with zipfile.ZipFile(LIBRARY / f"{organ}-{language}.zip") as archive:
            for name in sorted(archive.namelist())[::sample]:
                yield f"{organ}/{name}", archive.read(name)


def stated(root: etree._Element) -> list[tuple[str, str]]:
    """Number and first letters of every operative paragraph that the file numbers; texts may stand in the next element."""
    found: list[tuple[str, str]] = []
    carried = ""
    for paragraph in root.iter("{*}paragraph"):
        if inside(paragraph, "attachment"):
            continue
        number = next((text_of(child).strip() for child in paragraph if local(child) == "num"), "") or carried
        text = next((text_of(e) for e in paragraph.iter("{*}p") if letters(text_of(e))), "")
        carried = "" if text else number
        match = re.fullmatch(r"(\d+)\s?[.)]?", number.strip())
        if match and text:
            found.append((match[1], letters(text)[:_KEY]))
    return found


def headings(root: etree._Element) -> list[str]:
    """Letters of every heading the file marks as one."""
    elements = [e for e in root.iter() if local(e) in _HEADINGS and not inside(e, *_UNSEEN)]
    found = [e for e in elements if not (e.get("refersTo") or "").lower().endswith("preamble")]
    return [letters(text_of(e)) for e in found if letters(text_of(e))]


def kept(documents: tuple[Document, ...]) -> Counter[str]:
    """Every word that came out, wherever it went: paragraphs, headings, notes, metadata, recorded left-outs."""
    parts: list[str] = []
    for one in documents:
        parts += [one.title, one.symbol, one.status, one.formula, one.left_out]
        for paragraph in one.walk():
            parts += [paragraph.number, paragraph.text, *(f"{n.mark} {n.text}" for n in paragraph.notes)]
        parts += [heading.text for heading in one.headings]
        parts += [f"{note.mark} {note.text}" for note in one.footnotes]
        parts += [problem.raw for problem in one.problems]
    return Counter(_WORD.findall("\n".join(parts).casefold()))


def present(root: etree._Element) -> Counter[str]:
    """Every word of the text; the metadata and the cover page are read for what they declare."""
    bodies = [child for child in root if local(child)]
    found: Counter[str] = Counter()
    for body in bodies:
        for block in body.iter():
            if local(block) in {"p", "num", *_HEADINGS} and not inside(
                block, *_UNSEEN, "authorialNote", "p", "num", *_HEADINGS
            ):
                found.update(_WORD.findall(text_of(block).casefold()))
    return found


def lost(root: etree._Element, documents: tuple[Document, ...]) -> Counter[str]:
    """Words of a file that are in no paragraph, heading, note, name or record of what was left out."""
    return present(root) - kept(documents)


def judge(tally: Tally, name: str, data: bytes) -> Document | None:
    """One file of the library against its own markup."""
    try:
        documents = read_bytes(RawFile(data=data, name=Path(name).name), Options())
    except DraftdiffError as error:
        tally.add("read", 0, 1, f"{name}: {error}")
        return None
    tally.add("read", 1, 1)
    root = etree.fromstring(data)
    numbers = stated(root)
    paragraphs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for one in documents:
        for paragraph in one.paragraphs:
            label = paragraph.label
            key = letters(paragraph.text)[:_KEY]
            paragraphs[key].append(
                (label.number if label.kind == "OP" and not label.subs else "", str(label))
            )
    wrong: list[str] = []
    for number, key in numbers:
        short = len(key) < _KEY  # words after its list are joined to the paragraph's own
        fitting = next(
            (known for known in paragraphs if short and paragraphs[known] and known.startswith(key)), key
        )
        key = key if paragraphs.get(key) else fitting  # noqa: PLW2901 - the key it is found under
        candidates = paragraphs.get(key) or [("", "")]
        got = next((one for one in candidates if one[0] == number), candidates[0])
        if got in paragraphs.get(key, []):
            paragraphs[key].remove(got)
        if got[0] != number:
            wrong.append(f"{number} {key[:30]!r} is {got[1] or 'in none'}")
    fault = f"{name}: {'; '.join(wrong[:3])}"
    tally.add("labels", len(numbers) - len(wrong), len(numbers), fault)
    values = [int(number) for number, _ in numbers]
    if any(after <= before for before, after in itertools.pairwise(values)):
        repaired = sum(problem.kind == "repaired" for one in documents for problem in one.problems)
        tally.add("restarts", not wrong and not repaired, 1, f"{fault}, {repaired} repairs")
    _headings(tally, name, root, documents)
    missing = lost(root, documents)
    tally.add("words", not missing, 1, f"{name}: {sum(missing.values())} missing, {list(missing)[:8]}")
    return documents[0]


def _headings(tally: Tally, name: str, root: etree._Element, documents: tuple[Document, ...]) -> None:
    wanted = headings(root)
    got = Counter(letters(heading.text) for one in documents for heading in one.headings)
    got.update(letters(one.title) for one in documents)
    got.update(letters(f"{problem.raw}") for one in documents for problem in one.problems)
    missing: list[str] = []
    for text in wanted:
        if got[text]:
            got[text] -= 1
        elif not any(other.endswith(text) and got[other] for other in got):
            missing.append(text)
    tally.add("headings", len(wanted) - len(missing), len(wanted), f"{name}: {missing[:3]}")


def languages(tally: Tally, sample: int) -> None:
    """Translations: the same labels as the English text of the same resolution."""
    english = {key: data for _, data in library("en") if (key := symbol_of(data))}
    known: dict[str, tuple[list[str], tuple[int, int]]] = {}
    for language in LANGUAGES[1:]:
        for name, data in library(language, sample):
            key = symbol_of(data)
            if key not in english:
                continue
            if key not in known:
                known[key] = _labels(english[key]), _marked_up(english[key])
            labels, markup = known[key]
            difference = _first_difference(labels, _labels(data))
            tally.add(f"as English, {language}", not difference, 1, f"{name}: {difference}")
            tally.add("as English", not difference, 1)
            if _marked_up(data) == markup:
                tally.add("as English, same markup", not difference, 1)


def rendered(tally: Tally) -> None:
    """Four texts a language printed in every kind and read back."""
    for language in LANGUAGES:
        documents = taken(library(language, 3))
        kinds = {kind: (name, [make(one) for one in documents]) for kind, (name, make) in OWN.items()}
        kinds["LibreOffice's Word"] = ("x.docx", converted(documents, "docx"))
        kinds["PDF"] = ("x.pdf", converted(documents, "pdf"))
        for kind, (name, files) in kinds.items():
            for at, (document, data) in enumerate(zip(documents, files, strict=False)):
                difference = differs(document, data, name)
                tally.add(f"read back, {kind}", not difference, 1, f"{language} {at}: {difference}")


def _labels(data: bytes) -> list[str]:
    try:
        documents = read_bytes(RawFile(data=data, name="x.xml"), Options())
    except DraftdiffError as error:
        return [str(error)]
    return [str(p.label) for one in documents for p in one.paragraphs]


def _untitled(label: str) -> str:
    """A label without the titles of its sections, which are in the text's own language."""
    first, *middle, last = label.split(", ") if ", " in label else ("", label)
    kept = [
        part
        for part in (first, *middle)
        if re.match(r"(Annex|Appendix|Section|Part|Chapter|Draft)\b", part, re.IGNORECASE)
    ]
    return ", ".join([*(re.sub(r"\s+-\s.*", "", part).casefold() for part in kept), last])


def _marked_up(data: bytes) -> tuple[int, int]:
    """Preambular paragraphs and numbers as the file marks them up.

    A translator who joined two paragraphs, or a conversion that lost one, is no fault of a reader: the figure beside
    the whole one counts the translations whose own markup has as many of both as the English file.
    """
    elements = list(etree.fromstring(data).iter(etree.Element))
    containers = sum(local(e) == "container" and local(e.getparent()) == "preamble" for e in elements)
    return containers, sum(local(e) == "num" for e in elements)


def _first_difference(one: list[str], other: list[str]) -> str:
    for a, b in zip(one, other, strict=False):
        if _untitled(a) != _untitled(b):
            return f"{b} for {a}"
    return "" if len(one) == len(other) else f"{len(other)} paragraphs for {len(one)}"


def symbol_of(data: bytes) -> str:
    """Symbol that a file prints on its cover; the same in every language."""
    start = data.find(b"<docNumber")
    inner = re.sub(rb"<[^>]*>", b"", data[start : data.find(b"</docNumber>", start)]) if start >= 0 else b""
    found = re.search(r"[A-Z]/(?:HRC/)?RES/[\w/() -]+", inner.decode("utf-8", "replace"))
    return found.group().replace(" ", "") if found else ""


def below(shares: dict[str, float]) -> list[str]:
    """Figures under the floors of `bench/floors.json`, a line each; what was not measured is not judged."""
    floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))["readers"]
    return [
        f"{what} is {shares[what]:.4f}, the floor is {floor}"
        for what, floor in floors.items()
        if what in shares and shares[what] < floor
    ]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0] if __doc__ else "")
    parser.add_argument("--sample", type=int, default=1, help="every N-th file only")
    parser.add_argument("--only", default="", help="read, languages or rendered")
    parser.add_argument("--check", action="store_true", help="exit 1 where a figure is below its floor")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", type=int, default=0, help="faults of each kind to print")
    arguments = parser.parse_args()
    if not LIBRARY.is_dir():
        print("skipped: the development texts are not beside this checkout")
        return 0
    tally = Tally()
    if arguments.only in {"", "read"}:
        for name, data in library("en", arguments.sample):
            judge(tally, name, data)
    if arguments.only in {"", "languages"}:
        languages(tally, arguments.sample)
    if arguments.only in {"", "rendered"}:
        rendered(tally)
    for what, (right, of) in tally.counts.items():
        print(f"{what:12} {right:>7} of {of:>7}  {right / max(of, 1):.4f}")
        for fault in tally.faults[what][: arguments.show]:
            print(f"    {fault}")
    if arguments.check and (broken := below(tally.shares())):
        print("\n".join(broken), file=sys.stderr)
        return 1
    if arguments.json:
        arguments.json.write_text(json.dumps(tally.shares(), indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
