"""What the application says about itself, and where readers say what is wrong with it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from inquiries.access import reading_required
from inquiries.forms import FeedbackForm
from inquiries.pages import render_page


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render_page(request, "about/accessibility.html", {"contact_email": settings.CONTACT_EMAIL})


@reading_required
def feedback(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        form = FeedbackForm(request.POST)
        if form.is_valid():
            form.instance.von = request.user
            form.save()
            messages.success(request, "Danke, Ihre Rückmeldung ist angekommen.")
            return redirect(_page_of_this_site(request, form.cleaned_data["seite"]))
    else:
        form = FeedbackForm(initial={"seite": request.GET.get("seite", "")[:500]})
    status = 400 if form.errors else 200
    return render_page(request, "about/feedback.html", {"form": form}, status=status)


def _page_of_this_site(request: HttpRequest, page: str) -> str:
    here = page.startswith("/") and url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()})
    return page if here else "antrag-list"
