import { z } from "zod";
import { Ink, Sizes } from "../roles.ts";
import { parseTemplate, readTemplate } from "../template.ts";

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
  /** What a logo leaves of it. */
  "footer beside logo": Box,
  number: Box,
  /** Of a logo, on all slides but the first. */
  logo: Box,
  /** Of a logo, on the first slide. */
  "large logo": Box,
  /** Of the figure beside the claim. */
  art: Box,
  kicker: Box,
  claim: Box,
  subtitle: Box,
  /** One line, below the subtitle of a deck that somebody signs. */
  signature: Box,
  big: Box,
  "below big": Box,
  /** With words beside it, or below it where two columns would be narrow. */
  figure: Box,
  "beside figure": Box,
  /** Panels: their text lines up with the title, or their edge where the page is wide. */
  code: Box,
  table: Box,
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
  size: Sizes.keyof(),
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

/** A page of one size: its boxes and ornaments, and sizes of text where it asks for others. */
const Page = z.strictObject({
  /** Inches. */
  page: Box.pick({ w: true, h: true }),
  boxes: Boxes,
  ornaments: z.strictObject({
    cells: Squares,
    question: Box,
    /** Rows and columns that have room; of more, each is drawn smaller. */
    mark: Squares.extend({ most: z.int().positive() }),
  }),
  /** Points that win over the theme's, and lose to a course's own. */
  sizes: Sizes.partial(),
});

/** In the order in which PowerPoint offers them. */
const Layouts = z.strictObject({
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

type File = readonly [text: string, path: string];

const hint = "boxes are inches; sizes are keys of a theme";

/**
 * All layouts on a page of one size. Throws UserError that names every key of a file whose value
 * is none.
 */
export function parseMasters(page: File, masters: File) {
  const parsed = parseTemplate(Page, page, "page", hint);
  const { layouts } = parseTemplate(Layouts, masters, "slide master", hint);
  const placed = layouts.map((layout) => ({
    ...layout,
    placeholders: layout.placeholders.map((each) => ({
      ...each,
      /** Its box's name, and that box on a slide whose title has two lines. */
      place: each.box,
      box: parsed.boxes[each.box],
    })),
  }));
  return { ...parsed, layouts: placed };
}

/** Page, boxes, ornaments and layouts of a deck. */
export type Masters = ReturnType<typeof parseMasters> & {
  readonly size: PageSize;
};
export type SlideLayout = Masters["layouts"][number];
export type Placeholder = SlideLayout["placeholders"][number];

/** Width and height of a deck's page, as a course's settings name them. */
export type PageSize = "16:9" | "4:3";

const pages = { "16:9": "page-16x9", "4:3": "page-4x3" } as const;

/** The masters of every deck of that size. */
export function readMasters(size: PageSize): Masters {
  const page = readTemplate(pages[size]);
  return { size, ...parseMasters(page, readTemplate("masters")) };
}

/** The layout called so. */
export function layoutNamed({ layouts }: Masters, name: LayoutName) {
  const found = layouts.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no layout ${name}`);
  return found;
}
