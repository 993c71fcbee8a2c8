"""A PDF's pages as text, read by PDFium in a process of its own. Imports the standard library and pypdfium2 only.

``process.read_pages`` starts the process, ``__main__`` is what runs in it, the other modules are the reading itself:
characters and drawings → glyphs → rows → columns and grids → page_text.
"""
