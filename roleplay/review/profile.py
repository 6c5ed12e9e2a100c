"""Profile: each area beside the person's own mean. It helps to choose a case, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from roleplay.review.charts import Axis, Mark, Row, Rows, Section
from roleplay.review.intervals import Shrunk, moderated_sd, shrunk
from roleplay.review.observed import first_try
from roleplay.review.own_rounds import Seen
from roleplay.review.words import Table, counted, more, rounded

STATIONS_FROM = 5
DOMAINS_FROM = 3


@dataclass(frozen=True)
class DomainLevel:
    """An area with its own mean over ``stations``, and that mean shrunk towards the person's. ``tells`` if it was rated
    often enough to be called lower than the others."""

    id: str
    name: str
    stations: int
    raw: float
    level: Shrunk

    @property
    def tells(self) -> bool:
        return self.stations >= STATIONS_FROM


@dataclass(frozen=True)
class DomainProfile:
    """``domains`` are empty below the threshold. ``weakest`` is an id, or None if no area is clearly lower."""

    title: str
    sentence: str
    missing: str
    table: Table
    domains: tuple[DomainLevel, ...]
    own_mean: float | None
    weakest: str | None

    @property
    def has_chart(self) -> bool:
        return not self.missing

    @property
    def picture(self) -> Rows:
        """Each area as a dot with its interval, and a line at the person's own mean."""
        rows = tuple(_drawn(domain, self.own_mean or 0.0) for domain in self.domains)
        return Rows(AXIS, (Section(rows, folds=False),))


AXIS = Axis(0, 100, ((0, "0%"), (50, "50%"), (100, "100%")), "The short line is the mean of all your areas.")


def domain_profile(stations: Iterable[Seen]) -> DomainProfile:
    """Shrunk to the person's own mean, the mean of all their domain percents; nobody else's marks play a part.

    Shown once three domains were rated in five counted stations each. Rubrics name domains differently, so two kinds
    of station may take six or seven domains; each says in how many stations it was rated, and one that was rated in
    fewer than five is no reason to do anything.
    """
    percents, names = _percents(stations)
    enough = sum(len(found) >= STATIONS_FROM for found in percents.values()) >= DOMAINS_FROM
    own_mean = fmean(p for found in percents.values() for p in found) if percents else None
    domains = _levels(percents, names, own_mean) if enough and own_mean is not None else ()
    weakest = next((d for d in domains if d.tells and own_mean is not None and d.level.upper < own_mean), None)
    return DomainProfile(
        title=f"{len(domains)} areas, around your own mean of {rounded(own_mean or 0)}%"
        if enough
        else "No profile yet",
        sentence=_sentence(weakest) if enough else "How your areas compare with each other will be worked out here.",
        missing="" if enough else _missing(percents),
        table=Table(("Area", "Stations", "Level", "Likely between"), tuple(map(_row, domains))),
        domains=domains,
        own_mean=own_mean,
        weakest=weakest.id if weakest else None,
    )


def _percents(stations: Iterable[Seen]) -> tuple[dict[str, list[float]], dict[str, str]]:
    """``25·(rating − 1)``, the mean over the observers who marked enough, by domain; and each domain's latest name."""
    percents: dict[str, list[float]] = {}
    names: dict[str, str] = {}
    for seen in sorted((seen for seen in stations if first_try(seen)), key=lambda seen: seen.station.at):
        whole = seen.observed.whole
        for domain in seen.sheet.domains:
            ratings = [response.domains[domain.id] for response in whole if domain.id in response.domains]
            if ratings:
                percents.setdefault(domain.id, []).append(25 * (fmean(ratings) - 1))
                names[domain.id] = domain.name or domain.id
    return percents, names


def _levels(percents: Mapping[str, list[float]], names: Mapping[str, str], own_mean: float) -> tuple[DomainLevel, ...]:
    """Lowest first."""
    sd = within_sd(percents)
    levels = (
        DomainLevel(id_, names[id_], len(found), fmean(found), shrunk(fmean(found), len(found), own_mean, sd))
        for id_, found in percents.items()
    )
    return tuple(sorted(levels, key=lambda domain: domain.level.mean))


def within_sd(percents: Mapping[str, list[float]]) -> float:
    """The spread of one domain from station to station, pooled over the domains.

    With few stations the own spread says next to nothing, so it is moderated by the spread of a real OSCE's encounters
    as the recent level is: 17 points that speak for 8 degrees of freedom beside Σ(n−1) of one's own.
    """
    squares = sum((p - fmean(found)) ** 2 for found in percents.values() for p in found)
    return moderated_sd(squares, sum(len(found) - 1 for found in percents.values()))


def _sentence(weakest: DomainLevel | None) -> str:
    if weakest is None:
        return "None of your areas is clearly below your own mean."
    return f"“{weakest.name}” is below your own mean, so a case that practises it may come next."


def _missing(percents: Mapping[str, list[float]]) -> str:
    """What is missing until the third area has its five."""
    counts = sorted((len(found) for found in percents.values()), reverse=True)
    third = (counts + [0] * DOMAINS_FROM)[DOMAINS_FROM - 1]
    return f"A profile needs {more(STATIONS_FROM - third, 'station')} in {DOMAINS_FROM} areas."


def _row(domain: DomainLevel) -> tuple[str, ...]:
    lower, upper = map(rounded, _bounds(domain))
    return domain.name, str(domain.stations), str(rounded(domain.level.mean)), f"{lower} and {upper}"


def _bounds(domain: DomainLevel) -> tuple[float, float]:
    return max(0.0, domain.level.lower), min(100.0, domain.level.upper)


def _drawn(domain: DomainLevel, own_mean: float) -> Row:
    lower, upper = _bounds(domain)
    likely = f"likely {rounded(lower)} to {rounded(upper)}%"
    said = f"{counted(domain.stations, 'station')}, {likely}{'' if domain.tells else '; too few to tell'}"
    mean = min(100.0, max(0.0, domain.level.mean))
    dot = Mark(round(mean, 1), (domain.name, f"{rounded(mean)}%", likely), hollow=not domain.tells)
    return Row(
        domain.name,
        f"{rounded(mean)}%",
        said,
        band=(round(lower, 1), round(upper, 1)),
        middle=round(own_mean, 1),
        marks=(dot,),
    )
