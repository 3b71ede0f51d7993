import type { Element } from "hast";
import { h } from "hastscript";
import { sha256 } from "../../files.ts";
import { writeHtml } from "../../page.ts";

/** One block of a part: a paragraph, a figure, a slide. */
export interface Block {
  /** The same for the same HTML; unique in its part. */
  readonly key: string;
  readonly html: string;
  /** First and last line in the text that it came from, from 1. */
  readonly line: number;
  readonly end: number;
}

/** An element with the lines that it came from. */
export interface Placed {
  readonly element: Element | string;
  readonly line: number;
  readonly end?: number;
}

/** The elements as blocks; an element that is HTML already goes as it is. */
export function asBlocks(elements: readonly Placed[]): Block[] {
  const times = new Map<string, number>();
  return elements.map(({ element, line, end = line }) => {
    const html =
      typeof element === "string" ? element : writeHtml(h(null, element));
    const hash = sha256(html).slice(0, 16);
    const time = times.get(hash) ?? 0;
    times.set(hash, time + 1);
    return { key: time === 0 ? hash : `${hash}-${time}`, html, line, end };
  });
}
