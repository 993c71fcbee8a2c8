from django.urls import path

from inquiries.views import about, account, list, presence, safekeeping, source

urlpatterns = [
    path("", list.antrag_list, name="antrag-list"),
    path("anmelden/", account.login, name="login"),
    path("abmelden/", account.logout, name="logout"),
    path("passwort/", account.password_change, name="password_change"),
    path("darstellung/", account.appearance, name="appearance"),
    path("barrierefreiheit/", about.accessibility, name="accessibility"),
    path("rueckmeldung/", about.feedback, name="feedback"),
    path("quelle/<int:pk>/", source.source, name="source"),
    path("quelle/<int:pk>/datei/", source.source_file, name="source-file"),
    path("bearbeitung/<str:table>/<int:pk>/", presence.beat, name="presence"),
    path("ablage/", safekeeping.keep, name="safekeeping"),
]
