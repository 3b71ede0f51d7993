import { all } from "../package/xml.ts";
import type { Say } from "./content/notice.ts";
import { retext, textOf } from "./content/paragraph.ts";
import { mergeTree } from "./content/tree.ts";
import type { Sides } from "./content/triple.ts";
import { slideName } from "./file/canonical.ts";
import type { DeckFile } from "./file/file.ts";

/** The three files of a refresh. */
export interface Files {
  readonly hers: DeckFile;
  readonly before: DeckFile;
  readonly now: DeckFile;
}

const layouts = /^ppt\/slideLayouts\/[^/]+\.xml$/;

/**
 * Renews what slides stand on: layouts by their names, their masters, and the themes of these. A
 * program that wrote them all anew keeps its own, but for the line that says where numbers come from.
 */
export function mergeLook(files: Files, say: Say): void {
  const { hers, before, now } = files;
  let renewed = 0;
  const mergePart = (own: string, old: string, wanted: string) => {
    const sides: Sides = {
      hers: { file: hers, part: own },
      before: { file: before, part: old },
      now: { file: now, part: wanted },
      // Of a layout nobody asks word by word.
      say: (kind) => {
        if (kind === "renewed") renewed += 1;
      },
    };
    mergeTree(
      {
        hers: hers.root(own),
        before: before.root(old),
        now: now.root(wanted),
      },
      sides,
    );
  };
  const done = new Set<string>();
  for (const old of before.names(layouts)) {
    const same = (file: DeckFile) =>
      file
        .names(layouts)
        .find((part) => slideName(file, part) === slideName(before, old));
    let [own, was, wanted] = [same(hers), old as string | undefined, same(now)];
    for (const type of ["slideMaster", "theme", ""]) {
      if (!own || !was || !wanted || done.has(own)) break;
      done.add(own);
      mergePart(own, was, wanted);
      own = hers.related(own, type);
      was = before.related(was, type);
      wanted = now.related(wanted, type);
    }
  }
  renewed += renewLines(files);
  if (renewed > 0)
    say("renewed", "the line that says where the numbers come from");
}

/** The last line of every slide, wherever a program put it. */
function renewLines({ hers, before, now }: Files): number {
  const changes = new Map<string, string>();
  for (const part of before.names(layouts)) {
    const lines = linesOf(before, part);
    const same = now
      .names(layouts)
      .find((each) => slideName(now, each) === slideName(before, part));
    const wanted = same === undefined ? new Map() : linesOf(now, same);
    for (const [name, text] of lines) {
      const to = wanted.get(name);
      if (to !== undefined && to !== text) changes.set(text, to);
    }
  }
  let renewed = 0;
  if (changes.size === 0) return renewed;
  for (const part of hers.names(/^ppt\/slide(Layouts|Masters)\/[^/]+\.xml$/)) {
    for (const paragraph of all(hers.document(part), "a:p")) {
      const to = changes.get(textOf(paragraph));
      if (to === undefined) continue;
      retext(paragraph, to);
      hers.change(part);
      renewed += 1;
    }
  }
  return renewed;
}

/** What stands on a layout, by the shape: placeholders hold no words of ours. */
function linesOf(file: DeckFile, part: string): Map<string, string> {
  const shapes = all(file.document(part), "p:sp").filter(
    (each) => all(each, "p:ph").length === 0,
  );
  return new Map(
    shapes.flatMap((each) => {
      const [paragraph] = all(each, "a:p");
      const text = paragraph === undefined ? "" : textOf(paragraph);
      const name = all(each, "p:cNvPr")[0]?.getAttribute("name") ?? "";
      return text.length > 20 ? [[name, text] as const] : [];
    }),
  );
}
