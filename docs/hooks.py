"""Pages of the site that are made from what they describe: the command's help, the field maps, the measured quality."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

from timeline.contract.codebook import markdown_table
from timeline.exports import FORMATS, field_map, losses
from timeline.release.quality import QUALITY_FILE, quality_text

QUALITY = Path(QUALITY_FILE)


def on_files(files: Files, config: Any) -> Files:
    """Add the generated pages."""
    for path, text in (
        ("reference/command.md", "\n".join(command())),
        ("reference/exports.md", "\n".join(exports())),
        ("explanation/quality.md", "\n".join(quality())),
    ):
        files.append(File.generated(config, path, content=text))
    return files


def command() -> Iterator[str]:
    """The help of the command and of each of its parts, as it prints them."""
    from typer.main import get_command

    from timeline.cli import app

    yield "# Command line\n\nWhat `timeline --help` and `timeline COMMAND --help` print.\n"
    names = sorted(name for name, part in getattr(get_command(app), "commands", {}).items() if not part.hidden)
    for name in ("", *names):
        yield f"\n## timeline {name}\n" if name else "\n## timeline\n"
        environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb"}
        arguments = [sys.executable, "-m", "timeline", *([name] if name else []), "--help"]
        done = subprocess.run(arguments, capture_output=True, text=True, check=True, env=environment)
        yield f"```text\n{done.stdout.strip()}\n```\n"


def exports() -> Iterator[str]:
    """The field maps and what is lost."""
    yield "# Field maps of exports\n\nWhat `timeline export` makes of a release, field by field, and what gets lost.\n"
    for format in FORMATS:
        yield f"\n## {format}\n\nLost:\n"
        yield "".join(f"- {loss}\n" for loss in losses(format))
        yield markdown_table(
            ("Field", "Type", "From", "Made by", "Lost", "Defined in"),
            [
                (
                    f"`{f.field}`",
                    f.type,
                    ", ".join(f"`{c}`" for c in f.columns),
                    f.convert.replace("_", " "),
                    f.loss,
                    f.source,
                )
                for f in field_map(format)
            ],
        )


def quality() -> Iterator[str]:
    """The figures of quality.json, if they were measured."""
    yield "# Measured quality\n"
    if not QUALITY.is_file():
        yield (
            "No figures are stated in this build of the site. `timeline evaluate RELEASE GOLD` measures a release "
            "against annotated articles; `tests/quality.toml` holds the floors that figures may not fall below.\n"
        )
        return
    yield quality_text(QUALITY)
