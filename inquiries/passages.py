"""Why an inquiry was found: its title and its best passage, with the words marked that were looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.contrib.postgres.search import SearchHeadline, SearchRank, SearchVector
from django.db.models import F, Model, Prefetch, QuerySet
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from inquiries.filters import PUBLISHED
from inquiries.models import Antrag, Frage
from inquiries.search import CONFIG, Words


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a question or an answer. ``numbers`` are the questions it belongs to, in order."""

    is_answer: bool
    numbers: tuple[str, ...]
    html: SafeString

    @property
    def anchor(self) -> str:
        return f"ziffer-{self.numbers[0]}" if self.numbers else ""


def best_passages(antraege: Iterable[int], words: Words) -> dict[int, Passage]:
    """For each inquiry (primary key) the question or published answer that fits best; three queries in all.

    An inquiry is missing when it was found by its title or a name alone.
    """
    keys = list(antraege)
    fragen = _best(Frage.objects.filter(antrag__in=keys), "antrag_id", words)
    Antwort = apps.get_model("responses", "Antwort")
    Ziffer = apps.get_model("responses", "Ziffer")
    antworten = _best(
        Antwort.objects.filter(stellungnahme__antrag__in=keys, stellungnahme__state=PUBLISHED),
        "stellungnahme__antrag_id",
        words,
    ).prefetch_related(
        Prefetch(
            "ziffern", Ziffer.objects.filter(frage__isnull=False).order_by("frage__position").select_related("frage")
        )
    )
    best: dict[int, tuple[float, Passage]] = {}
    for frage in fragen:
        best[frage.found_in] = (frage.rank, Passage(False, (frage.nummer,), _excerpt(frage)))
    for antwort in antworten:
        if antwort.found_in not in best or best[antwort.found_in][0] < antwort.rank:
            numbers = tuple(ziffer.frage.nummer for ziffer in antwort.ziffern.all())
            best[antwort.found_in] = (antwort.rank, Passage(True, numbers, _excerpt(antwort)))
    return {key: passage for key, (_, passage) in best.items()}


_NEARLY_WHOLE = 30
"""Characters before or after a passage that are shown rather than left out."""


def _excerpt(text: Model) -> SafeString:
    """The passage that the database cut, with "…" where it left something out."""
    whole, passage, plain = _without_marks(text.text), text.headline, _without_marks(text.headline)
    start = whole.find(plain)
    if start < 0:
        return marked(passage)
    end = start + len(plain)
    before = whole[:start] if start <= _NEARLY_WHOLE else "… "
    after = whole[end:] if len(whole) - end <= _NEARLY_WHOLE else " …"
    return marked(before + passage + after)


def _best(texts: QuerySet[Model], antrag: str, words: Words) -> QuerySet[Model]:
    """Of each inquiry the text that ranks highest; the passage is cut from the chosen ones only."""
    rank = SearchRank(SearchVector("text", config=CONFIG), words.any_of_them)
    chosen = texts.annotate(rank=rank).filter(rank__gt=0).order_by(antrag, "-rank", "pk").distinct(antrag).values("pk")
    return texts.model.objects.filter(pk__in=chosen).annotate(
        rank=rank, found_in=F(antrag), headline=_headline("text", words, whole=False)
    )


def marked_titles(antraege: Iterable[int], words: Words) -> dict[int, SafeString]:
    """The titles of inquiries (primary keys) with the words marked; one query."""
    rows = Antrag.objects.filter(pk__in=list(antraege)).annotate(headline=_headline("titel", words, whole=True))
    return {row.pk: marked(row.headline) for row in rows.only("pk")}


# Characters that no paper holds stand for the marks until the text around them is escaped.
_START, _END = "\x02", "\x03"
_MARKED = re.compile(f"{_START}([^{_START}{_END}]*){_END}")


def _headline(column: str, words: Words, *, whole: bool) -> SearchHeadline:
    extent = {"highlight_all": True} if whole else {"max_words": 40, "min_words": 20, "max_fragments": 1}
    return SearchHeadline(column, words.any_of_them, config=CONFIG, start_sel=_START, stop_sel=_END, **extent)


def _without_marks(text: str) -> str:
    return text.replace(_START, "").replace(_END, "")


def marked(headline: str) -> SafeString:
    """A headline as HTML: everything escaped, the matches in ``<mark>``."""
    return mark_safe(_without_marks(_MARKED.sub(r"<mark>\1</mark>", conditional_escape(headline))))
