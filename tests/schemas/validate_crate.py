"""Validates a RO-Crate without a network: the context that it names is the one kept here.

It needs roc-validator, which cannot share an environment with the compendium:

    python tests/schemas/validate_crate.py _build/release

What is required must hold. With ``-l recommended`` it also lists what is advised and not there: an author of a draft,
the time of the build, which would differ every time, addresses of libraries and institutes.
"""

import io
import sys
import tempfile
from pathlib import Path

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from rocrate_validator.cli import cli
from urllib3 import HTTPResponse

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
KEPT = Path(__file__).parent / "ro-crate-1.1.context.jsonld"


class Kept(HTTPAdapter):
    """Answers every request with the context that is kept here."""

    def send(self, request: PreparedRequest, *_: object, **__: object) -> Response:
        headers = {"Content-Type": "application/ld+json"}
        body = io.BytesIO(KEPT.read_bytes())
        raw = HTTPResponse(body, headers, 200, preload_content=False, request_url=request.url)
        return self.build_response(request, raw)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        cache = str(Path(folder) / "cache")
        with CachedSession(cache, backend="sqlite", expire_after=-1) as session:
            session.mount("https://", Kept())
            session.get(CONTEXT)
        cli(["--no-interactive", "validate", "--offline", "--cache-path", cache, "--no-paging", *sys.argv[1:]])
