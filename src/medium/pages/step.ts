import type { Element, Properties } from "hast";
import { h } from "hastscript";
import { lines, type Part } from "./html.ts";

/** One step of the hand-off: a box to tick, and what to do. */
export interface Step {
  /** Remembered by this name. */
  readonly id: string;
  readonly title: string;
  /** The button that does most of it. */
  readonly action?: Element;
  /** What to do, each on a line of its own. */
  readonly body: readonly Part[];
}

/** A step as an item of the list, with its number from `index`, which counts from 0. */
export function stepItem({ id, title, action, body }: Step, index: number) {
  const tick = tickBox(`${index + 1}. ${title}`, { dataStep: id });
  return h(`li.step#step-${id}`, [
    "\n",
    h("div.line", "\n", ...lines(tick, action)),
    "\n",
    h("div.body", "\n", ...lines(...body)),
    "\n",
  ]);
}

/** A box to tick; `data` says what is remembered of it. */
export function tickBox(
  label: string,
  data: { readonly [name: string]: string },
): Element {
  const box = h("input", { type: "checkbox", ...data });
  return h("label.tick", box, h("span", label));
}

/** A button that copies `item`; `what` is announced as copied. */
export function copyButton(
  item: string,
  what: string,
  label = copyLabel(what),
  properties: Properties = {},
): Element {
  const data = { dataCopy: item, dataWhat: what, ...properties };
  return h("button", { type: "button", ...data }, label);
}

/** What a button says that copies `what`. */
export function copyLabel(what: string): string {
  return `Copy ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
}

/** A line of advice, in small letters. */
export function quiet(...words: Part[]): Element {
  return h("p.quiet", ...words);
}

/** `1 picture`, `2 pictures`. */
export function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
