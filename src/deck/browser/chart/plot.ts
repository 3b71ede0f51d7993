import type { Legend } from "../../layout/plot/legend.ts";
import type { Tick } from "./axis.ts";

/** A label below or beside an axis. */
export interface Label extends Tick {
  /** More than one where the name of a bar is broken. */
  readonly lines: readonly string[];
}

/** Where everything of a chart stands, in points from its upper left corner. */
export interface Plot {
  readonly width: number;
  readonly height: number;
  /** Inside of the axes. */
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** Points of all text. */
  readonly size: number;
  readonly across: readonly Label[];
  readonly up: readonly Label[];
  /** Baselines: of what the axis below is called, of what the one at the left is, and of the labels below. */
  readonly titleX: number;
  readonly titleY: number;
  readonly labels: number;
  /** How far the widest label reaches to the left of the axis. */
  readonly reach: number;
  readonly legend: Legend | undefined;
}
