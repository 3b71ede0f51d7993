import type { Slide } from "../deck.ts";
import type { LayoutName } from "./masters.ts";

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
