import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { createCanvas, GlobalFonts, type SKRSContext2D } from "canvas";
import { articleLook, families, type Look, type Typeface } from "./theme.ts";

/** What a figure is painted on, and in which colours. */
export interface Paper {
  readonly context: SKRSContext2D;
  readonly look: Look;
  /** Pixels a unit. */
  readonly scale: number;
  /** Size of the smallest text painted so far, in pixels; absent before the first. */
  smallestText?: number;
}

const require = createRequire(import.meta.url);

/** The fonts come from npm, so that a figure has the same letters on every machine. */
const files: readonly (readonly [string, string])[] = [
  [families.sans, "inter/400Regular/Inter_400Regular.ttf"],
  [families.sans, "inter/600SemiBold/Inter_600SemiBold.ttf"],
  [families.mono, "jetbrains-mono/400Regular/JetBrainsMono_400Regular.ttf"],
];

for (const [family, file] of files) {
  const path = require.resolve(`@expo-google-fonts/${file}`);
  if (GlobalFonts.registerFromPath(path, family) === null) {
    throw new Error(`font cannot be read: ${file}`);
  }
}

/** Names of typefaces that were registered, by the bytes of their upright letters. */
const named = new WeakMap<Buffer, string>();

/** The name by which the canvas knows a typeface: the same files have the same. */
export function registerTypeface({ family, regular, bold }: Typeface): string {
  const known = named.get(regular);
  if (known !== undefined) return known;
  const hash = createHash("sha256").update(regular).update(bold).digest("hex");
  const name = `${family} ${hash.slice(0, 12)}`;
  for (const bytes of [regular, bold]) {
    if (GlobalFonts.register(bytes, name) === null)
      throw new Error(`font cannot be read: ${family}`);
  }
  named.set(regular, name);
  return name;
}

/** A paper of `width` × `height` units at `scale` pixels a unit, in the look's colour all over. */
export function paper(
  width: number,
  height: number,
  scale: number,
  look: Look = articleLook,
): Paper {
  const canvas = createCanvas(
    Math.round(width * scale),
    Math.round(height * scale),
  );
  const context = canvas.getContext("2d");
  context.fillStyle = look.colors.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  return { context, look, scale };
}

/** Notes that text of `size` units was painted, at the scale that now holds. */
export function noteText(paper: Paper, size: number): void {
  const { c, d } = paper.context.getTransform();
  // How high a unit is: for turned text, too.
  const pixels = size * Math.hypot(c, d);
  paper.smallestText = Math.min(pixels, paper.smallestText ?? pixels);
}

/** Whether no pixel of the picture lets what lies below shine through. */
export function isOpaque({ canvas }: SKRSContext2D): boolean {
  const { data } = canvas
    .getContext("2d")
    .getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 3; at < data.length; at += 4) {
    if (data[at] !== 255) return false;
  }
  return true;
}

/** Only to measure text with. */
export const ruler: SKRSContext2D = createCanvas(1, 1).getContext("2d");
