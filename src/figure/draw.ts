import type { Pointing } from "./data/pointing.ts";
import type { Figure } from "./figure.ts";
import { diagram } from "./kinds/diagram.ts";
import { images } from "./kinds/images.ts";
import { numbers } from "./kinds/numbers.ts";
import { charted, panels } from "./kinds/panels.ts";
import { surface } from "./kinds/surface.ts";
import { crop, inkOf } from "./paint/crop.ts";
import { at, type Frame, type Layout } from "./paint/layout.ts";
import { isOpaque, type Paper, paper } from "./paint/paper.ts";
import { inTypeface } from "./paint/text.ts";
import { articleLook, column, type Look } from "./paint/theme.ts";
import { type Signs, withSigns } from "./plan/format.ts";

/** Where a figure will be seen. */
export interface DrawOptions {
  /**
   * - `article` (default): shown 680 px wide, text at least 13 px;
   * - `cover`: the same, never flatter than 2.4:1 (the first picture of an article);
   * - `slide`: laid out to fill `inches`, cropped to what is drawn, text at least 16 pt.
   */
  readonly purpose?: "article" | "cover" | "slide";
  /** Width of the file in pixels. Default: 1400, on a slide 200 a inch. */
  readonly width?: number;
  /** On a slide: the room that the picture must fit into. Default: 12 × 5. */
  readonly inches?: { readonly width: number; readonly height: number };
  /** Every colour in it. Default: that of the article. */
  readonly look?: Look;
  /** What its numbers are written with. Default: as in English. */
  readonly signs?: Signs | undefined;
  /** What is pointed at; the rest steps back. Default: nothing. */
  readonly pointing?: Pointing | undefined;
}

/** A figure as a picture; lengths in pixels of the file. */
export interface DrawnFigure {
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  /** Size of the smallest text that was painted; absent where there is none. */
  readonly smallestText?: number;
  /** No pixel lets what lies below shine through. Default: nobody looked. */
  readonly isOpaque?: boolean;
}

/** Pixels of an article's column: twice as fine as it is shown. */
const columnPixels = 1400;

/** A unit is 2/3 pt on a slide: the smallest text, 24 units, is 16 pt, as that of native charts. */
const unitsPerInch = 108;

const slideDpi = 200;

/** What leaves room on a slide is drawn larger, at most so much: its smallest text is then 25 pt. */
const mostZoom = 1.6;

/** Medium takes covers of 1.3:1 to 2.4:1. */
const flattest = 2.4;
const tallest = 1.3;

/** Width over height of a chart in an article, which has the choice. */
const usual = 1.75;

/** Draws a figure to an 8-bit PNG; the same figure gives the same bytes. */
export async function drawFigure(
  figure: Figure,
  options: DrawOptions = {},
): Promise<DrawnFigure> {
  const frame = frameFor(options);
  const draw = () =>
    frame.fill === true
      ? drawFilling(figure, frame)
      : drawnFrom(paintOn(figure, frame, leastHeight(options, frame)));
  return inTypeface(frame.look.typeface, () => withSigns(options.signs, draw));
}

/** A figure as large as its room on a slide lets it be, and nothing around it. */
function drawFilling(figure: Figure, frame: Frame): DrawnFigure {
  const page = paintOn(figure, frame);
  const ink = inkOf(page);
  const { scale, width, maxHeight } = frame;
  const zoom = Math.min(
    mostZoom,
    (width * scale) / ink.width,
    (maxHeight * scale) / ink.height,
  );
  if (zoom <= 1.01) return drawnFrom(crop(page, ink));
  // Painted anew: pixels and letters are as sharp as if it had been laid out in that size.
  const larger = paintOn(figure, { ...frame, scale: scale * zoom });
  return drawnFrom(crop(larger, inkOf(larger)));
}

function paintOn(figure: Figure, frame: Frame, least = 0): Paper {
  const layout = layoutFigure(figure, frame);
  const height = Math.max(layout.height, least);
  // What needs more than its frame's width is drawn smaller, never cut off.
  const scale = (frame.scale * frame.width) / layout.width;
  const page = paper(layout.width, height, scale, frame.look);
  const top = Math.round((height - layout.height) / 2);
  at(page, 0, top, (moved) => layout.paint(moved));
  return page;
}

function drawnFrom({ context, smallestText }: Paper): DrawnFigure {
  const { canvas } = context;
  return {
    png: canvas.toBuffer("image/png"),
    width: canvas.width,
    height: canvas.height,
    ...(smallestText !== undefined && { smallestText }),
    isOpaque: isOpaque(context),
  };
}

function frameFor({
  purpose,
  width,
  inches,
  look = articleLook,
  pointing,
}: DrawOptions): Frame {
  if (purpose !== "slide") {
    const scale = (width ?? columnPixels) / column;
    return {
      width: column,
      height: Math.round(column / usual),
      maxHeight: Math.floor(column / tallest),
      scale,
      look,
      pointing,
    };
  }
  const room = inches ?? { width: 12, height: 5 };
  const units = Math.round(room.width * unitsPerInch);
  const height = Math.round(room.height * unitsPerInch);
  const pixels = width ?? Math.round(room.width * slideDpi);
  const scale = pixels / units;
  const fill = true;
  return {
    ...{ width: units, height, maxHeight: height, scale },
    ...{ look, fill, pointing },
  };
}

function leastHeight({ purpose }: DrawOptions, frame: Frame): number {
  return purpose === "cover" ? Math.ceil(frame.width / flattest) : 0;
}

function layoutFigure(figure: Figure, frame: Frame): Layout {
  switch (figure.kind) {
    case "images":
      return images(figure, frame);
    case "numbers":
      return numbers(figure, frame);
    case "surface":
      return surface(figure, frame);
    case "diagram":
      return diagram(figure, frame);
    case "panels":
      return panels(figure, frame);
    default:
      return charted(figure, frame);
  }
}
