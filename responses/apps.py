from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ResponsesConfig(AppConfig):
    name = "responses"
    verbose_name = "Antworten"

    def ready(self) -> None:
        from inquiries.roles import ensure_roles

        # After the last of our applications is migrated, so that every permission has its table.
        post_migrate.connect(ensure_roles, sender=self)
