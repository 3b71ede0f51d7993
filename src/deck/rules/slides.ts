import { posix } from "node:path";
import { sizeOfPicture } from "../../picture.ts";
import { all, type Document, type Element } from "../package/xml.ts";
import { bytesOf, PackageError, type Parts, textOf } from "../package/zip.ts";

/** Points × 100, and English Metric Units (0.4 inches), below which nothing goes. */
const least = { size: 1200, margin: 365760 } as const;

const fonts = ["Arial", "Calibri", "Courier New", "Consolas"];

/** DK-15: languages of text that are not the file's. */
export function findOtherLanguages(
  document: Document,
  { language }: { readonly language: string },
): string[] {
  const runs = ["a:rPr", "a:endParaRPr"].flatMap((name) => all(document, name));
  const found = new Set(runs.map((run) => run.getAttribute("lang") ?? ""));
  found.delete(language);
  return [...found].map(
    (other) => `text in ${other || "no language"}, not ${language}`,
  );
}

/** DK-10: text that PowerPoint would shrink. */
export function findShrinking(document: Document): string[] {
  return all(document, "a:normAutofit").map(
    (each) => `text that shrinks: ${each.nodeName}`,
  );
}

const textIn = (shape: Element) =>
  all(shape, "a:t")
    .map((each) => each.textContent ?? "")
    .join("");

/** DK-01: one title, with words, read first. */
export function findTitleFaults(document: Document): string[] {
  const shapes = all(document, "p:sp");
  const titles = shapes.filter((shape) =>
    all(shape, "p:ph").some((each) =>
      ["title", "ctrTitle"].includes(each.getAttribute("type") ?? ""),
    ),
  );
  const [title] = titles;
  if (titles.length !== 1 || title === undefined)
    return [`${titles.length} titles`];
  if (textIn(title).trim() === "") return ["empty title"];
  return shapes[0] === title ? [] : ["title is not read first"];
}

/** DK-05: text too small for a room. */
export function findSmallText(document: Document): string[] {
  return ["a:rPr", "a:defRPr", "a:endParaRPr"].flatMap((name) =>
    all(document, name).flatMap((each) => {
      const size = each.getAttribute("sz");
      return size !== null && Number(size) < least.size
        ? [`text of ${Number(size) / 100} points`]
        : [];
    }),
  );
}

/** DK-08: pictures, charts and tables that are not told in words. */
export function findPoorAlternatives(document: Document): string[] {
  const seen = [...all(document, "p:pic"), ...all(document, "p:graphicFrame")];
  return seen.flatMap((each) => {
    if (isDecorative(each)) return [];
    const [properties] = all(each, "p:cNvPr");
    const text = properties?.getAttribute("descr") ?? "";
    const { length } = [...text];
    if (length >= 20 && length <= 300 && !/^\S*[\\/]\S*$/.test(text)) return [];
    return [
      `alternative text of ${length} characters: ${properties?.getAttribute("name")}`,
    ];
  });
}

/** An ornament, which is told in no words. */
function isDecorative(shape: Element): boolean {
  return all(shape, "adec:decorative").some(
    (each) => each.getAttribute("val") === "1",
  );
}

/** What lies over or under something else by design: a callout on its chart, the ground of code. */
const layered = /^(?:callout|ground)\b/;

interface Rect {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly bottom: number;
}

/** English Metric Units of the presentation's page. */
function pageOf(documents: ReadonlyMap<string, Document>): {
  readonly w: number;
  readonly h: number;
} {
  const name = "ppt/presentation.xml";
  const presentation = documents.get(name);
  if (presentation === undefined)
    throw new PackageError(`package without ${name}`);
  const [size] = all(presentation, "p:sldSz");
  const side = (name: string) => Number(size?.getAttribute(name));
  return { w: side("cx"), h: side("cy") };
}

/** DK-11: what stands in the margin, or over something else. */
export function findMisplaced(
  document: Document,
  { documents }: { readonly documents: ReadonlyMap<string, Document> },
): string[] {
  const page = pageOf(documents);
  const rects = [
    ...all(document, "a:xfrm"),
    ...all(document, "p:xfrm"),
  ].flatMap(rectOf);
  const wrong = rects
    .filter(
      (each) =>
        each.x < least.margin ||
        each.y < least.margin ||
        each.right > page.w - least.margin ||
        each.bottom > page.h,
    )
    .map((each) => `${each.name} stands in the margin`);
  for (const [index, one] of rects.entries()) {
    if (layered.test(one.name)) continue;
    for (const other of rects.slice(index + 1)) {
      if (layered.test(other.name)) continue;
      if (overlap(one, other))
        wrong.push(`${one.name} and ${other.name} overlap`);
    }
  }
  return wrong;
}

function rectOf(place: Element): Rect[] {
  const [offset] = all(place, "a:off");
  const [extent] = all(place, "a:ext");
  const number = (node: Element | undefined, name: string) =>
    Number(node?.getAttribute(name) ?? 0);
  const [x, y] = [number(offset, "x"), number(offset, "y")];
  const [w, h] = [number(extent, "cx"), number(extent, "cy")];
  if (w === 0 && h === 0) return [];
  let owner: Element | null = place;
  while (
    owner !== null &&
    !["p:sp", "p:pic", "p:graphicFrame", "p:cxnSp"].includes(owner.nodeName)
  ) {
    owner = owner.parentNode as Element | null;
  }
  const name =
    (owner && all(owner, "p:cNvPr")[0]?.getAttribute("name")) ?? "shape";
  return [{ name, x, y, right: x + w, bottom: y + h }];
}

/** More than a hundredth of an inch of each other. */
function overlap(one: Rect, other: Rect): boolean {
  const across = Math.min(one.right, other.right) - Math.max(one.x, other.x);
  const down = Math.min(one.bottom, other.bottom) - Math.max(one.y, other.y);
  return across > 9144 && down > 9144;
}

/** DK-13: fonts that a reader may lack, and the theme does not name. */
export function findOtherFonts(
  document: Document,
  { families }: { readonly families: readonly string[] },
): string[] {
  return all(document, "a:latin").flatMap((each) => {
    const face = each.getAttribute("typeface") ?? "";
    const isKnown = fonts.includes(face) || families.includes(face);
    return face.startsWith("+") || isKnown ? [] : [`font ${face}`];
  });
}

/** Width over height may differ by this share between a picture and its shape. */
const tolerance = 0.01;

/** DK-16: pictures, PNG or JPEG, that are stretched. */
export function findStretched(
  document: Document,
  { name, parts }: { readonly name: string; readonly parts: Parts },
): string[] {
  return all(document, "p:pic").flatMap((picture) => {
    const file = fileOf(parts, name, picture);
    const size = file && parts.has(file) && sizeOfPicture(bytesOf(parts, file));
    if (!size) return [];
    const [w, h] = shownOf(picture);
    const own = (size.width * w) / (size.height * h);
    if (Math.abs(aspectOf(picture) / own - 1) <= tolerance) return [];
    const [properties] = all(picture, "p:cNvPr");
    return [`picture stretched: ${properties?.getAttribute("name")}`];
  });
}

function fileOf(
  parts: Parts,
  part: string,
  picture: Element,
): string | undefined {
  const id = all(picture, "a:blip")[0]?.getAttribute("r:embed");
  const { dir, base } = posix.parse(part);
  const relation = [
    ...textOf(parts, `${dir}/_rels/${base}.rels`).matchAll(
      /<Relationship [^>]*>/g,
    ),
  ].find(([text]) => text.includes(`Id="${id}"`));
  const target = /Target="([^"]+)"/.exec(relation?.[0] ?? "")?.[1];
  return target === undefined ? undefined : posix.join(dir, target);
}

/** Shares of a picture's width and height that are left where somebody cropped it. */
function shownOf(picture: Element): readonly [number, number] {
  const [crop] = all(picture, "a:srcRect");
  const cut = (...sides: readonly string[]) =>
    sides.reduce((sum, side) => sum + Number(crop?.getAttribute(side) ?? 0), 0);
  return [1 - cut("l", "r") / 100_000, 1 - cut("t", "b") / 100_000];
}

function aspectOf(picture: Element): number {
  const [extent] = all(picture, "a:ext").filter((each) =>
    each.hasAttribute("cx"),
  );
  const side = (name: string) => Number(extent?.getAttribute(name));
  return side("cx") / side("cy");
}
