import type { PhrasingContent } from "mdast";
import { oneLine } from "../article/tree.ts";
import type { Line, Run } from "./deck.ts";

type Look = Omit<Run, "text">;

/**
 * The runs of a paragraph: neighbours of one look joined, line breaks and newlines as
 * spaces (a slide breaks lines by itself). Images and HTML say nothing here.
 */
export function toLine(nodes: readonly PhrasingContent[]): Line {
  const runs: Run[] = [];
  for (const node of nodes) collect(node, {}, runs);
  return trim(join(runs));
}

function collect(node: PhrasingContent, look: Look, into: Run[]): void {
  switch (node.type) {
    case "text":
      into.push({ ...look, text: oneLine(node.value) });
      return;
    case "inlineCode":
      into.push({ ...look, code: true, text: node.value });
      return;
    case "break":
      into.push({ ...look, text: " " });
      return;
    case "strong":
      collectAll(node.children, { ...look, bold: true }, into);
      return;
    case "emphasis":
      collectAll(node.children, { ...look, italic: true }, into);
      return;
    case "link":
      collectAll(node.children, { ...look, link: node.url }, into);
      return;
    default:
      if ("children" in node) collectAll(node.children, look, into);
  }
}

function collectAll(
  nodes: readonly PhrasingContent[],
  look: Look,
  into: Run[],
): void {
  for (const node of nodes) collect(node, look, into);
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
