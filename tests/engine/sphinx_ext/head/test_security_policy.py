"""A page lets its own scripts run, by their hash, and no others."""

import base64
import hashlib

from compendium.sphinx_ext.head.security_policy import policy

PAGE = '<html><head></head><body><script>let a = 1;</script><script src="x.js"></script></body></html>'


def test_inline_script_is_allowed_by_its_hash() -> None:
    digest = base64.b64encode(hashlib.sha256(b"let a = 1;").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy(PAGE)
    assert policy(PAGE).count("sha256-") == 1


def test_script_that_stands_twice_is_allowed_once() -> None:
    assert policy(PAGE.replace("</body>", "<script>let a = 1;</script></body>")) == policy(PAGE)


def test_page_without_scripts_allows_none_within_it() -> None:
    assert "script-src 'self';" in policy("<html><head></head><body></body></html>")
