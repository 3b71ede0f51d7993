import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { toString as toText } from "mdast-util-to-string";
import { remark } from "remark";
import { home } from "../topic/topic.ts";

/** The pages of `docs/`, in the order in which a word is looked for in them. */
export const pageNames = [
  "drafts",
  "class",
  "changes",
  "directives",
  "front-matter",
  "decks",
  "refreshes",
  "figures",
  "lab",
  "digits",
  "machines",
  "config",
  "rules",
] as const;

/** A part of a page that a person can ask for. */
interface Section {
  /** What is set as code in its heading, without colons: `figure`, `MD-45`. */
  readonly names: readonly string[];
  /** Its Markdown, the heading and the sections below it included. */
  readonly text: string;
}

/** One page of the documentation, as Markdown. */
export async function readPage(
  name: (typeof pageNames)[number],
): Promise<string> {
  const text = await readFile(join(home, "docs", `${name}.md`), "utf8");
  // A note to who edits the page.
  return text.replace(/^<!-- What follows .* -->\n+/m, "");
}

/** The sections of a page whose headings name something; those in others come by themselves. */
export function readSections(page: string): Section[] {
  const { children } = remark().parse(page);
  return children.flatMap((node, index) => {
    if (node.type !== "heading") return [];
    const names = node.children
      .filter((each) => each.type === "inlineCode")
      .map((each) => toText(each).replace(/^:+/, ""));
    const end = children
      .slice(index + 1)
      .find((each) => each.type === "heading" && each.depth <= node.depth);
    const text = page.slice(
      node.position?.start.offset,
      end?.position?.start.offset,
    );
    return names.length === 0 ? [] : [{ names, text: `${text.trimEnd()}\n` }];
  });
}
