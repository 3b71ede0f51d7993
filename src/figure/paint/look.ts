import { luminance, mix, parseHex } from "./colors.ts";
import {
  articleLook,
  type Hex,
  type Look,
  maps,
  type Typeface,
} from "./theme.ts";

/** What another paper says of its colours; the rest of a look follows from these. */
export interface Tones {
  readonly paper: Hex;
  /** At least 4.5:1 on the paper, as are the next two. */
  readonly ink: Hex;
  readonly muted: Hex;
  /** One for each series, in their order. */
  readonly series: readonly Hex[];
  /** What its text is set in. Default: the article's. */
  readonly typeface?: Typeface;
}

/**
 * Maps for a paper that is darker than its ink: little is dark and much is light, so that what
 * stands out is what is large. Digits keep their paper: a picture is data.
 */
const darkMaps: Look["maps"] = {
  ...maps,
  heat: ["#1B232C", "#1F3C55", "#2A628F", "#5296C8", "#9CCBEE", "#E6F3FC"],
  diverging: [
    "#B9DFF8",
    "#7DBAE6",
    "#4287BA",
    "#28506E",
    "#272D34",
    "#6B4029",
    "#B4693D",
    "#EE9A6B",
    "#F9CDB0",
  ],
};

/** The look of figures on the paper of `tones`, with every cue of the article's but the hues. */
export function lookFrom(tones: Tones): Look {
  const { paper, ink, muted, typeface } = tones;
  const tone = (part: number) => mix(ink, paper, part);
  const dark = luminance(parseHex(paper)) < luminance(parseHex(ink));
  const hue = (index: number) => tones.series[index] ?? muted;
  const { roles } = articleLook;
  return {
    colors: {
      paper,
      ink,
      muted,
      reference: muted,
      axis: tone(0.54),
      grid: tone(0.12),
      frame: tone(0.25),
    },
    series: articleLook.series.map((style, index) => ({
      ...style,
      color: hue(index),
      text: hue(index),
      tint: mix(hue(index), paper, 0.3),
    })),
    roles: {
      step: box(mix(hue(0), paper, 0.1), hue(0), ink, roles.step.dash),
      data: box(paper, muted, ink, roles.data.dash),
      result: box(mix(hue(2), paper, 0.12), hue(2), ink, roles.result.dash),
      muted: box(tone(0.04), tone(0.54), muted, roles.muted.dash),
    },
    maps: dark ? darkMaps : maps,
    ...(typeface && { typeface }),
  };
}

function box(fill: Hex, stroke: Hex, text: Hex, dash: readonly number[]) {
  return { fill, stroke, text, dash };
}
