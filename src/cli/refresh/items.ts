import { align } from "../../align.ts";
import type { Item } from "../../article/refresh/steps.ts";
import type { ArticleRefresh } from "../../build/refresh/article.ts";
import { splitSentences } from "../../sentences.ts";

const kinds: { readonly [kind in Item["kind"]]: string } = {
  change: "words changed",
  insert: "added",
  delete: "taken out",
  move: "moved",
};

const longest = 240;

/**
 * What was done to an article, as a terminal shows it: where it stands in the output and in the
 * template, the sentences of before and after, and what cannot be taken over, with its reason.
 * `name` is the person's version.
 */
export function formatItems(done: ArticleRefresh, name: string): string {
  return done.items
    .filter(({ state, typed }) => state !== "taken" || typed.length > 0)
    .map((each) => formatItem(each, done, name))
    .join("");
}

function formatItem(item: Item, done: ArticleRefresh, name: string): string {
  const { from, experiment } = done;
  const said: { readonly [state in Item["state"]]: string } = {
    open: kinds[item.kind],
    taken: kinds[item.kind],
    refused: `${kinds[item.kind]}, not to be taken over`,
    conflict: `${kinds[item.kind]}, and the template says something else by now`,
  };
  const place = `${name}:${item.line} → ${from}:${item.templateLine}`;
  const lines = [`${place}  ${said[item.state]}`, ...wordsOf(item)];
  if (item.state === "refused" && item.why !== undefined)
    lines.push(`    ${item.why}`);
  if (item.state === "conflict")
    lines.push(...quoted("=", [item.why || "nothing"]));
  for (const { printed, text, directive } of item.typed)
    lines.push(
      `    ${text} stays ${printed}, which is ${directive}${recordedAt(directive, done, experiment)}`,
    );
  if (item.dropped.length > 0)
    lines.push(`    goes with it: ${item.dropped.join(" ")}`);
  if (item.isClaim && item.state === "open")
    lines.push("    words of a claim: look at what it says otherwise, too");
  return `${lines.join("\n")}\n`;
}

/** The sentences that differ; of a block that moved, its beginning. */
function wordsOf({ kind, before, after }: Item): string[] {
  if (kind === "move") return quoted(" ", [after]);
  const [old, now] = [before, after].map((text) => splitSentences(text));
  const pairs = align(old ?? [], now ?? [], (each) => each);
  return pairs
    .filter(([one, other]) => one !== other)
    .flatMap(([one, other]) => [
      ...quoted("-", one === undefined ? [] : [one]),
      ...quoted("+", other === undefined ? [] : [other]),
    ]);
}

function quoted(sign: string, texts: readonly string[]): string[] {
  return texts.map((text) => {
    const line = text.replace(/\s+/g, " ");
    const shown = line.length > longest ? `${line.slice(0, longest)} …` : line;
    return `  ${sign} ${shown}`;
  });
}

/** Where the experiment records what a directive names, as far as its name stands there. */
function recordedAt(
  directive: string,
  { to }: ArticleRefresh,
  experiment: string,
): string {
  const [, name = ""] = /\[([^\]]*)\]/.exec(directive) ?? [];
  const lines = experiment.split("\n");
  const line = lines.findIndex((each) =>
    ['"', "'", "`"].some((mark) => each.includes(`${mark}${name}${mark}`)),
  );
  const folder = to.slice(0, to.lastIndexOf("/"));
  return line < 0
    ? `, recorded by ${folder}/experiment.ts`
    : `, recorded at ${folder}/experiment.ts:${line + 1}`;
}
