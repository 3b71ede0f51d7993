import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Element, Nodes } from "hast";
import subsetFont from "subset-font";
import type { Family } from "../layout/advance.ts";
import type { Theme } from "../theme.ts";

/**
 * The fonts by which a deck is measured, as parts of its page: only the characters that are on it.
 * They keep TrueType's own form, a few kilobytes each, whose bytes are the same on every machine.
 */

/** Files by family, as in `layout/advance.ts`: regular, bold, italic, both. */
const files: Readonly<Record<Family, readonly [string, string]>> = {
  Arial: ["arimo", "Arimo"],
  Calibri: ["carlito", "Carlito"],
  "Courier New": ["cousine", "Cousine"],
};

/** What a face is called on the page: never a font that a machine has of its own. */
export function familyOf(family: Family): string {
  const fallback = family === "Courier New" ? "monospace" : "sans-serif";
  return `"Deck ${family}", "${family}", ${fallback}`;
}

/** One look of a family. */
export interface Face {
  readonly family: Family;
  readonly bold: boolean;
  readonly italic: boolean;
}

/** `@font-face` rules for every face that the slides are set in, with the characters of each. */
export async function fontFaces(
  slides: readonly Element[],
  { fonts }: Theme,
): Promise<string> {
  const used = new Map<string, Set<string>>();
  const faceOf = (face: Face) => {
    const key = JSON.stringify(face);
    const known = used.get(key) ?? new Set<string>();
    used.set(key, known);
    return known;
  };
  const body = { family: fonts.body, bold: false, italic: false };
  for (const slide of slides) collect(slide, body, fonts, faceOf);
  const rules = [...used].sort().map(([key, characters]) => {
    const text = [...characters].sort().join("");
    return fontFace(JSON.parse(key) as Face, text);
  });
  return (await Promise.all(rules)).join("");
}

/** Puts every character below `node` to the face that it is set in. */
function collect(
  node: Nodes,
  face: Face,
  fonts: Theme["fonts"],
  faceOf: (face: Face) => Set<string>,
): void {
  if (node.type === "text") {
    const characters = faceOf(face);
    for (const character of node.value)
      if (character >= " ") characters.add(character);
  }
  if (node.type !== "element" && node.type !== "root") return;
  const own = node.type === "element" ? faceBelow(node, face, fonts) : face;
  // The sign before an item of a list, which the style sheet sets.
  if (node.type === "element" && node.tagName === "li")
    faceOf(own).add("\u25aa");
  for (const child of node.children) collect(child, own, fonts, faceOf);
}

function faceBelow(
  { tagName, properties }: Element,
  face: Face,
  { heading, mono }: Theme["fonts"],
): Face {
  const style = String(properties.style ?? "");
  const { className } = properties;
  const classes = Array.isArray(className) ? className : [];
  const bold =
    ["strong", "b", "th"].includes(tagName) ||
    style.includes("font-weight:bold") ||
    properties.fontWeight === "bold";
  return {
    family:
      tagName === "code"
        ? mono
        : classes.includes("heading")
          ? heading
          : face.family,
    bold: face.bold || bold,
    italic: face.italic || tagName === "em",
  };
}

/** Pairs drawn closer together and marks over letters, as presentation programs do. */
const keepFeatures = ["kern", "ccmp", "mark", "mkmk"];

const subsets = new Map<string, Promise<string>>();

function fontFace(face: Face, text: string): Promise<string> {
  const key = JSON.stringify([face, text]);
  const known = subsets.get(key);
  if (known !== undefined) return known;
  const made = makeFace(face, text);
  subsets.set(key, made);
  return made;
}

async function makeFace(
  { family, bold, italic }: Face,
  text: string,
): Promise<string> {
  const font = await subsetFont(
    await readFace({ family, bold, italic }),
    text,
    {
      targetFormat: "truetype",
      noHinting: true,
      keepFeatures,
    },
  );
  const source = `data:font/ttf;base64,${font.toString("base64")}`;
  const look = `font-weight:${bold ? 700 : 400};font-style:${italic ? "italic" : "normal"}`;
  return `@font-face{font-family:"Deck ${family}";${look};src:url(${source})}\n`;
}

/** A whole font that decks are measured by, TrueType. */
export function readFace({ family, bold, italic }: Face): Promise<Buffer> {
  const [folder, name] = files[family];
  const style = `${bold ? "700Bold" : "400Regular"}${italic ? "_Italic" : ""}`;
  const path = `@expo-google-fonts/${folder}/${style}/${name}_${style}.ttf`;
  return readFile(createRequire(import.meta.url).resolve(path));
}
