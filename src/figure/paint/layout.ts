import type { Pointing } from "../data/pointing.ts";
import type { Paper } from "./paper.ts";
import { type Look, space } from "./theme.ts";

/** The room that a figure may take, in units, and how fine it is drawn. */
export interface Frame {
  readonly width: number;
  /** The height that a figure takes if its content leaves it the choice. */
  readonly height: number;
  /** Beyond it a figure must not grow, if its text stays readable. */
  readonly maxHeight: number;
  /** Pixels a unit. */
  readonly scale: number;
  readonly look: Look;
  /** One of several on a canvas: no names at line ends, no legend. Default: false. */
  readonly small?: boolean;
  /**
   * A slide's room, which the figure fills: rearranged, larger, without margins of its own.
   * Default: false.
   */
  readonly fill?: boolean;
  /** What is pointed at. Default: nothing. */
  readonly pointing?: Pointing | undefined;
}

/** Free at every side of a figure, in units: a slide has margins of its own. */
export function marginOf({ fill }: Frame): number {
  return fill === true ? 6 : space.margin;
}

/** A figure with every place decided; `paint` puts it at the paper's origin. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  paint(paper: Paper): void;
}

/** Draws one kind of figure: decides all places, then paints. */
export type Kind<F> = (figure: F, frame: Frame) => Layout;

/** Runs `draw` with the paper's origin moved. */
export function at(
  paper: Paper,
  x: number,
  y: number,
  draw: (paper: Paper) => void,
): void {
  paper.context.save();
  paper.context.translate(x, y);
  draw(paper);
  paper.context.restore();
}
