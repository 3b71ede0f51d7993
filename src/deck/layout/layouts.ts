import type { Slide } from "../deck.ts";
import type { Ink, Theme } from "../theme.ts";
import {
  type Box,
  belowBig,
  beside,
  bigBox,
  columnBoxes,
  content,
  cover,
  cutBottom,
  titleBox,
} from "./grid.ts";

/** A place for text that a student can restyle for all slides at once. */
export interface Placeholder {
  readonly name: string;
  readonly type: "title" | "body";
  readonly box: Box;
  readonly size: keyof Theme["sizes"];
  readonly bold: boolean;
  readonly ink: Ink;
  readonly anchor: "top" | "middle" | "bottom";
  /** What PowerPoint shows on a new slide. */
  readonly prompt: string;
}

/** A layout of the file's slide master. */
export interface SlideLayout {
  readonly name: string;
  /** Left of the title: the stack of cells, a question mark, or the large mark alone. */
  readonly ornament: "cells" | "question" | "mark";
  readonly placeholders: readonly Placeholder[];
}

/** Height of one or two lines of words below a table or code, in inches. */
export const wordsHeight = 0.85;

const title: Placeholder = {
  name: "title",
  type: "title",
  box: titleBox,
  size: "title",
  bold: true,
  ink: "ink",
  anchor: "top",
  prompt: "A sentence that says what this slide shows",
};

const body = (
  name: string,
  box: Box,
  size: keyof Theme["sizes"],
): Placeholder => ({
  name,
  type: "body",
  box,
  size,
  bold: false,
  ink: "ink",
  anchor: "top",
  prompt: "Up to four short lines",
});

const words = cutBottom(content, wordsHeight, 0.15)[1];
const [left, right] = columnBoxes;
const claim: Placeholder = {
  ...title,
  box: cover.claim,
  size: "claim",
  anchor: "bottom",
};
const number: Placeholder = {
  ...body("big", bigBox, "big"),
  bold: true,
  ink: "accent",
  prompt: "The number",
};
/** An answer may be some words, on two lines. */
const answer: Placeholder = {
  ...number,
  size: "answer",
  anchor: "bottom",
  prompt: "The answer",
};
const heading = (name: string, box: Box): Placeholder => ({
  ...body(name, box, "body"),
  bold: true,
  ink: "accent",
  prompt: "What this side is",
});

/** Every layout, in the order in which PowerPoint offers them. */
export const layouts = [
  {
    name: "Title",
    ornament: "mark",
    placeholders: [
      claim,
      {
        ...body("kicker", cover.kicker, "body"),
        ink: "accent",
        bold: true,
        prompt: "What the talk is called",
      },
      { ...body("lines", cover.lines, "body"), ink: "muted" },
    ],
  },
  {
    name: "Statement",
    ornament: "cells",
    placeholders: [title, body("lines", content, "lead")],
  },
  {
    name: "Big number",
    ornament: "cells",
    placeholders: [title, number, body("lines", belowBig, "lead")],
  },
  { name: "Figure", ornament: "cells", placeholders: [title] },
  {
    name: "Figure and text",
    ornament: "cells",
    placeholders: [title, body("lines", beside.text, "body")],
  },
  {
    name: "Code",
    ornament: "cells",
    placeholders: [title, body("words", words, "body")],
  },
  {
    name: "Table",
    ornament: "cells",
    placeholders: [title, body("words", words, "body")],
  },
  {
    name: "Comparison",
    ornament: "cells",
    placeholders: [
      title,
      ...(left
        ? [
            heading("left heading", left.heading),
            body("left", left.body, "body"),
          ]
        : []),
      ...(right
        ? [
            heading("right heading", right.heading),
            body("right", right.body, "body"),
          ]
        : []),
    ],
  },
  {
    name: "Question",
    ornament: "question",
    placeholders: [title, body("lines", content, "lead")],
  },
  {
    name: "Question with number",
    ornament: "question",
    placeholders: [title, answer, body("lines", belowBig, "lead")],
  },
  {
    name: "Question with evidence",
    ornament: "question",
    placeholders: [title, body("lines", beside.text, "body")],
  },
  {
    name: "Divider",
    ornament: "question",
    placeholders: [title, body("lines", content, "body")],
  },
] as const satisfies readonly SlideLayout[];

export type LayoutName = (typeof layouts)[number]["name"];

/** The layout called so. */
export function layoutNamed(name: LayoutName): SlideLayout {
  const found = layouts.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no layout ${name}`);
  return found;
}

/** The file's layout for a slide. */
export function layoutOf(slide: Slide): LayoutName {
  if (slide.part === "backup") {
    const plain = slide.layout === "statement" || slide.layout === "title";
    const big = slide.evidence.some((each) => each.kind === "big");
    if (big) return "Question with number";
    return plain ? "Question" : "Question with evidence";
  }
  switch (slide.layout) {
    case "title":
      return "Title";
    case "statement":
      return slide.evidence.some((each) => each.kind === "big")
        ? "Big number"
        : "Statement";
    case "figure":
      return "Figure";
    case "figure-text":
      return "Figure and text";
    case "code":
      return "Code";
    case "table":
      return "Table";
    case "comparison":
      return "Comparison";
    case "divider":
      return "Divider";
  }
}
