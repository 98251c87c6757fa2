"""The book and its key points as PDF, from the built pages: read, made ready for paper, joined, printed, numbered.

There is no second source of prose: what a page says on screen is what stands in the PDF.
"""
