"""Whoever asks and signs a paper becomes rows: persons are named, and merged only when nobody else can be meant."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inquiries.models import Abgeordnete, Antrag, Fraktion, Urheber
from inquiries.reading import Paper

from .fitting import fitting

_TITLES = re.compile(r"\b(?:Prof|Dr|h\. ?c|e\. ?h|habil|rer|nat|jur|med|phil|Ing|Dipl)\.(?:-\w+\.)?\s*")
_SURNAME = re.compile(r"(?:\b(?:von|van|vom|zu|zur|de|der|den|di|da|dos|el|al)\s+)*[^\s]+$", re.IGNORECASE)

NOBODY = 0
"""Instead of a member's key: a clerk has left open who is meant."""


def plain_name(name: str) -> str:
    """The name without academic titles, which papers print in one place and leave out in another."""
    return " ".join(_TITLES.sub("", name).split())


def surname(name: str) -> str:
    """As members sign: the last word, with the particles before it ("von der Muster")."""
    match = _SURNAME.search(plain_name(name))
    return match[0] if match else name


def record_people(
    antrag: Antrag,
    paper: Paper,
    *,
    askers_meant: Sequence[int | None] = (),
    signatories_meant: Sequence[int | None] = (),
) -> None:
    """Store askers and signatories in the order of the paper.

    ``…_meant``: for each of them the key of the member whom a clerk chose, None where the name alone decides, and
    NOBODY where it is left open who is meant.
    """
    chosen = [meant for meant in (*askers_meant, *signatories_meant) if meant]
    members = set(Abgeordnete.objects.filter(pk__in=chosen).values_list("pk", flat=True)) if chosen else set()
    askers_meant = list(askers_meant) or [None] * len(paper.askers)
    signatories_meant = list(signatories_meant) or [None] * len(paper.signatories)
    fraktionen = {fraktion.kuerzel: fraktion for fraktion in Fraktion.objects.filter(kuerzel__in=_fraktionen(paper))}
    antrag.fraktionen.set(fraktionen[name] for name in _fraktionen(paper) if name in fraktionen)
    urheber = [
        Urheber(
            antrag=antrag,
            abgeordnete_id=_chosen(meant, members) if meant is not None else _abgeordnete(asker.name),
            fraktion=fraktionen.get(asker.fraktion),
            rolle=Urheber.Rolle.ASKER,
            name_gedruckt=asker.name,
            position=position,
        )
        for position, (asker, meant) in enumerate(zip(paper.askers, askers_meant, strict=True), start=1)
    ]
    only = fraktionen[paper.fraktionen[0]] if len(paper.fraktionen) == 1 and paper.fraktionen[0] in fraktionen else None
    signed = zip(paper.signatories, signatories_meant, strict=True)
    for position, (name, meant) in enumerate(signed, start=len(urheber) + 1):
        # A signature is a surname: it is a person only when exactly one of the askers has that name.
        same = [asker for asker in urheber if asker.rolle == Urheber.Rolle.ASKER and _signs(asker, name)]
        urheber.append(
            Urheber(
                antrag=antrag,
                abgeordnete_id=_signatory(meant, members, same),
                fraktion=same[0].fraktion if len(same) == 1 else only,
                rolle=Urheber.Rolle.SIGNATORY,
                name_gedruckt=name,
                position=position,
            )
        )
    Urheber.objects.bulk_create(map(fitting, urheber))


def _chosen(meant: int, members: set[int]) -> int | None:
    """Whom a clerk chose, unless nobody or somebody who is no longer here."""
    return meant if meant in members else None


def _signatory(meant: int | None, members: set[int], same: Sequence[Urheber]) -> int | None:
    if meant is not None:
        return _chosen(meant, members)
    return same[0].abgeordnete_id if len(same) == 1 else None


def _fraktionen(paper: Paper) -> list[str]:
    return list(dict.fromkeys([*paper.fraktionen, *(asker.fraktion for asker in paper.askers if asker.fraktion)]))


def _signs(asker: Urheber, signature: str) -> bool:
    return surname(asker.name_gedruckt).casefold() == plain_name(signature).casefold()


def _abgeordnete(name: str) -> int | None:
    """The key of the member of exactly that name, made when there is none; nobody when two bear it."""
    plain = plain_name(name)
    same = list(Abgeordnete.objects.filter(name=plain)[:2])
    if not same:
        member = fitting(Abgeordnete(name=plain, nachname=surname(plain)))
        member.save()
        return member.pk
    return same[0].pk if len(same) == 1 else None
