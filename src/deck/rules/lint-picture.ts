import { posix } from "node:path";
import { all, type Document, type Element } from "../package/xml.ts";
import { bytesOf, type Parts, textOf } from "../package/zip.ts";
import { type Defect, slideOf } from "./defect.ts";

/** Width over height may differ by this share between a picture and its shape. */
const tolerance = 0.01;

/** DK-16: no picture is stretched. */
export function lintPictures(
  parts: Parts,
  documents: ReadonlyMap<string, Document>,
): Defect[] {
  const defects: Defect[] = [];
  for (const [name, document] of documents) {
    if (!/^ppt\/slides\/slide\d+\.xml$/.test(name)) continue;
    for (const picture of all(document, "p:pic")) {
      const file = fileOf(parts, name, picture);
      if (file === undefined || !parts.has(file)) continue;
      const png = bytesOf(parts, file);
      if (png.length < 24) continue;
      const own = png.readUInt32BE(16) / png.readUInt32BE(20);
      if (Math.abs(shapeOf(picture) / own - 1) <= tolerance) continue;
      const [properties] = all(picture, "p:cNvPr");
      const message = `picture stretched: ${properties?.getAttribute("name")}`;
      defects.push({ rule: "DK-16", message, ...slideOf(name) });
    }
  }
  return defects;
}

function fileOf(
  parts: Parts,
  slide: string,
  picture: Element,
): string | undefined {
  const id = all(picture, "a:blip")[0]?.getAttribute("r:embed");
  const rels = slide.replace("slides/", "slides/_rels/").concat(".rels");
  const relation = [
    ...textOf(parts, rels).matchAll(/<Relationship [^>]*>/g),
  ].find(([text]) => text.includes(`Id="${id}"`));
  const target = /Target="([^"]+\.png)"/.exec(relation?.[0] ?? "")?.[1];
  return target === undefined ? undefined : posix.join("ppt/slides", target);
}

function shapeOf(picture: Element): number {
  const [extent] = all(picture, "a:ext").filter((each) =>
    each.hasAttribute("cx"),
  );
  const side = (name: string) => Number(extent?.getAttribute(name));
  return side("cx") / side("cy");
}
