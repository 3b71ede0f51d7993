import type { Finding } from "../errors.ts";
import type { Deck } from "./deck.ts";
import type { Box } from "./layout/grid.ts";
import type { Placed, PlacedSlide } from "./layout/placed.ts";
import type { Theme } from "./theme.ts";
import type { Timing } from "./timing.ts";

/** A picture as it is shown. */
export interface Picture {
  readonly bytes: Buffer;
  readonly type: "png" | "jpeg";
  /** In pixels. */
  readonly width: number;
  /** Of its smallest text, in pixels; absent where it has none, or nobody knows. */
  readonly smallestText?: number;
  /** Where it stands: the figure's box with the picture's own aspect. */
  readonly box: Box;
}

/** A deck with everything in its place, and every picture drawn. */
export interface Presentation {
  readonly deck: Deck;
  readonly slides: readonly PlacedSlide[];
  readonly theme: Theme;
  /** Where the numbers come from: the speaker's sheets begin with it. */
  readonly lastLine: string;
  /** What stands at the foot of every slide: that line, or "" where two slides say it. */
  readonly foot: string;
  /** The first slide shows a figure of its own in place of the theme's mark. */
  readonly hasArt: boolean;
  /** By the placed item that it draws. */
  readonly pictures: ReadonlyMap<Placed, Picture>;
}

/** The same with what is known of it: PowerPoint and the browser show this one plan. */
export interface PlannedDeck extends Presentation {
  /** Of the rules DK on words, boxes and pictures; what reading found is in the deck itself. */
  readonly findings: readonly Finding[];
  readonly timing: Timing;
}
