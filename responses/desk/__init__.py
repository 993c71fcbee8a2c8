"""The clerk's desk: a paper from its arrival to the rows that are stored of it, without the pages that show it."""
