"""Page or fragment."""

import pytest
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from inquiries.pages import wants_fragment


@pytest.mark.parametrize(
    ("headers", "fragment"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
        ({"HX-Boosted": "true"}, False),
    ],
    ids=["plain", "htmx", "boosted", "restored", "no htmx"],
)
def test_only_a_plain_request_of_htmx_gets_a_fragment(headers, fragment):
    request = RequestFactory().get("/", headers=headers)
    HtmxMiddleware(lambda request: None)(request)
    assert wants_fragment(request) is fragment
