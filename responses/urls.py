from django.urls import path, register_converter
from django.urls.converters import StringConverter

from inquiries.models.drucksache import ZUSATZ
from responses.views import dossier, drucksache, inquiry


class ZusatzConverter(StringConverter):
    regex = ZUSATZ


register_converter(ZusatzConverter, "zusatz")

urlpatterns = [
    path("dossier/", dossier.dossier, name="dossier"),
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
