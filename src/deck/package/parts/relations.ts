import { posix } from "node:path";
import type { Package } from "../package.ts";
import { children, type Element, remove } from "../xml.ts";
import { endingOf } from "../zip.ts";
import { slideTheme } from "./theme.ts";

const contentTypes = "[Content_Types].xml";

/**
 * Charts and their workbooks numbered from 1: pptxgenjs counts through the process, so that a
 * second deck would begin where the first one ended.
 */
export function renumberCharts(parts: Package): void {
  const order = parts
    .names(/^ppt\/charts\/chart\d+\.xml$/)
    .map((name) => /(\d+)\.xml$/.exec(name)?.[1]);
  const rename = (text: string) =>
    text.replace(
      /\b(chart|Microsoft_Excel_Worksheet)(\d+)\.(xml|xlsx)/g,
      (whole, stem: string, digits: string, extension: string) => {
        const at = order.indexOf(digits);
        return at < 0 ? whole : `${stem}${at + 1}.${extension}`;
      },
    );
  parts.rename(rename);
  for (const name of parts.names(/(\.rels|\[Content_Types\]\.xml)$/))
    parts.set(name, rename(String(parts.content(name))));
}

/** One part for pictures of the same bytes. */
export function mergePictures(parts: Package): void {
  const first = new Map<string, string>();
  const merged = new Map<string, string>();
  for (const name of parts.names(/^ppt\/media\//)) {
    const key = Buffer.from(parts.content(name)).toString("base64");
    const kept = first.get(key) ?? name;
    first.set(key, kept);
    if (kept === name) continue;
    merged.set(posix.basename(name), posix.basename(kept));
    parts.delete(name);
  }
  if (merged.size === 0) return;
  for (const slide of parts.names(/^ppt\/slides\/[^/]+\.xml$/)) {
    for (const relation of parts.relations(slide)) {
      const target = relation.getAttribute("Target") ?? "";
      const kept = merged.get(posix.basename(target));
      if (kept !== undefined)
        relation.setAttribute("Target", `../media/${kept}`);
    }
  }
}

/** PowerPoint drops the notes master when it shares the slides' theme. */
export function ownNotesTheme(parts: Package): void {
  const own = "ppt/theme/theme2.xml";
  const master = "ppt/notesMasters/notesMaster1.xml";
  if (!parts.has(master) || parts.has(own)) return;
  parts.copy(slideTheme, own);
  for (const relation of parts.relations(master)) {
    const target = relation.getAttribute("Target") ?? "";
    relation.setAttribute("Target", target.replace("theme1", "theme2"));
  }
  const types = parts.root(contentTypes);
  const themed = children(types).find(
    (each) => each.getAttribute("PartName") === `/${slideTheme}`,
  );
  if (themed === undefined) throw new Error("theme without a type");
  const type = themed.cloneNode(true) as Element;
  type.setAttribute("PartName", `/${own}`);
  types.appendChild(type);
}

/** Content types of parts and endings that the package has, and no others. */
export function dropPhantomTypes(parts: Package): void {
  const endings = new Set(parts.names().map(endingOf));
  for (const each of children(parts.root(contentTypes))) {
    const part = each.getAttribute("PartName");
    const ending = each.getAttribute("Extension");
    if (part !== null && !parts.has(part.slice(1))) remove(each);
    if (ending !== null && !endings.has(ending.toLowerCase())) remove(each);
  }
}
