/**
 * How every figure looks: one theme, as data. On the slides of a deck it stands in that deck's
 * colours (`look.ts`), as the native charts do.
 *
 * Lengths are in units, of which `column` span a figure in an article; on a slide one unit is
 * two thirds of a point.
 */

/** A colour as `#RRGGBB`, with two digits more for how much it covers. */
export type Hex = `#${string}`;

/** How a series is told apart: by its colour, and by a second cue for those who see none. */
export interface SeriesStyle {
  /** Lines, markers and bars: at least 3:1 on paper. */
  readonly color: Hex;
  /** The same hue for words: at least 4.5:1 on paper. */
  readonly text: Hex;
  /** A paler tone for areas that a line of the colour borders. */
  readonly tint: Hex;
  /** Lengths of stroke and gap; empty: solid. */
  readonly dash: readonly number[];
  readonly marker:
    | "circle"
    | "triangle"
    | "rect"
    | "rectRot"
    | "star"
    | "crossRot";
  /** How an area is filled. */
  readonly fill: "solid" | "tint" | "stripe" | "grid";
  /** Of its strokes and markers, as a part of the usual one. Default: 1. */
  readonly weight?: number;
}

/**
 * The four colours of Okabe and Ito that reach 3:1 on white, and two more that do.
 * Source: Okabe & Ito, "Color Universal Design", 2008.
 */
export const seriesStyles: readonly SeriesStyle[] = [
  {
    color: "#0072B2",
    text: "#0069A4",
    tint: "#BFDCEC",
    dash: [],
    marker: "circle",
    fill: "solid",
  },
  {
    color: "#D55E00",
    text: "#B34F00",
    tint: "#F9DDC7",
    dash: [16, 9],
    marker: "triangle",
    fill: "tint",
  },
  {
    color: "#009E73",
    text: "#00775A",
    tint: "#BFE7DC",
    dash: [4, 8],
    marker: "rect",
    fill: "stripe",
  },
  {
    color: "#CC79A7",
    text: "#A14478",
    tint: "#F2DDE9",
    dash: [20, 8, 4, 8],
    marker: "rectRot",
    fill: "grid",
  },
  {
    color: "#332288",
    text: "#332288",
    tint: "#CCC8E1",
    dash: [10, 5],
    marker: "star",
    fill: "solid",
  },
  {
    color: "#6E6E6E",
    text: "#5C5C5C",
    tint: "#DBDBDB",
    dash: [2, 6],
    marker: "crossRot",
    fill: "tint",
  },
];

/** Colours that carry no series. */
export const colors = {
  paper: "#FFFFFF",
  /** Titles and what must be read. */
  ink: "#1F2328",
  /** Ticks, axis names, notes. */
  muted: "#57606A",
  /** Reference lines and curves that are no measurement. */
  reference: "#6A737D",
  axis: "#848D97",
  grid: "#E6E9EC",
  frame: "#D0D7DE",
} as const;

/** A diagram's boxes, by the role of what is in them. */
export const roles = {
  step: { fill: "#E8F1F8", stroke: "#0072B2", text: "#10395A", dash: [] },
  data: { fill: "#FFFFFF", stroke: "#6A737D", text: "#1F2328", dash: [] },
  result: { fill: "#E3F4EE", stroke: "#008763", text: "#08432F", dash: [] },
  muted: { fill: "#F6F7F8", stroke: "#8C959F", text: "#57606A", dash: [8, 6] },
} as const;

/** Stops of the colour maps, evenly spaced from the lowest value to the highest. */
export const maps = {
  gray: ["#FFFFFF", "#000000"],
  "gray-inverted": ["#000000", "#FFFFFF"],
  heat: ["#FFFFFF", "#DDEAF4", "#A9CCE3", "#5FA2CD", "#2270AC", "#0B3F73"],
  diverging: [
    "#0B3F73",
    "#2270AC",
    "#6FAED4",
    "#BBD9EA",
    "#F7F7F7",
    "#F8CFB4",
    "#EE9A6B",
    "#CC5A2B",
    "#7F2A0E",
  ],
} as const;

/** A colour by its part in a figure. */
export type Ink = keyof typeof colors;

/** Every colour of a figure. What a figure means never depends on it. */
export interface Look {
  readonly colors: { readonly [name in Ink]: Hex };
  readonly series: readonly SeriesStyle[];
  /** Of curves over points, where one of them is pointed at. Default: ink. */
  readonly curves?: readonly SeriesStyle[];
  readonly roles: {
    readonly [name in keyof typeof roles]: {
      readonly fill: Hex;
      readonly stroke: Hex;
      readonly text: Hex;
      readonly dash: readonly number[];
    };
  };
  readonly maps: { readonly [name in keyof typeof maps]: readonly Hex[] };
  /** What its text is set in. Default: the article's. */
  readonly typeface?: Typeface;
}

/** A family of type with its TrueType files. */
export interface Typeface {
  readonly family: string;
  readonly regular: Buffer;
  readonly bold: Buffer;
}

/** On the white page of an article. */
export const articleLook: Look = { colors, series: seriesStyles, roles, maps };

/** Family names as registered by `paper.ts`. */
export const families = { sans: "Lectern Sans", mono: "Lectern Mono" } as const;

/**
 * Units across a figure in an article. A phone and a narrow window show it 680 px wide: the smallest
 * text, 24 units, is 13.1 px high there.
 */
export const column = 1244;

/** Sizes of text, in units. `small` is the floor: nothing is set smaller. */
export const sizes = { small: 24, body: 26, title: 28 } as const;

/** Line height as a multiple of the size. */
export const leading = 1.28;

/** Room around and between things, in units. */
export const space = { margin: 25, gap: 24, tight: 10 } as const;

/** Widths of strokes, in units. */
export const strokes = { line: 5, thin: 2, reference: 3, arrow: 3.5 } as const;

/** Radius of a marker on a line, in units. */
export const markerRadius = 7;

/** The style of the n-th series; the list starts again after the sixth. */
export function seriesStyle({ series }: Look, index: number): SeriesStyle {
  const style = series[index % series.length];
  if (style === undefined) throw new RangeError(`no series style ${index}`);
  return style;
}

/**
 * Where Chart.js draws a series: the lowest last. Later ones lie over earlier ones, and what is
 * pointed at over all.
 */
export function layerOf(weight: number, index: number): number {
  return -index - (weight > 1 ? 10 : 0);
}
