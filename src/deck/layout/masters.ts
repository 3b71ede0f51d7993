import { z } from "zod";
import { parseTemplate, readTemplate } from "../template.ts";
import { Ink, Theme } from "../theme.ts";

/** Inches from the left and upper edge of the page, and inches across and down. */
const Box = z.strictObject({
  x: z.number().min(0),
  y: z.number().min(0),
  w: z.number().positive(),
  h: z.number().positive(),
});

/** Where everything stands: text that a layout holds, and what is placed beside it. */
const Boxes = z.strictObject({
  /** Two lines at the theme's size. */
  title: Box,
  /** All the room below the title. */
  content: Box,
  footer: Box,
  number: Box,
  kicker: Box,
  claim: Box,
  subtitle: Box,
  /** One line, below the subtitle of a deck that somebody signs. */
  signature: Box,
  big: Box,
  "below big": Box,
  /** With words beside it: 62 % of the width, and the rest. */
  figure: Box,
  "beside figure": Box,
  /** One or two lines below a table or code. */
  words: Box,
  "left heading": Box,
  left: Box,
  "right heading": Box,
  right: Box,
});

/** A place for text that a student can restyle for all slides at once. */
const Placeholder = z.strictObject({
  name: z.string().regex(/^[a-z]+( [a-z]+)?$/),
  type: z.enum(["title", "body"]),
  box: Boxes.keyof(),
  size: Theme.shape.sizes.keyof(),
  bold: z.boolean(),
  ink: Ink,
  anchor: z.enum(["top", "middle", "bottom"]),
  /** What PowerPoint shows on a new slide. */
  prompt: z.string().min(1),
});

const names = [
  "Title",
  "Statement",
  "Big number",
  "Figure",
  "Figure and text",
  "Code",
  "Table",
  "Comparison",
  "Question",
  "Question with number",
  "Question with evidence",
  "Divider",
] as const;

/** A layout of the file's slide master. */
const Layout = z.strictObject({
  name: z.enum(names),
  /** Left of the title: the stack of cells, a question mark, or the large mark alone. */
  ornament: z.enum(["cells", "question", "mark"]),
  placeholders: z
    .array(Placeholder)
    .refine(
      (all) => all.filter((each) => each.type === "title").length === 1,
      "not one title",
    )
    .refine((all) => isOnce(all.map((each) => each.name)), "a name twice"),
});

/** Squares of that edge in inches, each a step from the last. */
const Squares = Box.pick({ x: true, y: true }).extend({
  edge: z.number().positive(),
  step: z.number().positive(),
});

const Masters = z.strictObject({
  /** Inches. */
  page: Box.pick({ w: true, h: true }),
  boxes: Boxes,
  ornaments: z.strictObject({ cells: Squares, question: Box, mark: Squares }),
  /** In the order in which PowerPoint offers them. */
  layouts: z
    .array(Layout)
    .refine(
      (all) =>
        all.length === names.length && isOnce(all.map(({ name }) => name)),
      `not each of these once: ${names.join(", ")}`,
    ),
});

const isOnce = (values: readonly string[]) =>
  new Set(values).size === values.length;

export type LayoutName = (typeof names)[number];

/** One grid and all layouts. Throws UserError that names every key whose value is none. */
export function parseMasters(file: readonly [text: string, path: string]) {
  const { layouts, ...read } = parseTemplate(
    Masters,
    file,
    "slide master",
    "boxes are inches; sizes are keys of a theme",
  );
  const placed = layouts.map((layout) => ({
    ...layout,
    placeholders: layout.placeholders.map((each) => ({
      ...each,
      box: read.boxes[each.box],
    })),
  }));
  return { ...read, layouts: placed };
}

/** The one grid of every deck. */
export const { page, boxes, ornaments, layouts } = parseMasters(
  readTemplate("masters"),
);

export type SlideLayout = (typeof layouts)[number];
export type Placeholder = SlideLayout["placeholders"][number];

/** The layout called so. */
export function layoutNamed(name: LayoutName): SlideLayout {
  const found = layouts.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no layout ${name}`);
  return found;
}
