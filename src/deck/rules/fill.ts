import { PNG } from "pngjs";
import type { Deck } from "../deck.ts";
import { type Box, intersect, unionArea } from "../layout/grid.ts";
import { sizeOfText } from "../layout/grow-text.ts";
import { inch, lineHeight, wrap } from "../layout/measure.ts";
import type { Placed, PlacedSlide } from "../layout/placed.ts";
import type { Picture, Presentation } from "../plan.ts";
import { styleOf, type Theme } from "../theme.ts";

/** What is on a slide below its title, where it is seen. */
export interface Body {
  readonly slide: PlacedSlide;
  /** From right below the title to the foot. */
  readonly room: Box;
  /** Evidence and its words, without what of their boxes is empty. */
  readonly shown: readonly Box[];
  /** Of the room, 0…1. */
  readonly fill: number;
}

/** Means over the slides of a talk, and over those that answer questions; absent where there are none. */
export interface Fill {
  readonly talk?: number;
  readonly answers?: number;
}

/** The bodies of all slides that show something: neither the first one nor the list of questions. */
export function bodiesOf({
  deck,
  slides,
  theme,
  pictures,
}: Omit<Presentation, "lastLine">): readonly Body[] {
  return slides.flatMap((slide) => {
    const source = deck.slides.find(({ number }) => number === slide.number);
    if (source === undefined || source.layout === "title") return [];
    if (source.part === "divider") return [];
    const room = roomOf(slide, theme);
    const shown = slide.items.flatMap((item) =>
      isInBody(item) ? [intersect(seenOf(item, pictures, theme), room)] : [],
    );
    const fill = unionArea(shown) / (room.w * room.h);
    return [{ slide, room, shown, fill }];
  });
}

/** Neither the title, the question above it, nor the line at the foot that says where the numbers come from. */
export function isInBody(item: Placed): boolean {
  if (item.kind !== "text") return true;
  const { placeholder } = item;
  const isHead = placeholder === "title" || placeholder === "question";
  return !isHead && item.size !== "footer";
}

/** How full the slides of a deck are, on the mean. */
export function fillOf(bodies: readonly Body[], deck: Deck): Fill {
  const mean = (part: "talk" | "backup") => {
    const numbers = deck.slides
      .filter((slide) => slide.part === part)
      .map(({ number }) => number);
    const fills = bodies
      .filter(({ slide }) => numbers.includes(slide.number))
      .map(({ fill }) => fill);
    const sum = fills.reduce((total, each) => total + each, 0);
    return fills.length === 0 ? undefined : sum / fills.length;
  };
  const [talk, answers] = [mean("talk"), mean("backup")];
  return {
    ...(talk !== undefined && { talk }),
    ...(answers !== undefined && { answers }),
  };
}

/** All that evidence may take: from right below the title's last line. */
function roomOf({ items }: PlacedSlide, theme: Theme): Box {
  const { boxes } = theme.masters;
  const title = items.find(({ name }) => name === "title");
  if (title?.kind !== "text") return boxes.content;
  const style = styleOf(theme, title.size, title.bold, title.points);
  const runs = title.lines.map((line) => line.runs);
  const lines = runs
    .map((line) => wrap(line, style, title.box.w * inch).lines)
    .reduce((sum, each) => sum + each, 0);
  const spare = ((2 - lines) * lineHeight(style, runs)) / inch;
  const down = title.box.y - boxes.title.y - (lines < 2 ? spare : 0);
  const { content } = boxes;
  return { ...content, y: content.y + down, h: content.h - down };
}

/** Where something is seen: without the empty part of a text's box, and a picture's empty margins. */
function seenOf(
  item: Placed,
  pictures: ReadonlyMap<Placed, Picture>,
  theme: Theme,
): Box {
  if (item.kind === "picture") {
    const picture = pictures.get(item);
    if (picture === undefined) return item.box;
    // Of a figure nothing but what is drawn is left.
    return "bytes" in item.shown ? inkOf(picture) : picture.box;
  }
  if (item.kind !== "text") return item.box;
  const { x, y, w, h } = item.box;
  const size = sizeOfText(item, theme);
  const [left, top] = [w - size.w, h - size.h];
  return {
    ...size,
    x:
      x +
      (item.align === "center" ? left / 2 : item.align === "right" ? left : 0),
    y:
      y +
      (item.anchor === "middle" ? top / 2 : item.anchor === "bottom" ? top : 0),
  };
}

/** The box of a picture without the margins of one colour that it has; of a photograph, all of it. */
function inkOf({ type, bytes, box }: Picture): Box {
  if (type !== "png") return box;
  const { data, width, height } = PNG.sync.read(bytes);
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const isBare = (x: number, y: number) => pixels[y * width + x] === pixels[0];
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (isBare(x, y)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return { ...box, w: 0, h: 0 };
  const [across, down] = [box.w / width, box.h / height];
  return {
    x: box.x + left * across,
    y: box.y + top * down,
    w: (right + 1 - left) * across,
    h: (bottom + 1 - top) * down,
  };
}
