import { z } from "zod";
import { Ink, Sizes } from "../roles.ts";
import { parseTemplate, readTemplate } from "../template.ts";
import type { Box } from "./grid.ts";

/** The same as `grid.ts` says, read from a file. */
const BoxSchema = z.strictObject({
  x: z.number().min(0),
  y: z.number().min(0),
  w: z.number().positive(),
  h: z.number().positive(),
});

/** Where everything stands: text that a layout holds, and what is placed beside it. */
const Boxes = z.strictObject({
  /** Two lines at the theme's size. */
  title: BoxSchema,
  /** One line above the title that answers it. */
  question: BoxSchema,
  /** That title, of two lines. */
  answer: BoxSchema,
  /** All the room below the title. */
  content: BoxSchema,
  footer: BoxSchema,
  /** What a logo leaves of it. */
  "footer beside logo": BoxSchema,
  number: BoxSchema,
  /** Of a logo, on all slides but the first. */
  logo: BoxSchema,
  /** Of a logo, on the first slide. */
  "large logo": BoxSchema,
  /** Of the figure beside the claim. */
  art: BoxSchema,
  kicker: BoxSchema,
  claim: BoxSchema,
  subtitle: BoxSchema,
  /** One line, below the subtitle of a deck that somebody signs. */
  signature: BoxSchema,
  big: BoxSchema,
  "below big": BoxSchema,
  /** With words beside it, or below it where two columns would be narrow. */
  figure: BoxSchema,
  "beside figure": BoxSchema,
  /** Panels: their edge lines up with the title, as those of tables and figures do. */
  code: BoxSchema,
  table: BoxSchema,
  /** One or two lines below a table or code. */
  words: BoxSchema,
  "left heading": BoxSchema,
  left: BoxSchema,
  "right heading": BoxSchema,
  right: BoxSchema,
});

export type Boxes = z.infer<typeof Boxes>;

/** What stands under a title, and moves with it; what reaches down to the foot grows instead. */
const moving = ["big", "left heading", "right heading"] as const;
const growing = [
  "content",
  "below big",
  "figure",
  "code",
  "table",
  "left",
  "right",
] as const;

/** The boxes for a title that ends so many inches lower than one of two lines does. */
export function moveBoxes(boxes: Boxes, down: number): Boxes {
  const move = (box: Box): Box => ({ ...box, y: box.y + down });
  const grow = (box: Box): Box => ({ ...move(box), h: box.h - down });
  const { figure, "beside figure": beside } = boxes;
  return {
    ...boxes,
    ...Object.fromEntries(moving.map((name) => [name, move(boxes[name])])),
    ...Object.fromEntries(growing.map((name) => [name, grow(boxes[name])])),
    // Beside a figure, or below it at the foot.
    ...(beside.x > figure.x && { "beside figure": grow(beside) }),
  };
}

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
const Squares = BoxSchema.pick({ x: true, y: true }).extend({
  edge: z.number().positive(),
  step: z.number().positive(),
});

/** A page of one size: its boxes and ornaments, and sizes of text where it asks for others. */
const Page = z.strictObject({
  /** Inches. */
  page: BoxSchema.pick({ w: true, h: true }),
  boxes: Boxes,
  ornaments: z.strictObject({
    cells: Squares,
    question: BoxSchema,
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
  const { title, answer } = parsed.boxes;
  const placed = layouts.map((layout) => {
    const asks = layout.placeholders.some(({ name }) => name === "question");
    const boxes = moveBoxes(parsed.boxes, asks ? answer.y - title.y : 0);
    return {
      ...layout,
      placeholders: layout.placeholders.map((each) => ({
        ...each,
        /** Its box's name, and that box on a slide whose title has two lines. */
        place: each.box,
        box: boxes[each.box],
      })),
    };
  });
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
