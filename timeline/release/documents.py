"""The files of a release beside its tables: data package, card, codebook, citation, catalogue metadata, checksums."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from timeline.contract import codebook
from timeline.release.card import dataset_card
from timeline.release.citation import CITATION_FILE, citation_file
from timeline.release.croissant import CROISSANT_FILE, croissant
from timeline.release.facts import facts_of
from timeline.release.info import ReleaseInfo
from timeline.release.package import CARD_FILE, PACKAGE_FILE, WrittenTable, data_package, to_json

CODEBOOK_FILE = "codebook.md"
SUMS_FILE = "SHA256SUMS"
DOCUMENTS = (PACKAGE_FILE, CARD_FILE, CODEBOOK_FILE, CITATION_FILE, CROISSANT_FILE, SUMS_FILE)


def write_documents(folder: Path, info: ReleaseInfo, tables: Sequence[WrittenTable]) -> None:
    """Write all documents of a release whose tables lie in `folder` already; the same tables give the same bytes."""
    facts = facts_of(folder)
    texts = {
        PACKAGE_FILE: to_json(data_package(info, tables)),
        CARD_FILE: dataset_card(info, tables, facts),
        CODEBOOK_FILE: codebook(),
        CITATION_FILE: citation_file(info),
        CROISSANT_FILE: to_json(croissant(info, tables, facts)),
    }
    for name, text in texts.items():
        _write_text(folder / name, text)
    _write_text(folder / SUMS_FILE, checksums(folder))


def checksums(folder: Path) -> str:
    """The SHA-256 of every file of a release, as `sha256sum --check SHA256SUMS` reads them."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS_FILE)
    lines = []
    for path in files:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        lines.append(f"{digest}  {path.relative_to(folder).as_posix()}\n")
    return "".join(lines)


def read_checksums(text: str) -> dict[str, str]:
    """File → digest, as SHA256SUMS states them. Raises ValueError naming the line that has another form."""
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        digest, separator, name = line.partition("  ")
        if not separator or len(digest) != 64 or not name:
            raise ValueError(f"line {number}: expected a SHA-256, two spaces and a path, found {line!r}")
        found[name] = digest
    return found


def _write_text(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
