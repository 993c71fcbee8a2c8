from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ResponsesConfig(AppConfig):
    name = "responses"
    verbose_name = "Antworten"

    def ready(self) -> None:
        from inquiries.linking import letters_follow
        from inquiries.roles import ensure_roles

        from .citations import link_letters

        letters_follow.append(link_letters)

        # After the last of our applications is migrated, so that every permission has its table.
        post_migrate.connect(ensure_roles, sender=self)
