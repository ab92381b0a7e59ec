// Charts: reads each option from its JSON beside it and draws it in the house's one theme.
(() => {
  "use strict";
  const ink = "#1c1b18", grey = "#5c5951", hair = "#e0dcd3", line = "#8d887c", blue = "#1d4e7e";
  const axis = {
    axisLine: { lineStyle: { color: line } },
    axisTick: { lineStyle: { color: line } },
    axisLabel: { color: grey, fontSize: 13 },
    splitLine: { lineStyle: { color: hair } },
    nameTextStyle: { color: grey, fontSize: 13 },
  };
  const theme = {
    color: ["#1f3f61", "#56789b", "#9db3c8", "#6b675e", "#b9b4a8", "#3c3a35"],
    backgroundColor: "transparent",
    textStyle: { color: ink, fontFamily: "Source Han Sans SC, Noto Sans CJK SC, PingFang SC, Microsoft YaHei, sans-serif", fontSize: 13 },
    categoryAxis: { ...axis, splitLine: { show: false } },
    valueAxis: axis,
    bar: { barMaxWidth: 28, itemStyle: { borderRadius: 0 } },
    line: { symbol: "circle", symbolSize: 6, lineStyle: { width: 2 }, smooth: false },
    tooltip: { backgroundColor: "#fff", borderColor: line, borderWidth: 1, textStyle: { color: ink }, extraCssText: "box-shadow:none;border-radius:2px" },
  };
  echarts.registerTheme("dandang", theme);

  // An interval per category: rows of [place, low, high] drawn as a line with ends.
  const interval = (params, api) => {
    const low = api.coord([api.value(1), api.value(0)]), high = api.coord([api.value(2), api.value(0)]);
    const shape = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: blue, lineWidth: 1.5 } });
    return { type: "group", children: [shape(low[0], low[1], high[0], high[1]), shape(low[0], low[1] - 5, low[0], low[1] + 5), shape(high[0], high[1] - 5, high[0], high[1] + 5)] };
  };

  const draw = (root) => {
    for (const place of root.querySelectorAll("[data-chart]")) {
      if (echarts.getInstanceByDom(place)) { continue; }
      const option = JSON.parse(document.getElementById(place.dataset.chart).textContent);
      for (const series of option.series || []) {
        if (series.renderItem === "interval") { series.renderItem = interval; }
      }
      const chart = echarts.init(place, "dandang", { renderer: "svg" });
      chart.setOption({ animation: false, grid: { left: 8, right: 24, top: 24, bottom: 8, containLabel: true }, ...option });
      new ResizeObserver(() => chart.resize()).observe(place);
    }
  };
  draw(document);
  document.addEventListener("htmx:load", (event) => draw(event.target));
  window.addEventListener("beforeprint", () => {
    for (const place of document.querySelectorAll("[data-chart]")) { echarts.getInstanceByDom(place)?.resize(); }
  });
})();
