import type { DrawFigure } from "../../deck/build.ts";
import type { DrawnFigure, DrawOptions } from "../../figure/draw.ts";
import type { Figure } from "../../figure/figure.ts";
import type { Look } from "../../figure/paint/theme.ts";
import { sha256 } from "../../files.ts";
import type { Shelf } from "../../kept/shelf.ts";
import { readDrawKey } from "./key.ts";

/** A picture, and what is known of it. */
type Ornament = Pick<DrawnFigure, "png">;

/** Drawings that are kept in memory: those of three topics with a dozen figures, in both looks. */
const most = 150;

/**
 * Draws figures, and keeps what was drawn: the same figure for the same purpose, at the same size,
 * in the same look and with the same parts pointed at, is drawn once, whichever record it comes from.
 * With a shelf it is drawn once for all processes that use it, while the code that draws is the same.
 */
export class Drawings {
  readonly #figures = new Map<string, Promise<DrawnFigure>>();
  readonly #ornaments = new Map<string, Promise<Ornament>>();
  /** Figures and looks stay what they are: each is written as JSON once. */
  readonly #hashes = new WeakMap<object, string>();
  readonly #shelf: Shelf | undefined;

  constructor(shelf?: Shelf) {
    this.#shelf = shelf;
  }

  /** The figure as `drawFigure` draws it. */
  draw(figure: Figure, options: DrawOptions): Promise<DrawnFigure> {
    const { look, ...others } = options;
    const key = `figure ${this.#keyOf(figure, others, look)}`;
    return keep(this.#figures, key, () =>
      this.#shelve(key, async () => {
        const { drawFigure } = await import("../../figure/draw.ts");
        return drawFigure(figure, options);
      }),
    );
  }

  /** Draws for a slide, as PNG: with what is pointed at, or as an ornament. */
  readonly drawOnSlide: DrawFigure = async (figure, inches, look, how = {}) => {
    const { pointing, art, signs } = how;
    if (art !== true) {
      const slide = { purpose: "slide", inches, look } as const;
      return this.draw(figure, { ...slide, pointing, signs });
    }
    const key = `art ${this.#keyOf(figure, { inches }, look)}`;
    return keep(this.#ornaments, key, () =>
      this.#shelve(key, async () => {
        const { drawArt } = await import("../../figure/art/art.ts");
        return { png: drawArt(figure, inches, look) };
      }),
    );
  };

  /** What lies on the shelf, else what is drawn now. */
  async #shelve<Drawn extends Ornament>(
    key: string,
    draw: () => Promise<Drawn>,
  ): Promise<Drawn> {
    if (this.#shelf === undefined) return draw();
    const whole = `${await readDrawKey()} ${key}`;
    const kept = this.#shelf.get(whole);
    if (kept !== undefined) return unpack(kept) as Drawn;
    const drawn = await draw();
    this.#shelf.put(whole, pack(drawn));
    return drawn;
  }

  #keyOf(figure: Figure, options: object, look: Look | undefined): string {
    const parts = [this.#hashOf(figure), look ? this.#hashOf(look) : ""];
    return `${parts.join(" ")} ${JSON.stringify(options)}`;
  }

  #hashOf(value: object): string {
    const hash =
      this.#hashes.get(value) ?? sha256(JSON.stringify(value, asHash));
    this.#hashes.set(value, hash);
    return hash;
  }
}

/** A typeface's files as their hashes: as JSON they would be a list of a million numbers. */
function asHash(this: unknown, name: string, value: unknown): unknown {
  const bytes = (this as { readonly [name: string]: unknown })[name];
  return bytes instanceof Uint8Array ? sha256(bytes) : value;
}

/** One line of JSON, then the picture. */
function pack({ png, ...facts }: Ornament): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify(facts)}\n`), png]);
}

function unpack(packed: Uint8Array): Ornament {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  const end = bytes.indexOf("\n");
  const facts = JSON.parse(bytes.toString("utf8", 0, end));
  return { ...facts, png: bytes.subarray(end + 1) };
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
