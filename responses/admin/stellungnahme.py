"""Ministries' letters on the clerks' desk: entered beside the questions, published, and then only read."""

from __future__ import annotations

from copy import copy

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator

from inquiries.admin.antrag import AntragAdmin
from inquiries.admin.citations import announce_citations, announce_lost, corrections
from inquiries.admin.desk import DeskAdmin
from inquiries.admin.fields import PaperTextField, desk_url, named_by
from inquiries.models import Antrag, Drucksache
from responses.entry import match_ziffern, record_answers
from responses.models import AntwortVerweis, Stellungnahme
from responses.revising import open_to_correction

from .answers import AntwortFormSet, AntwortInline, enumerate_labels
from .findings import FindingsMixin, OpenFindingsFilter
from .forms import StellungnahmeForm, unlikely_dates
from .publication import PresentedFilter, PublicationMixin, step_url


def follow_questions(antrag: Antrag) -> list[str]:
    """The answers keep to the numbers of the questions; says which of them stand without a question now."""
    lost = match_ziffern(antrag)
    if not lost:
        return []
    return [
        f"Schreiben antworten auf {enumerate_labels(lost)}, doch keine {antrag.question_noun} trägt diese Nummer mehr. "
        "Bitte die Nummern der Anfrage oder des Schreibens prüfen."
    ]


AntragAdmin.after_save.append(follow_questions)


@admin.register(Stellungnahme)
class StellungnahmeAdmin(FindingsMixin, PublicationMixin, DeskAdmin):
    """A draft is open to change; what was published is read-only and corrected by a version of its own."""

    form = StellungnahmeForm
    inlines = (AntwortInline,)
    fieldsets = (
        (
            "Kopf des Schreibens",
            {
                "fields": (
                    ("art", "schreiben_vom", "aktenzeichen"),
                    "ministerium",
                    "im_einvernehmen",
                    "vorbemerkung",
                )
            },
        ),
        (
            "Selten gebraucht",
            {
                "fields": ("ministerium_gedruckt", "im_einvernehmen_gedruckt", "drucksachennummer"),
                "classes": ("collapse",),
            },
        ),
        ("Unterschrift", {"fields": (("unterzeichnet_von", "amt"),)}),
    )
    formfield_overrides = {models.TextField: {"form_class": PaperTextField, "rows": 3}}
    list_display = ("anfrage", "betreff", "art", "ministerium", "schreiben_vom", "aktenzeichen", "stand")
    list_display_links = ("anfrage", "betreff")
    list_filter = (
        "state",
        PresentedFilter,
        OpenFindingsFilter,
        "art",
        ("ministerium", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = (
        "aktenzeichen__icontains",
        "antrag__titel__unaccent__icontains",
        "unterzeichnet_von__unaccent__icontains",
    )
    search_help_text = "Nummer der Anfrage (17/9075), Wörter aus ihrem Titel, Aktenzeichen oder Unterschrift"
    date_hierarchy = "schreiben_vom"
    ordering = (models.F("schreiben_vom").desc(nulls_first=True), "-pk")

    # --- List --------------------------------------------------------------------------------------------

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .select_related("antrag__drucksache", "ministerium", "drucksache", "ersetzt__drucksache")
        )

    def get_search_results(self, request, queryset, search_term):
        try:
            papers = Drucksache.objects.numbered(search_term)
        except ValidationError:
            return super().get_search_results(request, queryset, search_term)
        return queryset.filter(models.Q(antrag__drucksache__in=papers) | models.Q(drucksache__in=papers)), False

    @admin.display(description="Anfrage", ordering="antrag__drucksache__nummer")
    def anfrage(self, letter: Stellungnahme) -> str:
        return letter.antrag.number

    @admin.display(description="Titel", ordering="antrag__titel")
    def betreff(self, letter: Stellungnahme) -> str:
        return Truncator(letter.antrag.titel).chars(90)

    @admin.display(description="Stand", ordering="state")
    def stand(self, letter: Stellungnahme) -> str:
        kind = "badge-success" if letter.is_published else "badge-warning" if letter.is_draft else ""
        return format_html('<span class="badge {}">{}</span>', kind, letter.get_state_display())

    # --- Who may do what ---------------------------------------------------------------------------------

    def has_change_permission(self, request, obj: Stellungnahme | None = None) -> bool:
        return (obj is None or obj.is_draft) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj: Stellungnahme | None = None) -> bool:
        return (obj is None or obj.is_draft) and super().has_delete_permission(request, obj)

    # --- One letter --------------------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        if self._antrag(request) is None:
            text = (
                "Diese Anfrage gibt es nicht (mehr)."
                if "antrag" in request.GET
                else "Zu welcher Anfrage gehört das Schreiben? „Antwort erfassen“ steht in jeder Zeile."
            )
            messages.warning(request, text)
            return HttpResponseRedirect(f"{reverse('admin:inquiries_antrag_changelist')}?stand=wartet")
        return super().add_view(request, form_url, extra_context)

    def _antrag(self, request: HttpRequest) -> Antrag | None:
        """The inquiry that the address of the page names; asked once a request."""
        if not hasattr(request, "antrag_of_letter"):
            antraege = Antrag.objects.select_related("drucksache")
            request.antrag_of_letter = named_by(request.GET.get("antrag", ""), antraege)
        return request.antrag_of_letter

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.antrag = obj.antrag if obj else self._antrag(request)
        return form

    def get_fieldsets(self, request, obj: Stellungnahme | None = None):
        """A correction says first what it corrects; a letter that came anew says so where there is one to correct."""
        fieldsets = super().get_fieldsets(request, obj)
        antrag = obj.antrag if obj else self._antrag(request)
        if obj and obj.ersetzt_id:
            return (("Berichtigung", {"fields": ("berichtigungsgrund",)}), *fieldsets)
        if (obj and not obj.is_draft) or antrag is None or not self._corrects(request, antrag):
            return fieldsets
        folded = {"fields": ("berichtigt", "berichtigungsgrund"), "classes": ("collapse",)}
        return (*fieldsets[:-1], ("Berichtigt ein veröffentlichtes Schreiben", folded), fieldsets[-1])

    def _corrects(self, request: HttpRequest, antrag: Antrag) -> bool:
        """Whether there is a letter that this one may correct; asked once a request."""
        if not hasattr(request, "letters_to_correct"):
            request.letters_to_correct = open_to_correction(antrag).exists()
        return request.letters_to_correct

    def get_changeform_initial_data(self, request) -> dict:
        """What is proposed comes from the inquiry, not from the address."""
        return {}

    def drucksachennummer(self, letter: Stellungnahme) -> str:
        return str(letter.own_number or "")

    def view_on_site(self, letter: Stellungnahme) -> str:
        return letter.get_absolute_url()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        antrag = obj.antrag if obj else self._antrag(request)
        others = antrag.stellungnahmen.select_related("ministerium").order_by("schreiben_vom", "pk")
        context |= {
            "antrag": antrag,
            "antrag_url": desk_url(antrag),
            "andere": others.exclude(pk=obj.pk) if obj else others,
            "may_publish": self.may_publish(request),
            "vier_augen": settings.VIER_AUGEN,
            "show_save_and_add_another": False,
        }
        if obj:
            context["verweise"] = (
                AntwortVerweis.alle.filter(stellungnahme=obj)
                .with_target()
                .select_related("berichtigt_von")
                .prefetch_related("antwort__ziffern")
                .order_by(models.F("antwort__position").asc(nulls_first=True), "start", "pk")
            )
            context["vorlage"] = (
                obj.vorlagen.select_related("vorgelegt_von", "vorgelegt_an", "beendet_von").order_by("-pk").first()
            )
            context["nachfolger"] = Stellungnahme.objects.filter(ersetzt=obj).first()
            context["luecken"] = obj.luecken.select_related("frage").order_by("frage__position", "pk")
        else:
            context["title"] = f"{antrag.reply_noun} erfassen"
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change) -> None:
        form.attach_papers()
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset: AntwortFormSet, change) -> None:
        """Store the rows, and say of the formset what became of them, as the history wants to know it."""
        entries, removed = formset.entries(), formset.removed()
        formset.deleted_objects = [copy(antwort) for antwort in removed]  # deleting takes the key of the original
        rows = AntwortVerweis.alle.filter(stellungnahme=form.instance)
        before = corrections(rows)
        antworten = record_answers(form.instance, entries, removed=removed)
        announce_lost(request, before, corrections(rows))
        known = {entry.antwort.pk for entry in entries if entry.antwort}
        formset.new_objects = [antwort for antwort in antworten if antwort.pk not in known]
        formset.changed_objects = [
            (row.instance, row.changed_data) for row in formset.initial_forms if row.has_changed() and row.instance.pk
        ]

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        letter = form.instance
        announce_citations(
            request,
            AntwortVerweis.alle.filter(stellungnahme=letter)
            .exclude(stand=AntwortVerweis.Stand.VERWORFEN)
            .with_target(),
        )
        if change and (form.has_changed() or any(formset.has_changed() for formset in formsets)):
            self.end_presentation(request, letter)
        for sentence in unlikely_dates(letter, today=timezone.localdate()):
            messages.warning(request, sentence)

    def response_add(self, request, obj, post_url_continue=None):
        response = super().response_add(request, obj, post_url_continue)
        return self._leave(request, obj) or response

    def response_change(self, request, obj):
        response = super().response_change(request, obj)
        return self._leave(request, obj) or response

    def _leave(self, request: HttpRequest, letter: Stellungnahme):
        """Where "Speichern" leads: back to the inquiry, by way of publishing when that was asked for."""
        if "_publish" in request.POST:
            return self.publish_saved(request, letter)
        if "_present" in request.POST:
            return HttpResponseRedirect(step_url(letter, "present"))
        if "_save" in request.POST:
            return HttpResponseRedirect(desk_url(letter.antrag))
        return None
