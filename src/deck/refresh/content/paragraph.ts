import {
  all,
  child,
  children,
  type Element,
  element,
  remove,
} from "../../package/xml.ts";
import { longestCommon } from "./align.ts";

/** The text of a paragraph as its author wrote it: a field, such as a slide's number, is none. */
export function textOf(paragraph: Element): string {
  return children(paragraph)
    .map((each) => (each.nodeName === "a:br" ? "\v" : runText(each)))
    .join("");
}

function runText(node: Element): string {
  return node.nodeName === "a:r" ? (child(node, "a:t")?.textContent ?? "") : "";
}

/** The paragraphs of a text body, and what they say. */
export function paragraphsOf(body: Element): Element[] {
  return children(body, "a:p");
}

/** All that a shape or a cell says, one line a paragraph. */
export function wordsOf(element: Element): string {
  return all(element, "a:p").map(textOf).join("\n");
}

/** Numbers, words, white space and every other sign by itself. */
const token = /\d+(?:[.,]\d+)*|[\p{L}\p{M}]+|\s|./gsu;

/**
 * Gives a paragraph other words. Each word keeps the look of the run that it stands in; a new one
 * takes that of the word in whose place it stands.
 */
export function retext(paragraph: Element, text: string): void {
  if (textOf(paragraph) === text) return;
  const runs = children(paragraph, "a:r");
  if (runs.length === 0) runs.push(addRun(paragraph));
  const old = runs.flatMap((run, owner) =>
    (runText(run).match(token) ?? []).map((word) => ({ word, owner })),
  );
  const broken =
    children(paragraph, "a:br").length === text.split("\v").length - 1;
  // A break that moved or came is a space: where it stands is the layout's matter.
  const wanted = text.replace(/\v/g, broken ? "" : " ").match(token) ?? [];
  const texts = shareOut(old, wanted, runs.length);
  for (const [index, run] of runs.entries()) {
    const own = texts[index] ?? "";
    if (own === "" && runs.length > 1) remove(run);
    else setText(run, own);
  }
}

/** The text of each run: words that stay are where they were, and others in the place of others. */
function shareOut(
  old: readonly { readonly word: string; readonly owner: number }[],
  wanted: readonly string[],
  count: number,
): string[] {
  const texts = Array.from({ length: count }, () => "");
  const kept = longestCommon(
    old.map(({ word }) => word),
    wanted,
  );
  let [from, to] = [0, 0];
  for (const [oldEnd, newEnd] of [
    ...kept,
    [old.length, wanted.length] as const,
  ]) {
    const gap = old.slice(from, oldEnd);
    for (const [step, word] of wanted.slice(to, newEnd).entries()) {
      const place =
        gap[Math.min(step, gap.length - 1)] ?? old[from - 1] ?? old[0];
      texts[place?.owner ?? 0] += word;
    }
    const owner = old[oldEnd]?.owner;
    if (owner !== undefined) texts[owner] += wanted[newEnd] ?? "";
    [from, to] = [oldEnd + 1, newEnd + 1];
  }
  return texts;
}

function addRun(paragraph: Element): Element {
  const run = element(paragraph, "a:r");
  const text = element(paragraph, "a:t");
  run.appendChild(text);
  const [end] = children(paragraph, "a:endParaRPr");
  paragraph.insertBefore(run, end ?? null);
  return run;
}

function setText(run: Element, text: string): void {
  const [holder] = children(run, "a:t");
  if (holder !== undefined) holder.textContent = text;
}
