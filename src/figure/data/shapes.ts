import * as z from "zod";

/**
 * What each kind of figure is made of. `checks.ts` says how the parts must fit together;
 * `figure.ts` joins both and is what everyone else imports.
 *
 * Every number is finite. `alt` is a sentence that says what the figure shows.
 */

const finite = z.number();
const text = z.string().trim().min(1);

/** A sentence for people who cannot see the figure; Medium keeps 250 characters. */
const alt = z.string().trim().min(20).max(250);

/** An axis: its name, its unit (when it has one) and its scale. */
export const Axis = z.strictObject({
  /** What is measured, such as "distance to the ideal 3". */
  label: text,
  /** Shown in brackets behind the label, such as "ms" or "%". Default: none. */
  unit: text.optional(),
  /** Default: linear. `log` is to the base of ten and needs values above 0. */
  scale: z.enum(["linear", "log"]).optional(),
  /** Ends of the axis. Default: from the data. */
  min: finite.optional(),
  max: finite.optional(),
  /** Decimals on the tick labels. Default: as many as the ticks need. */
  digits: z.number().int().min(0).max(8).optional(),
});

const point = z.tuple([finite, finite]);

/** Points that belong together, drawn in one colour. */
const XYSeries = z.strictObject({ name: text, points: z.array(point).min(1) });

/** A line through points, with an optional band around it. */
const LineSeries = XYSeries.extend({
  /** Lower and upper edge at each point: a spread over seeds, say. */
  band: z
    .strictObject({ low: z.array(finite), high: z.array(finite) })
    .optional(),
  /** Steps in place of straight segments. Default: false. */
  stepped: z.boolean().optional(),
  /** A marker on every point. Default: true up to 25 points. */
  markers: z.boolean().optional(),
});

/** A labelled line across the plot, at one x or at one y. */
export const Reference = z.union([
  z.strictObject({ x: finite, label: text }),
  z.strictObject({ y: finite, label: text }),
]);

/** A rectangle in pixel coordinates, edges as in PIL: left, upper, right, lower. */
const Box = z.strictObject({
  left: finite,
  upper: finite,
  right: finite,
  lower: finite,
  label: text.optional(),
});

/** A picture: `pixels` row by row, `[height, width]` or `[height, width, 3]`. */
export const Panel = z.strictObject({
  title: z.string().optional(),
  /** A second, smaller line below the picture, such as a distance. */
  note: z.string().optional(),
  height: z.number().int().positive(),
  width: z.number().int().positive(),
  /** 1 (default): drawn with the colour map. 3: red, green, blue, 0…1. */
  channels: z.union([z.literal(1), z.literal(3)]).optional(),
  pixels: z.array(finite).min(1),
  boxes: z.array(Box).optional(),
});

/**
 * - `gray`: low is white, high is black (ink on paper);
 * - `gray-inverted`: low is black, high is white (MNIST as stored);
 * - `heat`: sequential, white to deep colour;
 * - `diverging`: signed values, zero in the middle and nearly white.
 */
export const ColorMap = z.enum(["gray", "gray-inverted", "heat", "diverging"]);

export const Images = z.strictObject({
  kind: z.literal("images"),
  alt,
  panels: z.array(Panel).min(1),
  /** Panels in a row. Default: all in one row up to 6. */
  columns: z.number().int().positive().optional(),
  /** Default: `diverging` where a value is negative, else `gray`. */
  colors: ColorMap.optional(),
  /** `common` (default): all panels share one scale; `own`: each has its own; or fixed ends. */
  scale: z
    .union([
      z.enum(["common", "own"]),
      z.strictObject({ min: finite, max: finite }),
    ])
    .optional(),
  /** What the values are: the name beside the colour bar. No bar without it. */
  valueLabel: text.optional(),
  /** Names of the rows of panels, shown at the left. */
  rowLabels: z.array(text).optional(),
});

/** A grid of values, each written into a cell of its colour. */
export const Numbers = z.strictObject({
  kind: z.literal("numbers"),
  alt,
  rows: z.array(z.array(finite).min(1)).min(1),
  /** Decimals. Default: 0. */
  digits: z.number().int().min(0).max(6).optional(),
  colors: ColorMap.optional(),
  rowLabels: z.array(text).optional(),
  columnLabels: z.array(text).optional(),
  /** Axis names, such as "true digit" and "called". */
  rowTitle: text.optional(),
  columnTitle: text.optional(),
});

export const Line = z.strictObject({
  kind: z.literal("line"),
  alt,
  x: Axis,
  y: Axis,
  series: z.array(LineSeries).min(1).max(6),
  references: z.array(Reference).optional(),
});

export const Scatter = z.strictObject({
  kind: z.literal("scatter"),
  alt,
  x: Axis,
  y: Axis,
  series: z.array(XYSeries).min(1).max(4),
  /** Curves over the points, such as a fit or the diagonal. */
  lines: z.array(XYSeries).optional(),
  references: z.array(Reference).optional(),
});

export const Bar = z.strictObject({
  kind: z.literal("bar"),
  alt,
  /** Name of the categories' axis. */
  category: Axis.pick({ label: true }),
  y: Axis,
  categories: z.array(text).min(1),
  series: z
    .array(
      z.strictObject({
        name: text,
        /** One value a category. */
        values: z.array(finite),
        /** Ends of a whisker, one pair a category. */
        whiskers: z.array(point).optional(),
      }),
    )
    .min(1)
    .max(4),
  /** Bars that lie. Default: only where upright ones leave no room for their labels. */
  horizontal: z.boolean().optional(),
  /** Decimals of the value written at each bar. Default: none is written. */
  valueDigits: z.number().int().min(0).max(8).optional(),
  references: z.array(Reference).optional(),
});

export const Histogram = z.strictObject({
  kind: z.literal("histogram"),
  alt,
  x: Axis,
  y: Axis,
  /** n + 1 rising edges for n bins. */
  edges: z.array(finite).min(2),
  /** n counts each. */
  series: z
    .array(z.strictObject({ name: text, counts: z.array(finite.min(0)) }))
    .min(1)
    .max(4),
  references: z.array(Reference).optional(),
});

/** A function of two variables, drawn as a heat map with a colour bar. */
export const Surface = z.strictObject({
  kind: z.literal("surface"),
  alt,
  x: Axis,
  y: Axis,
  z: Axis,
  xs: z.array(finite).min(2),
  ys: z.array(finite).min(2),
  /** `values[row][column]` at `(xs[column], ys[row])`. */
  values: z.array(z.array(finite)),
});

/** An array of rank 2, drawn as cells with their values. */
const Grid = z.strictObject({
  rows: z.array(z.array(finite).min(1)).min(1),
  /** Rows and columns that are held; the cells beyond are stretched copies, drawn pale and dashed. Default: all. */
  held: z
    .tuple([z.number().int().positive(), z.number().int().positive()])
    .optional(),
  /** Decimals. Default: 0. */
  digits: z.number().int().min(0).max(6).optional(),
});

/** Boxes and arrows, laid out by a layout library: nobody places pixels by hand. */
export const Diagram = z.strictObject({
  kind: z.literal("diagram"),
  alt,
  /** Default: right. */
  direction: z.enum(["right", "down"]).optional(),
  nodes: z
    .array(
      z.strictObject({
        id: text,
        label: text,
        /** A smaller second line: a shape, a value, a line of code. */
        detail: text.optional(),
        /** A small array of numbers in the box: the operands of a broadcast, say. */
        grid: Grid.optional(),
        /** `data`: what flows; `step` (default): what is done; `result`: what comes out; `muted`: in the background. */
        role: z.enum(["step", "data", "result", "muted"]).optional(),
      }),
    )
    .min(1),
  edges: z.array(
    z.strictObject({ from: text, to: text, label: text.optional() }),
  ),
});

/** Small multiples: up to nine figures on one canvas, each with a title. */
export const Panels = z.strictObject({
  kind: z.literal("panels"),
  alt,
  /** Figures in a row. Default: 2. */
  columns: z.number().int().positive().optional(),
  panels: z
    .array(
      z.strictObject({
        title: text,
        figure: z.discriminatedUnion("kind", [Line, Scatter, Bar, Histogram]),
      }),
    )
    .min(2)
    .max(9),
});

/** A figure of any kind, its parts not yet checked against each other. */
export const AnyFigure = z.discriminatedUnion("kind", [
  Images,
  Numbers,
  Line,
  Scatter,
  Bar,
  Histogram,
  Surface,
  Diagram,
  Panels,
]);

export type AnyFigure = z.infer<typeof AnyFigure>;
export type Axis = z.infer<typeof Axis>;
export type Panel = z.infer<typeof Panel>;
export type ColorMap = z.infer<typeof ColorMap>;
export type Reference = z.infer<typeof Reference>;
export type Images = z.infer<typeof Images>;
export type Numbers = z.infer<typeof Numbers>;
export type Line = z.infer<typeof Line>;
export type Scatter = z.infer<typeof Scatter>;
export type Bar = z.infer<typeof Bar>;
export type Histogram = z.infer<typeof Histogram>;
export type Surface = z.infer<typeof Surface>;
export type Diagram = z.infer<typeof Diagram>;
export type Panels = z.infer<typeof Panels>;
