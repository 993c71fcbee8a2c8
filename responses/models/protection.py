"""Nothing published is overwritten or deleted: triggers hold it against forms, commands and SQL by hand.

What a clerk may do instead is in ``publishing`` and ``revising``: publish a corrected version, or withdraw one.
"""

from __future__ import annotations

import pgtrigger

MESSAGE = "what is published is never changed or deleted; publish a corrected version instead"
_REFUSE = f"RAISE EXCEPTION '%: {MESSAGE}', TG_TABLE_NAME;"


def keep_published(*may_change: str) -> list[pgtrigger.Trigger]:
    """For letters: what is no draft stays, but for the columns ``may_change``, and goes no way back.

    Its own number may only move on, together with the state, to the version that replaces it.
    """
    no_draft = pgtrigger.Q(old__state__df="entwurf")
    return [
        pgtrigger.Trigger(
            name="published_stays_as_it_is",
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            condition=pgtrigger.AnyChange(exclude=list(may_change)),
            func=f"IF OLD.state <> 'entwurf' THEN {_REFUSE} END IF; RETURN NEW;",
        ),
        pgtrigger.Trigger(
            name="published_goes_no_way_back",
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            condition=no_draft,
            func=f"""
                IF NEW.state <> OLD.state AND NOT (
                    NEW.state = 'zurueckgezogen' OR OLD.state = 'veroeffentlicht' AND NEW.state = 'ersetzt'
                ) OR NEW.drucksache_id IS DISTINCT FROM OLD.drucksache_id AND NEW.drucksache_id IS NOT NULL
                OR NEW.drucksache_id IS DISTINCT FROM OLD.drucksache_id AND NEW.state = 'veroeffentlicht' THEN
                    {_REFUSE}
                END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name="published_is_not_deleted",
            operation=pgtrigger.Delete,
            when=pgtrigger.Before,
            condition=no_draft,
            func=_REFUSE,
        ),
    ]


def keep_parts_of_published(column: str, *, but: tuple[str, ...] = (), whole: str = "") -> list[pgtrigger.Trigger]:
    """For what belongs to a letter: it stays as it is once the letter is no draft, the columns ``but`` excepted.

    ``column`` names the letter, or the row of the table ``whole`` that belongs to one.
    """
    letters = f"SELECT stellungnahme_id FROM {whole} WHERE id IN ({{}})" if whole else "{}"  # noqa: S608
    refuse = """
        IF EXISTS (SELECT 1 FROM responses_stellungnahme WHERE state <> 'entwurf' AND id IN ({letters})) THEN
            {refuse}
        END IF;
        RETURN {row};
    """
    return [
        pgtrigger.Trigger(
            name="published_stays_as_it_is",
            operation=pgtrigger.Update,
            when=pgtrigger.Before,
            condition=pgtrigger.AnyChange(exclude=list(but)),
            func=refuse.format(letters=letters.format(f"OLD.{column}, NEW.{column}"), refuse=_REFUSE, row="NEW"),
        ),
        pgtrigger.Trigger(
            name="published_is_not_deleted",
            operation=pgtrigger.Delete,
            when=pgtrigger.Before,
            func=refuse.format(letters=letters.format(f"OLD.{column}"), refuse=_REFUSE, row="OLD"),
        ),
    ]
