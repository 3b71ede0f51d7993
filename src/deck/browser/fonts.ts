import type { Element, Nodes } from "hast";
import subsetFont from "subset-font";
import type { Face } from "../fonts/face.ts";
import type { Theme } from "../theme.ts";

/**
 * The fonts by which a deck is measured, as parts of its page: only the characters that are on it.
 * They keep TrueType's own form, a few kilobytes each, whose bytes are the same on every machine.
 */

/** What a face is called on the page: never a font that a machine has of its own. */
export function familyOf(
  { family }: Face,
  fallback: "sans-serif" | "monospace",
): string {
  return `"Deck ${family}", "${family}", ${fallback}`;
}

/** A face as it is set: one file. */
interface Cut {
  readonly face: Face;
  readonly bold: boolean;
  readonly italic: boolean;
}

/** `@font-face` rules for every face that the slides are set in, with the characters of each. */
export async function fontFaces(
  slides: readonly Element[],
  { fonts }: Theme,
): Promise<string> {
  const used = new Map<string, { cut: Cut; characters: Set<string> }>();
  const charactersOf = ({ face, bold, italic }: Cut) => {
    // A browser slants what has no italics of its own.
    const own = face.file(bold, true) !== face.file(bold, false);
    const cut: Cut = { face, bold, italic: italic && own };
    const key = `${cut.face.family} ${cut.bold} ${cut.italic}`;
    const known = used.get(key) ?? { cut, characters: new Set<string>() };
    used.set(key, known);
    return known.characters;
  };
  const body = { face: fonts.body, bold: false, italic: false };
  for (const slide of slides) collect(slide, body, fonts, charactersOf);
  const rules = [...used].sort(([a], [b]) => (a < b ? -1 : 1));
  const faces = rules.map(([, { cut, characters }]) =>
    fontFace(cut, [...characters].sort().join("")),
  );
  return (await Promise.all(faces)).join("");
}

/** Puts every character below `node` to the face that it is set in. */
function collect(
  node: Nodes,
  cut: Cut,
  fonts: Theme["fonts"],
  charactersOf: (cut: Cut) => Set<string>,
): void {
  if (node.type === "text") {
    const characters = charactersOf(cut);
    for (const character of node.value)
      if (character >= " ") characters.add(character);
  }
  if (node.type !== "element" && node.type !== "root") return;
  const own = node.type === "element" ? cutBelow(node, cut, fonts) : cut;
  // The sign before an item of a list, which the style sheet sets.
  if (node.type === "element" && node.tagName === "li")
    charactersOf(own).add("\u25aa");
  for (const child of node.children) collect(child, own, fonts, charactersOf);
}

function cutBelow(
  { tagName, properties }: Element,
  cut: Cut,
  { heading, mono }: Theme["fonts"],
): Cut {
  const style = String(properties.style ?? "");
  const { className } = properties;
  const classes = Array.isArray(className) ? className : [];
  const bold =
    ["strong", "b", "th"].includes(tagName) ||
    style.includes("font-weight:bold") ||
    properties.fontWeight === "bold";
  return {
    face:
      tagName === "code"
        ? mono
        : classes.includes("heading")
          ? heading
          : cut.face,
    bold: cut.bold || bold,
    italic: cut.italic || tagName === "em",
  };
}

/** Pairs drawn closer together and marks over letters, as presentation programs do. */
const keepFeatures = ["kern", "ccmp", "mark", "mkmk"];

/** What was made of a font, by its look and its characters. */
const subsets = new WeakMap<Buffer, Map<string, Promise<string>>>();

function fontFace(cut: Cut, text: string): Promise<string> {
  const bytes = cut.face.file(cut.bold, cut.italic);
  const made = subsets.get(bytes) ?? new Map<string, Promise<string>>();
  subsets.set(bytes, made);
  const key = `${cut.bold} ${cut.italic} ${text}`;
  const rule = made.get(key) ?? makeRule(cut, bytes, text);
  made.set(key, rule);
  return rule;
}

async function makeRule(
  { face, bold, italic }: Cut,
  bytes: Buffer,
  text: string,
): Promise<string> {
  const font = await subsetFont(bytes, text, {
    targetFormat: "truetype",
    noHinting: true,
    keepFeatures,
  });
  const source = `data:font/ttf;base64,${font.toString("base64")}`;
  const look = `font-weight:${bold ? 700 : 400};font-style:${italic ? "italic" : "normal"}`;
  return `@font-face{font-family:"Deck ${face.family}";${look};src:url(${source})}\n`;
}
