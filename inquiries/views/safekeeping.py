"""Where a page of the clerks' desk leaves what is typed into it."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from inquiries import safekeeping

PLAIN = "text/plain; charset=utf-8"


@csrf_exempt
@login_not_required
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """The page's ticket says whose it is: nothing else can be forged, and a session that is over loses nothing.

    Answers with a sentence for the page.
    """
    kept = safekeeping.keep(request.POST.get(safekeeping.TICKET, ""), request.POST, at=timezone.now())
    if kept is None:
        return HttpResponse("Ihre Eingaben lassen sich nicht aufheben: Die Seite ist zu alt.", PLAIN, status=400)
    sentence = f"Ihre Eingaben sind aufgehoben, Stand {date_format(timezone.localtime(kept.am), 'H:i')} Uhr."
    if request.user.pk != kept.konto_id:
        sentence += " Zum Speichern melden Sie sich bitte in einem neuen Fenster wieder an."
    return HttpResponse(sentence, PLAIN)
