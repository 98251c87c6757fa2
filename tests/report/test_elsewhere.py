"""What Binder, dev containers and Docker read: everything comes from the locks, and nothing runs as root."""

import json
import os
import re
import subprocess

from compendium import paths
from dockerfile import stages, told

MAKEFILE = (paths.ROOT / "Makefile").read_text(encoding="utf-8")
DEV = json.loads((paths.ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))


def installs(text: str) -> list[set[str]]:
    """Return the options and files of each call of pip that installs something, without those that only say less."""
    calls = re.findall(r"pip\s+install(.*)", text.replace("$(install)", "pip install"))
    silent = {"--quiet", "--disable-pip-version-check", "--no-cache-dir"}
    return [found for call in calls if (found := {*call.split()} - silent)]


def test_image_starts_from_a_digest_and_one_python_that_the_locks_are_for() -> None:
    bases = [rest for stage in stages().values() for word, rest in stage if word == "FROM" and rest not in stages()]
    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.1[123]-slim-bookworm@sha256:[0-9a-f]{64}", bases[0])


def test_image_installs_what_make_installs_and_not_as_root() -> None:
    order = stages()["book"]
    user = order.index(("USER", "reader"))
    assert all(order.index(one) > user for one in order if one[0] in ("RUN", "CMD"))
    own = installs("\n".join(told("book", "RUN")))
    target = MAKEFILE[MAKEFILE.index("$(BOOK): requirements.txt") : MAKEFILE.index("$(TEST): $(BOOK)")]
    assert own == installs(target)
    assert {"--require-hashes", "--requirement", "requirements.txt"} in own
    assert "python -m compendium book" in told("book", "RUN")[-1]


def test_image_takes_files_that_exist_and_shows_the_book() -> None:
    for copied in told("book", "COPY"):
        *sources, _ = [word for word in copied.split() if not word.startswith("--")]
        assert all((paths.ROOT / source).exists() for source in sources)
    assert json.loads(told("book", "CMD")[0])[-2:] == ["_build/html", "8000"]
    left_out = (paths.ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".git", ".venv", "_build"} <= {*left_out}


def test_dev_container_is_a_stage_of_the_image_and_a_target_of_make() -> None:
    build = DEV["build"]
    assert (paths.ROOT / ".devcontainer" / build["dockerfile"]).resolve() == paths.ROOT / "Dockerfile"
    assert (paths.ROOT / ".devcontainer" / build["context"]).resolve() == paths.ROOT
    assert ("USER", DEV["remoteUser"]) in stages()[build["target"]]
    program, target = DEV["updateContentCommand"].split()
    assert program == "make"
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)
    assert str(DEV["forwardPorts"][0]) in DEV["portsAttributes"]


def test_binder_makes_the_environment_of_make_and_its_kernel() -> None:
    runtime = (paths.ROOT / ".binder" / "runtime.txt").read_text(encoding="utf-8")
    assert re.fullmatch(r"python-3\.1[123]\n", runtime)
    script = paths.ROOT / ".binder" / "postBuild"
    assert os.access(script, os.X_OK)
    text = script.read_text(encoding="utf-8")
    made = re.search(r"^make PYTHON=python3 (\S+)$", text, re.MULTILINE)
    assert made
    assert f"BOOK   := {made[1]}\n" in MAKEFILE
    names = {json.loads(path.read_text(encoding="utf-8"))["metadata"]["kernelspec"]["name"]
             for path in paths.NOTEBOOKS.glob("*.ipynb")}  # fmt: skip
    assert names == {"python3"}
    assert "--name python3" in text
    subprocess.run(["bash", "-n", str(script)], check=True)  # noqa: S607
