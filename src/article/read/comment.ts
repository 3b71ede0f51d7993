import type { Html, Nodes } from "mdast";
import { languages } from "../../language.ts";

/**
 * What an HTML comment says; undefined for every other node, for HTML that goes on behind the
 * comment's end, and for a comment that swallowed another one, because it was not ended: a
 * reader would miss those words.
 */
export function commentOf(node: Nodes): string | undefined {
  if (node.type !== "html") return undefined;
  const value = node.value.trimEnd();
  if (!value.startsWith("<!--")) return undefined;
  const end = value.indexOf("-->", 4);
  if (end !== value.length - 3 || value.includes("<!--", 4)) return undefined;
  return value.slice(4, end);
}

/** What to do about HTML that is no comment, though it begins as one; else undefined. */
export function commentHint({ value }: Html): string | undefined {
  if (!value.startsWith("<!--")) return undefined;
  const end = value.indexOf("-->", 4);
  const other = value.indexOf("<!--", 4);
  return end < 0 || (other >= 0 && other < end)
    ? "end the comment: write --> below its words"
    : "put the comment on lines of its own";
}

/** How the prompts of drafts begin, in every language, in lower case. */
const promptMarks = [...languages.values()].map(({ prompt }) =>
  prompt.toLowerCase(),
);

/** What a comment or a value of the front matter asks its writer for; undefined for all others. */
export function promptOf(text: string): string | undefined {
  const said = text.trim().replace(/\s+/g, " ");
  const lower = said.toLowerCase();
  const mark = promptMarks.find((each) => lower.startsWith(each));
  return mark === undefined ? undefined : said.slice(mark.length).trim();
}

/** Rule of a prompt that still waits for its answer. */
export const unwrittenRule = "unwritten";

/** What is said of a prompt that still waits for its answer. */
export function unwritten(prompt: string): {
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
} {
  return {
    rule: unwrittenRule,
    message: `not yet written: ${prompt}`,
    hint: "write it, and take the prompt away",
  };
}

/** The lines of the front matter of `template` that ask their writer for words. */
export function findFrontmatterPrompts(
  template: string,
): { readonly line: number; readonly column: number; readonly text: string }[] {
  const [, yaml = ""] = /^---\r?\n([\s\S]*?)^---/m.exec(template) ?? [];
  return yaml.split("\n").flatMap((line, index) => {
    const [, before = "", value = ""] =
      /^(\w+:\s*["']?)(.*?)["']?\s*$/.exec(line) ?? [];
    const text = promptOf(value);
    // The fence above is line 1.
    return text === undefined
      ? []
      : [{ line: index + 2, column: before.length + 1, text }];
  });
}
