import { type Image, loadImage } from "canvas";

/** Pixels of a drawing's longer side: it is sharp at any size, and pages show 700 of them. */
const longest = 2000;

/** Whether a file is a drawing in SVG, as far as its first words tell. */
export function isSvg(bytes: Buffer): boolean {
  const head = bytes.subarray(0, 4096).toString("utf8");
  return /^\uFEFF?\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*|<!DOCTYPE[^>[]*>\s*)*<svg[\s/>]/i.test(
    head,
  );
}

/**
 * What of a drawing lies outside of it, as written: a picture, a font, a style; or an entity, of
 * which a few lines make gigabytes. Undefined where all that it shows is in it.
 */
export function findOutside(bytes: Buffer): string | undefined {
  const text = bytes.toString("utf8");
  const entity = /<!ENTITY[^>]{0,40}/i.exec(text);
  if (entity !== null) return entity[0];
  const links =
    /<(?!a[\s>])[\w:]+\b[^<>]*?\bhref\s*=\s*["']\s*(?!#|data:)([^"'<>]{1,80})|url\(\s*["']?(?!#|data:)([^"')<>]{1,80})|@import\s+([^<>]{1,80})/i;
  const [, href, url, style] = links.exec(text) ?? [];
  return href ?? url ?? style;
}

/**
 * The drawing at the size in which it is shown; undefined where it is broken, or has neither a size
 * nor a `viewBox`. The size is written into it first: one that a file asks for may be any.
 */
export async function loadSvg(bytes: Buffer): Promise<Image | undefined> {
  const text = bytes.toString("utf8");
  const root = /<svg\b(?:[^>"']|"[^"]*"|'[^']*')*>/i.exec(text);
  const tag = root?.[0] ?? "";
  const box = attribute(tag, "viewBox")
    ?.trim()
    .split(/[\s,]+/)
    .map(Number);
  const width = lengthOf(attribute(tag, "width")) ?? box?.[2] ?? 0;
  const height = lengthOf(attribute(tag, "height")) ?? box?.[3] ?? 0;
  if (root === null || !(width > 0 && height > 0)) return undefined;
  const scale = longest / Math.max(width, height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  const bare = tag.replace(
    /\s(?:width|height)\s*=\s*(?:"[^"]*"|'[^']*')/gi,
    "",
  );
  const own = box === undefined ? ` viewBox="0 0 ${width} ${height}"` : "";
  const sized = bare.replace(
    /^<svg/i,
    `<svg width="${side(width)}" height="${side(height)}"${own}`,
  );
  const whole =
    text.slice(0, root.index) + sized + text.slice(root.index + tag.length);
  return loadImage(Buffer.from(whole)).catch(() => undefined);
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(
    tag,
  );
  return found?.[1] ?? found?.[2];
}

/** CSS pixels in one unit of length. Source: CSS Values 4, absolute lengths. */
const units = {
  px: 1,
  pt: 4 / 3,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 9.6 / 2.54,
};

/** A length in CSS pixels; undefined for a share of the page, or none. */
function lengthOf(value = ""): number | undefined {
  const [, number, unit = "px"] =
    /^\s*(\d*\.?\d+(?:e[+-]?\d+)?)(px|pt|pc|in|cm|mm)?\s*$/i.exec(value) ?? [];
  if (number === undefined) return undefined;
  return Number(number) * units[unit.toLowerCase() as keyof typeof units];
}
