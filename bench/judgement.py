"""How the judgement of changes agrees with two blind readers on real steps (`labels/un_changes.json`).

    python bench/judgement.py [--show] [--write]

Classes are compared word by word on the paragraphs that both readers link alike; words on which the readers disagree
are not scored. Signals are compared by name and paragraph: one that either reader gave is right, one that both gave
must be found. The rules are written by hand, some with these very steps in view, and their figures flatter; the weights
of the order (`ranking_fit.py`), and which signals a report shows (`signal_figures.py`), are fitted, and printed as they
do on a series that was left out. Intervals: the steps are drawn again with replacement. Links are
the readers', not ours. Needs `../shared` (or `DRAFTDIFF_SHARED`); skips without.
"""

from __future__ import annotations

import json
import os
import random
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from changes_score import marked
from measuring.outcome import save
from ranking_fit import Judged, figures, judged, write_weights
from rapidfuzz.distance import Indel
from signal_figures import left_out, write

from draftdiff import Alignment, Link, Weight
from draftdiff.comparison import redlines
from draftdiff.fold import is_word, tokens
from draftdiff.layout import Options, RawFile
from draftdiff.reading import read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from draftdiff import Document, Redline

ROOT = Path(__file__).resolve().parents[1]
LABELS = ROOT / "bench" / "labels" / "un_changes.json"
SHARED = Path(os.environ.get("DRAFTDIFF_SHARED") or ROOT.parent / "shared")
CLASSES = ("substantive", "editorial", "rollover")
#: Share of a version's paragraphs that the reader may give otherwise than they were labelled: they are not scored, and
#: beyond it the step is skipped.
OTHERWISE = 0.2
#: Draws of the bootstrap over steps; the ends of a 95% interval move by less than a hundredth between seeds.
DRAWS = 1000

Table = Counter[tuple[str, str]]
Counts = Counter[tuple[str, str]]


def documents(step: dict[str, Any]) -> list[Document]:
    """Both versions of a step as the reader gives them; empty where the library or the labelled text is not there."""
    out: list[Document] = []
    for archive, name, lengths in zip(step["zip"], step["file"], step["paragraphs"], strict=True):
        path = SHARED / "data" / "library" / archive
        if not path.is_file():
            return []
        with zipfile.ZipFile(path) as opened:
            found = read_bytes(RawFile(name=Path(name).name, data=opened.read(name)), Options())[0]
        texts = {str(p.label): p.text for p in found.walk()}
        changed = {label for label, length in lengths.items() if len(texts.get(label, "")) != length}
        if len(changed) > OTHERWISE * len(lengths):
            print(f"{name}: the reader gives other paragraphs than were labelled; skipped")
            return []
        step.setdefault("otherwise", {})["new" if out else "old"] = changed
        out.append(found)
    return out


def agreed_links(step: dict[str, Any]) -> list[tuple[str, str]]:
    """Links that both readers made, in the first reader's order, but of paragraphs that were labelled otherwise."""
    other = {tuple(pair) for pair in step["readers"]["B"]["links"]}
    cut = step.get("otherwise", {"old": (), "new": ()})
    return [
        (old, new)
        for old, new in step["readers"]["A"]["links"]
        if (old, new) in other and old not in cut["old"] and new not in cut["new"]
    ]


def by_hand(old: Document, new: Document, pairs: Iterable[tuple[str, str]]) -> Alignment:
    """The links as an alignment."""
    return Alignment(
        old=old.id,
        new=new.id,
        links=tuple(
            Link(
                old=a,
                new=b,
                relations=("edited",),
                similarity=1.0,
                weight=Weight(old=1.0, new=1.0),
                confidence=1.0,
                evidence="by hand",
            )
            for a, b in pairs
        ),
    )


def _labelled(reader: dict[str, Any], pair: tuple[str, str], side: str) -> list[tuple[int, int, str]]:
    return [
        (*c[f"{side}_at"], c["class"])
        for c in reader["changes"]
        if (c["old"], c["new"]) == pair and c[f"{side}_at"]
    ]


def words(step: dict[str, Any], found: Iterable[Redline]) -> tuple[Table, Table]:
    """Words by (label, ours), and by (reader A, reader B); only words of agreed links."""
    table: Table = Counter()
    between: Table = Counter()
    for redline in found:
        pair = (redline.old_label, redline.new_label)
        for side in ("old", "new"):
            text = getattr(redline, f"{side}_text")
            ours = marked(
                text, [(*getattr(c, f"{side}_span"), c.cls) for c in redline.changes if not c.elsewhere]
            )
            first, second = (
                marked(text, _labelled(step["readers"][name], pair, side)) for name in ("A", "B")
            )
            inner = _inner(step["readers"].values(), pair, side, redline)
            for at, ((_, a), (_, b), (_, got)) in enumerate(zip(first, second, ours, strict=True)):
                between[_group(a), _group(b)] += 1
                if _group(a) == _group(b) and not (a and not got and at in inner):
                    table[_group(a), _group(got)] += 1
    return table, between


def _inner(readers: Iterable[dict[str, Any]], pair: tuple[str, str], side: str, redline: Redline) -> set[int]:
    """Numbers of words that a reader's wording before and after has in common, in order.

    A reader quotes a clause whole; who marks only the words that differ in it has marked the same change.
    """
    found: set[int] = set()
    text = {"old": redline.old_text, "new": redline.new_text}
    for change in (c for r in readers for c in r["changes"] if (c["old"], c["new"]) == pair):
        if not (change["old_at"] and change["new_at"]):
            continue
        both = {
            s: [
                (k, w.text)
                for k, w in enumerate(t for t in tokens(text[s]) if is_word(t.text))
                if change[f"{s}_at"][0] <= w.start < change[f"{s}_at"][1]
            ]
            for s in ("old", "new")
        }
        for op in Indel.opcodes([w for _, w in both["old"]], [w for _, w in both["new"]]):
            if op.tag == "equal":
                first, last = (op.src_start, op.src_end) if side == "old" else (op.dest_start, op.dest_end)
                found.update(k for k, _ in both[side][first:last])
    return found


def _group(name: str) -> str:
    return name if name in CLASSES else ""


def signals(step: dict[str, Any], found: Iterable[Redline]) -> tuple[Counts, Counts]:
    """Signals by (name, outcome): `right` and `wrong` of ours, `found` and `missed` of those both readers gave."""
    counts: Counts = Counter()
    between: Counts = Counter()
    for redline in found:
        pair = (redline.old_label, redline.new_label)
        ours = {s.name for c in redline.changes if c.cls == "substantive" for s in c.signals}
        first, second = (
            {
                s
                for c in step["readers"][name]["changes"]
                if (c["old"], c["new"]) == pair
                for s in c["signals"]
            }
            for name in ("A", "B")
        )
        counts.update((name, "right" if name in first | second else "wrong") for name in ours)
        counts.update((name, "found" if name in ours else "missed") for name in first & second)
        between.update((name, "both") for name in first & second)
        between.update((name, "one") for name in first ^ second)
    return counts, between


def f1(table: Table, name: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of a class."""
    hit = table[name, name]
    ours = sum(n for (_, got), n in table.items() if got == name)
    gold = sum(n for (right, _), n in table.items() if right == name)
    precision, recall = hit / ours if ours else 1.0, hit / gold if gold else 1.0
    return precision, recall, 2 * hit / (ours + gold) if ours + gold else 1.0


def interval(tables: Sequence[Table], name: str) -> tuple[float, float]:
    """95% of F1 when the steps are drawn again."""
    draw = random.Random(17)  # noqa: S311 - a bootstrap, no secret
    values = sorted(f1(sum(draw.choices(tables, k=len(tables)), Counter()), name)[2] for _ in range(DRAWS))
    return values[DRAWS // 40], values[-DRAWS // 40]


def ten_first(step: dict[str, Any], named: Sequence[tuple[str, str]]) -> tuple[int, int, int]:
    """Paragraphs both readers put first, how many of them are among `named`, and how many either reader named."""
    first, second = ({tuple(entry) for entry in step["readers"][name]["ten"]} for name in ("A", "B"))
    return len(first & second), len(first & second & set(named)), len(first | second)


def ranked(
    old: Document, new: Document, alignment: Alignment, found: Sequence[Redline]
) -> list[tuple[str, str]]:
    """Our order of paragraphs: (old or "", new or "")."""
    from draftdiff_reports.common.ranking import rank_step

    return [(entry.old, entry.new) for entry in rank_step(old, new, alignment, found)]


def by_place(old: Document, new: Document, order: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The same paragraphs in the order of the new text, dropped ones last: what a reader without a ranking sees."""
    place = {str(p.label): k for k, p in enumerate(new.walk())}
    gone = {str(p.label): len(place) + k for k, p in enumerate(old.walk())}
    return sorted(order, key=lambda entry: place[entry[1]] if entry[1] else gone[entry[0]])


def main(arguments: Sequence[str]) -> None:
    """Print and save the figures; with `--show` every signal that is wrong or missed."""
    tables: list[Table] = []
    between: Table = Counter()
    counts: Counts = Counter()
    agreed: Counts = Counter()
    links = (0, 0)
    ten: tuple[int, ...] = (0, 0, 0)
    plain = listed = 0
    first: tuple[int, ...] = (0, 0)
    steps: list[Judged] = []
    told: list[tuple[str, Counts]] = []
    for step in json.loads(LABELS.read_text(encoding="utf-8")):
        read = documents(step)
        if not read:
            print(f"{step['old']} -> {step['new']}: skipped, no library under {SHARED.name}/")
            continue
        pairs = agreed_links(step)
        either = {tuple(p) for r in step["readers"].values() for p in r["links"]}
        links = (links[0] + len(pairs), links[1] + len(either))
        alignment = by_hand(*read, pairs)
        found = redlines(*read, alignment)
        table, both = words(step, found)
        tables.append(table)
        between += both
        mine, theirs = signals(step, found)
        counts += mine
        agreed += theirs
        steps.append(judged(step, *read, alignment, found))
        told.append((steps[-1].series, mine))
        order = ranked(*read, alignment, found)
        listed += len(order)
        ten = tuple(a + b for a, b in zip(ten, ten_first(step, order[:15]), strict=True))
        plain += ten_first(step, by_place(*read, order)[:15])[1]
        first = tuple(a + b for a, b in zip(first, first_listed(step, order, found), strict=True))
        if "--show" in arguments:
            show(step, found)
    if tables:
        fits, weights = figures(steps)
        fits |= left_out(told)
        _report(tables, between, counts, agreed, links, (*ten, plain, listed), first, fits)
        if "--write" in arguments:
            write(counts)
            write_weights(weights)


#: Changes listed first whose class is looked at.
LISTED = 30


def first_listed(
    step: dict[str, Any], order: Sequence[tuple[str, str]], found: Iterable[Redline]
) -> tuple[int, int]:
    """Of the first changes we list as substantive, in our order, how many a reader calls so; and how many are listed.

    A change is one where either reader has a substantive change that shares a character with it.
    """
    from draftdiff_reports.common.ranking import weight

    by_pair = {(r.old_label, r.new_label): r for r in found}
    listed: list[tuple[tuple[str, str], Any]] = []
    for pair in order:
        if pair in by_pair:
            changes = by_pair[pair].of_class("substantive")
            listed += [(pair, c) for c in sorted(changes, key=weight, reverse=True)]
    listed = [(pair, c) for pair, c in listed if c.old.strip() or c.new.strip()][:LISTED]
    return sum(_called_so(step, pair, change) for pair, change in listed), len(listed)


def _called_so(step: dict[str, Any], pair: tuple[str, str], change: Any) -> bool:
    for reader in step["readers"].values():
        for label in reader["changes"]:
            if label["class"] != "substantive" or (label["old"], label["new"]) != pair:
                continue
            for side in ("old", "new"):
                (start, end), at = getattr(change, f"{side}_span"), label[f"{side}_at"]
                if at and start < at[1] and at[0] < end:
                    return True
    return False


def show(step: dict[str, Any], found: Iterable[Redline]) -> None:
    """Every signal of ours that no reader gave, and every one both gave that we miss."""
    for redline in found:
        pair = (redline.old_label, redline.new_label)
        sets = [
            {s for c in step["readers"][n]["changes"] if (c["old"], c["new"]) == pair for s in c["signals"]}
            for n in ("A", "B")
        ]
        for change in redline.changes:
            for signal in change.signals:
                if change.cls == "substantive" and signal.name not in sets[0] | sets[1]:
                    print(
                        "wrong ",
                        step["new"],
                        *pair,
                        signal.name,
                        signal.detail[:90],
                        "|",
                        change.old[:60],
                        "=>",
                        change.new[:90],
                    )
        mine = {s.name for c in redline.changes for s in c.signals}
        for name in sorted((sets[0] & sets[1]) - mine):
            print("missed", step["new"], *pair, name)


def _report(
    tables: Sequence[Table],
    between: Table,
    counts: Counts,
    agreed: Counts,
    links: Sequence[int],
    ten: Sequence[int],
    first: Sequence[int],
    fits: dict[str, int],
) -> None:
    whole = sum(tables, Counter())
    found: dict[str, Any] = {"links agreed": links[0], "links of either": links[1]}
    for name in CLASSES:
        precision, recall, value = f1(whole, name)
        low, high = interval(tables, name)
        human = f1(between, name)[2]
        found[name] = {
            k: round(v, 3)
            for k, v in zip(
                ("P", "R", "F1", "low", "high", "readers F1"),
                (precision, recall, value, low, high, human),
                strict=True,
            )
        }
    for name in ("all", *sorted({n for n, _ in counts})):
        chosen = counts if name == "all" else Counter({k: v for k, v in counts.items() if k[0] == name})
        got: Counter[str] = Counter()
        for (_, outcome), n in chosen.items():
            got[outcome] += n
        found[f"signal {name}"] = {k: got[k] for k in ("right", "wrong", "found", "missed")} | {
            "P": round(got["right"] / max(1, got["right"] + got["wrong"]), 3),
            "R": round(got["found"] / max(1, got["found"] + got["missed"]), 3),
        }
    same = sum(n for (_, kind), n in agreed.items() if kind == "both")
    found["signals of both readers"] = same
    found["signals of one reader"] = sum(n for (_, kind), n in agreed.items() if kind == "one")
    names = (
        "of both",
        "among our fifteen",
        "of either",
        "among the first fifteen in order of the text",
        "all listed",
    )
    found |= {f"ten first, {name}": n for name, n in zip(names, ten, strict=True)}
    found |= {f"of the first {LISTED} listed as substantive, so called by a reader": first[0]}
    found |= {f"of the first {LISTED} listed as substantive, all": first[1]}
    found |= fits
    save("judgement", found)
    for key, value in found.items():
        print(f"{key}: {value}")


if __name__ == "__main__":
    main(sys.argv[1:])
