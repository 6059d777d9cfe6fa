"""Two made clusters: of one everything is known, of the other hardly anything."""

from __future__ import annotations

from made import profile

SOURCES = [{"title": f"Page {n}", "date": "2023"} for n in range(4)]
RICH = profile(
    "rich",
    name="Rich Cluster e.V.",
    fields=["Automotive", "Energy Technologies"],
    summary_en="They build engines. They also paint them.",
    summary_de="Sie bauen Motoren. Sie lackieren sie auch.",
    go_cluster={"status": "member", "as_of": "2023-01", "sources": [1]},
    ecei_label={"level": "silver", "as_of": "2021-04-15", "sources": [2]},
    members={"count": 1200, "as_of": "2020", "sources": [0, 3]},
    founded={"year": 2004, "sources": [3]},
    website="https://rich.example.org",
    sources=SOURCES,
)
PLAIN = profile("plain", city=None, sources=SOURCES)
