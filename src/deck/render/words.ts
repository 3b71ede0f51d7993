import type { Box } from "../layout/grid.ts";

/** Words of one line that are set alike, where they were drawn. */
export interface TextRun {
  readonly text: string;
  /** Inches; as high as the font's tallest letters, with some air. */
  readonly box: Box;
  readonly points: number;
  readonly bold: boolean;
  /** Six hexadecimal digits. */
  readonly color: string;
}

/** The words of a page. */
export interface TextPage {
  /** Inches. */
  readonly page: Pick<Box, "w" | "h">;
  readonly runs: readonly TextRun[];
}

/** pdftohtml's units in an inch: three a point. */
const units = 216;

/** The pages in what `pdftohtml -xml -zoom 3` prints; fonts are numbered through all of them. */
export function parsePages(xml: string): TextPage[] {
  const fonts = new Map<string, { points: number; color: string }>();
  return xml
    .split("<page ")
    .slice(1)
    .map((page) => {
      const head = page.slice(0, page.indexOf(">"));
      for (const [tag] of page.matchAll(/<fontspec [^>]*>/g)) {
        const points = numberIn(tag, "size") / 3;
        const color = valueIn(tag, "color").slice(1).toUpperCase();
        fonts.set(valueIn(tag, "id"), { points, color });
      }
      const runs = [...page.matchAll(/<text ([^>]*)>(.*?)<\/text>/gs)].flatMap(
        ([, attributes = "", inner = ""]): TextRun[] => {
          const text = plainText(inner);
          const font = fonts.get(valueIn(attributes, "font"));
          if (text.trim() === "" || font === undefined) return [];
          const bold = inner.includes("<b>");
          return [{ text, box: boxIn(attributes), bold, ...font }];
        },
      );
      const { w, h } = boxIn(head);
      return { page: { w, h }, runs };
    });
}

function boxIn(attributes: string): Box {
  const inches = (name: string) => numberIn(attributes, name) / units;
  return {
    ...{ x: inches("left"), y: inches("top") },
    ...{ w: inches("width"), h: inches("height") },
  };
}

function numberIn(attributes: string, name: string): number {
  return Number(valueIn(attributes, name));
}

function valueIn(attributes: string, name: string): string {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
}

const entities: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', "#34": '"', "#39": "'" },
};

function plainText(markup: string): string {
  return markup
    .replace(/<[^>]*>/g, "")
    .replace(/&(#?\w+);/g, (all, name) => entities[name] ?? all);
}
