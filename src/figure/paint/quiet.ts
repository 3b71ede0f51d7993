import { type Tone, tonesOf } from "../data/pointing.ts";
import { mix, quietPart } from "./colors.ts";
import {
  type Hex,
  type Ink,
  type Look,
  type SeriesStyle,
  seriesStyle,
} from "./theme.ts";

/** Strokes of what steps back, and of what is pointed at, as a part of the usual ones. */
const weights = { quiet: 0.6, pointed: 1.25 } as const;

/** Of a stroke that steps back, in units. */
const shortest = 9;

/** The grey in which something steps back: at least 3:1 on the paper. */
function quietColor({ colors }: Look): Hex {
  const { muted, paper } = colors;
  return mix(muted, paper, quietPart(muted, paper));
}

/** The style of a series that steps back: grey and thin, with the dashes, closer together, and the marker that it has. */
export function quietStyle(style: SeriesStyle, look: Look): SeriesStyle {
  const color = quietColor(look);
  return {
    ...style,
    color,
    text: look.colors.muted,
    tint: mix(color, look.colors.paper, 0.3),
    dash: tightened(style.dash),
    weight: weights.quiet,
  };
}

/** Dots of a thin grey line would not be seen: strokes at least as long as the gaps between them. */
function tightened(dash: readonly number[]): readonly number[] {
  return dash.map((length, index) =>
    index % 2 === 0
      ? Math.max(length, shortest)
      : Math.min(length, shortest * 0.75),
  );
}

/** A series as its tone asks: the first that is pointed at has the accent, the second the next colour. */
export function toned(style: SeriesStyle, tone: Tone, look: Look): SeriesStyle {
  if (tone === undefined) return style;
  if (tone === "quiet") return quietStyle(style, look);
  const { marker } = style;
  return { ...seriesStyle(look, tone), marker, weight: weights.pointed };
}

/** The look in which the series of these names are drawn: those pointed at stand out. */
export function pointedLook(
  names: readonly string[],
  look: Look,
  highlight: readonly string[] | undefined,
): Look {
  const tones = tonesOf(names, highlight);
  if (tones.every((tone) => tone === undefined)) return look;
  const series = tones.map((tone, index) =>
    toned(seriesStyle(look, index), tone, look),
  );
  return { ...look, series };
}

/** The colour of a title as its tone asks; as ever, where nothing is pointed at. */
export function titleColor(tone: Tone, look: Look): { color?: Ink | Hex } {
  if (tone === undefined) return {};
  return { color: tone === "quiet" ? "muted" : seriesStyle(look, tone).text };
}
