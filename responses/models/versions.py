"""Of what the history keeps every state, and which page it belongs to."""

from inquiries.recording import record

from .hinweis import Hinweis
from .protection import keep_parts_of_published
from .stellungnahme import Antwort, AntwortVerweis, Luecke, Stellungnahme, Ziffer
from .vorlage import Vorlage


class ImEinvernehmen(Stellungnahme.im_einvernehmen.through):
    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "Ministerium im Einvernehmen"
        triggers = keep_parts_of_published("stellungnahme_id")


record(Stellungnahme, part_of=("antrag",), named_by=("schreiben_vom",), without=("ruht",))
record(ImEinvernehmen, part_of=("stellungnahme",), named_by=("ministerium",))
# Whether an answer only refers elsewhere is read from its text.
record(Antwort, part_of=("stellungnahme",), named_by=("position",), without=("nur_verweis",))
record(Ziffer, part_of=("antwort",), named_by=("nummer",))
record(Luecke, part_of=("stellungnahme",), named_by=("frage",))
record(AntwortVerweis, part_of=("stellungnahme",))
record(Hinweis, part_of=("antrag", "stellungnahme"), named_by=("meldung",))
record(Vorlage, part_of=("stellungnahme",))
