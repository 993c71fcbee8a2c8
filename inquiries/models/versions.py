"""Of what the history keeps every state, and which page it belongs to."""

from inquiries.recording import record

from .antrag import Antrag, Frage, Fristverlaengerung
from .drucksache import Drucksache, Wahlperiode
from .people import Abgeordnete, Fraktion, Ministerium, Urheber
from .verweis import Verweis


class AntragFraktion(Antrag.fraktionen.through):
    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "Fraktion der Anfrage"


class VerweisKandidat(Verweis.kandidaten.through):
    class Meta:
        proxy = True
        default_permissions = ()
        verbose_name = "Kandidat eines Verweises"


# Left out is what triggers count from other rows (migrations of responses), and where a citation is looked for again.
record(
    Antrag,
    named_by=("titel",),
    without=("fragen_gesamt", "fragen_beantwortet", "fragen_durch_verweis", "suche"),
)
record(AntragFraktion, part_of=("antrag",), named_by=("fraktion",))
record(Frage, part_of=("antrag",), named_by=("nummer",))
record(Urheber, part_of=("antrag",), named_by=("name_gedruckt",))
record(Fristverlaengerung, part_of=("antrag",), named_by=("neue_frist",))
record(Verweis, part_of=("antrag",), named_by=("zitat",), without=("davor", "danach", "ziffer_fehlt", "ruht"))
record(VerweisKandidat, part_of=("verweis",), named_by=("drucksache",))
record(Drucksache, without=("erfasst", "zitate", "zitate_im_entwurf"))
record(Wahlperiode)
record(Abgeordnete)
record(Fraktion)
record(Ministerium)
