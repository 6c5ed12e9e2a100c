"""What a history says, calculated a second time: from its export alone, with pandas and scipy.

It shares no code with the kit's own calculations, so a formula that is wrong there isn't wrong here in the same way.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pandas as pd
from scipy import stats

WORTH = {"done": 1.0, "partly": 0.5, "not": 0.0}
AT = ["practice", "round"]
ERROR, PRIOR, BETWEEN = 17.0, 8, 8.0
"""Points of error in one encounter, the degrees of freedom that it speaks for, and the spread of areas."""
T80, Z80 = 0.9, stats.norm.ppf(0.9)


@dataclass(frozen=True)
class Export:
    """The three tables, as text."""

    marks: pd.DataFrame
    rounds: pd.DataFrame
    steps: pd.DataFrame

    @classmethod
    def read(cls, packed: bytes) -> Export:
        with ZipFile(BytesIO(packed)) as file:
            marks, rounds, steps = (
                pd.read_csv(BytesIO(file.read(f"{name}.csv")), dtype=str, keep_default_na=False)
                for name in ("marks", "rounds", "steps")
            )
        rounds["at"] = pd.to_datetime(rounds["began"])
        return cls(marks, rounds.sort_values("at", kind="stable"), steps.sort_values("written", kind="stable"))

    @property
    def played(self) -> pd.DataFrame:
        """The rounds that were played to their end."""
        return self.rounds[self.rounds["given up"] == "no"]

    @property
    def own(self) -> pd.DataFrame:
        return self.played[self.played.role == "student"]

    @property
    def firsts(self) -> pd.DataFrame:
        return self.own[self.own.repeat == "no"]

    def of(self, rounds: pd.DataFrame, what: str) -> pd.DataFrame:
        """The observers' rows about one thing in these rounds; whoever played the patient too is no observer."""
        rows = self.marks.merge(rounds[[*AT, "at"]], on=AT)
        played = rows[rows.lens == "patient"][[*AT, "rater"]].drop_duplicates()
        seen = rows[(rows.lens == "observer") & (rows.what == what)]
        both = seen.merge(played, on=[*AT, "rater"], how="left", indicator=True)
        return both[both["_merge"] == "left_only"].drop(columns="_merge")

    def scores(self, rounds: pd.DataFrame) -> pd.DataFrame:
        """For each observer of each of these rounds: percents, and whether they marked enough to count."""
        items = self.of(rounds, "item")
        items = items[(items.critical != "never") & (items.mark != "na")].assign(w=lambda t: t.weight.astype(float))
        marked = items[items.mark != ""].assign(v=lambda t: t.w * t.mark.map(WORTH))
        by = [*AT, "rater"]
        sums = marked.groupby(by)[["w", "v"]].sum()
        found = pd.DataFrame({"sheet": 100 * sums.v / sums.w, "whole": sums.w / items.groupby(by).w.sum()})
        rated = self.of(rounds, "domain").assign(w=lambda t: t.weight.astype(float))
        rated = rated.assign(v=rated.w * 25 * (rated.mark.astype(float) - 1)).groupby(by)[["w", "v"]].sum()
        found = found.join((rated.v / rated.w).rename("areas"), how="outer")
        overall = self.of(rounds, "overall").groupby(by).size()
        share = pd.concat([items, self.of(rounds, "domain")]).groupby(by)["checklist share"].first().astype(float)
        parts = pd.DataFrame({"sheet": share, "areas": 1 - share}).where(found[["sheet", "areas"]].notna())
        found["station"] = (found[["sheet", "areas"]] * parts).sum(axis=1) / parts.sum(axis=1)
        found["counts"] = (found.whole >= 0.8) & found.areas.notna() & found.index.isin(overall.index)
        return found[found.station.notna()]

    def stations(self) -> pd.DataFrame:
        """One's own stations with a percent, oldest first: the mean of those observers who marked enough, or of all."""
        scores = self.scores(self.own).reset_index()
        enough = scores[scores.counts].groupby(AT).station.mean()
        every = scores.groupby(AT).station.mean()
        found = pd.DataFrame(
            {"percent": enough.reindex(every.index).fillna(every), "complete": every.index.isin(enough.index)}
        )
        return self.own.merge(found.reset_index(), on=AT).sort_values("at", kind="stable")

    def counted(self) -> pd.Series[float]:
        """The percents that count in trends, oldest first."""
        found = self.stations()
        return found[found.complete & (found.repeat == "no")].percent


def band(percents: pd.Series[float]) -> tuple[float, float, float]:
    """Mean and 80 % bounds, the spread moderated by that of a real examination."""
    n, mean = len(percents), percents.mean()
    sd = np.sqrt((PRIOR * ERROR**2 + ((percents - mean) ** 2).sum()) / (PRIOR + n - 1))
    half = stats.t.ppf(T80, PRIOR + n - 1) * sd / np.sqrt(n)
    return mean, mean - half, mean + half


def rise(percents: pd.Series[float]) -> tuple[float, float, float]:
    """Of the least-squares line, from the first to the last, with 80 % bounds."""
    n = len(percents)
    line = stats.linregress(np.arange(n), percents)
    rest = ((percents.to_numpy() - line.intercept - line.slope * np.arange(n)) ** 2).sum()
    sd = np.sqrt((PRIOR * ERROR**2 + rest) / (PRIOR + n - 2))
    half = stats.t.ppf(T80, PRIOR + n - 2) * sd / np.sqrt(((np.arange(n) - (n - 1) / 2) ** 2).sum()) * (n - 1)
    return line.slope * (n - 1), line.slope * (n - 1) - half, line.slope * (n - 1) + half


def areas(export: Export) -> tuple[float, pd.DataFrame]:
    """One's own mean, and each area drawn towards it; nothing under five stations in three areas."""
    rated = export.of(export.firsts, "domain").assign(p=lambda t: 25 * (t.mark.astype(float) - 1))
    whole = export.scores(export.firsts).reset_index()
    rated = rated.merge(whole[whole.counts][[*AT, "rater"]], on=[*AT, "rater"])
    each = rated.groupby([*AT, "domain"]).p.mean()
    by = each.groupby("domain")
    own, n, raw = each.mean(), by.size(), by.mean()
    if (n >= 5).sum() < 3:
        return own, pd.DataFrame()
    within = (PRIOR * ERROR**2 + ((each - by.transform("mean")) ** 2).sum()) / (PRIOR + (n - 1).sum())
    weight = BETWEEN**2 / (BETWEEN**2 + within / n)
    mean, half = own + weight * (raw - own), Z80 * np.sqrt(weight * within / n)
    found = pd.DataFrame({"n": n, "mean": mean, "low": (mean - half).clip(0), "high": (mean + half).clip(upper=100)})
    return own, found.sort_values("mean")


def chances(export: Export) -> dict[str, list[Fraction]]:
    """By skill, for each station with a chance the share of its lines that everybody who marked them put as missed."""
    items = export.of(export.firsts, "item")
    items = items[(items.critical != "never") & ~items.mark.isin(["", "na"])]
    missed = items.assign(no=items.mark == "not").groupby([*AT, "at", "thing", "skills"]).no.all().reset_index()
    found: dict[str, list[Fraction]] = {}
    for _, lines in missed.sort_values("at", kind="stable").groupby(["at", *AT], sort=True):
        tags = {tag for skills in lines.skills for tag in skills.split()}
        for tag in tags:
            these = lines[[tag in skills.split() for skills in lines.skills]]
            found.setdefault(tag, []).append(Fraction(int(these.no.sum()), len(these)))
    return found


def wilson(x: float, n: int) -> tuple[float, float]:
    """Without continuity correction, 80 %."""
    centre, spread = x + Z80**2 / 2, Z80 * np.sqrt(x * (n - x) / n + Z80**2 / 4)
    return max(0.0, (centre - spread) / (n + Z80**2)), min(1.0, (centre + spread) / (n + Z80**2))


def differences(export: Export) -> pd.DataFrame:
    """Own ratings against the observers', station by station, over the areas that both rated."""
    theirs = export.of(export.firsts, "domain")
    rows = export.marks.merge(export.firsts[[*AT, "at"]], on=AT)
    own = rows[(rows.lens == "self") & (rows.what == "domain")]
    both = theirs.merge(own[[*AT, "domain", "mark"]], on=[*AT, "domain"], suffixes=("", "_own"))
    both = both.assign(
        w=both.weight.astype(float), p=25 * (both.mark.astype(float) - 1), q=25 * (both.mark_own.astype(float) - 1)
    )
    rater = both.assign(p=both.p * both.w).groupby([*AT, "at", "rater"])[["p", "w"]].sum()
    observers = (rater.p / rater.w).groupby([*AT, "at"]).mean()
    mine = both.drop_duplicates([*AT, "domain"]).assign(q=lambda t: t.q * t.w).groupby([*AT, "at"])[["q", "w"]].sum()
    found = pd.DataFrame({"own": mine.q / mine.w, "theirs": observers}).reset_index()
    return found.assign(d=found.own - found.theirs).sort_values("at", kind="stable")


def steps(export: Export) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each next step with the day and the outcome of every later station, that written last first; the same words are
    the same step."""
    texts: dict[str, str] = {}
    seen: dict[str, list[tuple[str, str]]] = {}
    latest = ""
    for row in export.steps.itertuples():
        of, own = (" ".join(text.split()).casefold() for text in (row.focus, row.text))
        of = of or latest
        if row._6 and of in seen:
            seen[of].append((row.written[:10], row._6))
        if own:
            seen.setdefault(own, [])
            texts.pop(own, None)
            texts[own] = row.text.strip()
            latest = own
    return [(text, seen[own]) for own, text in reversed(texts.items())]
