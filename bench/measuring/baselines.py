"""What others would do, in the same run: each makes links of two versions.

Tools that only mark words (whole-text LCS, `redlines`, git) get links by a rule in their favour: two paragraphs are
linked when half of the words of either are marked as the same.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from pathlib import Path

from rapidfuzz.distance import Indel

from draftdiff.model import Document

Links = set[tuple[str, str]]
Method = Callable[[Document, Document], Links]
#: Share of either paragraph's words marked as the same that makes a link.
HALF = 0.5
#: Smallest score of a link, the best of 0.2, 0.3, 0.4, 0.5 for each over all sets.
TOKEN_SET, TFIDF = 0.4, 0.2


def methods() -> dict[str, Method]:
    """Baselines by name; those that need a package or program that is missing are left out."""
    found: dict[str, Method] = {
        "same number": same_number,
        "whole-text LCS": whole_lcs,
        "token-set argmax": token_set,
    }
    if find_spec("sklearn"):
        found["TF-IDF + Hungarian"] = tfidf
    if find_spec("redlines"):
        found["redlines"] = redlines
    found["git word diff"] = git_words
    return found


def same_number(old: Document, new: Document) -> Links:
    """The same label."""
    return {(label, label) for label in old.labels() if label in set(new.labels())}


def whole_lcs(old: Document, new: Document) -> Links:
    """Longest common subsequence of the words of the whole text."""
    a, b = _flat(old), _flat(new)
    same: list[tuple[int, int]] = []
    for tag, i, k, j, _ in Indel.opcodes([w for w, _ in a], [w for w, _ in b]):
        if tag == "equal":
            same += [(i + step, j + step) for step in range(k - i)]
    return _from_words(a, b, same)


def token_set(old: Document, new: Document) -> Links:
    """For each new paragraph the old one with the most similar set of words (Jaccard)."""
    sets = {str(p.label): set(_words(p.text)) for p in old.walk()}
    links: Links = set()
    for paragraph in new.walk():
        own = set(_words(paragraph.text))
        score, best = max(
            ((len(own & s) / max(len(own | s), 1), label) for label, s in sets.items()), default=(0.0, "")
        )
        if score >= TOKEN_SET:
            links.add((best, str(paragraph.label)))
    return links


def tfidf(old: Document, new: Document) -> Links:
    """TF-IDF vectors of words and word pairs, optimal one-to-one assignment of cosines."""
    from scipy.optimize import linear_sum_assignment
    from sklearn.feature_extraction.text import TfidfVectorizer

    a, b = list(old.walk()), list(new.walk())
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"(?u)\b\w+\b")  # noqa: S106 - a pattern of words
    vectors = vectorizer.fit_transform([p.text for p in (*a, *b)])
    cosines = (vectors[: len(a)] @ vectors[len(a) :].T).toarray()
    pairs = zip(*linear_sum_assignment(cosines, maximize=True), strict=True)
    return {(str(a[i].label), str(b[j].label)) for i, j in pairs if cosines[i, j] >= TFIDF}


def redlines(old: Document, new: Document) -> Links:
    """The PyPI package `redlines` over the whole text."""
    from redlines import Redlines
    from redlines.processor import tokenize_text

    texts = tuple("\n\n".join(p.text for p in side.walk()) for side in (old, new))
    compared = Redlines(*texts)
    a, b = (
        _owners(tokenize_text(text.replace("\n\n", " ¶ ")), side)
        for text, side in zip(texts, (old, new), strict=True)
    )
    same: list[tuple[int, int]] = []
    for tag, i, k, j, _ in compared.opcodes:
        if tag == "equal":
            same += [(i + step, j + step) for step in range(k - i)]
    return _from_words(a, b, same)


def git_words(old: Document, new: Document) -> Links:
    """`git diff --word-diff` over one paragraph a line."""
    with tempfile.TemporaryDirectory() as folder:
        for name, side in (("old", old), ("new", new)):
            Path(folder, name).write_text("\n".join(_lines(side)) + "\n", "utf-8")
        command = [
            "git",
            "diff",
            "--no-index",
            "--word-diff=porcelain",
            "--unified=1000000",
            "--",
            "old",
            "new",
        ]
        out = subprocess.run(command, cwd=folder, capture_output=True, check=False).stdout.decode(
            "utf-8", "replace"
        )
    a, b = _flat(old), _flat(new)
    if not out:
        return _from_words(a, b, [(at, at) for at in range(len(a))])
    same: list[tuple[int, int]] = []
    i = j = 0
    for line in out[out.index("@@") :].splitlines()[1:]:
        words = _words(line[1:])
        if line[:1] == " ":
            same += [(i + step, j + step) for step in range(len(words))]
        i += len(words) if line[:1] in " -" else 0
        j += len(words) if line[:1] in " +" else 0
    return _from_words(a, b, same)


def _lines(side: Document) -> Iterable[str]:
    return (" ".join(_words(p.text)) for p in side.walk())


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _flat(side: Document) -> list[tuple[str, str]]:
    """Words of a document with the label they stand in."""
    return [(word, str(p.label)) for p in side.walk() for word in _words(p.text)]


def _owners(tokens: list[str], side: Document) -> list[tuple[str, str]]:
    labels = iter(side.labels())
    own = next(labels, "")
    rows: list[tuple[str, str]] = []
    for token in tokens:
        rows.append((token, own))
        if token.strip() == "¶":
            own = next(labels, own)
    return rows


def _from_words(a: list[tuple[str, str]], b: list[tuple[str, str]], same: list[tuple[int, int]]) -> Links:
    totals = Counter(label for _, label in a), Counter(label for _, label in b)
    common = Counter((a[i][1], b[j][1]) for i, j in same if i < len(a) and j < len(b))
    return {
        (old, new)
        for (old, new), n in common.items()
        if n >= HALF * totals[0][old] or n >= HALF * totals[1][new]
    }
