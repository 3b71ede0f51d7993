import type { Element, Properties } from "hast";
import { h } from "hastscript";
import type { Link } from "mdast";
import { type State, toHast } from "mdast-util-to-hast";
import type { TextDirective } from "../../article/directive.ts";
import { parseTemplate } from "../../article/read/parse.ts";
import { lines, type Part } from "../../page.ts";

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
  return button(label, { dataCopy: item, dataWhat: what, ...properties });
}

/** A button that says `label`. */
export function button(label: string, properties: Properties): Element {
  return h("button", { type: "button", ...properties }, label);
}

/** What a button says that copies `what`. */
export function copyLabel(what: string): string {
  return `Copy ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
}

/** A line of advice in our own words, in Markdown, with a class such as `.quiet`. */
export function advise(markdown: string, name = ""): Element {
  const [line] = parseTemplate(markdown).children;
  if (line?.type !== "paragraph") throw new Error(`no line: ${markdown}`);
  const words = toHast(line, {
    handlers: {
      // `:kbd[F12]` is a key.
      textDirective: (state: State, node: TextDirective) =>
        h(node.name, state.all(node)),
      // Medium's pages open beside this one.
      link: (state: State, node: Link) => {
        const others = { target: "_blank", rel: "noopener" };
        return h("a", { href: node.url, ...others }, state.all(node));
      },
    },
  }) as Element;
  return h(`p${name}`, words.children);
}

/** The same in small letters. */
export function quiet(markdown: string): Element {
  return advise(markdown, ".quiet");
}
