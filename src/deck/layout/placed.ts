import type { OwnPicture } from "../../article/bound.ts";
import type { Callout, Pointing } from "../../figure/data/pointing.ts";
import type { Figure } from "../../figure/figure.ts";
import type { BodyLine, Line, Place } from "../deck.ts";
import type { CodeLine } from "../highlight.ts";
import type { Ink } from "../roles.ts";
import type { Theme } from "../theme.ts";
import type { NativeChart } from "./chart.ts";
import type { Box } from "./grid.ts";
import type { LayoutName } from "./masters.ts";

/** A slide with everything in its place, as plain data: what is checked, then drawn. */

interface Placing {
  readonly box: Box;
  /** As `shapeName` says, unique on its slide. */
  readonly name: string;
  /** What it came from in deck.md. */
  readonly place: Place;
}

export interface PlacedText extends Placing {
  readonly kind: "text";
  /** The layout's placeholder that it fills, there or moved to `box`. */
  readonly placeholder?: string;
  readonly lines: readonly BodyLine[];
  readonly size: keyof Theme["sizes"];
  /** Points, where there is room for more than its role has. Default: those of its role. */
  readonly points?: number;
  readonly bold: boolean;
  readonly ink: Ink;
  /** Points between paragraphs. */
  readonly gap: number;
  readonly align: "left" | "right" | "center";
  readonly anchor: "top" | "middle" | "bottom";
  /** Lines allowed; default: as many as the box holds. */
  readonly most?: number;
}

export interface PlacedChart extends Placing {
  readonly kind: "chart";
  readonly chart: NativeChart;
  readonly alt: string;
  /** What is said beside points of the figure that it shows. Default: nothing. */
  readonly said?: {
    readonly figure: Figure;
    readonly callouts: readonly Callout[];
    /** What stands out, by name; the rest has stepped back. */
    readonly highlight: readonly string[];
  };
}

/** A thin line from a callout to what it speaks of, corner to corner of its box. */
export interface PlacedConnector extends Placing {
  readonly kind: "connector";
  /** From the lower left to the upper right. */
  readonly rises: boolean;
}

export interface PlacedPicture extends Placing {
  readonly kind: "picture";
  /** Where a picture that is flatter than its box stands in it. */
  readonly anchor: "top" | "middle";
  /** What is to be drawn, or a picture of the author's own. */
  readonly shown: Figure | OwnPicture;
  /** What is pointed at in a figure. */
  readonly pointing?: Pointing;
  /** Drawn without axes and words, for its looks: nothing of it has to be read. Default: false. */
  readonly decorative?: boolean;
  readonly alt: string;
}

export interface PlacedTable extends Placing {
  readonly kind: "table";
  /** Inches from the top of the page that it must not reach below. */
  readonly bottom: number;
  /** Points of its text. */
  readonly size: number;
  readonly rows: readonly (readonly Line[])[];
  readonly align: readonly ("left" | "center" | "right")[];
  /** Cells that are pointed at. Default: none. */
  readonly pointed?: readonly (readonly boolean[])[];
  /** Inches, a column each. */
  readonly widths: readonly number[];
  /** Inches, a row each. */
  readonly heights: readonly number[];
  readonly alt: string;
}

export interface PlacedCode extends Placing {
  readonly kind: "code";
  /** Inches from the top of the page that it must not reach below. */
  readonly bottom: number;
  readonly lines: readonly CodeLine[];
  /** Lines that are pointed at, from 1; the others step back. Default: none. */
  readonly pointed?: readonly number[];
  /** Points: as large as fits. */
  readonly size: number;
  /** From line to line, in heights of a line: 1 where there is no room for more air. */
  readonly leading: number;
  /** Behind it. Output stands on the bare slide with a bar at its left. */
  readonly output: boolean;
}

export type Placed =
  | PlacedText
  | PlacedChart
  | PlacedConnector
  | PlacedPicture
  | PlacedTable
  | PlacedCode;

export interface PlacedSlide {
  readonly number: number;
  /** What it goes by in the file, used once. */
  readonly key: string;
  /** The layout in the file. */
  readonly layout: LayoutName;
  readonly items: readonly Placed[];
  readonly notes: readonly Line[];
}

/** Inches between the edge of a code panel and its text. */
export const codePadding = 0.2;
