"""Chinese, as mainland statistics write it.

They count tonnes and kilowatt-hours in ten-thousands, and know neither megatonne nor gigawatt-hour.
"""

from compendium.i18n.language import Language

LANGUAGE = Language(
    name="中文", heading="in Chinese", locale="zh_CN", folder="zh", territory="zh_CN", description=80, han=True,
    magnitudes=[(12, "万亿"), (8, "亿"), (4, "万")],
    powers={3: "千", 4: "万", 6: "百万", 8: "亿", 9: "十亿", 12: "万亿"},
    units={
        "percent": "%", "percentage_point": "个百分点", "dimensionless": "", "item": "", "rank": "",
        "chinese_mu": "亩", "weight_case": "重量箱", "vehicle": "辆", "ride": "人次", "person": "人", "yuan": "元",
        "CO2": "二氧化碳", "CH4": "甲烷", "C": "碳", "g": "克", "kg": "千克", "t": "吨", "kgce": "千克标准煤",
        "tce": "吨标准煤", "W": "瓦", "kW": "千瓦", "MW": "兆瓦", "kWh": "千瓦时", "MWh": "兆瓦时", "GJ": "吉焦",
        "TJ": "太焦", "km": "公里", "m^2": "平方米", "m^3": "立方米", "l": "升", "h": "小时", "day": "天", "a": "年",
        "person km": "人公里", "t km": "吨公里", "N2O": "氧化亚氮", "ug": "微克", "mg": "毫克", "kt": "千吨",
        "Gt": "十亿吨",
        "GW": "吉瓦", "TW": "太瓦", "Wh": "瓦时", "J": "焦", "kJ": "千焦", "MJ": "兆焦", "PJ": "拍焦", "EJ": "艾焦",
        "mm": "毫米", "cm": "厘米", "m": "米", "ha": "公顷", "s": "秒", "min": "分钟", "week": "周", "month": "月",
        "K": "开", "delta_degC": "摄氏度", "Pa": "帕", "kPa": "千帕", "MPa": "兆帕", "bar": "巴",
    },
    per={"day": "日"},
    counted="次",
    whole={"Mt": "million t", "MWh": "1e3 kWh", "GWh": "million kWh", "TWh": "1e9 kWh"},
)  # fmt: skip
