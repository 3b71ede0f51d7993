import type { DrawFigure } from "../../deck/build.ts";
import { drawArt } from "../../figure/art/art.ts";
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
 * Draws figures, and keeps what was drawn: the same figure for the same purpose, at the same size,
 * in the same look and with the same parts pointed at, is drawn once, whichever record it comes from.
 */
export class Drawings {
  readonly #figures = new Map<string, Promise<DrawnFigure>>();
  readonly #ornaments = new Map<string, Buffer>();
  /** A record's figures stay what they are: each is written as JSON once. */
  readonly #hashes = new WeakMap<Figure, string>();

  /** The figure as `drawFigure` draws it. */
  draw(figure: Figure, options: DrawOptions): Promise<DrawnFigure> {
    const key = this.#keyOf(figure, options);
    return keep(this.#figures, key, () => drawFigure(figure, options));
  }

  /** Draws for a slide, as PNG: with what is pointed at, or as an ornament. */
  readonly drawOnSlide: DrawFigure = async (figure, inches, look, how = {}) => {
    const { pointing, art } = how;
    if (art !== true)
      return this.draw(figure, { purpose: "slide", inches, look, pointing });
    const key = this.#keyOf(figure, { inches, look });
    const png = keep(this.#ornaments, key, () => drawArt(figure, inches, look));
    return { png };
  };

  #keyOf(figure: Figure, options: DrawOptions): string {
    const hash = this.#hashes.get(figure) ?? sha256(JSON.stringify(figure));
    this.#hashes.set(figure, hash);
    return `${hash} ${JSON.stringify(options)}`;
  }
}

/** What is kept under `key`, made where there is nothing yet. */
function keep<Made>(
  kept: Map<string, Made>,
  key: string,
  make: () => Made,
): Made {
  const made = kept.get(key) ?? make();
  // Put behind all others: the first is the one that was not asked for the longest.
  kept.delete(key);
  kept.set(key, made);
  const [oldest] = kept.keys();
  if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  return made;
}
