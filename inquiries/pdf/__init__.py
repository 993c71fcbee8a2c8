"""A PDF's pages as text and as pictures, by PDFium in a process of its own.

Imports the standard library and pypdfium2 only. ``process.read_pages`` and ``draw_page`` start the process,
``__main__`` is what runs in it, the other modules are the work itself: characters and drawings → glyphs → rows →
columns and grids → page_text; picture draws.
"""
