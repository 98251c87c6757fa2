"""The content security policy of each page: it may load files of the same site only.

For a book that is opened from a folder, these are its own files.
"""

import base64
import hashlib
import re

# A block of data, whose type is no script's, is not executed and needs no hash.
_INLINE = re.compile(r"<script(?![^>]*\b(?:src=|type=.application/(?:ld\+)?json\b))[^>]*>(.*?)</script>", re.DOTALL)


def policy(page: str) -> str:
    """Return the policy of a page: no other host, and only those inline scripts that it contains, by their hashes.

    Inline styles are allowed, because charts contain some.
    """
    scripts = dict.fromkeys(_hashed(code) for code in _INLINE.findall(page))
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *scripts]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hashed(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
