"""Word origin on histories with known truth, beside git blame on words and WikiWho in the same run; and growth.

    python bench/provenance.py             accuracy over 3, 5 and 10 versions
    python bench/provenance.py --growth    lineage and blame of up to 30 versions of 400 paragraphs

A word counts as right where the version named is the version it was drafted in. WikiWho is measured where the package
`WikiWho` is installed (`pip install WikiWho`); peers are never a dependency.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import tempfile
import time
from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from measuring.outcome import save
from synthetic_histories import Made, made_history

from draftdiff.history import History

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = dict[str, list[int]]
"""Label in the newest version -> version named for each word, 0-based."""
SEEDS = (11, 12, 13)


def ours(made: Made) -> Answer:
    """What draftdiff says."""
    history = History(made.documents)
    rank = {version: at for at, version in enumerate(history.versions)}
    rows = history.origins.rows[history.versions[-1]]
    spans = history.origins.words[history.versions[-1]]
    answer: Answer = {}
    for paragraph in made.documents[-1].paragraphs:
        label = str(paragraph.label)
        starts = {a: rank[w.version] for (a, _), w in zip(spans[label].spans, rows[label], strict=True)}
        places = [m.start() for m in re.finditer(r"\S+", paragraph.text)]
        answer[label] = [starts.get(at, -1) for at in places]
    return answer


def git_blame(made: Made) -> Answer:
    """One word a line, a blank line between paragraphs, one commit a version; moved and copied lines followed."""
    with tempfile.TemporaryDirectory() as folder:

        def git(*words: str) -> str:
            return subprocess.run(
                ["git", "-c", "user.name=b", "-c", "user.email=b@b", "-C", folder, *words],
                check=True, capture_output=True, text=True,
            ).stdout  # fmt: skip

        git("init", "-q")
        commits: dict[str, int] = {}
        for at, document in enumerate(made.documents):
            text = "\n\n".join("\n".join(_words(p.text)) for p in document.paragraphs) + "\n"
            Path(folder, "text").write_text(text)
            git("add", "text")
            git("commit", "-q", "--allow-empty", "-m", str(at))
            commits[git("rev-parse", "HEAD").strip()] = at
        lines = git("blame", "-w", "-M", "-l", "-s", "--root", "text").splitlines()
    named = [commits[line.split(" ")[0].lstrip("^")] for line in lines]
    answer: Answer = {}
    at = 0
    for paragraph in made.documents[-1].paragraphs:
        count = len(_words(paragraph.text))
        answer[str(paragraph.label)] = named[at : at + count]
        at += count + 1
    return answer


def _words(text: str) -> list[str]:
    return [word.strip(";").lower() for word in text.split()]


def wikiwho(made: Made) -> Answer:
    """What WikiWho says; -1 where it dropped the newest version as vandalism."""
    from WikiWho.utils import iter_rev_tokens
    from WikiWho.wikiwho import Wikiwho

    pages = []
    for at, document in enumerate(made.documents):
        text = "\n\n".join(" ".join(_words(p.text)).replace("-", "") for p in document.paragraphs)
        pages.append(
            SimpleNamespace(
                id=at, text=text, sha1=None, comment="", minor=False, deleted=SimpleNamespace(text=False, restricted=False),
                timestamp=SimpleNamespace(long_format=lambda: ""), user=SimpleNamespace(id=1, text="u"),
            )
        )  # fmt: skip
    article = Wikiwho("history")
    article.analyse_article_from_xml_dump(pages)
    last = len(made.documents) - 1
    if last not in article.revisions:  # taken for vandalism and dropped
        return {str(p.label): [-1] * len(p.text.split()) for p in made.documents[-1].paragraphs}
    tokens = list(iter_rev_tokens(article.revisions[last]))
    answer: Answer = {}
    at = 0
    for paragraph in made.documents[-1].paragraphs:
        count = len(paragraph.text.split())
        answer[str(paragraph.label)] = [token.origin_rev_id for token in tokens[at : at + count]]
        at += count
    return answer


def score(made: Made, answer: Answer) -> Counter[tuple[str, bool]]:
    """(group, right) -> words; groups are `all` and every fate of a paragraph."""
    counts: Counter[tuple[str, bool]] = Counter()
    for label, truth in made.truth[-1].items():
        for born, named in zip(truth, answer[label], strict=True):
            right = born == named
            counts["all", right] += 1
            for fate in made.fates[-1][label]:
                counts[fate, right] += 1
            if made.fates[-1][label] & {"moved", "split", "merged"}:
                counts["moved+split+merged", right] += 1
    return counts


def accuracy(counts: Counter[tuple[str, bool]], group: str) -> str:
    """Share of words whose version is named right."""
    total = counts[group, True] + counts[group, False]
    return f"{counts[group, True] / total:.4f}" if total else "-"


GROUPS = ("all", "moved+split+merged", "moved", "split", "merged", "wandered", "returned", "reinstated")


def compare(versions: int, paragraphs: int, noise: float, *, real: bool = False) -> dict[str, dict[str, str]]:
    """Print one table and return it: method -> group of words -> accuracy."""
    found: dict[str, dict[str, str]] = {}
    peers: dict[str, Callable[[Made], Answer]] = {"draftdiff": ours, "git word blame": git_blame}
    if find_spec("WikiWho"):
        peers["WikiWho"] = wikiwho
    print(
        f"\n{versions} versions, {'real words' if real else f'{paragraphs} paragraphs'}, {noise:.1%} of words damaged, {len(SEEDS)} histories"
    )
    print(f"{'':16}" + "".join(f"{group:>20}" for group in GROUPS) + f"{'seconds':>10}")
    for name, peer in peers.items():
        counts: Counter[tuple[str, bool]] = Counter()
        started = time.perf_counter()
        for seed in SEEDS:
            made = made_history(seed, versions, paragraphs, noise, real=real)
            counts += score(made, peer(made))
        seconds = time.perf_counter() - started
        print(f"{name:16}" + "".join(f"{accuracy(counts, g):>20}" for g in GROUPS) + f"{seconds:>10.2f}")
        found[name] = {group: accuracy(counts, group).strip() for group in GROUPS}
    if "WikiWho" not in peers:
        print("WikiWho         is not installed: pip install WikiWho")
    return found


def growth() -> None:
    """Print the processor time it takes, by number of versions; wall-clock time is the same on a machine that idles."""
    print("\nlineage and blame, 400 paragraphs a version")
    for versions in (5, 10, 20, 30):
        made = made_history(1, versions, 400)
        history = History(made.documents)
        started = time.process_time()
        for step in history.steps:
            history.redlines(*step)
        aligned = time.process_time()
        edges = history.graph.number_of_edges()
        lineage = time.process_time()
        blames = history.blames()
        done = time.process_time()
        print(
            f"{versions:3} versions: {done - started:6.2f} s (align and diff {aligned - started:.2f}, lineage {lineage - aligned:.2f},"
            f" blame of the newest version {done - lineage:.2f}), {edges} links, {sum(len(b.words) for b in blames)} words"
        )


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--paragraphs", type=int, default=60)
    arguments = parser.parse_args()
    if arguments.growth:
        growth()
        return
    tables = {f"{v} versions": compare(v, arguments.paragraphs, 0.0) for v in (3, 5, 10)}
    tables["5 versions, 2 % damaged"] = compare(5, arguments.paragraphs, 0.02)
    tables |= {
        f"{v} versions, real words": compare(v, arguments.paragraphs, 0.0, real=True) for v in (3, 5, 10)
    }
    save("provenance", tables)


if __name__ == "__main__":
    main()
