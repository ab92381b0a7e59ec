"""How the report looks: ink on paper, hairlines, no colour on a person; the same in grey print."""

STYLE = """
:root{--paper:#fbf9f4;--panel:#fff;--ink:#1f1d1a;--grey:#6a655d;--line:#d9d4c9;--blue:#27476e}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.6 "Source Han Sans SC",\
"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
main{max-width:1040px;margin:0 auto;padding:24px 40px 40px}
h1{font-size:22px;margin:0 0 8px}h2{font-size:19px;margin:40px 0 8px;border-top:1px solid \
var(--line);padding-top:24px}h3{font-size:17px;margin:24px 0 8px}h4{font-size:15px;margin:16px 0 4px}
small,.small{font-size:12px;color:var(--grey);font-weight:400}
a{color:var(--blue)}
.gate{font-size:17px;margin:8px 0 0}
.figures{display:flex;flex-wrap:wrap;gap:8px 40px;margin:16px 0}.figures div{min-width:90px}
dt{font-size:12px;color:var(--grey)}dd{margin:0;font-variant-numeric:tabular-nums}
svg{display:block;max-width:100%;height:auto;background:var(--panel);border:1px solid \
var(--line);margin:8px 0}
svg text{font-size:13px;fill:var(--ink);font-variant-numeric:tabular-nums}
svg text.small{font-size:11px;fill:var(--grey)}
.grid{stroke:var(--line);stroke-width:1}.axis{stroke:var(--grey);stroke-width:1}
.interval{stroke:var(--blue);stroke-width:1.5;fill:none}
.point{fill:var(--ink)}.ring{fill:var(--panel);stroke:var(--ink);stroke-width:1.5}
.band{fill:#ece8de}.paler{fill:#f6f3ec}.deep{fill:#dcd6c8}
.bar,.share1{fill:#27476e}.share2{fill:#7d93ad}.share3{fill:#b9b2a3}.share4{fill:#e3ded2}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;background:var(--panel);font-variant-numeric:\
tabular-nums}caption{text-align:left;color:var(--grey);font-size:12px;padding:4px 0}
th,td{border-bottom:1px solid var(--line);padding:6px 10px;text-align:right;font-weight:400}
th:first-child,td:first-child{text-align:left}thead th{color:var(--grey);font-size:12px}
@media print{body{background:#fff;font-size:10.5pt}main{max-width:none;padding:0}
svg,tr,h3,h4{break-inside:avoid}h2,h3,h4{break-after:avoid}thead{display:table-header-group}
svg{border-color:#999}a{color:inherit;text-decoration:none}}
""".replace("\n", "")
