"""How far the day that a source's relative dates count from lies from the date on its pages, measured over a corpus.

A morning paper's website shows its articles the evening before: «أمس» is then the very day of the page. Texts that name
a weekday with «أمس» or "today" prove their day; where a source's proofs agree, its profile can say so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from timeline.dates.issue import proven_day
from timeline.text import Text

ENOUGH_CASES = 20
ENOUGH_SHARE = 0.9
COLUMNS = ("source", "texts", "cases", "offsets", "share", "issue_offset_days")


@dataclass(frozen=True, slots=True)
class SourceOffset:
    """What the texts of one source prove.

    `offsets` are (days from the page's date to the proven day, number of texts), commonest first; `share` is that of
    the commonest; `suggested` is it where at least 90 % of at least 20 cases agree, else None.
    """

    source: str
    texts: int
    cases: int
    offsets: tuple[tuple[int, int], ...]

    @property
    def share(self) -> float | None:
        """The share of the commonest offset; None without cases."""
        return self.offsets[0][1] / self.cases if self.cases else None

    @property
    def suggested(self) -> int | None:
        """The offset to put into the source's profile; None where the cases are too few or disagree."""
        share = self.share
        if share is None or self.cases < ENOUGH_CASES or share < ENOUGH_SHARE:
            return None
        return self.offsets[0][0]

    def row(self) -> dict[str, str]:
        """The row of a table, to print or to merge into `sources.tsv`; empty cells where nothing is known."""
        share, suggested = self.share, self.suggested
        return {
            "source": self.source,
            "texts": str(self.texts),
            "cases": str(self.cases),
            "offsets": "|".join(f"{offset:+d}:{count}" for offset, count in self.offsets),
            "share": "" if share is None else f"{share:.3f}",
            "issue_offset_days": "" if suggested is None else str(suggested),
        }


def calibrate(texts: Iterable[tuple[str, date, Text]]) -> list[SourceOffset]:
    """The offsets that (source, published_on, text) prove, by source in alphabetical order. Each text counts once."""
    seen: Counter[str] = Counter()
    found: dict[str, Counter[int]] = {}
    for source, published_on, text in texts:
        seen[source] += 1
        proven = proven_day(text, published_on)
        if proven is not None:
            found.setdefault(source, Counter())[(proven - published_on).days] += 1
    return [
        SourceOffset(
            source,
            seen[source],
            sum(found.get(source, Counter()).values()),
            tuple(sorted(found.get(source, Counter()).items(), key=lambda item: (-item[1], abs(item[0]), item[0]))),
        )
        for source in sorted(seen)
    ]


def as_tsv(offsets: Iterable[SourceOffset]) -> Iterator[str]:
    """The lines of a TSV table with a header, without line ends."""
    yield "\t".join(COLUMNS)
    for offset in offsets:
        yield "\t".join(offset.row()[column] for column in COLUMNS)
