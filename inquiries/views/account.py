"""Signing in and out, the password, and how the pages look."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from inquiries.forms import SignInForm

_login = views.LoginView.as_view(
    template_name="account/login.html", authentication_form=SignInForm, redirect_authenticated_user=True
)
_password_change = views.PasswordChangeView.as_view(
    template_name="account/password_change.html", success_url=reverse_lazy("antrag-list")
)

logout = views.LogoutView.as_view()


@login_not_required
def login(request: HttpRequest) -> HttpResponseBase:
    if request.htmx:
        # The session ended while a page was open: load that page anew rather than put this form into it.
        return HttpResponseClientRefresh()
    return _login(request)


def password_change(request: HttpRequest) -> HttpResponseBase:
    response = _password_change(request)
    if request.method == "POST" and response.status_code == 302:
        messages.success(request, "Ihr Passwort ist geändert.")
    return response


APPEARANCES = ("hell", "dunkel", "system")
_ONE_YEAR = 365 * 24 * 60 * 60


@login_not_required
@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep light or dark in a cookie of this browser, and go back to the page it was chosen on."""
    came_from = request.headers.get("Referer", "")
    safe = came_from.startswith(("http://", "https://")) and url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    response = HttpResponseRedirect(came_from if safe else reverse("antrag-list"))
    chosen = request.POST.get("darstellung")
    if chosen == "system":
        response.delete_cookie("darstellung", samesite="Lax")
    elif chosen in APPEARANCES:
        response.set_cookie(
            "darstellung",
            chosen,
            max_age=_ONE_YEAR,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response
