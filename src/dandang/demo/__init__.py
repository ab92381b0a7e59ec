"""The synthetic county (虚构县): one seed, always the same invented people, and rounds to try.

Everything in it is invented and says so: the county's name, each document, each person's note, and
identity numbers of an area (999999) that does not exist.
"""

from datetime import date

SEED = 20260001
PEOPLE = 3122
COUNTY_MANAGED = 622

PROVINCE = "江岚"
COUNTY = "清源县（虚构）"
COUNTY_PLAIN = "清源县"
OFFICE = "中共清源县委组织部（虚构）"
MARK = "虚构人员"
AREA = "999999"

AS_OF = date(2026, 11, 1)

# Exactly forty people in service: the unit in which tests and manuals run a whole round.
JOURNEY_UNIT = "县农业农村局"
JOURNEY_SIZE = 40
SMALLEST_UNIT = "县委党史研究室"
LARGEST_UNIT = "县公安局"

OPEN_UNIT = "青石镇"
PANEL_UNIT = "县水利局"
PUBLISHED_UNIT = "县民政局"

# Who the trail says made all this.
MAKER = "演示数据（虚构）"
PASSWORD = "qingyuan-demo"
