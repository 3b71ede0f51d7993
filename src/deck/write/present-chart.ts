import type { AxisPlan } from "../../figure/plan/axis.ts";
import { cleanLine } from "../clean.ts";
import type { BarChart, NativeChart, XYChart } from "../layout/chart.ts";
import { axisFormat, numberFormat } from "../layout/number-format.ts";
import type { PlacedChart } from "../layout/placed.ts";
import { seriesColor } from "../scheme.ts";
import type { Theme } from "../theme.ts";
import type * as pptxgen from "./pptxgen.ts";

/** Adds a native chart; `finishCharts` says afterwards what pptxgenjs has no words for. */
export function addChart(
  slide: pptxgen.Slide,
  item: PlacedChart,
  theme: Theme,
): void {
  const { chart } = item;
  const options: pptxgen.ChartOptions = {
    ...item.box,
    ...look(theme, chart),
    ...valueAxis(chart.y, theme),
    altText: cleanLine(item.alt),
    objectName: cleanLine(item.name),
  };
  if (chart.kind === "xy") {
    slide.addChart("scatter", xyData(chart), {
      ...options,
      ...xAxis(chart.x, theme),
    });
  } else {
    slide.addChart("bar", barData(chart), {
      ...options,
      ...bars(chart, theme),
    });
  }
}

function look(
  theme: Theme,
  { series, names }: NativeChart,
): pptxgen.ChartOptions {
  return {
    chartColors: series.map((_, index) => seriesColor(index)),
    chartArea: { roundedCorners: false },
    displayBlanksAs: "gap",
    showLegend: names.at === "legend",
    legendPos: "t",
    legendFontSize: theme.sizes.chart,
    legendColor: "tx1",
    legendFontFace: "+mn-lt",
    catGridLine: { style: "none" },
    valGridLine: { size: 1 },
  };
}

function valueAxis(axis: AxisPlan, theme: Theme): pptxgen.ChartOptions {
  return {
    showValAxisTitle: true,
    valAxisTitle: cleanLine(axis.title),
    valAxisTitleFontSize: theme.sizes.chart,
    valAxisTitleFontFace: "+mn-lt",
    valAxisTitleColor: "tx2",
    valAxisLabelFontSize: theme.sizes.chart,
    valAxisLabelFontFace: "+mn-lt",
    valAxisLabelColor: "tx2",
    valAxisLabelFormatCode: axisFormat(axis),
    valAxisMinVal: axis.min,
    valAxisMaxVal: axis.max,
    valAxisLineShow: false,
    ...(axis.step !== undefined && { valAxisMajorUnit: axis.step }),
    ...(axis.log && { valAxisLogScaleBase: 10 }),
  };
}

function categoryAxis(title: string, theme: Theme): pptxgen.ChartOptions {
  return {
    showCatAxisTitle: true,
    catAxisTitle: cleanLine(title),
    catAxisTitleFontSize: theme.sizes.chart,
    catAxisTitleFontFace: "+mn-lt",
    catAxisTitleColor: "tx2",
    catAxisLabelFontSize: theme.sizes.chart,
    catAxisLabelFontFace: "+mn-lt",
    catAxisLabelColor: "tx2",
    catAxisLineColor: "tx2",
  };
}

function xAxis(axis: AxisPlan, theme: Theme): pptxgen.ChartOptions {
  return {
    ...categoryAxis(axis.title, theme),
    catAxisMinVal: axis.min,
    catAxisMaxVal: axis.max,
    ...(axis.step !== undefined && { catAxisMajorUnit: axis.step }),
  };
}

function bars(chart: BarChart, theme: Theme): pptxgen.ChartOptions {
  return {
    ...categoryAxis(chart.categoryTitle, theme),
    barDir: chart.horizontal ? "bar" : "col",
    barGrouping: "clustered",
    barGapWidthPct: chart.touching ? 6 : 60,
    ...(chart.valueFormat !== undefined && {
      showValue: true,
      dataLabelFormatCode: numberFormat(
        chart.valueFormat,
        chart.series.flatMap(({ values }) => values),
      ),
      dataLabelFontSize: theme.sizes.chart,
      dataLabelFontFace: "+mn-lt",
      dataLabelColor: "tx1",
    }),
  };
}

function barData(chart: BarChart): pptxgen.ChartData[] {
  return chart.series.map((each) => ({
    name: cleanLine(each.name),
    labels: chart.categories.map(cleanLine),
    values: [...each.values],
  }));
}

/**
 * One column of x for all: series of the same x share its rows, others have rows of their own.
 * A cell without a number is empty in the sheet and left out of the chart.
 */
function xyData(chart: XYChart): pptxgen.ChartData[] {
  const blocks = new Map<string, { xs: number[]; of: number[] }>();
  for (const [index, each] of chart.series.entries()) {
    const xs = each.points.map((point) => point[0]);
    const key = JSON.stringify(xs);
    const block = blocks.get(key) ?? { xs, of: [] };
    block.of.push(index);
    blocks.set(key, block);
  }
  const all = [...blocks.values()];
  const empty = Number.NaN;
  return [
    {
      name: cleanLine(chart.x.title),
      values: all.flatMap((block) => block.xs),
    },
    ...chart.series.map((each, index) => ({
      name: cleanLine(each.name),
      values: all.flatMap((block) =>
        block.of.includes(index)
          ? each.points.map((point) => point[1])
          : block.xs.map(() => empty),
      ),
    })),
  ];
}
