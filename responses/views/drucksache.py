"""The page of a paper: the inquiry that it is, or where it is cited."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from inquiries.access import reading_required, sees_drafts
from inquiries.models import Drucksache, Parlament
from inquiries.models.drucksache import number_of
from inquiries.pages import NotFound, render_page
from responses.models import Stellungnahme
from responses.timeline import timeline
from responses.views.citing import places_citing
from responses.views.inquiry import inquiries_to_read, inquiry_page


@reading_required
def drucksache(
    request: HttpRequest, wahlperiode: int, nummer: int, zusatz: str = "", parlament: str = ""
) -> HttpResponse:
    """An inquiry entered under this number, the inquiry that a letter of this number answers, or for a paper
    that is only cited the places that cite it. NotFound for a number that occurs nowhere.
    """
    house = parlament or settings.PARLAMENT
    number = {"parlament": house, "wahlperiode": wahlperiode, "nummer": nummer, "zusatz": zusatz}
    unknown = NotFound(f"Die Drucksache {number_of(**number)} kommt in keinem Papier vor, das hier erfasst ist.")
    if house not in Parlament.values:
        raise NotFound(f"„{parlament[:20]}“ ist kein Kürzel eines Parlaments.")
    of_this_number = Drucksache.objects.filter(**number)
    if parlament == settings.PARLAMENT:
        if not of_this_number:
            raise unknown
        return redirect(of_this_number[0], permanent=True)
    # By its number at once: nearly every page that is asked for is one of an inquiry.
    inquiries = inquiries_to_read().filter(**{f"drucksache__{name}": part for name, part in number.items()})
    if antrag := inquiries.first():
        return inquiry_page(request, antrag)
    paper = of_this_number.first()
    if paper is None:
        raise unknown
    letter = Stellungnahme.objects.visible_to(request.user, and_withdrawn=True).filter(drucksache=paper).first()
    if letter:
        return inquiry_page(request, inquiries_to_read().get(pk=letter.antrag_id), opened=letter)
    citing = places_citing(request, [paper.pk])
    if not citing.count:
        raise unknown
    context = {
        "paper": paper,
        "citing": citing,
        "timeline": timeline([paper.pk], None, drafts=sees_drafts(request.user)),
        "is_own_house": paper.parlament == settings.PARLAMENT,
    }
    return render_page(request, "responses/drucksache.html", context)
