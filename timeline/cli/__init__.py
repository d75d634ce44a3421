"""The command `timeline`: parses, calls, prints. Data goes to stdout, messages to stderr."""

from __future__ import annotations

from typing import Annotated

import typer

from timeline.cli import coding, looking, releasing
from timeline.cli.shared import limits_epilog

app = typer.Typer(
    name="timeline",
    help="Turn Arabic and English news into dated events, and work with the releases made of them.\n\n"
    "A release is a folder with datapackage.json and Parquet tables. Try:\n\n"
    "  timeline build pages/ articles.jsonl --out release\n\n"
    "  timeline show release\n\n"
    "  timeline view release --out page.html\n\n"
    "  timeline validate release --sources pages/ --sources articles.jsonl\n\n"
    "  timeline explain EVENT_ID --release release --sources pages/",
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
)
for command in (
    coding.build,
    releasing.validate,
    looking.show,
    looking.view,
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
    reads = command in (coding.build, releasing.release)
    app.command(epilog=limits_epilog() if reads else None)(command)
app.command(hidden=True)(looking.version)


def _version(asked: bool) -> None:
    if asked:
        looking.version()
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None: ...


def main() -> None:
    """Run the command; wrong usage exits with 2."""
    app()
