"""What the tables of every made-up report need and few tests are about."""

from pathlib import Path

# A default for two kinds of factors; those of the other kinds are as uncertain as their last digit or exact.
DEFAULTS = """\
kind,low,high,source,locator,quote,note
fuel,5,10,almanac2020,page 3,"5 % less, or 10 % more",
so2,20,30,almanac2020,page 3,from 20 % less to 30 % more,
"""


def works(*keys: str) -> str:
    """Return entries of a bibliography whose sources can be opened, each titled by its key: ``almanac2020``."""
    return "".join(
        f"@misc{{{key},\n  title = {{{key.rstrip('0123456789').capitalize()}}},\n"
        f"  url = {{https://example.org/{key}}},\n  urldate = {{2024-05-06}},\n}}\n"
        for key in keys
    )


def add(folder: Path, **tables: str) -> None:
    """Add rows to the tables of a folder, each given by its name."""
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.write(rows)
