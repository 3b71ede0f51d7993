import type { Finding } from "../errors.ts";
import type { Figure } from "../figure/figure.ts";
import type { Record } from "../record/record.ts";
import { arrange } from "./arrange.ts";
import type { Deck } from "./deck.ts";
import { dress } from "./dress.ts";
import { checkFit } from "./fit.ts";
import { contain } from "./grid.ts";
import { lastLine } from "./last-line.ts";
import { normaliseParts } from "./normalise.ts";
import type { Placed, PlacedSlide } from "./placed.ts";
import { type Picture, present } from "./present.ts";
import { readTheme, type ThemeName } from "./theme.ts";
import { unzip, zip } from "./zip.ts";

/** Draws a figure as PNG for a slide, to lie inside so many inches. */
export type DrawFigure = (
  figure: Figure,
  inches: { readonly width: number; readonly height: number },
) => Buffer | Promise<Buffer>;

export interface BuildOptions {
  /** Words a minute. Default: 140. */
  readonly pace?: number;
  /** Default: light. */
  readonly theme?: ThemeName;
  /** ISO 8601 in UTC, for the file's properties. Default: 2026-01-01T00:00:00Z. */
  readonly date?: string;
}

export interface BuiltDeck {
  /** By name within the topic's output folder. */
  readonly files: ReadonlyMap<string, Buffer | string>;
  readonly findings: readonly Finding[];
}

/** For now */
export async function buildDeck(
  deck: Deck,
  record: Record,
  draw: DrawFigure,
  options: BuildOptions = {},
): Promise<BuiltDeck> {
  const theme = readTheme(options.theme ?? "light");
  const slides = deck.slides.map((slide) => arrange(slide, deck, theme));
  const findings = slides.flatMap((slide) => checkFit(slide, theme, deck.path));
  const pictures = await drawPictures(slides, draw);
  const raw = await present({
    deck,
    slides,
    theme,
    lastLine: lastLine(record),
    pictures,
  });
  const parts = await unzip(raw);
  dress(parts, slides, theme);
  const pptx = await zip(
    await normaliseParts(parts, {
      language: deck.language,
      date: options.date ?? "2026-01-01T00:00:00Z",
    }),
  );
  return { files: new Map([["deck.pptx", pptx]]), findings };
}

async function drawPictures(
  slides: readonly PlacedSlide[],
  draw: DrawFigure,
): Promise<Map<Placed, Picture>> {
  const pictures = new Map<Placed, Picture>();
  for (const item of slides.flatMap((slide) => slide.items)) {
    if (item.kind !== "picture") continue;
    const png = await draw(item.figure, {
      width: item.box.w,
      height: item.box.h,
    });
    const aspect = png.readUInt32BE(16) / png.readUInt32BE(20);
    pictures.set(item, { png, box: contain(item.box, aspect) });
  }
  return pictures;
}
