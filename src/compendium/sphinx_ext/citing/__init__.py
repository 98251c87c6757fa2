"""How a page, a chart or one number is cited, as a box that the reader opens: ``box.cite_box``."""
