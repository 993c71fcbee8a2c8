"""A citation followed in place: what it leads to, as a part of the page on which it stands."""

from __future__ import annotations

import itertools
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers

from inquiries.access import reading_required, sees_drafts
from inquiries.models import Frage, Verweis
from inquiries.pages import HEADERS_READ, NotFound, render_page, wants_fragment
from responses.models import Ziffer
from responses.standing_in import follow_references
from responses.views import opening
from responses.views.citation import Citation
from responses.views.citations import PageCitations
from responses.views.opening import Opened, Opening
from responses.views.trail import Spot, Trail, steps_of

TEMPLATE = "responses/follow.html"


@reading_required
def follow(request: HttpRequest, weg: str) -> HttpResponse:
    """What the last step of the way shows, or with ``?vorschau`` the beginning of it; see ``Trail`` for the steps.

    Asked for as a page it is the inquiry with the whole way opened. NotFound for a citation that is not there
    (any more), or stands in a letter that this reader may not see.
    """
    drafts = sees_drafts(request.user)
    if not wants_fragment(request):
        response = redirect(_address(_steps(weg), drafts=drafts))
        patch_vary_headers(response, HEADERS_READ)
        return response
    preview = "vorschau" in request.GET
    try:
        context = _last_step(_steps(weg), drafts=drafts, preview=preview)
    except NotFound as gone:
        return render_page(request, TEMPLATE, {"sentence": str(gone)}, fragment="nicht-da", status=404)
    return render_page(request, TEMPLATE, context, fragment="vorschau" if preview else "aufgeklappt")


def _steps(weg: str) -> tuple[str, ...]:
    steps = steps_of(weg)
    if not steps:
        raise NotFound("Das ist keine Adresse eines Verweises.")
    return steps


def _address(steps: tuple[str, ...], *, drafts: bool) -> str:
    verweise = Verweis.objects.all() if drafts else Verweis.objects.published()
    first = verweise.select_related("antrag__drucksache").filter(pk=_key(steps[0])).first()
    if first is None:
        raise _gone()
    path = "-".join(steps)
    return f"{first.antrag.get_absolute_url()}?offen={path}#verweis-{path}"


def _last_step(steps: tuple[str, ...], *, drafts: bool, preview: bool) -> dict[str, Opened | Citation | None]:
    path = "-".join(steps)
    last = None if steps[-1].startswith("f") else int(steps[-1])
    onward = set() if preview or last is None else follow_references([(path, last)], drafts=drafts)
    loaded = opening.load(opening.paths_with_beginnings([path]), onward, drafts=drafts)
    loaded.citations = PageCitations(
        loaded.standing_here,
        on_the_way=loaded.verweise.values(),
        anchors_here={},
        addresses={pk: antrag.get_absolute_url() for pk, antrag in loaded.antraege.items()},
        drafts=drafts,
        open_up=loaded.open_up,
    )
    trail = _way_to(steps[:-1], loaded, begins_with=_key(steps[0]))
    if last is None:
        return {"opened": _chosen(steps[-1], loaded, trail), "citation": None}
    citation = loaded.citations.citation(_verweis(steps[-1], loaded), trail)
    if not citation.leads_somewhere:
        raise NotFound("Dieser Verweis führt zu keinem Papier, das hier stehen könnte.")
    opened = loaded.build(citation)
    return {"opened": opened, "citation": replace(citation, opened=opened)}


def _way_to(steps: tuple[str, ...], loaded: Opening, *, begins_with: int) -> Trail:
    first = loaded.verweise.get(begins_with)
    if first is None:
        raise _gone()
    trail = Trail((), _spots_around(first))
    for step in steps:
        if step.startswith("f"):
            frage = _frage(step, loaded)
            trail = trail.then(step, [(frage.antrag_id, frage.nummer)])
        else:
            trail = opening.way_on(loaded.citations.citation(_verweis(step, loaded), trail))
    return trail


def _spots_around(verweis: Verweis) -> dict[Spot, str]:
    """The questions beside which the first citation stands on the page."""
    if verweis.ort == Verweis.Ort.FRAGE:
        numbers = [verweis.frage.nummer]
    elif verweis.ort == Verweis.Ort.ANTWORT:
        around = Ziffer.objects.filter(antwort=verweis.antwortverweis.antwort_id, frage__antrag=verweis.antrag_id)
        numbers = list(around.values_list("frage__nummer", flat=True))
    else:
        numbers = []
    return opening.spots_on_page(verweis.antrag_id, numbers)


def _chosen(step: str, loaded: Opening, trail: Trail) -> Opened:
    opened = loaded.build_listed(_frage(step, loaded), trail)
    if opened is None:
        raise _gone()
    return opened


def _frage(step: str, loaded: Opening) -> Frage:
    for frage in itertools.chain.from_iterable(loaded.fragen.values()):
        if frage.pk == int(step[1:]):
            return frage
    raise _gone()


def _verweis(step: str, loaded: Opening) -> Verweis:
    if int(step) not in loaded.verweise:
        raise _gone()
    return loaded.verweise[int(step)]


def _key(step: str) -> int:
    return 0 if step.startswith("f") else int(step)


def _gone() -> NotFound:
    return NotFound("Diesen Verweis gibt es hier nicht (mehr). Bitte laden Sie die Seite neu.")
