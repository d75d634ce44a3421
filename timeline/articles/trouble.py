"""What stops a document from being used."""

from __future__ import annotations

from typing import Literal

from timeline.model import Reject

Stage = Literal["read", "decode", "date", "language"]


class SourceError(ValueError):
    """A source that was named cannot be read at all."""


class DocumentError(ValueError):
    """A document that cannot be used; `reason` is the short name of why, the message what was expected and found."""

    def __init__(self, stage: Stage, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.stage: Stage = stage
        self.reason = reason

    def reject(self, document_id: str, source: str, where: str | None = None) -> Reject:
        """The row of `rejects` for a document; `where` names it in the message."""
        return Reject(clean(document_id), source, self.stage, self.reason, clean(f"{where or document_id}: {self}"))


def clean(message: str) -> str:
    """A message that any table and terminal can hold: no control characters, no half characters (lone surrogates)."""
    shown = (c if c.isprintable() or c in "\u200c\u200d\u200e\u200f" else f"\\x{ord(c):02x}" for c in message)
    return "".join(shown)
