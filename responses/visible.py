"""Which citations a reader may see, for SQL that is written by hand: what ``Verweis.objects.published()`` says."""

VISIBLE = """verweis.stand <> 'verworfen' AND NOT verweis.ruht AND NOT EXISTS (
    SELECT 1 FROM responses_antwortverweis told
    JOIN responses_stellungnahme letter ON letter.id = told.stellungnahme_id
    WHERE told.verweis_ptr_id = verweis.id AND letter.state = 'entwurf' AND NOT %(drafts)s
)"""
"""For a table named ``verweis``: neither dismissed nor in a version of a letter that does not hold. Citations in
drafts are for clerks (``drafts``)."""
