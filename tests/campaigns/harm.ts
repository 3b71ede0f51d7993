import { PNG } from "pngjs";
import type { Box } from "../../src/deck/layout/grid.ts";
import type { Placed } from "../../src/deck/layout/placed.ts";
import type { Picture, PlannedDeck } from "../../src/deck/plan.ts";

/** What is drawn of a deck, and the plan that it is held against: a fault is in one of them, or in both. */
interface Harmed {
  readonly drawn: PlannedDeck;
  readonly meant: PlannedDeck;
}

/** Makes a fault on the first slide of a plan. */
export type Harm = (plan: PlannedDeck) => Harmed;

/** The plan with other items on its first slide; pictures follow theirs. */
function change(
  plan: PlannedDeck,
  to: (item: Placed, index: number) => Placed | undefined,
  paint: (picture: Picture) => Picture = (picture) => picture,
): PlannedDeck {
  const pictures = new Map(plan.pictures);
  const slides = plan.slides.map((slide, at) => {
    if (at > 0) return slide;
    const items = slide.items.flatMap((item, index) => {
      const made = to(item, index);
      const picture = plan.pictures.get(item);
      if (made !== undefined && picture !== undefined) {
        const box = made === item ? picture.box : made.box;
        pictures.set(made, paint({ ...picture, box }));
      }
      return made === undefined ? [] : [made];
    });
    return { ...slide, items };
  });
  return { ...plan, slides, pictures };
}

const isEvidence = (_: Placed, index: number) => index === 1;

/** Where something stands, a picture in its own aspect. */
const boxOf = (plan: PlannedDeck, item: Placed) =>
  plan.pictures.get(item)?.box ?? item.box;

/** Evidence in another box, in the plan as on the slide. */
function place(to: (box: Box, room: Box) => Box): Harm {
  return (plan) => {
    const room = plan.theme.masters.boxes.content;
    const meant = change(plan, (item, index) =>
      isEvidence(item, index)
        ? { ...item, box: to(boxOf(plan, item), room) }
        : item,
    );
    return { meant, drawn: meant };
  };
}

export const halve = place(({ x, y, w, h }) => ({
  ...{ x: x + w / 4, y: y + h / 4 },
  ...{ w: w / 2, h: h / 2 },
}));

/** Three quarters of the room, at its right edge. */
export const slideLeft = place(({ y, h }, { x, w }) => ({
  ...{ x: x + w / 4, y, w: w * 0.75, h },
}));

/** Three quarters of the room, at its foot. */
export const sink = place((_, { x, y, w, h }) => ({
  ...{ x, w, y: y + h / 4, h: h * 0.7 },
}));

/** Drawn so many inches further to the right than it is meant to be. */
export function pushRight(inches: number): Harm {
  return (plan) => ({
    meant: plan,
    drawn: change(plan, (item, index) => {
      if (!isEvidence(item, index)) return item;
      const box = boxOf(plan, item);
      return { ...item, box: { ...box, x: box.x + inches } };
    }),
  });
}

/** Meant, and not drawn. */
export const dropEvidence: Harm = (plan) => ({
  meant: plan,
  drawn: change(plan, (item, index) =>
    isEvidence(item, index) ? undefined : item,
  ),
});

/** All that is bare in pictures so many shades away from the slide's ground. */
export function stain(shades: number): Harm {
  return (plan) => {
    const paint = (picture: Picture): Picture => {
      const png = PNG.sync.read(picture.bytes);
      const bare = png.data.readUInt32BE(0);
      const other = [0, 1, 2].map((at) => {
        const channel = png.data[at] ?? 0;
        return channel > 127 ? channel - shades : channel + shades;
      });
      for (let at = 0; at < png.data.length; at += 4)
        if (png.data.readUInt32BE(at) === bare) png.data.set(other, at);
      return { ...picture, bytes: PNG.sync.write(png) };
    };
    const meant = change(plan, (item) => item, paint);
    return { meant, drawn: meant };
  };
}

/** Text below the title in 11 points. */
export const sinkWords: Harm = (plan) => {
  const meant = change(plan, (item, index) =>
    item.kind === "text" && index === 2 ? { ...item, points: 11 } : item,
  );
  return { meant, drawn: meant };
};

export const shrinkTable: Harm = (plan) => {
  const meant = change(plan, (item) =>
    item.kind === "table" ? { ...item, size: 11 } : item,
  );
  return { meant, drawn: meant };
};

export const shrinkChart: Harm = (plan) => {
  const { theme } = plan;
  const sizes = { ...theme.sizes, chart: 10 };
  const meant = { ...plan, theme: { ...theme, sizes } };
  return { meant, drawn: meant };
};

/** Captions in a colour that is two thirds of the way to their ground. */
export const paleCaptions: Harm = (plan) => {
  const { theme } = plan;
  const [ground, ink] = [theme.colors.background, theme.colors.muted].map(
    (color) => [...Buffer.from(color, "hex")],
  );
  const mixed = (ground ?? []).map((channel, at) =>
    Math.round((2 * channel + (ink?.[at] ?? 0)) / 3),
  );
  const muted = Buffer.from(mixed).toString("hex").toUpperCase();
  const colors = { ...theme.colors, muted };
  const meant = { ...plan, theme: { ...theme, colors } };
  return { meant, drawn: meant };
};

/** A title with words for three lines. */
export const growTitle: Harm = (plan) => {
  const drawn = change(plan, (item, index) => {
    if (item.kind !== "text" || index !== 0) return item;
    const text = "It is said with more words than anybody reads. ".repeat(4);
    return { ...item, lines: [{ runs: [{ text }], bullet: false }] };
  });
  return { meant: drawn, drawn };
};
