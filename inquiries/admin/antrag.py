"""Inquiries on the clerks' desk: entered with their questions, and the way to the letters that answer them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Cast, Concat
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import Truncator

from inquiries.linking import link_antrag
from inquiries.models import Antrag, Drucksache, Frage, Fristverlaengerung, Urheber, Verweis
from inquiries.ordering import order_fragen

from .citations import announce_citations, announce_lost, corrections
from .desk import DeskAdmin
from .fields import LoadedAutocompleteSelect, PaperTextField, desk_url, named_by
from .forms import AntragForm, FrageForm, FrageFormSet, UrheberForm, UrheberFormSet, unlikely_dates


class FrageInline(admin.StackedInline):
    model = Frage
    form = FrageForm
    formset = FrageFormSet
    fields = (("nummer", "text"), ("abschnitt", "beschlussteil"))
    formfield_overrides = {models.TextField: {"form_class": PaperTextField, "rows": 3}}
    classes = ("zeilen", "fragen")
    view_on_site = False

    def get_extra(self, request, obj=None, **kwargs) -> int:
        return 1 if obj else 4


class UrheberInline(admin.StackedInline):
    model = Urheber
    form = UrheberForm
    formset = UrheberFormSet
    fields = (("name_gedruckt", "rolle", "fraktion", "abgeordnete"),)
    autocomplete_fields = ("abgeordnete",)
    classes = ("zeilen", "urheber")

    def get_extra(self, request, obj=None, **kwargs) -> int:
        return 0 if obj and obj.urheber.exists() else 2

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "abgeordnete":
            kwargs["widget"] = LoadedAutocompleteSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class FristverlaengerungInline(admin.StackedInline):
    model = Fristverlaengerung
    extra = 1
    fields = (("neue_frist", "grund", "zugestimmt_von", "quelle"),)
    classes = ("zeilen", "collapse")


class StandFilter(admin.SimpleListFilter):
    title = "Stand"
    parameter_name = "stand"

    def lookups(self, request, model_admin):
        return [
            ("wartet", "wartet auf Antwort"),
            ("offen", "ohne Antwort"),
            ("teilweise", "teilweise beantwortet"),
            ("beantwortet", "vollständig beantwortet"),
            ("verweis", "durch Verweis beantwortet"),
            ("ueberfaellig", "überfällig"),
            ("entwurf", "mit Entwurf"),
        ]

    def queryset(self, request, queryset):
        states: dict[str, Callable] = {
            "wartet": queryset.incomplete,
            "offen": queryset.unanswered,
            "teilweise": queryset.partly_answered,
            "beantwortet": queryset.answered,
            "verweis": queryset.answered_by_reference,
            "ueberfaellig": lambda: queryset.overdue(on=timezone.localdate()),
            "entwurf": lambda: queryset.filter(stellungnahmen__state="entwurf").distinct(),
        }
        if self.value() is None:
            return queryset
        if self.value() not in states:
            raise IncorrectLookupParameters
        return states[self.value()]()


class WahlperiodeFilter(admin.SimpleListFilter):
    title = "Wahlperiode"
    parameter_name = "wahlperiode"

    def lookups(self, request, model_admin):
        entered = Drucksache.objects.filter(antrag__isnull=False)
        return [
            (str(number), f"{number}.")
            for number in entered.values_list("wahlperiode", flat=True).distinct().order_by("-wahlperiode")
        ]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        if not self.value().isdecimal() or len(self.value()) > 3:
            raise IncorrectLookupParameters
        return queryset.filter(drucksache__wahlperiode=int(self.value()))


@admin.register(Antrag)
class AntragAdmin(DeskAdmin):
    form = AntragForm
    inlines = (FrageInline, UrheberInline, FristverlaengerungInline)
    fieldsets = (
        (None, {"fields": (("art", "drucksachennummer"), "titel", "fraktionen", "enthaelt_beschlussteil")}),
        ("Daten", {"fields": (("datum", "eingegangen"), ("zugeleitet", "ausgegeben"))}),
        ("Begründung", {"fields": ("begruendung",), "classes": ("collapse",)}),
    )
    formfield_overrides = {models.TextField: {"form_class": PaperTextField, "rows": 10}}
    list_display = ("nummer", "betreff", "art", "fragende", "eingegangen", "frist", "stand", "erfassen")
    list_display_links = ("nummer", "betreff")
    list_filter = (StandFilter, "art", WahlperiodeFilter, ("fraktionen", admin.RelatedOnlyFieldListFilter))
    search_fields = ("titel__unaccent__icontains", "urheber__name_gedruckt__unaccent__icontains")
    search_help_text = "Nummer (17/9075), Wörter aus dem Titel oder Name"
    date_hierarchy = "eingegangen"
    ordering = (models.F("eingegangen").desc(nulls_last=True), "-pk")

    after_save: list[Callable[[Antrag], Iterable[str]]] = []
    """What other applications do once an inquiry and its questions are saved, in the same transaction. Each returns
    the sentences that the clerk is to read about it."""

    # --- List --------------------------------------------------------------------------------------------

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("drucksache")

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.result_list = list(
            changelist.result_list.prefetch_related(
                Prefetch("urheber", Urheber.objects.select_related("fraktion").order_by("position", "pk")),
                "stellungnahmen",
            )
        )
        return changelist

    def get_search_results(self, request, queryset, search_term):
        """A number finds its paper; anything else is looked for in titles and names."""
        try:
            return queryset.filter(drucksache__in=Drucksache.objects.numbered(search_term)), False
        except ValidationError:
            return super().get_search_results(request, queryset, search_term)

    @admin.display(description="Drucksache", ordering="drucksache__nummer")
    def nummer(self, antrag: Antrag) -> str:
        return antrag.number

    @admin.display(description="Titel", ordering="titel")
    def betreff(self, antrag: Antrag) -> str:
        return Truncator(antrag.titel).chars(110)

    @admin.display(description="Urheber")
    def fragende(self, antrag: Antrag) -> str:
        people = [person for person in antrag.urheber.all() if person.rolle == Urheber.Rolle.ASKER]
        names = ", ".join(person.name_gedruckt for person in people[:2]) + (" u. a." if len(people) > 2 else "")
        fraktionen = ", ".join(dict.fromkeys(str(person.fraktion) for person in people if person.fraktion))
        return f"{names} ({fraktionen})" if fraktionen else names

    @admin.display(description="Stand", ordering="fragen_beantwortet")
    def stand(self, antrag: Antrag) -> str:
        draft = next((letter for letter in antrag.stellungnahmen.all() if letter.is_draft), None)
        overdue = antrag.is_overdue(on=timezone.localdate())
        return format_html(
            "{}{}{}",
            antrag.progress,
            mark_safe(' <span class="badge badge-warning">überfällig</span>') if overdue else "",
            format_html(' <a class="badge" href="{}">Entwurf</a>', desk_url(draft)) if draft else "",
        )

    @admin.display(description="Schreiben")
    def erfassen(self, antrag: Antrag) -> str:
        return format_html(
            '<a class="addlink" href="{}">Antwort erfassen<span class="visually-hidden"> zu {}</span></a>',
            entry_url(antrag),
            antrag,
        )

    # --- One inquiry -------------------------------------------------------------------------------------

    def get_changeform_initial_data(self, request) -> dict:
        """What a paper that is only cited is known by: its number; the address names its row (``?drucksache=KEY``)."""
        paper = named_by(request.GET.get("drucksache", ""), Drucksache.objects.all())
        return {"drucksachennummer": str(paper)} if paper else {}

    def drucksachennummer(self, antrag: Antrag) -> str:
        return antrag.number

    def view_on_site(self, antrag: Antrag) -> str:
        return antrag.get_absolute_url()

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["show_save_and_add_another"] = add
        if obj:
            context |= {
                "schreiben": obj.stellungnahmen.select_related("ministerium").order_by("schreiben_vom", "pk"),
                "entry_url": entry_url(obj),
                "verweise": asked_citations(obj, dismissed=True)
                .select_related("frage", "berichtigt_von")
                .order_by(models.F("frage__position").asc(nulls_first=True), "ort", "start", "pk"),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change) -> None:
        form.attach_number()
        super().save_model(request, obj, form, change)

    def save_formset(self, request, form, formset, change) -> None:
        if isinstance(formset, FrageFormSet):
            self._save_fragen(formset)
        elif isinstance(formset, UrheberFormSet):
            self._save_urheber(formset)
        else:
            formset.save()

    def _save_fragen(self, formset: FrageFormSet) -> None:
        last = formset.instance.fragen.count()
        formset.save(commit=False)
        for frage in formset.deleted_objects:
            frage.delete()
        for offset, frage in enumerate(formset.new_objects, start=1):
            frage.position = last + offset
        # Numbers change places or move on by one: all are given back before the first is taken anew.
        renumbered = [frage.pk for frage, changed in formset.changed_objects if "nummer" in changed]
        if renumbered:
            given_back = Concat(models.Value("~"), Cast("pk", models.CharField()))
            Frage.objects.filter(pk__in=renumbered).update(nummer=given_back)
        for frage in [*(row for row, _ in formset.changed_objects), *formset.new_objects]:
            frage.save()
        if formset.has_changed():
            order_fragen(formset.instance)

    def _save_urheber(self, formset: UrheberFormSet) -> None:
        last = max((person.position for person in formset.get_queryset()), default=0)
        formset.save(commit=False)
        for person in formset.deleted_objects:
            person.delete()
        for offset, person in enumerate(formset.new_objects, start=1):
            person.position = last + offset
        for person in [*(row for row, _ in formset.changed_objects), *formset.new_objects]:
            person.save()

    def save_related(self, request, form, formsets, change) -> None:
        super().save_related(request, form, formsets, change)
        antrag = form.instance
        before = corrections(Verweis.alle.filter(antrag=antrag))
        link_antrag(antrag)
        announce_lost(request, before, corrections(Verweis.alle.filter(antrag=antrag)))
        told = [sentence for follow in self.after_save for sentence in follow(antrag)]
        announce_citations(request, asked_citations(antrag))
        for sentence in [*told, *unlikely_dates(antrag)]:
            messages.warning(request, sentence)

    # --- Removal -----------------------------------------------------------------------------------------

    def delete_view(self, request, object_id, extra_context=None):
        antrag = self.get_object(request, object_id)
        if antrag and (letters := list(antrag.stellungnahmen.filter(~Q(state="entwurf")))):
            messages.error(
                request,
                f"{antrag.number} hat veröffentlichte Antworten ({len(letters)}) und wird deshalb nicht gelöscht.",
            )
            return HttpResponseRedirect(desk_url(antrag))
        return super().delete_view(request, object_id, extra_context)


def asked_citations(antrag: Antrag, *, dismissed: bool = False):
    """The citations in what was asked, not those of the letters; ``dismissed`` adds what is none, said a clerk."""
    rows = Verweis.alle if dismissed else Verweis.objects
    return rows.filter(antrag=antrag, antwortverweis__isnull=True).with_target()


def entry_url(antrag: Antrag) -> str:
    """Where a letter to this inquiry is entered."""
    return f"{reverse('admin:responses_eingang_erfassen')}?antrag={antrag.pk}"
