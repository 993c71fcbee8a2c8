"""What waits for clerks: the Hinweise of a paper, and what was presented to be published."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms, template
from django.db.models import F, Q

from inquiries.models import Antrag
from responses.admin.findings import field_of, with_open_findings
from responses.findings import SUGGESTED
from responses.models import Stellungnahme, Vorlage

register = template.Library()

MOST = 10
"""Presented drafts that the first page of the desk names; the list has all."""


@register.simple_tag
def hinweise_of(row: Antrag | Stellungnahme, page: Iterable[forms.BaseForm]) -> dict:
    """The Hinweise of a paper, open ones first, each with the field of the page where it belongs; one query."""
    found = row.hinweise.select_related("erledigt_von").order_by(F("erledigt_am").asc(nulls_first=True), "pk")
    rows = [{"hinweis": hinweis, "field": field_of(hinweis.stelle, page)} for hinweis in found]
    return {
        "rows": rows,
        "open": sum(1 for told in rows if told["hinweis"].erledigt_am is None),
        "suggested": SUGGESTED,
    }


@register.simple_tag(takes_context=True)
def waiting_at_desk(context: template.Context) -> dict:
    """Counts of what is open, and the drafts that were presented, first those to this clerk."""
    user = context["user"]
    presented = Vorlage.objects.open()
    mine = Q(vorgelegt_an=user)
    return {
        "letters": with_open_findings(Stellungnahme.objects.all()).count(),
        "inquiries": with_open_findings(Antrag.objects.all()).count(),
        "presented": presented.count(),
        "drafts": presented.select_related("stellungnahme__antrag__drucksache", "vorgelegt_von", "vorgelegt_an")
        .alias(to_me=mine)
        .order_by(F("to_me").desc(nulls_last=True), "vorgelegt_am", "pk")[:MOST],
    }
