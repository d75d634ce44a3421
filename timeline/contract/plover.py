"""PLOVER as this project uses it: event types, their modes and the contexts, from timeline/knowledge/plover*.tsv."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from timeline.tsv import data_path, read_table, split_list


@dataclass(frozen=True, slots=True)
class Mode:
    """How an act of one event type was done."""

    name: str
    cameo_root: str
    description: str


@dataclass(frozen=True, slots=True)
class EventType:
    """One of the 16 event types. `cameo_root` holds for events without a mode."""

    name: str
    quad_class: str
    cameo_root: str
    modes: Mapping[str, Mode]
    description: str

    def root(self, mode: str | None) -> str:
        """The CAMEO root of this type in one mode. Raises KeyError for a mode of another type."""
        return self.cameo_root if mode is None else self.modes[mode].cameo_root


@lru_cache(maxsize=1)
def event_types() -> Mapping[str, EventType]:
    """The event types by name."""
    modes: dict[str, dict[str, Mode]] = {}
    path = data_path("knowledge", "plover_modes.tsv")
    for row in read_table(path, ("event_type", "mode", "cameo_root", "description")):
        modes.setdefault(row["event_type"], {})[row["mode"]] = Mode(row["mode"], row["cameo_root"], row["description"])
    types: dict[str, EventType] = {}
    path = data_path("knowledge", "plover.tsv")
    for row in read_table(path, ("event_type", "quad_class", "cameo_root", "modes", "description")):
        name, own = row["event_type"], modes.get(row["event_type"], {})
        if split_list(row["modes"]) != tuple(own):
            raise ValueError(
                f"plover.tsv, {name}: expected the modes of plover_modes.tsv ({'|'.join(own)}), found {row['modes']}; "
                "make the two tables agree"
            )
        types[name] = EventType(name, row["quad_class"], row["cameo_root"], own, row["description"])
    return types


@lru_cache(maxsize=1)
def contexts() -> Mapping[str, str]:
    """The contexts with their descriptions."""
    rows = read_table(data_path("knowledge", "plover_contexts.tsv"), ("context", "description"))
    return {row["context"]: row["description"] for row in rows}
