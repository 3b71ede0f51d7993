import { createRequire } from "node:module";
import { createCanvas, GlobalFonts, type SKRSContext2D } from "canvas";
import { watchText } from "./smallest.ts";
import { articleLook, families, type Look } from "./theme.ts";

/** What figures are painted on, and in which colours. */
export type Context = SKRSContext2D & { readonly look: Look };

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

/** A context of `width` × `height` units at `scale` pixels a unit, the look's paper all over. */
export function paper(
  width: number,
  height: number,
  scale: number,
  look: Look = articleLook,
): Context {
  const canvas = createCanvas(
    Math.round(width * scale),
    Math.round(height * scale),
  );
  const context = Object.assign(canvas.getContext("2d"), { look });
  context.fillStyle = look.colors.paper;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  watchText(context);
  return context;
}

/** Only to measure text with. */
export const ruler: SKRSContext2D = createCanvas(1, 1).getContext("2d");
