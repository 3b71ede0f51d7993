import type { DrawFigure } from "../../deck/build.ts";
import {
  type DrawnFigure,
  type DrawOptions,
  drawFigure,
} from "../../figure/draw.ts";
import type { Figure } from "../../figure/figure.ts";
import { sha256 } from "../../files.ts";

/** Drawings that are kept: those of three topics with a dozen figures, in both looks. */
const most = 150;

/**
 * Draws figures, and keeps what was drawn: the same figure for the same purpose, at the same size
 * and in the same look, is drawn once, whichever record it comes from.
 */
export class Drawings {
  readonly #kept = new Map<string, Promise<DrawnFigure>>();
  /** A record's figures stay what they are: each is written as JSON once. */
  readonly #hashes = new WeakMap<Figure, string>();

  /** The figure as `drawFigure` draws it. */
  draw(figure: Figure, options: DrawOptions): Promise<DrawnFigure> {
    const key = `${this.#hashOf(figure)} ${JSON.stringify(options)}`;
    const drawn = this.#kept.get(key) ?? drawFigure(figure, options);
    // Put behind all others: the first is the one that was not asked for the longest.
    this.#kept.delete(key);
    this.#kept.set(key, drawn);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > most && oldest !== undefined)
      this.#kept.delete(oldest);
    return drawn;
  }

  /** Draws for a slide, as PNG. */
  readonly drawOnSlide: DrawFigure = (figure, inches, look) =>
    this.draw(figure, { purpose: "slide", inches, look });

  #hashOf(figure: Figure): string {
    const hash = this.#hashes.get(figure) ?? sha256(JSON.stringify(figure));
    this.#hashes.set(figure, hash);
    return hash;
  }
}
