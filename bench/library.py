"""The library of agreed language, measured on the development library (English), beside SQLite FTS5 and TF-IDF.

    python bench/library.py            everything; needs ../shared/data/library
    python bench/library.py --sample 200  fewer planted paragraphs
    python bench/library.py --build       the build alone, here and on one and two local Dask workers

Build: time, size and peak memory of the whole English library, and adding one text to it. Precedents: paragraphs
with 10, 20 and 35 % of their words replaced, deleted or inserted (is the original found first?); links that two
readers made between consecutive resolutions (is the predecessor, or a paragraph with its words, found first among
all earlier texts?); articles of European acts, which have no precedent here. Series: those of the development data.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sqlite3
import sys
import tempfile
import time
import zipfile
from hashlib import sha256
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from measuring.memory import run_watched
from measuring.sets import DEVELOPMENT, LABELS, flat_document

from draftdiff.errors import LabelError
from draftdiff.fold import fold, word_texts
from draftdiff.library import Library
from draftdiff.library.wordings import wordings

SHARED = DEVELOPMENT.parent
TEXTS = SHARED / "library"
OUT = Path(__file__).resolve().parent / "out"
#: Words of a paragraph that is worth planting: shorter ones are formulas that many texts share.
LEAST = 20
RATES = (0.10, 0.20, 0.35)


def clusters() -> dict[str, object]:
    """The build on one and on two local Dask workers: seconds, and whether the libraries are equal to the byte."""
    seconds: dict[int, float] = {}
    said: dict[int, str] = {}
    for workers in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            made = build(Path(folder) / "library", workers, scheduler="local")
            seconds[workers] = made["seconds"]
            with Library.open(Path(folder) / "library") as library:
                said[workers] = sha256("\n".join(library.export()).encode()).hexdigest()
    return {
        "one worker, seconds": seconds[1], "two, seconds": seconds[2], "times as fast": seconds[1] / seconds[2],
        "equal bytes": said[1] == said[2],
    }  # fmt: skip


def build(folder: Path, jobs: int, scheduler: str = "") -> dict[str, float]:
    """Build the whole English library in a process of its own and add one text to it."""
    code = (
        "import sys, time\n"
        "from draftdiff.library import Library\n"
        "if __name__ == '__main__':\n"
        "    start = time.perf_counter()\n"
        "    with Library.open(sys.argv[1], create=True) as library:\n"
        f"        added = library.add(*sys.argv[3:], jobs=int(sys.argv[2]), scheduler={scheduler!r})\n"
        "    print(time.perf_counter() - start, added.documents, len(added.refused))\n"
    )
    zips = [str(TEXTS / f"{organ}-en.zip") for organ in ("ga", "sc", "hrc", "ecosoc")]
    with tempfile.TemporaryDirectory() as scripts:
        script = Path(scripts) / "build.py"
        script.write_text(code)
        output, peak = run_watched([sys.executable, str(script), str(folder), str(jobs), *zips])
    seconds, documents, refused = output.split()
    size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    database = sqlite3.connect(folder / "texts.sqlite")
    texts = database.execute("SELECT sum(length(CAST(text AS BLOB))) FROM paragraphs").fetchone()[0]
    one = folder.parent / "one.xml"
    with zipfile.ZipFile(zips[1]) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".xml") and "RES_26" in n)
        one.write_text(archive.read(name).decode().replace("the", "thee", 3))
    with Library.open(folder) as library:
        start = time.perf_counter()
        library.add(one)
        added = time.perf_counter() - start
    return {
        "seconds": float(seconds), "peak MB": peak, "documents": int(documents), "refused": int(refused),
        "size over texts": size / texts, "adding one, seconds": added,
    }  # fmt: skip


def planted(rows: list[tuple[int, str]], rate: float, count: int, seed: int) -> list[tuple[str, int]]:
    """Paragraphs with a share of their words replaced, deleted or inserted, and the number of the original."""
    draw = random.Random(seed)  # noqa: S311 - planted edits, no secret
    pool = [word for _, text in draw.sample(rows, min(400, len(rows))) for word in text.split()]
    out: list[tuple[str, int]] = []
    for number, text in draw.sample(rows, count):
        words: list[str] = []
        for word in text.split():
            if draw.random() >= rate:
                words.append(word)
                continue
            act = draw.randrange(3)
            if act == 0:
                words.append(draw.choice(pool))
            elif act == 1:
                words += [word, draw.choice(pool)]
        out.append((" ".join(words), number))
    return out


class Fts:
    """SQLite FTS5 with its BM25."""

    def __init__(self, rows: list[tuple[int, str]]) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.execute("CREATE VIRTUAL TABLE t USING fts5(body, content='')")
        self.db.executemany(
            "INSERT INTO t (rowid, body) VALUES (?, ?)",
            [(n, " ".join(map(fold, word_texts(t)))) for n, t in rows],
        )

    def first(self, text: str) -> int:
        """Number of the best paragraph, 0 for none."""
        words = dict.fromkeys(fold(w) for w in word_texts(text))
        query = " OR ".join(f'"{w}"' for w in words if w.replace("'", "").isalnum())
        row = self.db.execute(
            "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t), rowid LIMIT 1", (query,)
        ).fetchone()
        return int(row[0]) if row else 0


class TfIdf:
    """TF-IDF vectors of words and pairs of words, cosine."""

    def __init__(self, rows: list[tuple[int, str]]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self.numbers = [n for n, _ in rows]
        self.model = TfidfVectorizer(sublinear_tf=True, dtype=np.float32)
        self.matrix = self.model.fit_transform([t for _, t in rows])

    def first(self, text: str) -> int:
        """Number of the best paragraph."""
        scores = (self.matrix @ self.model.transform([text]).T).toarray().ravel()
        return self.numbers[int(scores.argmax())]


def measure(folder: Path, sample: int) -> dict[str, object]:
    """Quality and latency of a built library."""
    library = Library.open(folder)
    database = sqlite3.connect(folder / "texts.sqlite")
    rows = [
        (n, t) for n, t in database.execute("SELECT p.id, p.text FROM paragraphs p JOIN documents d ON d.id = p.document WHERE d.language = 'en' ORDER BY p.id")
    ]  # fmt: skip
    texts = dict(rows)
    long = [(n, t) for n, t in rows if len(t.split()) >= LEAST]
    result: dict[str, object] = {"paragraphs": len(rows)}
    peers = {"sqlite fts5 bm25": Fts(rows), "tf-idf": TfIdf(rows)}
    for rate in RATES:
        cases = planted(long, rate, sample, seed=7)
        found: dict[str, list[bool]] = {name: [] for name in ("draftdiff", *peers)}
        times: list[float] = []
        for text, number in cases:
            start = time.perf_counter()
            first = library.precedents(text)[0].nearest
            times.append(time.perf_counter() - start)
            found["draftdiff"].append(first is not None and _same(first.text, texts[number]))
            for name, peer in peers.items():
                found[name].append(_same(texts.get(peer.first(text), ""), texts[number]))
        result[f"planted {rate:.0%}"] = {name: round(float(np.mean(hits)), 4) for name, hits in found.items()}
        result[f"planted {rate:.0%} ms"] = {"median": _ms(times, 50), "p95": _ms(times, 95)}
    result["read links"] = read_links(library)
    result["without precedent"] = without(library)
    result["series"] = series(library)
    return result


def _same(one: str, other: str) -> bool:
    """The same words, numbers aside; the development texts set spaces and hyphens otherwise ("76/1 8 3")."""
    return one == other or wordings(one) == wordings(other) or _letters(one) == _letters(other)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, fold(text)))


def _ms(times: list[float], percent: int) -> float:
    return round(1000 * float(np.percentile(times, percent)), 1)


def read_links(library: Library) -> dict[str, float]:
    """The links two readers made: is the predecessor's wording found first among all earlier texts?

    Asked for the whole new text, as `draftdiff library precedents FILE` does, and for each paragraph on its own.
    """
    labels = json.loads(LABELS.read_text("utf-8"))
    counts: dict[str, list[bool]] = {}
    for name, step in labels.items():
        folder = DEVELOPMENT / name
        old, new = (
            flat_document(side, json.loads((folder / f"{side}.json").read_text("utf-8"))["paragraphs"])
            for side in ("old", "new")
        )
        try:
            date = library.entry(_symbol(name, "new")).date
        except LabelError:
            continue  # this series is not in the library
        sources: dict[str, list[str]] = {}
        for pair in step["links"].split():
            a, b = pair.split(">")
            sources.setdefault(b, []).append(old[a].text)
        gold = json.loads((folder / "gold.json").read_text("utf-8"))
        for link in gold["links"]:
            sources.setdefault(link[1], []).append(old[link[0]].text)
        whole = {p.label: p.nearest for p in library.precedents(new, before=date, itself=True)}
        for label, wanted in sources.items():
            text = new[label].text
            if len(text.split()) < LEAST:
                continue
            kind = "verbatim" if any(_same(text, each) for each in wanted) else "edited"
            alone = library.precedents(text, before=date)[0].nearest
            for how, nearest in (("", whole[str(new[label].label)]), (", alone", alone)):
                hit = nearest is not None and any(_same(nearest.text, each) for each in wanted)
                counts.setdefault(kind + how, []).append(hit)
    return {f"{kind} ({len(hits)})": round(float(np.mean(hits)), 4) for kind, hits in counts.items()}


def without(library: Library) -> dict[str, float]:
    """Articles and recitals of European acts: none has a precedent among resolutions."""
    verdicts: list[bool] = []
    for folder in sorted(DEVELOPMENT.glob("eu-*")):
        rows = json.loads((folder / "new.json").read_text("utf-8"))["paragraphs"]
        long = [row["text"] for row in rows if len(row["text"].split()) >= LEAST][:30]
        verdicts += [library.precedents(text)[0].verdict == "none" for text in long]
    return {f"called so ({len(verdicts)})": round(float(np.mean(verdicts)), 4)}


def _symbol(name: str, side: str) -> str:
    """`un-..._S_RES_2552-_S_RES_2605` names the symbols of both sides."""
    old, new = name.split("_", 1)[1].split("-_")
    return (old if side == "old" else new).replace("_", "/")


def series(library: Library) -> dict[str, str]:
    """The series of the development data: are they found whole, from each of their texts?"""
    chains: dict[str, set[str]] = {}
    for folder in DEVELOPMENT.glob("un-*"):
        name = folder.name.split("_", 1)[0]
        for side in ("old", "new"):
            chains.setdefault(name, set()).add(_symbol(folder.name, side))
    out: dict[str, str] = {}
    for name, wanted in sorted(chains.items()):
        found = [
            {entry.symbol.split(" (")[0] for entry in library.series(symbol)} for symbol in sorted(wanted)
        ]
        out[name] = f"{sum(each == wanted for each in found)} of {len(found)} exact"
    return out


def main() -> None:
    """Build, measure, print, and leave bench/out/library.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=500)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--build", action="store_true", help="the build alone, also on one and two Dask workers"
    )
    parser.add_argument("--keep", type=Path, help="build there and keep it, or use what is there")
    given = parser.parse_args()
    if not TEXTS.is_dir():
        print("skipped: the development library is not beside the checkout")
        return
    folder = given.keep or Path(tempfile.mkdtemp()) / "library"
    result: dict[str, object] = {}
    if not (folder / "texts.sqlite").exists():
        result["build"] = build(folder, given.jobs)
        print("build", json.dumps(result["build"]), flush=True)
    if given.build:
        result["dask"] = clusters()
    else:
        result.update(measure(folder, given.sample))
    for name, value in result.items():
        print(f"{name}: {json.dumps(value)}")
    OUT.mkdir(exist_ok=True)
    (OUT / ("library_build.json" if given.build else "library.json")).write_text(
        json.dumps(result, indent=1) + "\n"
    )
    if not given.keep:
        shutil.rmtree(folder.parent)


if __name__ == "__main__":
    main()
