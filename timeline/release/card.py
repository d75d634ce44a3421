"""The dataset card: README.md of a release."""

from __future__ import annotations

import re
from collections.abc import Sequence

from timeline.contract import contract
from timeline.contract.codebook import markdown_table
from timeline.release.citation import bibtex
from timeline.release.facts import Facts
from timeline.release.info import KNOWLEDGE, ReleaseInfo
from timeline.release.package import PACKAGE_FILE, WrittenTable

_COUNT = re.compile(r"^\| \[`(\w+)`\]\(\S+\) \| (\d+) \|", re.MULTILINE)

_SIZES = (
    (10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"), (10**7, "1M<n<10M"),
    (10**8, "10M<n<100M"), (10**9, "100M<n<1B"), (10**12, "1B<n<1T"),
)  # fmt: skip
_LOADING = """\
With the package `news-timeline` (`pip install news-timeline`), from a release in the folder `RELEASE`:

```python
import timeline

events = timeline.load("events", "RELEASE")  # pandas, with dates, nullable integers and text as such
findings = timeline.validate("RELEASE")      # everything that is not as the contract says
```

Without it, each table is one Parquet file:

```python
import pandas as pd
import polars as pl

events = pd.read_parquet("RELEASE/data/events.parquet", dtype_backend="pyarrow")
events = pl.read_parquet("RELEASE/data/events.parquet")
```

```sql
-- DuckDB
SELECT event_type, count(*) FROM 'RELEASE/data/events.parquet' GROUP BY ALL ORDER BY ALL;
```

```r
events <- arrow::read_parquet("RELEASE/data/events.parquet")
```
"""


def _rights(tables: Sequence[WrittenTable]) -> str:
    if private := [f"`{table.name}`" for table in tables if table.name in contract().optional]:
        return (
            f"That does not hold for {', '.join(private)}: the texts are their publishers', kept here for private use. "
            f"Take {', '.join(private)} out before passing the release on."
        )
    return "The articles are their publishers'; their texts are no part of the data."


def _front_matter(info: ReleaseInfo, tables: Sequence[WrittenTable], facts: Facts) -> str:
    """What the Hugging Face Hub reads at the head of a card; empty tables are left out, it cannot show them."""
    import yaml

    events = next((table.rows for table in tables if table.name == "events"), 0)
    size = next((name for limit, name in _SIZES if events < limit), "n>1T")
    said = {
        "pretty_name": info.title,
        "license": "other" if info.licence.name.startswith("other-") else info.licence.name.lower(),
        "language": list(facts.languages),
        "multilinguality": ["multilingual" if len(facts.languages) > 1 else "monolingual"],
        "annotations_creators": ["machine-generated"],
        "language_creators": ["found"],
        "source_datasets": ["original"],
        "size_categories": [size],
        "tags": list(info.keywords),
        "configs": [
            {
                "config_name": table.name,
                **({"default": True} if table.name == "events" else {}),
                "data_files": contract().file(table.name),
            }
            for table in tables
            if table.rows
        ],
    }
    filled = {key: value for key, value in said.items() if value}
    return f"---\n{yaml.safe_dump(filled, sort_keys=False, allow_unicode=True, width=120)}---\n"


def dataset_card(info: ReleaseInfo, tables: Sequence[WrittenTable], facts: Facts) -> str:
    """The card in Markdown: what the data is, how many rows, which columns, under which licence, how to load it."""
    agreed = contract()
    sources = [
        "- " + ", ".join(part for part in (source.title, source.version, source.path) if part)
        for source in (*info.sources, *KNOWLEDGE)
    ]
    parts = [
        _front_matter(info, tables, facts),
        f"# {info.title}\n\n{info.description}\n",
        f"Version {info.version} of {info.created.isoformat()}, coded by {info.coder}; "
        f"contract `{agreed.name}` {agreed.version}.\n",
        "## Tables\n",
        markdown_table(
            ("Table", "Rows", "Holds"),
            [(f"[`{t.name}`]({agreed.file(t.name)})", str(t.rows), agreed.table(t.name).description) for t in tables],
        ),
        f"`{PACKAGE_FILE}` has the full schema: types, codes, keys, and the meaning of each column; "
        "[codebook.md](codebook.md) has it for reading. `croissant.json` describes the same tables for machine "
        "learning tools and search engines, `SHA256SUMS` has the digest of every file "
        "(`sha256sum --check SHA256SUMS`).\n",
        "## Columns\n",
        "".join(f"- `{t.name}`: {', '.join(agreed.table(t.name).columns)}\n" for t in tables),
        "Offsets are half-open and count Unicode code points of the document's text as decoded and otherwise "
        "unchanged. Intervals of dates are inclusive. Null means that the text does not say.\n",
        "## Loading\n",
        _LOADING,
    ]
    if info.quality:
        parts += ["## Quality\n", info.quality.rstrip("\n") + "\n"]
    parts += [
        "## Sources\n",
        "\n".join(sources) + "\n",
        "## Licence\n",
        f"The data is published under [{info.licence.title}]({info.licence.path}). {_rights(tables)}\n",
        "## Citation\n",
        f"As in `CITATION.cff`:\n\n```bibtex\n{bibtex(info)}\n```\n",
    ]
    return "\n".join(parts)


def row_counts(card: str) -> dict[str, int]:
    """The row counts that a card states, by table."""
    return {name: int(count) for name, count in _COUNT.findall(card)}
