import type { PhrasingContent } from "mdast";
import type {} from "mdast-util-math";
import { toString as toText } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { mathToUnicode } from "../../article/formula/math.ts";
import { oneLine } from "../../article/tree.ts";
import type { Line, Run } from "../deck.ts";
import type { Lose } from "./lose.ts";

type Look = Omit<Run, "text">;

/**
 * The runs of a paragraph: neighbours of one look joined, newlines as spaces (a slide breaks
 * lines by itself). What is more than words and their looks goes to `lose`.
 */
export function toLine(nodes: readonly PhrasingContent[], lose: Lose): Line {
  const runs: Run[] = [];
  for (const node of nodes) collect(node, {}, runs, lose);
  return trim(join(runs));
}

/** The same where nothing can be clicked on: an address that is not spelled out is lost. */
export function toPlainLine(
  nodes: readonly PhrasingContent[],
  lose: Lose,
): Line {
  visit({ type: "paragraph", children: [...nodes] }, "link", (link) => {
    if (toText(link) !== link.url.replace(/^mailto:/, ""))
      lose(link, `address of a link: ${link.url}`);
  });
  return toLine(nodes, lose).map(({ link: _link, ...run }) => run);
}

function collect(
  node: PhrasingContent,
  look: Look,
  into: Run[],
  lose: Lose,
): void {
  switch (node.type) {
    case "text":
      into.push({ ...look, text: oneLine(node.value) });
      return;
    case "inlineCode":
      into.push({ ...look, code: true, text: node.value });
      return;
    case "inlineMath": {
      const letters = mathToUnicode(node.value);
      if (letters === undefined) lose(node);
      else into.push({ ...look, text: letters });
      return;
    }
    case "break":
      lose(node);
      into.push({ ...look, text: " " });
      return;
    case "strong":
      collectAll(node.children, { ...look, bold: true }, into, lose);
      return;
    case "emphasis":
      collectAll(node.children, { ...look, italic: true }, into, lose);
      return;
    case "link":
      if (node.title) lose(node, `title of a link: ${node.title}`);
      collectAll(node.children, { ...look, link: node.url }, into, lose);
      return;
    default:
      lose(node);
  }
}

function collectAll(
  nodes: readonly PhrasingContent[],
  look: Look,
  into: Run[],
  lose: Lose,
): void {
  for (const node of nodes) collect(node, look, into, lose);
}

function join(runs: readonly Run[]): Run[] {
  const joined: Run[] = [];
  for (const run of runs) {
    const last = joined.at(-1);
    if (last !== undefined && sameLook(last, run)) {
      joined[joined.length - 1] = { ...last, text: last.text + run.text };
    } else if (run.text !== "") joined.push(run);
  }
  return joined;
}

function sameLook(a: Run, b: Run): boolean {
  return (
    a.bold === b.bold &&
    a.italic === b.italic &&
    a.code === b.code &&
    a.link === b.link
  );
}

function trim(runs: readonly Run[]): Line {
  const last = runs.length - 1;
  return runs
    .map((run, index) => {
      let { text } = run;
      if (index === 0) text = text.trimStart();
      if (index === last) text = text.trimEnd();
      return { ...run, text };
    })
    .filter((run) => run.text !== "");
}
