from django.urls import path, register_converter
from django.urls.converters import StringConverter

from inquiries.models.drucksache import ZUSATZ
from responses.open_references import Kind
from responses.views import dossier, drucksache, follow, inquiry, map, order, references, version


class ZusatzConverter(StringConverter):
    regex = ZUSATZ


register_converter(ZusatzConverter, "zusatz")

urlpatterns = [
    path("verweise/", references.missing, name="verweise"),
    path("verweise/nicht-erfasst.csv", references.missing_csv, name="verweise-csv"),
    *(path(f"verweise/{kind}/", references.citations, {"kind": kind}, name=f"verweise-{kind}") for kind in Kind),
    path("karte/", map.selection, name="karte"),
    path("karte/anfrage/<int:pk>/", map.around_inquiry, name="karte-anfrage"),
    path("karte/drucksache/<int:pk>/", map.around_paper, name="karte-drucksache"),
    path("dossier/", dossier.dossier, name="dossier"),
    path("dossier/auftrag/<int:pk>/", order.order, name="druckauftrag"),
    path("dossier/auftrag/<int:pk>/pdf/", order.order_pdf, name="druckauftrag-pdf"),
    path("fassung/<int:pk>/", version.version, name="fassung"),
    path("verweis/<str:weg>/", follow.follow, name="follow"),
    path("anfragen/<int:pk>/", inquiry.antrag, name="antrag"),
    path("drucksache/<int:wahlperiode>/<int:nummer>/", drucksache.drucksache, name="drucksache"),
    path("drucksache/<int:wahlperiode>/<int:nummer>/<zusatz:zusatz>/", drucksache.drucksache, name="drucksache"),
    path("drucksache/<str:parlament>/<int:wahlperiode>/<int:nummer>/", drucksache.drucksache, name="drucksache"),
    path(
        "drucksache/<str:parlament>/<int:wahlperiode>/<int:nummer>/<zusatz:zusatz>/",
        drucksache.drucksache,
        name="drucksache",
    ),
]
