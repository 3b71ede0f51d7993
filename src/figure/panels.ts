import { bar, barLegend } from "./bar.ts";
import { histogram, histogramLegend } from "./histogram.ts";
import type { Frame, Kind, Layout } from "./layout.ts";
import { type LegendEntry, layoutLegend } from "./legend.ts";
import { legendOf, line } from "./line.ts";
import { scatter, scatterLegend } from "./scatter.ts";
import type { Panels } from "./shapes.ts";
import { paintText, wrap } from "./text.ts";
import { sizes, space } from "./theme.ts";

type Inner = Panels["panels"][number]["figure"];

const gapX = 36;
const gapY = 34;

/** Small multiples: the same look and one legend for all. */
export const panels: Kind<Panels> = (figure, frame) => {
  const columns = Math.min(figure.columns ?? 2, figure.panels.length);
  const rows = Math.ceil(figure.panels.length / columns);
  const margin = space.margin;
  const width = Math.floor(
    (frame.width - 2 * margin - gapX * (columns - 1)) / columns,
  );
  const shared = sharedLegend(figure);
  const legend = layoutLegend(shared ?? [], frame.width - 2 * margin);
  const head = legend === undefined ? 0 : legend.height + space.gap;
  const titles = figure.panels.map(({ title }) =>
    wrap(title, width, { size: sizes.body, bold: true }),
  );
  const titleHeight = Math.max(...titles.map((title) => title.height)) + 4;
  const own = figure.panels.map(({ figure: inner }) =>
    shared === undefined ? layoutLegend(innerLegend(inner), width) : undefined,
  );
  const ownHeight = Math.max(
    0,
    ...own.map((each) => (each === undefined ? 0 : each.height + 4)),
  );
  const above = titleHeight + ownHeight;
  const free =
    (frame.maxHeight - 2 * margin - head - gapY * (rows - 1)) / rows - above;
  const height = Math.floor(Math.max(240, Math.min(free, width * 0.72)));
  const inner: Frame = {
    width,
    height,
    maxHeight: height,
    scale: frame.scale,
    small: true,
  };
  const layouts = figure.panels.map(({ figure: each }) =>
    innerLayout(each, inner),
  );
  const top = (row: number) =>
    Math.round(margin + head + row * (above + height + gapY));
  return {
    width: frame.width,
    height: top(rows - 1) + above + height + margin,
    paint: async (context) => {
      context.save();
      context.translate(margin, margin);
      legend?.paint(context);
      context.restore();
      for (const [index, layout] of layouts.entries()) {
        const row = Math.floor(index / columns);
        context.save();
        context.translate(
          margin + (index % columns) * (width + gapX),
          top(row),
        );
        const title = titles[index];
        if (title !== undefined) paintText(context, title, 0, 0);
        context.translate(0, titleHeight);
        own[index]?.paint(context);
        context.translate(0, ownHeight);
        await layout.paint(context);
        context.restore();
      }
    },
  };
};

function innerLayout(figure: Inner, frame: Frame): Layout {
  switch (figure.kind) {
    case "line":
      return line(figure, frame);
    case "scatter":
      return scatter(figure, frame);
    case "bar":
      return bar(figure, frame);
    case "histogram":
      return histogram(figure, frame);
  }
}

function innerLegend(figure: Inner): LegendEntry[] {
  switch (figure.kind) {
    case "line":
      return legendOf(figure);
    case "scatter":
      return scatterLegend(figure);
    case "bar":
      return barLegend(figure);
    case "histogram":
      return histogramLegend(figure);
  }
}

/** The legend that all panels have in common; undefined where they differ. */
function sharedLegend(figure: Panels): LegendEntry[] | undefined {
  const all = figure.panels.map((panel) => innerLegend(panel.figure));
  const key = (entries: readonly LegendEntry[]) =>
    JSON.stringify(entries.map(({ name, sign }) => [name, sign]));
  const [first = []] = all;
  return all.every((each) => key(each) === key(first)) ? first : undefined;
}
