import { relative } from "node:path";
import type { Request } from "../build/request.ts";
import type { Built } from "../build/topic-build.ts";
import type { Streams } from "./command.ts";
import { type FormatFindings, formatWithLookUp } from "./findings.ts";

/** What to open, by part; the talk's time stands behind its deck. */
const look = [
  ["article", "article.md", "the article, as Markdown"],
  [
    "article",
    "medium/index.html",
    "open it in a browser: copies the article into Medium",
  ],
  ["deck", "deck.pptx", "open it in PowerPoint, Keynote or LibreOffice"],
  ["deck", "slides.html", "open it in a browser to present: ? lists the keys"],
  ["deck", "talk.md", "what to say, slide by slide"],
  ["run", "record.json", "every number behind them"],
] as const;

/** A topic that was not built, for `--json`. */
export interface Failed {
  readonly topic: string;
  readonly error: unknown;
}

/** Says what was written and how to look at it; warnings and chatter go to stderr. */
export function summarize(
  built: readonly Built[],
  failed: readonly Failed[],
  request: Request,
  streams: Streams,
  format: FormatFindings = formatWithLookUp,
): void {
  if (request.json) {
    streams.stdout.write(`${JSON.stringify([...built, ...failed], null, 2)}\n`);
    return;
  }
  const out = relative(streams.cwd, request.out) || ".";
  for (const each of built) {
    const folder = `${out}/${each.topic}`;
    if (each.warnings.length > 0) streams.stderr.write(format(each.warnings));
    for (const { from, to } of each.kept) {
      streams.stderr.write(
        `${folder}/${from} had been changed by hand: your version is now ${to}\n`,
      );
      if (from === "article.md" && each.edited !== undefined)
        streams.stderr.write(
          `hint: your words are in ${each.edited}; take them over: lectern refresh ${slugOf(each.topic)} --article ${folder}/${to}\n`,
        );
    }
    if (each.refreshed !== undefined && "refused" in each.refreshed)
      streams.stderr.write(
        `${folder}/deck.pptx could not be refreshed: ${each.refreshed.refused}\n`,
      );
    streams.stdout.write(describe(each, folder, request));
  }
}

/** `03-pixel-similarity` → `pixel-similarity`. */
function slugOf(topic: string): string {
  return topic.replace(/^\d+-/, "");
}

function describe(
  { topic, ran, reused, written, talk, refreshed }: Built,
  folder: string,
  { parts }: Request,
): string {
  const yours = describeWork(refreshed, written);
  if (written.length === 0 && ran.length === 0)
    return `${topic}: ${reused ? "taken from the cache, and every byte is the same" : "up to date"}\n${yours}`;
  if (written.length === 0)
    return `${topic}: ran again, and every byte came out the same\n${yours}`;
  const files = written.length === 1 ? "1 file" : `${written.length} files`;
  const lines = look
    .filter(([part]) => parts.includes(part))
    .map(([, path, how]) => {
      const time = path === "talk.md" && talk !== undefined ? `: ${talk}` : "";
      return `  ${`${folder}/${path}`.padEnd(48)} ${how}${time}\n`;
    });
  return `${topic}: wrote ${files} to ${folder}/\n${lines.join("")}${yours}`;
}

/** What became of a person's work in the deck, in one line; nothing where there was none. */
function describeWork(
  refreshed: Built["refreshed"],
  written: readonly string[],
): string {
  if (refreshed === undefined || "refused" in refreshed) return "";
  const { renewed, kept, unplaced, claim } = refreshed;
  if (!written.includes("deck.pptx"))
    return `  deck.pptx has your changes, and nothing in it is out of date\n`;
  const open = unplaced + claim;
  const rest = open === 0 ? "" : `, ${open} for you to decide`;
  return `  deck.pptx keeps your changes: ${renewed} renewed, ${kept} kept${rest} (refresh.md; undo: lectern refresh --undo)\n`;
}
