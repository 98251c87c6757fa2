"""The writing loop: serves the built book on this machine, shows what a saved file changes, and builds the rest after.

``loop`` decides. ``changes`` knows what a saved file means, ``shown`` which files a browser gets, and ``server`` hands
them out with the script that reloads the page. Two processes stay for as long as the loop, with imports and the ledger
at hand (see ``helpers``): ``chapters`` checks the tables and executes notebooks, ``pages`` makes single pages, into a
folder that comes before the built book. ``whole`` then has the book built as ``make book`` does, in a process of its
own: what is on the disk is always made by that one.
"""
