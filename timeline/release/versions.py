"""Semantic versions of data and of schemas, and the steps between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Step = Literal["none", "patch", "minor", "major"]
STEPS: tuple[Step, ...] = ("none", "patch", "minor", "major")

_FORM = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version X.Y.Z; versions compare as numbers."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def after(self, step: Step) -> Version:
        """The lowest version that a change of this weight asks for.

        A breaking change asks for a new major version from 0.Y.Z on as well: who reads the data has no other sign.
        """
        match step:
            case "major":
                return Version(self.major + 1, 0, 0)
            case "minor":
                return Version(self.major, self.minor + 1, 0)
            case "patch":
                return Version(self.major, self.minor, self.patch + 1)
            case "none":
                return self


def parse_version(text: str, what: str = "version") -> Version:
    """The version that a text states. Raises ValueError where it is not three numbers X.Y.Z."""
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(f"{what}: expected three numbers X.Y.Z, such as 1.4.0, found {text!r}; give it in this form")
    return Version(*(int(part) for part in found.groups()))


def heaviest(*steps: Step) -> Step:
    """The step that covers all of these."""
    return max(steps, key=STEPS.index, default="none")
