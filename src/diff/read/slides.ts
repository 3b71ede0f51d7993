import type { Element, Nodes, Root } from "hast";
import { fromHtml } from "hast-util-from-html";
import { visit } from "unist-util-visit";
import { splitSentences } from "../../sentences.ts";

/** One slide of a built `slides.html`. */
export interface BuiltSlide {
  readonly number: number;
  readonly title: string;
  /** What is read on it, but for its title, and the line and number at its foot. */
  readonly sentences: readonly string[];
  /** Code on it: a listing, or what a run printed. */
  readonly code: readonly string[];
  readonly notes: readonly string[];
  /** Seconds that it takes; 0 where nobody counts them. */
  readonly seconds: number;
  /** It counts towards the talk's time. */
  readonly inTalk: boolean;
  /** What decides its look, apart from its words and the page's style sheet, to be compared. */
  readonly look: string;
  /** The slide itself, as on the page. */
  readonly element: Element;
}

/** A built deck as the browser shows it. */
export interface BuiltSlides {
  readonly slides: readonly BuiltSlide[];
  /** The page's style sheet, with its fonts. */
  readonly style: string;
  readonly language: string;
}

/** Reads a `slides.html`; what is none has no slides. */
export function parseSlides(html: string): BuiltSlides {
  const tree: Root = fromHtml(html);
  const sections: Element[] = [];
  const notes = new Map<number, string[]>();
  let style = "";
  let language = "en";
  visit(tree, "element", (node) => {
    if (node.tagName === "html")
      language = String(node.properties.lang ?? "en");
    if (node.tagName === "style") style = textOf(node).trim();
    if (hasClass(node, "slide")) sections.push(node);
    if (hasClass(node, "notes"))
      notes.set(
        Number(node.properties.dataOf),
        node.children.flatMap((child) =>
          splitSentences(textOf(child), language),
        ),
      );
  });
  const slides = sections.map((each) => readSlide(each, notes, language));
  return { slides, style, language };
}

function readSlide(
  element: Element,
  notes: ReadonlyMap<number, readonly string[]>,
  language: string,
): BuiltSlide {
  const { id, dataPart, dataSeconds } = element.properties;
  const number = Number(id);
  let title = "";
  const code: string[] = [];
  const sentences: string[] = [];
  const page = element.children.flatMap((each) =>
    each.type === "element" ? each.children : [],
  );
  for (const item of page) {
    if (item.type !== "element" || hasClass(item, "foot")) continue;
    if (hasClass(item, "ornament")) continue;
    if (item.tagName === "h2") title = oneLine(textOf(item));
    else if (item.tagName === "pre") code.push(textOf(item));
    else
      for (const text of blocksOf(item))
        sentences.push(...splitSentences(text, language));
  }
  return {
    ...{ number, title, sentences, code, element },
    notes: notes.get(number) ?? [],
    seconds: Number(dataSeconds ?? 0),
    inTalk: dataPart === "talk",
    look: lookOf(element),
  };
}

/** The texts of an item, each as it stands for itself: a paragraph, a cell, a label. */
function blocksOf(item: Element): string[] {
  const found: string[] = [];
  const blocks = new Set(["p", "li", "td", "th", "text"]);
  visit(item, "element", (node) => {
    if (blocks.has(node.tagName)) found.push(oneLine(textOf(node)));
  });
  return found.filter((each) => each !== "");
}

/** Attributes that follow from the words, from the slide's number or from its line. */
const unseen = new Set([
  ...["id", "ariaLabel", "alt", "dataLine", "dataSeconds", "dataPart"],
  ...["href", "tabIndex", "role", "ariaRoleDescription", "ariaHidden", "lang"],
]);

/** Elements and attributes without the words between them. */
function lookOf(node: Nodes): string {
  if (node.type !== "element") return "";
  if (hasClass(node, "foot")) return "";
  const { tagName, properties } = node;
  const own = Object.entries(properties)
    .filter(([name, value]) => isSeen(name, value))
    .map(([name, value]) => `${name}=${value}`);
  // The size and the colours of code follow from its words.
  if (tagName === "pre") return "<pre>";
  const inner = node.children.map(lookOf).join("");
  return `<${tagName} ${own.join(" ")}>${inner}`;
}

/** A pattern is called by its slide's number: which colour it has says the pattern itself. */
function isSeen(name: string, value: unknown): boolean {
  if (name === "fill") return !String(value).startsWith("url(");
  return !unseen.has(name);
}

function hasClass(node: Element, name: string): boolean {
  const { className } = node.properties;
  return Array.isArray(className) && className.includes(name);
}

function textOf(node: Nodes): string {
  if (node.type === "text") return node.value;
  return "children" in node ? node.children.map(textOf).join("") : "";
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
