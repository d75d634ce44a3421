"""A user's own tables of places, laid over the compiled gazetteer so that a change need not compile it anew."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from timeline.model import Location
from timeline.places import names
from timeline.places.compile import Place, add_posting, name_files, place_of, rows_of, scripts, table_files
from timeline.tsv import TableError, read_table, split_list

Postings = dict[str, dict[str, dict[int, int]]]


@dataclass
class Overlay:
    """Places by number: changed ones keep the gazetteer's, added ones come behind its last.

    `postings` are by language and key the flags of each place, `removed` the places that a key no longer means.
    """

    places: dict[int, Place] = field(default_factory=dict)
    postings: Postings = field(default_factory=dict)
    removed: dict[str, dict[str, set[int]]] = field(default_factory=dict)
    first_words: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.first_words = {
            code: frozenset(key.partition(" ")[0] for key in found) for code, found in self.postings.items()
        }

    def prefixes(self, words: str, language: str) -> Iterator[str]:
        """The keys that a string of words, each closed by a space, starts with."""
        found = self.postings.get(language, {})
        at = words.find(" ")
        while at >= 0:
            if words[: at + 1] in found:
                yield words[: at + 1]
            at = words.find(" ", at + 1)

    def dump(self) -> bytes:
        """The overlay as JSON."""
        content = {
            "places": {str(number): list(place) for number, place in sorted(self.places.items())},
            "postings": self.postings,
            "removed": {code: {k: sorted(v) for k, v in sorted(found.items())} for code, found in self.removed.items()},
        }
        return json.dumps(content, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def of(cls, content: bytes) -> Overlay:
        """The overlay that `dump` wrote; ValueError where it is damaged."""
        data: dict[str, Any] = json.loads(content)
        return cls(
            {int(number): Place(*place) for number, place in data["places"].items()},
            {
                code: {key: {int(n): flags for n, flags in entry.items()} for key, entry in found.items()}
                for code, found in data["postings"].items()
            },
            {code: {key: set(numbers) for key, numbers in found.items()} for code, found in data["removed"].items()},
        )


def can_overlay(extra: tuple[Path, ...]) -> bool:
    """May the tables lie over the gazetteer? A new first-level region tells anew which cities it has: it may not."""
    rows = rows_of(table_files(extra)[1:])
    return not any(row["feature"] == "region" and row["admin1"] == row["name"] for row in rows.values())


def build(extra: tuple[Path, ...], by_id: Callable[[str], tuple[int, Location] | None], size: int) -> Overlay:
    """The overlay of the tables in `extra` over a gazetteer of `size` places, which `by_id` looks up with number."""
    script_of = scripts()
    overlay = Overlay(postings={code: defaultdict(dict) for code in script_of})
    numbers: dict[str, int] = {}
    renamed: dict[str, int] = {}
    for row in rows_of(table_files(extra)[1:]).values():
        place = place_of(row)
        known = by_id(place.id)
        if known is None:
            number = size + len(numbers) - len(renamed)
        else:
            number, location = known
            place = place._replace(local=location.name_local or "")
            renamed[place.id] = number
            _forget(overlay, script_of, number, location)
        numbers[place.id] = number
        overlay.places[number] = place
        for code, script in script_of.items():
            if script == "Latn":
                _post(overlay, code, script, row["name"], number, row["country"])
    for code, script in script_of.items():
        package, *own = name_files(code, extra)
        if renamed:
            rows = [row for row in read_table(package, ("id", "names")) if f"tl:{row['id']}" in renamed]
            for row in rows:
                number = renamed[f"tl:{row['id']}"]
                for name in split_list(row["names"]):
                    _post(overlay, code, script, name, number, overlay.places[number].country)
        for path in own:
            for row in read_table(path, ("id", "names")) if path.exists() else ():
                _name(overlay, code, script, path, row, numbers, by_id)
    overlay.postings = {code: dict(found) for code, found in overlay.postings.items()}
    overlay.__post_init__()
    return overlay


def _post(overlay: Overlay, code: str, script: str, name: str, number: int, country: str) -> None:
    for key, weak in names.keys(name, code, script, country=country):
        add_posting(overlay.postings[code][key], number, weak, not weak)


def _forget(overlay: Overlay, script_of: dict[str, str], number: int, location: Location) -> None:
    """The English name of a row that is replaced goes with it."""
    for code, script in script_of.items():
        if script == "Latn":
            for key, _ in names.keys(location.name, code, script, country=location.country or ""):
                overlay.removed.setdefault(code, {}).setdefault(key, set()).add(number)


def _name(
    overlay: Overlay,
    code: str,
    script: str,
    path: Path,
    row: dict[str, str],
    numbers: dict[str, int],
    by_id: Callable[[str], tuple[int, Location] | None],
) -> None:
    """A row of a user's names."""
    identity = row["id"] if row["id"].startswith(("gn:", "c:")) else f"tl:{row['id']}"
    spelled = split_list(row["names"])
    number = numbers.get(identity)
    if number is None:
        known = by_id(identity)
        if known is None:
            raise TableError(f"{path}: expected the id of a place, found {row['id']!r}; add its row to places.tsv")
        number, location = known
        if spelled and (number not in overlay.places):
            overlay.places[number] = _as_place(location)
        numbers[identity] = number
    if not spelled:
        return
    place = overlay.places[number]
    for name in spelled:
        _post(overlay, code, script, name, number, place.country)
    if script != "Latn":
        if place.feature != "country":
            overlay.places[number] = place._replace(local=spelled[0])
    elif place.geonames_id:
        overlay.places[number] = place._replace(name=spelled[0])


def _as_place(location: Location) -> Place:
    return Place(
        location.location_id,
        location.name,
        location.name_local or "",
        location.feature,
        location.country or "",
        location.admin1 or "",
        float("nan") if location.latitude is None else location.latitude,
        float("nan") if location.longitude is None else location.longitude,
        location.geo_precision,
        location.population,
        location.geonames_id or 0,
    )
