import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "playwright-core";

/** Words and where they stand on their slide: as LibreOffice draws a deck, and as a browser does. */

const run = promisify(execFile);

/** A word with its middle and its width, in hundredths of the slide's width. */
export interface Word {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  /** It stands in a link. */
  readonly link?: boolean;
}

/** The words of every page of the presentation, as LibreOffice sets them. */
export async function wordsOfOffice(
  pptx: Buffer,
  folder: string,
): Promise<Word[][]> {
  await writeFile(join(folder, "deck.pptx"), pptx);
  await run("soffice", [
    `-env:UserInstallation=file://${join(folder, "profile")}`,
    ...["--headless", "--convert-to", "pdf", "--outdir", folder],
    join(folder, "deck.pptx"),
  ]);
  const { stdout } = await run(
    "pdftotext",
    ["-bbox-layout", join(folder, "deck.pdf"), "-"],
    { maxBuffer: 1e8 },
  );
  return stdout
    .split("<page ")
    .slice(1)
    .map((page) => {
      const unit = Number(/width="([\d.]+)"/.exec(page)?.[1]) / 100;
      return [
        ...page.matchAll(
          /<word xMin="([^"]+)" yMin="([^"]+)" xMax="([^"]+)" yMax="([^"]+)">([^<]*)/g,
        ),
      ].map(([, ...found]) => {
        const [left = 0, top = 0, right = 0, bottom = 0] = found.map(Number);
        return {
          text: decode(found[4] ?? ""),
          x: (left + right) / 2 / unit,
          y: (top + bottom) / 2 / unit,
          // Upright words are as wide as they are high.
          w: (right - left) / unit,
        };
      });
    });
}

function decode(text: string): string {
  const signs = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
  return text
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replace(/&(\w+);/g, (all, name) => signs[name as "amp"] ?? all);
}

/** The words of the slide that the page shows. */
export function wordsOfBrowser(page: Page): Promise<Word[]> {
  return page.evaluate(() => {
    const slide = document.querySelector(".slide.now");
    if (slide === null) throw new Error("no slide is shown");
    const frame = slide.getBoundingClientRect();
    const unit = frame.width / 100;
    const words: Word[] = [];
    // Where the last word ends: what begins right there, in a run of another look, is part of it.
    let end = { right: Number.NaN, top: 0, bottom: 0 };
    const nodes = document.createTreeWalker(slide, NodeFilter.SHOW_TEXT);
    for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
      for (const match of (node.nodeValue ?? "").matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const rect = range.getBoundingClientRect();
        const last = words.at(-1);
        const touches =
          match.index === 0 &&
          Math.abs(rect.left - end.right) < 0.5 &&
          rect.top < end.bottom &&
          rect.bottom > end.top;
        end = rect;
        if (last !== undefined && touches) {
          const w = last.w + rect.width / unit;
          const x = last.x + rect.width / unit / 2;
          words[words.length - 1] = {
            ...last,
            text: last.text + match[0],
            x,
            w,
          };
          continue;
        }
        words.push({
          text: match[0],
          x: (rect.left + rect.right - 2 * frame.left) / 2 / unit,
          y: (rect.top + rect.bottom - 2 * frame.top) / 2 / unit,
          w: rect.width / unit,
          link: node.parentElement?.closest("a") !== null,
        });
      }
    }
    return words;
  });
}

/**
 * What stands elsewhere by more than `most` hundredths of the width, as lines for a person: every
 * word of `these` takes the nearest one of `those` that is written alike.
 */
export function strays(
  these: readonly Word[],
  those: readonly Word[],
  most: number,
): string[] {
  const left = [...those];
  return these.flatMap(({ text, x, y }) => {
    const off = (other: Word) =>
      Math.max(Math.abs(other.x - x), Math.abs(other.y - y));
    const [nearest] = left
      .filter((other) => other.text === text)
      .sort((a, b) => off(a) - off(b));
    if (nearest === undefined) return [`${text}: only here`];
    left.splice(left.indexOf(nearest), 1);
    return off(nearest) <= most
      ? []
      : [
          `${text}: ${(nearest.x - x).toFixed(2)}, ${(nearest.y - y).toFixed(2)}`,
        ];
  });
}
