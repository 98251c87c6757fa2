"""Rights: the notices of other people's software and pictures that a built book contains.

``works`` lists what that is, ``notices`` writes the file that goes with the book.
"""
