"""The codebook: the contract for reading, in Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from timeline.contract.checks import row_checks
from timeline.contract.plover import contexts, event_types
from timeline.contract.schema import Field, TableSchema, contract


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; cells are escaped."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines) + "\n"


def _values(field: Field) -> str:
    """What a column may hold, in short. Long lists have tables of their own."""
    parts = []
    if 0 < len(field.enum) <= 8:
        parts.append(", ".join(f"`{value}`" for value in field.enum))
    elif field.enum:
        parts.append(f"{len(field.enum)} codes")
    if field.pattern is not None:
        parts.append(f"`{field.pattern}`")
    if field.minimum is not None and field.maximum is not None:
        parts.append(f"{field.minimum} to {field.maximum}")
    elif field.minimum is not None:
        parts.append(f"≥ {field.minimum}")
    return "; ".join(parts)


def _table(table: TableSchema, optional: bool) -> Iterator[str]:
    yield f"## {table.name}\n\n{table.description}\n"
    key = ", ".join(f"`{name}`" for name in table.primary_key)
    facts = [f"Primary key: {key}." if key else "No key."]
    for other in table.foreign_keys:
        facts.append(f"`{', '.join(other.columns)}` refers to `{other.table}.{', '.join(other.references)}`.")
    if optional:
        facts.append("This table is optional.")
    yield " ".join(facts) + "\n"
    yield markdown_table(
        ("Column", "Type", "Null", "Values", "Meaning"),
        [
            (f"`{field.name}`", field.type, "no" if field.required else "yes", _values(field), field.description)
            for field in table.fields
        ],
    )
    if checks := row_checks(table.name):
        yield "Between the columns of a row:\n"
        yield "".join(f"- {check.name}: {check.expected}\n" for check in checks)


def codebook() -> str:
    """Every table, column, code and rule of the contract."""
    agreed = contract()
    parts = [
        f"# Codebook\n\n{agreed.title}. Contract `{agreed.name}`, version {agreed.version}.\n",
        "This file is generated: `timeline codebook > docs/codebook.md`.\n",
        "A release holds one Parquet file per table, `data/NAME.parquet`. Offsets are half-open and count Unicode code "
        "points of the document's text as decoded and otherwise unchanged. Dates are calendar days, intervals "
        "inclusive. Null means that the text does not say; a `*_basis` column says how a value was found.\n",
    ]
    for name, table in agreed.tables.items():
        parts += _table(table, name in agreed.optional)
    parts.append("## Event types\n\nPLOVER's event types, in this project's own words.\n")
    parts.append(
        markdown_table(
            ("Type", "Quad class", "CAMEO root", "Meaning"),
            [(f"`{t.name}`", t.quad_class, t.cameo_root, t.description) for t in event_types().values()],
        )
    )
    parts.append("## Modes\n\nA mode belongs to an event type; other types have none.\n")
    parts.append(
        markdown_table(
            ("Type", "Mode", "CAMEO root", "Meaning"),
            [
                (f"`{t.name}`", f"`{mode.name}`", mode.cameo_root, mode.description)
                for t in event_types().values()
                for mode in t.modes.values()
            ],
        )
    )
    parts.append("## Contexts\n\nAn event of any type can have contexts, one or several.\n")
    parts.append(markdown_table(("Context", "Meaning"), [(f"`{name}`", text) for name, text in contexts().items()]))
    return "\n".join(parts)
