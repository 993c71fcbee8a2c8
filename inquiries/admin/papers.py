"""What clerks look at and never change: numbers of papers, sources, feedback of readers."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.html import format_html

from inquiries.models import Drucksache, Rueckmeldung, Source

from .fields import desk_url
from .history import HistoryAdmin


class LookedAt(HistoryAdmin):
    """A list and a page for each row, without a way to change it."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class EnteredFilter(admin.SimpleListFilter):
    """Whether the contents of a paper are here; ``path`` leads from the listed row to the paper."""

    title = "Erfassung"
    parameter_name = "erfasst"
    path = ""

    def lookups(self, request, model_admin):
        return [("ja", "erfasst"), ("nein", "nicht erfasst")]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() not in {"ja", "nein"}:
            raise IncorrectLookupParameters
        papers = Drucksache.objects.entered() if self.value() == "ja" else Drucksache.objects.not_entered()
        return queryset.filter(**{f"{self.path}in": papers})


class PaperEnteredFilter(EnteredFilter):
    path = "pk__"


def entered_mark(paper: Drucksache | None) -> str:
    """The cited paper and whether it is here, with the way there."""
    if paper is None:
        return "–"
    target = getattr(paper, "antrag", None) or getattr(paper, "stellungnahme", None)
    if target is None:
        return format_html('{} <span class="badge badge-warning">nicht erfasst</span>', paper)
    return format_html('<a href="{}">{}</a> <span class="badge">erfasst</span>', desk_url(target), paper)


@admin.register(Drucksache)
class DrucksacheAdmin(LookedAt):
    list_display = ("nummer_gedruckt", "inhalt", "zitiert")
    list_filter = (PaperEnteredFilter, "parlament", "wahlperiode")
    search_fields = ("zusatz",)
    search_help_text = "Nummer (17/9075)"
    ordering = ("-wahlperiode", "-nummer", "pk")
    fields = ("parlament", "wahlperiode", "nummer", "zusatz", "inhalt", "zitiert")

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related("antrag", "stellungnahme")
        return rows.annotate(
            citations=Count("zitiert_in", filter=Q(zitiert_in__ruht=False) & ~Q(zitiert_in__stand="verworfen"))
        )

    def get_search_results(self, request, queryset, search_term):
        try:
            return queryset.filter(pk__in=Drucksache.objects.numbered(search_term)), False
        except ValidationError:
            return super().get_search_results(request, queryset, search_term)

    def view_on_site(self, paper: Drucksache) -> str:
        return paper.get_absolute_url()

    @admin.display(description="Drucksache", ordering="nummer")
    def nummer_gedruckt(self, paper: Drucksache) -> str:
        return str(paper)

    @admin.display(description="Inhalt")
    def inhalt(self, paper: Drucksache) -> str:
        return entered_mark(paper)

    @admin.display(description="zitiert", ordering="citations")
    def zitiert(self, paper: Drucksache) -> str:
        url = f"{reverse('admin:inquiries_verweis_changelist')}?drucksache__id__exact={paper.pk}"
        return format_html('<a href="{}">{} ×</a>', url, paper.citations) if paper.citations else "–"


@admin.register(Source)
class SourceAdmin(LookedAt):
    list_display = ("__str__", "medientyp", "empfangen_am", "erfasst_von")
    list_filter = ("medientyp",)
    date_hierarchy = "empfangen_am"
    search_fields = ("name__unaccent__icontains", "sha256")
    search_help_text = "Dateiname oder Prüfsumme"
    ordering = ("-empfangen_am", "-pk")
    fields = ("name", "medientyp", "sha256", "empfangen_am", "erfasst_von", "datei_link", "text")
    list_select_related = ("erfasst_von",)

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.defer("text") if request.resolver_match.url_name.endswith("changelist") else rows

    @admin.display(description="Datei")
    def datei_link(self, source: Source) -> str:
        if source.datei_id is None:
            return "–"
        return format_html(
            '<a href="{}">{}</a>', reverse("source-file", args=[source.pk]), source.name or "herunterladen"
        )


@admin.register(Rueckmeldung)
class RueckmeldungAdmin(LookedAt):
    list_display = ("am", "von", "seite", "anfang")
    search_fields = ("text__unaccent__icontains", "seite")
    date_hierarchy = "am"
    ordering = ("-am", "-pk")
    list_select_related = ("von",)

    @admin.display(description="Rückmeldung")
    def anfang(self, message: Rueckmeldung) -> str:
        return message.text[:120]
