import type { OwnPicture } from "../article/bound.ts";
import { UserError } from "../errors.ts";
import { type Face, faceOf, type OwnFont, ownFace } from "./fonts/face.ts";
import { FontError, parseFont } from "./fonts/truetype.ts";
import type { ThemeFile, ThemeText } from "./theme-file.ts";

const roles = ["heading", "body", "mono"] as const;

/** The faces of a theme, by their role. */
export type Faces = { readonly [role in (typeof roles)[number]]: Face };

/** Fonts that were parsed, by their bytes: one build measures with them again and again. */
const parsed = new WeakMap<Buffer, OwnFont>();

/**
 * Fonts and logo that a theme names. Throws UserError that names every key whose file is
 * missing, or is something else.
 */
export function readAssets(
  {
    fonts,
    logo,
  }: Pick<ThemeText, "fonts"> & { readonly logo?: string | undefined },
  [, path, files]: ThemeFile,
): { readonly fonts: Faces; readonly logo: OwnPicture | undefined } {
  const wrong: string[] = [];
  const find = (key: string, name: string) => {
    const file = files?.get(name) ?? `no such file: ${name}`;
    if (typeof file !== "string") return file;
    wrong.push(`${key}: ${file}`);
    return undefined;
  };
  const fontOf = (key: string, name: string): OwnFont => {
    const file = find(key, name);
    if (file === undefined) return nothing;
    const read = Buffer.isBuffer(file) ? readFont(file) : "a picture";
    if (typeof read !== "string") return read;
    wrong.push(`${key}: ${read}: ${name}`);
    return nothing;
  };
  const faces = roles.map((role) => {
    const font = fonts[role];
    if (typeof font === "string") return [role, faceOf(font)];
    const key = `fonts.${role}`;
    const regular = fontOf(`${key}.regular`, font.regular);
    return [
      role,
      ownFace(font.family, regular, fontOf(`${key}.bold`, font.bold)),
    ];
  });
  const sign = logo === undefined ? undefined : find("logo", logo);
  if (Buffer.isBuffer(sign))
    wrong.push(`logo: neither PNG, JPEG nor SVG: ${logo}`);
  if (wrong.length > 0)
    throw new UserError(
      `theme cannot be used: ${path}: ${wrong.join("; ")}`,
      "paths begin where the theme's file lies; fonts are TrueType (.ttf), a logo is PNG, JPEG or SVG",
    );
  return {
    fonts: Object.fromEntries(faces),
    logo: Buffer.isBuffer(sign) ? undefined : sign,
  };
}

/** In place of a font that cannot be used: what is measured with it is never shown. */
const nothing: OwnFont = {
  line: 0,
  advance: () => undefined,
  bytes: Buffer.alloc(0),
};

/** The font in a file, or what it is instead. */
function readFont(bytes: Buffer): OwnFont | string {
  try {
    const font = parsed.get(bytes) ?? { ...parseFont(bytes), bytes };
    parsed.set(bytes, font);
    return font;
  } catch (error) {
    if (error instanceof FontError) return error.message;
    throw error;
  }
}
