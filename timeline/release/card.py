"""The dataset card: README.md of a release."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from timeline.contract import contract
from timeline.contract.codebook import markdown_table
from timeline.release.info import KNOWLEDGE, ReleaseInfo
from timeline.release.package import LICENSE, PACKAGE_FILE, WrittenTable

_COUNT = re.compile(r"^\| \[`(\w+)`\]\(\S+\) \| (\d+) \|", re.MULTILINE)

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


def dataset_card(info: ReleaseInfo, tables: Sequence[WrittenTable]) -> str:
    """The card in Markdown: what the data is, how many rows, which columns, under which licence, how to load it."""
    agreed = contract()
    sources = [
        "- " + ", ".join(part for part in (source.title, source.version, source.path) if part)
        for source in (*info.sources, *KNOWLEDGE)
    ]
    parts = [
        # A title is any text: as a JSON string it is YAML too.
        f"---\npretty_name: {json.dumps(info.title, ensure_ascii=False)}\nlicense: cc-by-4.0\n---\n",
        f"# {info.title}\n\n{info.description}\n",
        f"Version {info.version} of {info.created.isoformat()}, coded by {info.coder}; "
        f"contract `{agreed.name}` {agreed.version}.\n",
        "## Tables\n",
        markdown_table(
            ("Table", "Rows", "Holds"),
            [(f"[`{t.name}`]({agreed.file(t.name)})", str(t.rows), agreed.table(t.name).description) for t in tables],
        ),
        f"`{PACKAGE_FILE}` has the full schema: types, codes, keys, and the meaning of each column.\n",
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
        f"The data is published under [{LICENSE['title']}]({LICENSE['path']}). {_rights(tables)}\n",
    ]
    return "\n".join(parts)


def row_counts(card: str) -> dict[str, int]:
    """The row counts that a card states, by table."""
    return {name: int(count) for name, count in _COUNT.findall(card)}
