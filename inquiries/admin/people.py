"""The vocabulary that clerks keep: members, Fraktionen, ministries, Wahlperioden."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import F, Func
from django.db.models.functions import Lower
from django.utils import timezone

from inquiries.models import Abgeordnete, Fraktion, Ministerium, Wahlperiode

from .safekeeping import SafekeepingAdmin


def alphabetical(column: str) -> Lower:
    """German order whatever the server's locale: ä beside a, case ignored."""
    return Lower(Func(F(column), function="unaccent"))


@admin.register(Abgeordnete)
class AbgeordneteAdmin(SafekeepingAdmin):
    list_display = ("name", "nachname")
    search_fields = ("name__unaccent__icontains",)
    search_help_text = "Vor- oder Nachname"
    ordering = (alphabetical("nachname"), alphabetical("name"), "pk")
    list_per_page = 50


@admin.register(Fraktion)
class FraktionAdmin(SafekeepingAdmin):
    list_display = ("kuerzel", "name")
    search_fields = ("kuerzel__unaccent__icontains", "name__unaccent__icontains")
    ordering = (alphabetical("kuerzel"), "pk")


class ValidFilter(admin.SimpleListFilter):
    title = "Gültigkeit"
    parameter_name = "gueltig"

    def lookups(self, request, model_admin):
        return [("heute", "heute gültig"), ("frueher", "früherer Name")]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        valid = Ministerium.objects.valid(on=timezone.localdate())
        if self.value() == "heute":
            return queryset.filter(pk__in=valid)
        if self.value() == "frueher":
            return queryset.exclude(pk__in=valid)
        raise IncorrectLookupParameters


@admin.register(Ministerium)
class MinisteriumAdmin(SafekeepingAdmin):
    list_display = ("name", "kuerzel", "gueltig_von", "gueltig_bis")
    list_filter = (ValidFilter,)
    search_fields = ("name__unaccent__icontains", "kuerzel__iexact")
    search_help_text = "Name oder Kürzel"
    ordering = (alphabetical("name"), "-gueltig_von", "pk")


@admin.register(Wahlperiode)
class WahlperiodeAdmin(SafekeepingAdmin):
    list_display = ("nummer", "parlament", "beginn", "ende")
    ordering = ("parlament", "-nummer", "pk")
