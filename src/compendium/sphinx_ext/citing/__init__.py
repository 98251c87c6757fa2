"""How a page, a chart or one number is cited, as a box that the reader opens: ``box.cite_box``.

``pages`` puts it on every page; the scale of ratings that machines read is ``ratings``.
"""
