"""Language packs: folders of data, one per language, and the few words of code that load them.

A pack is the folder `languages/CODE` (ISO 639-1) with `pack.yaml`, `normalisation.tsv`, `proclitics.tsv` and the tables
that the steps read by name (`pack.table("triggers")`). Nothing outside the folder knows which languages exist.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from timeline.tsv import data_path, read_table


class Pack:
    """The data of one language, read when first asked for."""

    def __init__(self, code: str, folder: Path) -> None:
        self.code = code
        self.folder = folder
        self.folding: dict[str, str] = {}
        for row in read_table(data_path("languages", "common", "normalisation.tsv"), ("char", "replacement")):
            self.folding[_char(row["char"])] = _char(row["replacement"])
        own = folder / "normalisation.tsv"
        if own.exists():
            for row in read_table(own, ("char", "replacement")):
                self.folding[_char(row["char"])] = _char(row["replacement"])
        self.proclitics: tuple[tuple[str, str, str], ...] = ()
        if (folder / "proclitics.tsv").exists():
            rows = read_table(folder / "proclitics.tsv", ("written", "clitics", "restored"))
            self.proclitics = tuple((row["written"], row["clitics"], row["restored"]) for row in rows)
        self.abbreviations = frozenset(row["word"] for row in self.table("abbreviations"))

    def table(self, name: str, required: Iterable[str] = ()) -> list[dict[str, str]]:
        """The rows of the pack's table NAME.tsv; none where the pack has no such table."""
        path = self.folder / f"{name}.tsv"
        return read_table(path, required) if path.exists() else []

    def files(self) -> list[Path]:
        """All data files that the pack's compiled forms depend on."""
        common = data_path("languages", "common")
        return sorted(
            p for folder in (common, self.folder) for p in folder.rglob("*") if p.suffix in {".tsv", ".yaml", ".py"}
        )

    def __repr__(self) -> str:
        return f"Pack({self.code!r})"


def _char(cell: str) -> str:
    """A character as the tables write it: itself, or U+XXXX for what would be invisible; an empty cell drops."""
    return chr(int(cell[2:], 16)) if cell.startswith("U+") and len(cell) > 2 else cell


@cache
def load(code: str) -> Pack:
    """The pack of a language. Raises LookupError naming the packs that exist."""
    if code not in available():
        raise LookupError(f"expected a language with a pack ({', '.join(available())}), found {code!r}")
    return Pack(code, data_path("languages", code))


@cache
def available() -> tuple[str, ...]:
    """The codes of the languages that have a pack."""
    return tuple(sorted(p.parent.name for p in data_path("languages").glob("*/pack.yaml")))
