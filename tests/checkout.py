"""Copies of the checkout, built like a fresh clone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from compendium import paths


def copied(folder: Path) -> Path:
    """Copy the current files that Git tracks, without the fingerprints, so that every notebook is executed."""
    command = ["git", "-C", str(paths.ROOT), "ls-files", "-z"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    for name in listed.stdout.split("\0"):
        source = paths.ROOT / name
        if name and source.is_file() and not name.startswith("tests/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    (folder / "notebooks" / paths.FINGERPRINTS).unlink()
    return folder


def started(folder: Path, **environment: str) -> "subprocess.Popen[str]":
    """Start a build of a copy with this environment's libraries and the copy's engine."""
    others = ("COMPENDIUM", "JUPYTER", "PYTEST")  # settings of the tests that run this
    clean = {name: value for name, value in os.environ.items() if not name.startswith(others)}
    own: dict[str, Any] = {"PYTHONPATH": str(folder / "src"), "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    return subprocess.Popen(
        [sys.executable, "-m", "compendium", "book"],
        cwd=folder, env={**clean, **own, **environment}, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
