"""Citations on the clerks' desk: a list, and a page on which each is put right; what clerks are told on saving."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from inquiries import correcting
from inquiries.correcting import CitingText, CorrectionError
from inquiries.models import Antrag, Drucksache, Verweis
from inquiries.reading.references import find_references
from inquiries.sentences import sentence_around

from .citation_forms import AddForm, MeaningForm
from .desk import DeskAdmin
from .fields import desk_url, named_by
from .papers import EnteredFilter, entered_mark


def citation_sentence(verweise: Iterable[Verweis]) -> str:
    """„4 Verweise gefunden, davon 4 auf nicht erfasste Drucksachen.“ Empty when there is none."""
    found = list(verweise)
    if not found:
        return ""
    missing = sum(verweis.is_unresolved for verweis in found)
    count = "1 Verweis" if len(found) == 1 else f"{len(found)} Verweise"
    if not missing:
        return f"{count} gefunden."
    return f"{count} gefunden, davon {missing} auf nicht erfasste Drucksachen."


def announce_citations(request, verweise: Iterable[Verweis]) -> None:
    if sentence := citation_sentence(verweise):
        messages.info(request, sentence)


def corrections(verweise: models.QuerySet[Verweis]) -> dict[int, str]:
    """The words of the citations that a clerk has put right, by primary key."""
    return dict(verweise.corrected().values_list("pk", "zitat"))


def announce_lost(request, before: Mapping[int, str], after: Mapping[int, str]) -> None:
    """Tell which corrections are gone, because their words are."""
    for key in before.keys() - after.keys():
        messages.warning(
            request, f"Die Berichtigung von „{before[key]}“ ist entfallen: Die Worte stehen nicht mehr im Text."
        )


class CitedPaperEnteredFilter(EnteredFilter):
    path = "drucksache__"


class DoubtFilter(admin.SimpleListFilter):
    """What a clerk should look at."""

    title = "Zu prüfen"
    parameter_name = "pruefen"
    DOUBTS = {
        "mehrdeutig": ("mehrdeutig", lambda rows: rows.ambiguous()),
        "spaeter": ("spätere Wahlperiode", lambda rows: rows.filter(grund=Verweis.Grund.LATER_TERM)),
        "selbst": ("nennt das Papier selbst", lambda rows: rows.filter(drucksache=F("antrag__drucksache"))),
        "ziffer": ("Ziffer gibt es dort nicht", lambda rows: rows.filter(ziffer_fehlt=True)),
    }

    def lookups(self, request, model_admin):
        return [(key, label) for key, (label, _) in self.DOUBTS.items()]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if self.value() not in self.DOUBTS:
            raise IncorrectLookupParameters
        return self.DOUBTS[self.value()][1](queryset).filter(ruht=False).exclude(stand=Verweis.Stand.VERWORFEN)


@admin.register(Verweis)
class VerweisAdmin(DeskAdmin):
    """Nothing of a citation is typed over: a correction stands beside what was found, and can be taken back."""

    list_display = ("zitat", "ziel", "art", "fundstelle", "anfrage", "ausgang", "bearbeitet")
    list_filter = (DoubtFilter, CitedPaperEnteredFilter, "art", "ausgang", "stand", "ort")
    search_fields = ("zitat__icontains",)
    search_help_text = "Nummer der zitierten Drucksache oder Wörter des Zitats"
    ordering = ("-pk",)
    list_select_related = (
        "antrag__drucksache", "frage", "drucksache__antrag", "drucksache__stellungnahme", "berichtigt_von",
    )  # fmt: skip
    change_form_template = "admin/inquiries/verweis/change_form.html"
    MEANING = ("meint", ("parlament", "nummer"), "ziffern")

    class Media:
        js = ("js/citations.js",)

    def get_queryset(self, request):
        return Verweis.alle.open_to_correction().defer("antrag__suche")

    def get_search_results(self, request, queryset, search_term):
        try:
            return queryset.filter(drucksache__in=Drucksache.objects.numbered(search_term)), False
        except ValidationError:
            return super().get_search_results(request, queryset, search_term)

    def lookup_allowed(self, lookup, value, request) -> bool:
        return lookup == "drucksache__id__exact" or super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request) -> bool:
        return self.has_change_permission(request)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False  # it is dismissed, so that it is not found again

    # --- The list ----------------------------------------------------------------------------------------

    @admin.display(description="Ziel")
    def ziel(self, verweis: Verweis) -> str:
        return entered_mark(verweis.drucksache)

    @admin.display(description="Fundstelle")
    def fundstelle(self, verweis: Verweis) -> str:
        return f"{verweis.get_ort_display()} {verweis.frage.nummer}" if verweis.frage else verweis.get_ort_display()

    @admin.display(description="Anfrage")
    def anfrage(self, verweis: Verweis) -> str:
        return format_html('<a href="{}">{}</a>', desk_url(verweis.antrag), verweis.antrag)

    @admin.display(description="Bearbeitet")
    def bearbeitet(self, verweis: Verweis) -> str:
        return signature(verweis) or "–"

    # --- One citation ------------------------------------------------------------------------------------

    def get_fieldsets(self, request, obj=None):
        if obj:
            return [(None, {"fields": self.MEANING})]
        return [(None, {"fields": ("worte", "vorkommen", "anfang", *self.MEANING)})]

    def get_form(self, request, obj=None, change=False, **kwargs):
        base = MeaningForm if obj else AddForm
        attributes = {} if obj else {"antrag": self._antrag(request), "text": self._text(request)}
        return self.with_refusal(request, type(base.__name__, (base,), attributes))

    def locked_with(self, row: Verweis) -> list:
        return [row.antrag, row]

    def get_urls(self):
        take_back = self.admin_site.admin_view(self.take_back_view)
        return [
            path("<int:pk>/zuruecknehmen/", take_back, name="inquiries_verweis_take_back"),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        antrag = self._antrag(request)
        if antrag is None:
            messages.warning(request, "In welchem Papier fehlt ein Verweis? „Verweis ergänzen“ steht auf seiner Seite.")
            return HttpResponseRedirect(reverse("admin:inquiries_antrag_changelist"))
        if self._text(request) is None:
            context = {
                **self.admin_site.each_context(request),
                "title": "Verweis ergänzen",
                "opts": self.opts,
                "antrag": antrag,
                "back_url": desk_url(antrag),
                "texts": correcting.texts_of(antrag),
            }
            return TemplateResponse(request, "admin/inquiries/verweis/choose_text.html", context)
        return super().add_view(request, form_url, {"title": "Verweis ergänzen", **(extra_context or {})})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except CorrectionError:  # somebody else was quicker: a second look finds it and says so at the field
            return super().changeform_view(request, object_id, form_url, extra_context)

    def _antrag(self, request: HttpRequest) -> Antrag | None:
        """The inquiry that the address of the page names; asked once a request."""
        if not hasattr(request, "antrag_of_citation"):
            antraege = Antrag.objects.select_related("drucksache")
            request.antrag_of_citation = named_by(request.GET.get("antrag", ""), antraege)
        return request.antrag_of_citation

    def _text(self, request: HttpRequest) -> CitingText | None:
        if not hasattr(request, "text_of_citation"):
            antrag, key = self._antrag(request), request.GET.get("text")
            texts = correcting.texts_of(antrag) if antrag and key else []
            request.text_of_citation = next((text for text in texts if text.key == key), None)
        return request.text_of_citation

    def get_changeform_initial_data(self, request) -> dict:
        """What is proposed comes from the citation, not from the address."""
        return {"parlament": Drucksache._meta.get_field("parlament").default}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        if obj:
            text = correcting.text_of(obj)
            context |= {
                "title": "Verweis berichtigen",
                "place": text,
                "sentence": sentence_around(text.text, obj.start, obj.ende) if text else None,
                "signature": signature(obj),
                "found": _found(obj) if obj.stand != Verweis.Stand.GEFUNDEN else "",
                "antrag": obj.antrag,
            }
        else:
            context |= {"place": self._text(request), "antrag": self._antrag(request)}
        context["antrag_url"] = desk_url(context["antrag"])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_form(self, request, form, change):
        return form.instance

    def save_model(self, request, obj, form, change) -> None:
        signed = {"by": request.user, "at": timezone.now()}
        meaning = form.meaning()
        if not change:
            added = correcting.add(form.antrag, form.text, *form.stretch, meaning, **signed)
            obj.pk, obj.zitat, obj.antrag = added.pk, added.zitat, form.antrag
        elif meaning is None:
            correcting.dismiss(obj, **signed)
        else:
            correcting.correct(obj, meaning, **signed)
        if Verweis.objects.citing_unknown_parts().filter(pk=obj.pk).exists():
            messages.warning(request, f"{', '.join(meaning.ziffern)}: Nicht jede dieser Ziffern gibt es in dem Papier.")

    def save_related(self, request, form, formsets, change) -> None:
        """A citation has no rows of its own."""

    def response_add(self, request, obj, post_url_continue=None):
        super().response_add(request, obj, post_url_continue)
        return HttpResponseRedirect(desk_url(obj.antrag))

    @transaction.atomic
    def take_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        verweis = get_object_or_404(self.get_queryset(request), pk=pk)
        if not self.has_change_permission(request, verweis):
            raise PermissionDenied
        if verweis.stand == Verweis.Stand.GEFUNDEN:
            messages.warning(request, "An diesem Verweis ist nichts berichtigt.")
            return HttpResponseRedirect(desk_url(verweis))
        if request.method == "POST":
            what = f"„{verweis.zitat}“"
            self.log_change(request, verweis, "Berichtigung zurückgenommen.")
            correcting.take_back(verweis)
            messages.success(request, f"Die Berichtigung von {what} ist zurückgenommen.")
            return HttpResponseRedirect(desk_url(verweis.antrag))
        context = {
            **self.admin_site.each_context(request),
            "title": "Berichtigung zurücknehmen",
            "opts": self.opts,
            "original": verweis,
            "antrag": verweis.antrag,
            "signature": signature(verweis),
            "found": _found(verweis),
            "back_url": desk_url(verweis),
        }
        return TemplateResponse(request, "admin/inquiries/verweis/take_back.html", context)


def signature(verweis: Verweis) -> str:
    """„berichtigt von Erika Muster am 3.5.2025, 14:05 Uhr“; empty for what was found and left alone."""
    if verweis.berichtigt_am is None:
        return ""
    who = verweis.berichtigt_von.get_full_name() or verweis.berichtigt_von.get_username()
    when = timezone.localtime(verweis.berichtigt_am)
    return f"{verweis.get_stand_display()}, von {who} am {when.day}.{when.month}.{when:%Y, %H:%M} Uhr"


def _found(verweis: Verweis) -> str:
    """What is found in the words by themselves: what stands there when the correction is taken back."""
    if verweis.stand == Verweis.Stand.ERGAENZT:
        return "kein Verweis"
    named = []
    for reference in find_references(verweis.zitat):
        house = f"{reference.parliament or '?'} " if reference.kind == "drucksache" else ""
        number = reference.drucksache or Verweis.Art(reference.kind).label
        ziffern = f", Ziffer {', '.join(reference.parts)}" if reference.parts else ""
        named.append(f"{house}{number}{ziffern}")
    return "; ".join(named)
