"""The log of sign-ins and exports, for whoever administers the accounts."""

from __future__ import annotations

from django.contrib import admin

from inquiries.models import Zugriff

from .papers import LookedAt


@admin.register(Zugriff)
class ZugriffAdmin(LookedAt):
    list_display = ("am", "art", "name", "adresse", "was")
    list_filter = ("art",)
    date_hierarchy = "am"
    search_fields = ("konto__username", "adresse", "was__icontains")
    search_help_text = "Konto, Adresse oder Nummer einer Drucksache"
    ordering = ("-am", "-pk")
    fields = ("am", "art", "name", "adresse", "was")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("konto")

    @admin.display(description="Konto")
    def name(self, entry: Zugriff) -> str:
        if entry.konto_id is None:
            return "unbekannter Name" if entry.art == Zugriff.Art.FEHLVERSUCH else "–"
        return str(entry.konto or f"gelöschtes Konto {entry.konto_id}")
