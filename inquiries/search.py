"""Finding inquiries by words, by number, and by words that are nearly right.

The words are those of PostgreSQL's web search ("…" for phrases, OR, - for exclusion) in the configuration
``deutsch``: German stems, deaf to accents. What is searched is ``Antrag.suche``, which the database keeps:
title, questions, names and the answers of published letters; drafts are not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.conf import settings
from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramWordSimilarity
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import BooleanField, Case, Exists, F, Func, OuterRef, Q, QuerySet, Value, When

from inquiries.filters import NEWEST_FIRST, PUBLISHED
from inquiries.models import Antrag, Drucksache, Verweis
from inquiries.models.drucksache import parse_number

CONFIG = "deutsch"
_NUMBER_LABEL = re.compile(r"(?:(?:LT-?)?(?:Drs|DS|Drucksachen?)(?:[.\s-]*Nr)?[.:\s]*)", re.IGNORECASE)
_LEXEME_OR_OPERATOR = re.compile(r"(?P<lexeme>'(?:[^']|'')*')|&|<(?:-|\d+)>")
_WORD = re.compile(r"[^\W_]{3,}")


@dataclass(frozen=True)
class Words:
    """A search text as the database understands it: its query (in the notation of ``tsquery``).

    ``wanted`` is the query without its excluded words; empty when nothing is left that could be looked for.
    """

    query: str
    wanted: str

    @property
    def are_searchable(self) -> bool:
        return bool(self.wanted)

    def as_beginnings(self) -> Words:
        """The same search, satisfied by words that begin so: Hochwasser finds Hochwasserschutz."""
        return Words(*(_LEXEME_OR_OPERATOR.sub(_with_star, query) for query in (self.query, self.wanted)))

    @property
    def all_of_them(self) -> SearchQuery:
        return _Understood(self.query)

    @property
    def any_of_them(self) -> SearchQuery:
        """Any of the wanted words: what is marked in a text, and what ranks the texts of one inquiry.

        The words of a query may stand in several questions, so that no single text has them all.
        """
        return _Understood(_LEXEME_OR_OPERATOR.sub(lambda match: match["lexeme"] or "|", self.wanted))


def _with_star(match: re.Match) -> str:
    return f"{match['lexeme']}:*" if match["lexeme"] else match[0]


class _Understood(SearchQuery):
    """A query in the notation of ``tsquery``, its words stemmed already."""

    template = "%(expressions)s::tsquery"

    def __init__(self, query: str) -> None:
        Func.__init__(self, Value(query))
        self.invert = False


def understand(text: str) -> Words:
    """Let the database read a search text; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT query, querytree(query) FROM websearch_to_tsquery(%s, %s) query", [CONFIG, text])
        query, wanted = cursor.fetchone()
    return Words(query, "" if wanted == "T" else wanted)


def matching(antraege: QuerySet[Antrag], words: Words) -> QuerySet[Antrag]:
    return antraege.filter(suche=words.all_of_them)


def by_relevance(keys: Sequence[int], words: Words) -> QuerySet[Antrag]:
    """Matches (primary keys) with the most relevant first; ties in a fixed order. Reads the vector of each."""
    return (
        Antrag.objects.filter(pk__in=keys)
        .annotate(rank=SearchRank(F("suche"), words.all_of_them))
        .order_by("-rank", *NEWEST_FIRST)
    )


# --- Nearly right --------------------------------------------------------------------------------------------


NEAR_ENOUGH = 0.45
"""Two letters swapped in a word of ten still count as the same word (word similarity of pg_trgm, 0 to 1)."""


@contextmanager
def misspellings_forgiven() -> Iterator[None]:
    """Where ``similar_titles`` is asked: the operator that the index knows takes its threshold from a setting."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.word_similarity_threshold', %s, true)", [str(NEAR_ENOUGH)])
        yield


def similar_titles(antraege: QuerySet[Antrag], text: str) -> QuerySet[Antrag]:
    """Inquiries whose title has, for each word of three letters or more, one that is written nearly so."""
    words = _WORD.findall(text)
    if not words:
        return antraege.none()
    for word in words:
        antraege = antraege.filter(titel__trigram_word_similar=word)
    return antraege


def by_similarity(keys: Sequence[int], text: str) -> QuerySet[Antrag]:
    """Inquiries (primary keys) with the title first that comes nearest to the text; ties in a fixed order."""
    return (
        Antrag.objects.filter(pk__in=keys)
        .annotate(rank=TrigramWordSimilarity(text, "titel"))
        .order_by("-rank", *NEWEST_FIRST)
    )


# --- By number -------------------------------------------------------------------------------------------------


def number_in(text: str) -> tuple[int, int, str] | None:
    """Wahlperiode, number and suffix when a search text is a number ("17/9075", "Drs. 17/9075"), else None."""
    label = _NUMBER_LABEL.match(text)
    try:
        return parse_number(text[label.end() :] if label else text)
    except ValidationError:
        return None


def papers_numbered(text: str) -> QuerySet[Drucksache] | None:
    """The papers of the house that a search text names ("17/9075", "Drs. 17/9075"); None when it names none.

    Only papers that a reader can learn of: those ``entered``, and those ``cited`` (both annotated).
    """
    number = number_in(text)
    if number is None:
        return None
    wahlperiode, nummer, zusatz = number
    papers = Drucksache.objects.filter(parlament=settings.PARLAMENT, wahlperiode=wahlperiode, nummer=nummer)
    if zusatz:
        papers = papers.filter(zusatz__iexact=zusatz)
    entered = Q(antrag__isnull=False) | Q(stellungnahme__state=PUBLISHED)
    cited = Exists(Verweis.objects.published().filter(drucksache=OuterRef("pk")))
    return (
        papers.annotate(entered=Case(When(entered, then=True), default=False, output_field=BooleanField()), cited=cited)
        .filter(Q(entered=True) | Q(cited=True))
        .order_by("zusatz")
    )


def about(antraege: QuerySet[Antrag], papers: list[Drucksache]) -> QuerySet[Antrag]:
    """Inquiries printed in the papers, answered in them, or citing them; in this order when sorted by ``concern``."""
    printed = Antrag.objects.filter(drucksache__in=papers).values("pk")
    answered = Antrag.objects.filter(stellungnahmen__drucksache__in=papers, stellungnahmen__state=PUBLISHED).values(
        "pk"
    )
    citing = Verweis.objects.published().filter(drucksache__in=papers).values("antrag")
    return antraege.filter(pk__in=printed.union(answered, citing)).annotate(
        concern=Case(When(drucksache__in=papers, then=0), When(pk__in=answered, then=1), default=2)
    )
