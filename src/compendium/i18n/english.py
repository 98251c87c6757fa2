"""English."""

from compendium.i18n.language import Language

LANGUAGE = Language(
    name="English", heading="in English", locale="en", folder="", territory="en_US", description=160, han=False,
    magnitudes=[(12, " trillion"), (9, " billion"), (6, " million")],
    powers={},
    units={
        "percent": "%", "percentage_point": "percentage points", "dimensionless": "", "item": "", "rank": "",
        "chinese_mu": "mu", "weight_case": "weight cases", "vehicle": "vehicles", "ride": "rides", "CO2": "CO₂",
        "CH4": "CH₄", "N2O": "N₂O", "delta_degC": "°C", "ug": "µg",
        "day": "days", "m^2": "m²", "m^3": "m³", "person km": "person-km", "t km": "t-km",
    },
    per={"item": "item", "weight_case": "weight case", "vehicle": "vehicle", "ride": "ride", "day": "day"},
    counted="",
    whole={},
)  # fmt: skip
