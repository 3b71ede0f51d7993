/**
 * How people are taught to write a 3 and a 7, as skeletons in a box that is 1 wide and 1
 * high: x to the right, y downwards. Hands come in elsewhere (hand.ts).
 */

export type Point = readonly [x: number, y: number];

/** Points that the pen passes smoothly; where two curves meet, it turns a corner. */
type Curve = readonly Point[];

/** What the pen writes without being lifted: each curve begins where the last one ended. */
export type Stroke = readonly Curve[];

/** The ways to write a 3 that a writer keeps to. */
export interface ThreeStyle {
  readonly top: "round" | "flat" | "pointed";
  readonly middle: "cusp" | "soft" | "loop";
  /** Where the two bowls meet: x and y. */
  readonly waist: Point;
  /** How far right the upper and the lower bowl reach. */
  readonly upper: number;
  readonly lower: number;
  /** Height of the first point under the top, and of the last one over the bottom. */
  readonly hook: number;
  readonly tail: number;
}

export function threeStrokes(style: ThreeStyle): Stroke[] {
  const top = topOfThree(style);
  const bottom = bottomOfThree(style);
  const [x, y] = style.waist;
  if (style.middle === "cusp") {
    const last = top.at(-1) ?? [];
    return [
      [...top.slice(0, -1), [...last, style.waist], [style.waist, ...bottom]],
    ];
  }
  const between: Curve =
    style.middle === "soft"
      ? [[x + 0.14, y]]
      : [
          [x + 0.05, y - 0.04],
          [x - 0.08, y - 0.01],
          [x - 0.1, y + 0.06],
          [x + 0.02, y + 0.07],
          [x + 0.16, y + 0.03],
        ];
  const last = top.at(-1) ?? [];
  return [[...top.slice(0, -1), [...last, ...between, ...bottom]]];
}

/** From the first touch to above the waist. */
function topOfThree({ top, upper, waist, hook }: ThreeStyle): Curve[] {
  const [x, y] = waist;
  if (top === "round") {
    return [
      [
        [0.08, hook],
        [0.24, 0.05],
        [0.52, 0],
        [upper - 0.03, 0.1],
        [upper - 0.02, 0.26],
        [(x + upper) / 2, y - 0.08],
      ],
    ];
  }
  const corner: Point = [upper + 0.02, top === "flat" ? 0.03 : hook * 0.4];
  const bar: Curve =
    top === "flat"
      ? [[0.06, 0.05], [0.45, 0.03], corner]
      : [[0.1, hook * 0.7], [0.42, 0], [0.64, 0], corner];
  return [bar, [corner, [(x + upper) / 2 + 0.02, y * 0.58]]];
}

/** From below the waist to the last point. */
function bottomOfThree({ lower, waist, tail }: ThreeStyle): Point[] {
  const [x, y] = waist;
  const height = 1 - y;
  return [
    [(x + lower) / 2 + 0.06, y + height * 0.1],
    [lower, y + height * 0.42],
    [lower - 0.13, y + height * 0.82],
    [0.42, 1],
    [0.18, 1 - tail * 0.35],
    [0.02, 1 - tail],
  ];
}

/** The ways to write a 7 that a writer keeps to. */
export interface SevenStyle {
  /** How the bar begins: bare, or with a short stroke down to its left end. */
  readonly serif: number;
  /** How far the bar hangs in its middle, and how much lower its left end is. */
  readonly sag: number;
  readonly tilt: number;
  readonly corner: "sharp" | "round";
  /** Where the stem ends, and how far its middle lies off the straight line. */
  readonly foot: number;
  readonly bow: number;
  /** How far the foot is drawn out to the left; 0 for not at all. */
  readonly curl: number;
  /** Half length of the bar through the stem; 0 for none. */
  readonly crossbar: number;
  /** How far its right end is raised, and where on the stem it lies, 0…1. */
  readonly crossTilt: number;
  readonly crossHeight: number;
}

export function sevenStrokes(style: SevenStyle): Stroke[] {
  const { serif, sag, tilt, foot, bow } = style;
  const left: Point = [0.04, tilt];
  const right: Point = [0.96, 0];
  const bar: Curve = [
    left,
    [0.32, tilt * 0.7 + sag * 0.9],
    [0.66, tilt * 0.3 + sag],
  ];
  const begin: Curve[] = serif > 0 ? [[[0.05, tilt + serif], left]] : [];
  const end: Curve =
    style.curl === 0
      ? [[foot, 1]]
      : [
          [foot + 0.02, 0.92],
          [foot - style.curl * 0.5, 1],
          [foot - style.curl, 0.96],
        ];
  const stem: Curve = [
    [0.96 + (foot - 0.96) * 0.3 + bow * 0.8, 0.3],
    [0.96 + (foot - 0.96) * 0.62 + bow, 0.62],
    ...end,
  ];
  const main: Stroke =
    style.corner === "sharp"
      ? [...begin, [...bar, right], [right, ...stem]]
      : [...begin, [...bar, [0.9, 0.01], [0.95, 0.1], ...stem]];
  if (style.crossbar === 0) return [main];
  const along = style.crossHeight;
  const x = 0.96 + (foot - 0.96) * along + bow;
  const cross: Curve = [
    [x - style.crossbar, along + style.crossTilt],
    [x, along + 0.01],
    [x + style.crossbar, along - style.crossTilt],
  ];
  return [main, [cross]];
}
