"""The archive: what the compendium hands over as files, described for those who keep them.

``sources`` is the bibliography as a table, ``package`` the Frictionless Data Package, ``bundle`` the zip of all data
with its checksums, ``crate`` the RO-Crate of a release, ``release`` the folder of it. The bytes are the same every
time.
"""
