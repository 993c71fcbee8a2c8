from django.urls import path

from responses.views import dossier, drucksache, inquiry

urlpatterns = [
    path("dossier/", dossier.dossier, name="dossier"),
    path("anfragen/<int:pk>/", inquiry.antrag, name="antrag"),
    path("drucksache/<int:wahlperiode>/<int:nummer>/", drucksache.drucksache, name="drucksache"),
    path("drucksache/<int:wahlperiode>/<int:nummer>/<str:zusatz>/", drucksache.drucksache, name="drucksache"),
    path("drucksache/<str:parlament>/<int:wahlperiode>/<int:nummer>/", drucksache.drucksache, name="drucksache"),
    path(
        "drucksache/<str:parlament>/<int:wahlperiode>/<int:nummer>/<str:zusatz>/",
        drucksache.drucksache,
        name="drucksache",
    ),
]
