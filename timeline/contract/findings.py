"""What is wrong with a table or a release, said so that it can be mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import groupby

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as the contract says.

    `row` counts from 0 in the file, as Arrow and pandas count; None where no single row is to blame, like `column` and
    `table` where no single one is.
    """

    file: str
    table: str | None
    column: str | None
    row: int | None
    check: str
    expected: str
    found: str
    remedy: str

    def __str__(self) -> str:
        row = "every row" if self.row is None else f"row {self.row}"
        if self.column is None and self.row is None:
            place = "whole file"
        else:
            place = f"{'every column' if self.column is None else f'column {self.column}'}, {row}"
        return f"{self.file}, {place}: {self.check}: expected {self.expected}; found {self.found}; to do: {self.remedy}"


class Findings:
    """The findings of one validation, in the order of the checks; `ok` when there are none."""

    def __init__(self, subject: str, items: Iterable[Finding] = ()) -> None:
        self.subject = subject
        self.items = tuple(items)

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.items

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __repr__(self) -> str:
        return f"Findings({self.subject!r}, {len(self.items)} findings)"

    def __str__(self) -> str:
        """The findings as lines; of one check on one column the first 20."""
        if self.ok:
            return f"{self.subject}: no findings"
        lines = [f"{self.subject}: {len(self.items)} finding{'s' if len(self.items) > 1 else ''}"]
        for (file, column, check), group in groupby(self.items, lambda item: (item.file, item.column, item.check)):
            same = list(group)
            lines += [str(finding) for finding in same[:SHOWN]]
            if len(same) > SHOWN:
                lines.append(f"{file}, column {column}: {check}: {len(same) - SHOWN} more rows")
        return "\n".join(lines)

    def to_dict(self) -> dict[str, object]:
        """The findings as plain values for JSON."""
        return {"subject": self.subject, "ok": self.ok, "findings": [asdict(finding) for finding in self.items]}


class ContractError(ValueError):
    """Rows or tables do not fit the contract; `finding` says which."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding
