"""Cluster profiles as staff write them: one YAML file a cluster, validated here once."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from knowledge.records import Frozen, LabelLevel, Membership, Source
from knowledge.words.dates import check_date

IsoDate = Annotated[str | None, AfterValidator(check_date)]


class ProfileSource(Frozen):
    """A web page or publication that a profile rests on."""

    title: str
    publisher: str | None = None
    url: str | None = None
    date: IsoDate = None
    page: str | None = None
    section: str | None = None

    def as_source(self) -> Source:
        """Return it as the source of a passage."""
        return Source(
            title=self.title,
            publisher=self.publisher,
            date=self.date,
            page=self.page,
            section=self.section,
            url=self.url,
        )


class MembershipEvidence(Frozen):
    """What is known of the membership of go-cluster; `sources` are positions in the profile's sources."""

    status: Membership
    as_of: IsoDate = None
    sources: tuple[int, ...] = ()


class LabelEvidence(Frozen):
    """An ECEI label, the date of the source that says so, and which sources these are."""

    level: LabelLevel
    as_of: IsoDate = None
    sources: tuple[int, ...] = ()


class CountEvidence(Frozen):
    """How many members the cluster has, at the date of the source."""

    count: int = Field(ge=0)
    as_of: IsoDate = None
    sources: tuple[int, ...] = ()


class FoundedEvidence(Frozen):
    """The year in which the cluster was founded."""

    year: int = Field(ge=1700, le=2100)
    sources: tuple[int, ...] = ()


class ClusterProfile(Frozen):
    """A cluster organisation. `states` names all Länder of a cluster that spans several, its seat's first or not.

    `needs_en` and `needs_de` are editorial lines in the words of those who look for such a cluster: an aid to search,
    never shown.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    name: str = Field(min_length=1)
    short_name: str
    aliases: tuple[str, ...] = ()
    city: str | None = None
    state: str
    states: tuple[str, ...] = ()
    fields: tuple[str, ...] = Field(min_length=1)
    keywords_en: tuple[str, ...] = ()
    keywords_de: tuple[str, ...] = ()
    summary_en: str = Field(min_length=1)
    summary_de: str = Field(min_length=1)
    go_cluster: MembershipEvidence
    ecei_label: LabelEvidence | None = None
    members: CountEvidence | None = None
    founded: FoundedEvidence | None = None
    website: str | None = None
    sources: tuple[ProfileSource, ...] = Field(min_length=1)
    needs_en: tuple[str, ...] = ()
    needs_de: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _evidence_exists(self) -> ClusterProfile:
        for part in (self.go_cluster, self.ecei_label, self.members, self.founded):
            for position in part.sources if part else ():
                if not 0 <= position < len(self.sources):
                    raise ValueError(f"evidence names source {position}, the profile has {len(self.sources)}")
        if self.go_cluster.status == "member" and not self.go_cluster.sources:
            raise ValueError("a member needs at least one source that says so")
        return self

    @property
    def all_states(self) -> tuple[str, ...]:
        """The Land of the seat, then the others that the cluster spans."""
        return tuple(dict.fromkeys((self.state, *self.states)))
