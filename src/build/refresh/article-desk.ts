import { join } from "node:path";
import { diffLines } from "diff";
import type { Trace } from "../../article/refresh/trace.ts";
import { readIfThere, sha256 } from "../../files.ts";
import { formatJson } from "../../record/format.ts";
import type { Manifest } from "../manifest.ts";
import type { Beside } from "../output.ts";
import {
  addTrace,
  articleLedgerPath,
  readArticleLedger,
  readTraces,
} from "./article-ledger.ts";

/** The built article in a topic's output folder. */
export const articlePath = "article.md";

/** What is kept of an article that was built now, to be compared with a person's version. */
export async function keepArticle(
  folder: string,
  trace: Trace | undefined,
): Promise<Beside> {
  if (trace === undefined) return {};
  const before = await readArticleLedger(folder);
  const { ledger, notes, gone } = addTrace(before, trace);
  return {
    notes: new Map([...notes, [articleLedgerPath, formatJson(ledger)]]),
    gone,
    // Of a version that the template says by now nothing needs to be put aside.
    ...(before.taken !== "" && { merged: { [articlePath]: before.taken } }),
  };
}

/**
 * The built article that a person's text is a version of: the one that it differs from least, the
 * newest of several. Undefined where it has no line in common with any.
 */
export async function findTrace(
  folder: string,
  hers: string,
): Promise<Trace | undefined> {
  const traces = await readTraces(folder, await readArticleLedger(folder));
  const lines = linesOf(hers);
  let best: { readonly trace: Trace; readonly differing: number } | undefined;
  for (const trace of traces) {
    const own = linesOf(trace.markdown);
    const differing = countMissing(lines, own) + countMissing(own, lines);
    const isKin = differing < lines.size + own.size;
    if (isKin && (best === undefined || differing <= best.differing))
      best = { trace, differing };
  }
  return best?.trace;
}

function linesOf(text: string): ReadonlySet<string> {
  return new Set(text.split("\n").filter((each) => each.trim() !== ""));
}

function countMissing(
  from: ReadonlySet<string>,
  within: ReadonlySet<string>,
): number {
  return [...from].filter((each) => !within.has(each)).length;
}

/**
 * The lines of the built article that a person changed, such as `lines 5, 12-14`. Undefined where nobody
 * did, where all of it was taken over, and where nothing tells what was built.
 */
export async function findEditedLines(
  folder: string,
  manifest: Manifest | undefined,
): Promise<string | undefined> {
  const written = manifest?.parts.article?.files[articlePath];
  const bytes = await readIfThere(join(folder, articlePath));
  if (written === undefined || bytes === undefined) return undefined;
  const { taken } = await readArticleLedger(folder);
  if ([written, taken].includes(sha256(bytes))) return undefined;
  const hers = readVersion(bytes.toString());
  const trace = await findTrace(folder, hers);
  return trace && changedLines(trace.markdown, hers);
}

/** A text with the line ends of a built one, and without the mark that some editors put above it. */
export function readVersion(text: string): string {
  return text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
}

/** The lines of `hers` that are others, and where some are missing the line behind which. */
function changedLines(built: string, hers: string): string {
  const found: string[] = [];
  let line = 1;
  let isGone = false;
  const missing = () => {
    if (isGone) found.push(`behind ${line - 1}`);
    isGone = false;
  };
  for (const { count, added, removed } of diffLines(built, hers)) {
    if (removed) {
      isGone = true;
      continue;
    }
    if (added) {
      const last = line + count - 1;
      found.push(last === line ? `${line}` : `${line}-${last}`);
      isGone = false;
    } else missing();
    line += count;
  }
  missing();
  const one = found.length === 1 && /^\d+$/.test(found[0] ?? "");
  return `${one ? "line" : "lines"} ${found.join(", ")}`;
}
