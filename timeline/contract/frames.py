"""The contract as pandera schemas over frames with Arrow dtypes, and their failures as findings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from timeline.contract.arrow import arrow_type
from timeline.contract.checks import RowCheck, row_checks
from timeline.contract.findings import Finding
from timeline.contract.schema import Field, contract

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pandera
    import pyarrow as pa

_WIDEST = 80


def frame_of(table: pa.Table) -> pd.DataFrame:
    """A frame over the same memory, each column an ArrowDtype."""
    import pandas as pd

    return table.to_pandas(types_mapper=pd.ArrowDtype, ignore_metadata=True)


def _column_checks(field: Field) -> list[Any]:
    import pandera.pandas as pandera

    checks = []
    if field.enum:
        checks.append(pandera.Check.isin(list(field.enum), name="enum"))
    if field.pattern is not None:
        checks.append(pandera.Check.str_matches(field.pattern, name="pattern"))
    if field.minimum is not None:
        checks.append(pandera.Check.ge(field.minimum, name="minimum"))
    if field.maximum is not None:
        checks.append(pandera.Check.le(field.maximum, name="maximum"))
    if field.min_length is not None:
        checks.append(pandera.Check.str_length(min_value=field.min_length, name="minLength"))
    return checks


def _row_check(check: RowCheck) -> Any:
    import pandera.pandas as pandera

    return pandera.Check(lambda frame: check.holds(frame).fillna(True), name=check.name, error=check.expected)


@cache
def pandera_schema(name: str) -> pandera.DataFrameSchema:
    """The pandera schema of one table: columns, their order, types, nulls and values, primary key, rules of a row.

    It asks for ArrowDtype columns, as `frame_of` makes them.
    """
    import pandas as pd
    import pandera.pandas as pandera

    table = contract().table(name)
    return pandera.DataFrameSchema(
        {
            field.name: pandera.Column(
                pd.ArrowDtype(arrow_type(field.type)),
                checks=_column_checks(field),
                nullable=not field.required,
                title=field.title,
                description=field.description,
            )
            for field in table.fields
        },
        checks=[_row_check(check) for check in row_checks(name)],
        unique=list(table.primary_key) or None,
        report_duplicates="exclude_first",
        strict=True,
        ordered=True,
        name=name,
        title=table.title,
        description=table.description,
    )


def shown(value: object) -> str:
    """A value as findings show it: as Python writes it, cut where it is long."""
    text = "null" if value is None else str(value) if not isinstance(value, str) else repr(value)
    return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def _column_expectation(field: Field, check: str) -> tuple[str, str]:
    """What a check of one column expects, and what to do where it fails."""
    place = f"schemas under field {field.name}"
    match check:
        case "not_nullable":
            return "a value: the column is required", "fill the value in, or leave the row out"
        case "enum":
            return (
                f"one of {', '.join(field.enum)}",
                "use one of these; another one needs a new version of the contract",
            )
        case "pattern":
            return f"text that matches {field.pattern}", f"write it as described in {place}: {field.description}"
        case "minimum":
            return f"at least {field.minimum}", "correct the value, or leave it null if that is allowed"
        case "maximum":
            return f"at most {field.maximum}", "correct the value, or leave it null if that is allowed"
        case "minLength":
            return f"text of {field.min_length} or more code points", "write null where there is no text"
        case _:
            return field.description, f"see {place}"


def frame_findings(name: str, table: pa.Table) -> Iterator[Finding]:
    """All that pandera finds in one table whose columns and types are those of the contract."""
    import pandera.errors

    try:
        pandera_schema(name).validate(frame_of(table), lazy=True)
    except pandera.errors.SchemaErrors as failure:
        for error in failure.schema_errors:
            yield from _findings(name, table, error)


def _findings(name: str, table: pa.Table, error: Any) -> Iterator[Finding]:
    import pandera.pandas as pandera

    schema = contract().table(name)
    check = getattr(error.check, "name", None) or str(error.check)
    cases = error.failure_cases
    rows: list[int | None] = [None]
    if hasattr(cases, "columns") and "index" in cases:
        # A rule over the whole row is reported once for each of its columns.
        rows = [None if row is None else int(row) for row in dict.fromkeys(cases["index"].tolist())]
    rules = {rule.name: rule for rule in row_checks(name)}
    if isinstance(error.schema, pandera.Column):
        columns: tuple[str, ...] = (error.schema.name,)
        expected, remedy = _column_expectation(schema.field(columns[0]), check)
    elif check == "multiple_fields_uniqueness":
        check, columns = "primary key", schema.primary_key
        expected = f"each {' + '.join(columns)} once"
        remedy = "drop the repeated row, or give it a key of its own"
    elif check in rules:
        columns, expected, remedy = rules[check].columns, rules[check].expected, rules[check].remedy
    else:
        columns, expected, remedy = (), str(error), "write the columns that the contract has, in its order"
    for row in sorted(rows, key=lambda row: -1 if row is None else row):
        yield Finding(
            file=contract().file(name),
            table=name,
            column=("+".join(columns) if check == "primary key" else columns[0]) if columns else None,
            row=row,
            check={"not_nullable": "required"}.get(check, check),
            expected=expected,
            found=found_in(table, row, columns),
            remedy=remedy,
        )


def found_in(table: pa.Table, row: int | None, columns: tuple[str, ...]) -> str:
    """The values of some columns in one row; of several columns with their names."""
    if row is None or not columns:
        return "another one"
    values = [shown(table[column][row].as_py()) for column in columns]
    if len(values) == 1:
        return values[0]
    return ", ".join(f"{column} {value}" for column, value in zip(columns, values, strict=True))
