import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkStringify from "remark-stringify";
import { type Data, type Processor, unified } from "unified";

/** Writes GFM with formulas, always in one style: `-` lists, `*emphasis*`, fenced code. */
export const stringifier = unified()
  .use(remarkGfm)
  // Behind GFM: it changes what that has brought.
  .use(remarkPlainDots)
  .use(remarkMath)
  .use(remarkStringify, {
    bullet: "-",
    emphasis: "*",
    fences: true,
    listItemIndent: "one",
    rule: "-",
    strong: "*",
  })
  .freeze();

type Extension = NonNullable<Data["toMarkdownExtensions"]>[number];

/**
 * GFM makes a link of "www.", and so its writer escapes the dot of every "w.": a reader of the
 * source would meet "TensorFlow\.js". Here three of them are needed.
 */
function remarkPlainDots(this: Processor): void {
  for (const extension of this.data().toMarkdownExtensions ?? []) {
    keepDots(extension);
  }
}

function keepDots(extension: Extension): void {
  for (const inner of extension.extensions ?? []) keepDots(inner);
  for (const pattern of extension.unsafe ?? []) {
    if (pattern.character === "." && pattern.before === "[Ww]") {
      pattern.before = "[Ww]{3}";
    }
  }
}
