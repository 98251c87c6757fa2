"""The Dockerfile as its instructions, stage by stage.

``python tests/dockerfile.py STAGE`` prints the commands of a stage, to be run where there is no Docker.
"""

import re
import sys
from pathlib import Path

Instruction = tuple[str, str]
FILE = Path(__file__).parents[1] / "Dockerfile"


def stages() -> dict[str, list[Instruction]]:
    """Return the instructions of each stage; its first says what it starts from."""
    text = re.sub(r"(?m)^#.*\n", "", FILE.read_text(encoding="utf-8")).replace("\\\n", " ")
    found: dict[str, list[Instruction]] = {}
    own: list[Instruction] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        word, _, rest = line.partition(" ")
        if word == "FROM":
            base, _, name = rest.partition(" AS ")
            own = found[name] = [(word, base)]
        else:
            own.append((word, rest))
    return found


def told(stage: str, word: str) -> list[str]:
    """Return what a stage says in instructions of one kind."""
    return [rest for name, rest in stages()[stage] if name == word]


if __name__ == "__main__":
    print("\n".join(told(sys.argv[1], "RUN")))
