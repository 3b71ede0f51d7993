import { dirname, join } from "node:path";
import { OutsideError, readInside, UnboundedError } from "../bounded.ts";
import { UserError } from "../errors.ts";
import { errorCode, isMissing } from "../files.ts";
import { isObject, parseJson } from "../json.ts";
import { limits } from "../limits.ts";
import { readText } from "../text.ts";

/**
 * A course's own theme: what decks are made from, as their own text is. Its text, its path from
 * the root, and what it names, by the path that it gives: bytes, or why there are none.
 */
export type ThemeSource = readonly [
  text: string,
  path: string,
  files: ReadonlyMap<string, Buffer | string>,
];

/** The theme at `path` of the project. Throws UserError where there is none. */
export async function readThemeFile(
  root: string,
  path: string,
): Promise<ThemeSource> {
  const text = await readText(join(root, path), path, limits.config);
  if (text === undefined)
    throw new UserError(
      `no such file, which lectern.config names as theme: ${path}`,
      'write light, dark, or the path of a file such as { "extends": "light" }',
    );
  const files = new Map<string, Buffer | string>();
  for (const name of listFiles(text))
    files.set(name, await readNamed(root, join(dirname(path), name), name));
  return [text, path, files];
}

/** The paths that a theme's text names; what else is wrong with it is said where it is parsed. */
function listFiles(text: string): ReadonlySet<string> {
  const theme = parseJson(Buffer.from(text));
  if (!isObject(theme)) return new Set();
  const fonts = isObject(theme.fonts) ? Object.values(theme.fonts) : [];
  const named = fonts.flatMap((font) =>
    isObject(font) ? [font.regular, font.bold] : [],
  );
  const isPath = (each: unknown) => typeof each === "string" && each !== "";
  return new Set([theme.logo, ...named].filter(isPath) as string[]);
}

async function readNamed(
  root: string,
  path: string,
  name: string,
): Promise<Buffer | string> {
  try {
    return await readInside(root, path, limits.themeFile);
  } catch (error) {
    if (error instanceof OutsideError) return `outside of the project: ${name}`;
    if (isMissing(error)) return `no such file: ${name}`;
    if (!(error instanceof UnboundedError))
      return `cannot be read, ${errorCode(error) ?? error}: ${name}`;
    return error.size === undefined
      ? `no file: ${name}`
      : `${error.size} bytes, at most ${limits.themeFile}: ${name}`;
  }
}
