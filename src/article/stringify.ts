import { remark } from "remark";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";

/** Writes GFM with formulas, always in one style: `-` lists, `*emphasis*`, fenced code. */
export const stringifier = remark()
  .use(remarkGfm)
  .use(remarkMath)
  .data("settings", {
    bullet: "-",
    emphasis: "*",
    fences: true,
    listItemIndent: "one",
    rule: "-",
    strong: "*",
  })
  .freeze();

const extensions = stringifier.data().toMarkdownExtensions ?? [];

for (const extension of extensions) keepDots(extension);

/**
 * GFM makes a link of "www.", and so its writer escapes the dot of every "w.": a reader of the
 * source would meet "TensorFlow\.js". Here three of them are needed.
 */
function keepDots(extension: (typeof extensions)[number]): void {
  for (const inner of extension.extensions ?? []) keepDots(inner);
  for (const pattern of extension.unsafe ?? []) {
    if (pattern.character === "." && pattern.before === "[Ww]") {
      pattern.before = "[Ww]{3}";
    }
  }
}
