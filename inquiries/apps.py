from django.apps import AppConfig


class InquiriesConfig(AppConfig):
    name = "inquiries"
    verbose_name = "Anfragen"

    def ready(self) -> None:
        from inquiries import accesses

        accesses.listen()
