"""The command `timeline`: parses, calls, prints. Data goes to stdout, messages to stderr."""

from __future__ import annotations

import typer

from timeline.cli import coding, looking, releasing

app = typer.Typer(
    name="timeline",
    help="Turn Arabic and English news into dated events, and work with the releases made of them.\n\n"
    "A release is a folder with datapackage.json and Parquet tables. Try:\n\n"
    "  timeline build seeds --out build/release\n\n"
    "  timeline validate build/release --sources seeds\n\n"
    "  timeline show build/release",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
)
for command in (
    coding.build,
    releasing.validate,
    looking.show,
    looking.explain,
    coding.code,
    looking.lookup,
    coding.calibrate,
    coding.evaluate,
    releasing.release,
    releasing.diff,
    releasing.export,
    looking.codebook,
):
    app.command()(command)
app.command(hidden=True)(looking.version)


def main() -> None:
    """Run the command; wrong usage exits with 2."""
    app()
