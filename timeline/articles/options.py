"""What a user says about sources besides where they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from timeline.articles.limits import DEFAULT_LIMITS, Limits
from timeline.articles.mapping import IDENTITY, RecordMapping


@dataclass(frozen=True, slots=True)
class Options:
    """What fills in where pages and records say nothing (`source`, `published`, `language`), and how to read.

    A given `language` stands against what a page declares or a detector thinks, but not against a record's own.
    """

    source: str | None = None
    published: date | None = None
    language: str | None = None
    mapping: RecordMapping = IDENTITY
    limits: Limits = DEFAULT_LIMITS

    @property
    def origin(self) -> str:
        """The source that rejects name where the document names none."""
        from timeline.articles.sources import slug_of

        return slug_of(self.source) if self.source else "unknown"


DEFAULTS = Options()
