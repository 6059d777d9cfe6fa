"""Web addresses as documents: one page each, or the pages of a site by its sitemap.

    collect(["https://example.org/page"], data)               # one page
    collect(["https://example.org/"], data, site=True)        # what the sitemap of the site names

robots.txt is kept to, a host is asked once a second at most, and what has not changed since the last run is not sent
again. A name is looked up once for each request, and the connection goes to the network address that was checked: one that
is private is refused, also behind redirects and when the name changes its address meanwhile.
"""

from __future__ import annotations

from indexer.web.options import Options
from indexer.web.reading import Collected, collect

__all__ = ["Collected", "Options", "collect"]
