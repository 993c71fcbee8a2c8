"""Who may do what: the two roles of the house, as groups with permissions.

*Lesen* browses and exports what is published. *Sachbearbeitung* also enters, corrects and publishes. An
account without a role sees nothing; there is no role that deletes what was published.
"""

from django.apps import apps
from django.contrib.auth.management import create_permissions

LESEN = "Lesen"
SACHBEARBEITUNG = "Sachbearbeitung"

READ = ("inquiries.view_antrag", "responses.view_stellungnahme")

_EDITED = {
    "inquiries": (
        "antrag",
        "frage",
        "urheber",
        "abgeordnete",
        "fraktion",
        "ministerium",
        "fristverlaengerung",
    ),
    "responses": ("stellungnahme", "antwort", "ziffer", "luecke"),
}
_SEEN = {"inquiries": ("drucksache", "verweis", "source", "wahlperiode", "rueckmeldung")}
# A mistaken draft of a letter can go; inquiries and what is published stay.
_REMOVED = (
    "inquiries.delete_fristverlaengerung",
    "responses.delete_stellungnahme",
    "inquiries.delete_frage",
    "inquiries.delete_urheber",
    "responses.delete_antwort",
    "responses.delete_ziffer",
    "responses.delete_luecke",
)

ROLES: dict[str, tuple[str, ...]] = {
    LESEN: READ,
    SACHBEARBEITUNG: (
        *READ,
        *(
            f"{app}.{verb}_{model}"
            for app, models in _EDITED.items()
            for model in models
            for verb in ("view", "add", "change")
        ),
        *(f"{app}.view_{model}" for app, models in _SEEN.items() for model in models),
        "inquiries.add_drucksache",
        "inquiries.change_verweis",
        *_REMOVED,
        "responses.publish_stellungnahme",
    ),
}


def ensure_roles(using: str = "default", **_signal) -> None:
    """Create the groups and give each exactly the permissions of the table above."""
    for label in ("inquiries", "responses"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for name, wanted in ROLES.items():
        group, _ = Group.objects.using(using).get_or_create(name=name)
        group.permissions.set({known[permission] for permission in wanted})
