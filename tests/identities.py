"""Identities of a made-up compendium: a draft of which nothing is known but its name, and a release."""

from dataclasses import replace

from compendium.citation.identity import Identity, Person, Report

DRAFT = Identity(
    version="1.2.0",
    date="",
    repository="",
    address="",
    doi="",
    keywords=("bread",),
    title={"en": "Bread & stone: an audit", "zh": "面包审核"},
    description={
        "en": "Every number in a report about bread, recomputed where possible and held against public evidence.",
        "zh": "逐项审核一份关于面包的报告中的每个数字，能重算的重算，并与公开证据对照；"
        "本书仅为测试所编，并无此报告，亦无此面包房。",
    },
    licences={"content": "CC-BY-4.0", "code": "MIT"},
    report=Report(
        key="bread2023",
        language="zh",
        date="2023-08",
        address="",
        sha256="",
        title={"en": "Report on bread", "zh": "面包报告"},
        issuers={"en": ("Bakers' Institute", "Mill & Co"), "zh": ("面包研究院", "磨坊公司")},
    ),
)
ANN = Person("Baker", "Ann", "0000-0002-1825-0097", "Bakers' School", "白安")
BO = Person("Müller", "Bo")
RELEASED = replace(
    DRAFT,
    date="2026-01-31",
    repository="https://example.org/code/bread",
    address="https://example.org/bread/",
    doi="10.5281/zenodo.1234567",
    people=(ANN, BO),
)
READ = "2025-12-24"  # until when sources were read
