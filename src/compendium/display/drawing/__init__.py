"""Drawing: what every chart is made of: its style, its frame with words and data, its rows, its source line.

The charts themselves stand in ``display.charts``.
"""
