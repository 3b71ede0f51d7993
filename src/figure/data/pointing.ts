import type { AnyFigure } from "./shapes.ts";

/** A few words that stand beside the place of a figure that they speak of. */
export interface Callout {
  /** A part's name, or `series@x`. */
  readonly at: string;
  readonly text: string;
}

/** What of a figure is pointed at; the rest of it steps back. */
export interface Pointing {
  /** Names of parts, as the figure has them. */
  readonly highlight: readonly string[];
  readonly callouts: readonly Callout[];
}

/** How a part is shown: as the n-th of those pointed at, stepped back, or as ever. */
export type Tone = number | "quiet" | undefined;

/**
 * The tone of each of these parts, by their names. Where none of them is pointed at all are as
 * ever: who points at a series says nothing about categories.
 */
export function tonesOf(
  names: readonly (string | undefined)[],
  highlight: readonly string[] = [],
): Tone[] {
  const own = highlight.filter((each) => names.includes(each));
  return names.map((name) => {
    if (own.length === 0) return undefined;
    const at = name === undefined ? -1 : own.indexOf(name);
    return at < 0 ? "quiet" : at;
  });
}

/** What the callouts say of the part of that name, line by line; "" for nothing. */
export function calloutsAt(
  name: string,
  pointing: Pointing | undefined,
): string {
  const own = (pointing?.callouts ?? []).filter(({ at }) => at === name);
  return own.map(({ text }) => text).join("\n");
}

/** Names that more than one part may have stand once. */
function once(names: readonly (string | undefined)[]): string[] {
  const said = names.flatMap((each) => (each?.trim() ? each.trim() : []));
  return [...new Set(said)];
}

/** What of `figure` can be pointed at: series, categories, panels, rows, columns, cells, nodes. */
export function partsOf(figure: AnyFigure): readonly string[] {
  switch (figure.kind) {
    case "line":
    case "histogram":
      return once(figure.series.map(({ name }) => name));
    case "scatter":
      return once(
        [...figure.series, ...(figure.lines ?? [])].map(({ name }) => name),
      );
    case "bar":
      return once([
        ...figure.categories,
        ...figure.series.map(({ name }) => name),
      ]);
    case "panels":
      return once([
        ...figure.panels.map(({ title }) => title),
        ...figure.panels.flatMap((each) => partsOf(each.figure)),
      ]);
    case "images":
      return once([
        ...figure.panels.map(({ title }) => title),
        ...(figure.rowLabels ?? []),
      ]);
    case "numbers": {
      const { rowLabels = [], columnLabels = [] } = figure;
      const cells = rowLabels.flatMap((row) =>
        columnLabels.map((column) => `${row}/${column}`),
      );
      return once([...rowLabels, ...columnLabels, ...cells]);
    }
    case "diagram":
      return once(figure.nodes.flatMap(({ id, label }) => [label, id]));
    case "surface":
      return [];
  }
}
