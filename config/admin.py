"""The clerks' desk: Django's admin under the name of the house."""

from django.contrib import admin


class Site(admin.AdminSite):
    site_title = "Anfragen-Verzeichnis"
    site_header = "Anfragen-Verzeichnis: Erfassung"
    index_title = "Erfassung"
