import { posix } from "node:path";
import {
  all,
  children,
  type Document,
  parseXml,
  rootOf,
} from "../package/xml.ts";
import { bytesOf, endingOf, type Parts, textOf } from "../package/zip.ts";
import { listArchive } from "./archive.ts";
import type { Defect } from "./defect.ts";

/** PX-01: one order, no folders, all deflated, one date. */
export function lintArchive(bytes: Buffer): Defect[] {
  const entries = listArchive(bytes);
  const names = entries.map((each) => each.name);
  const wrong: string[] = [];
  if (names[0] !== "[Content_Types].xml")
    wrong.push(`first entry is ${names[0]}`);
  if (names.some((name) => name.endsWith("/"))) wrong.push("it lists folders");
  if (new Set(names).size < names.length) wrong.push("an entry stands twice");
  if (entries.some((each) => each.method !== 8))
    wrong.push("an entry is not deflated");
  if (entries.some((each) => each.date !== 0x21))
    wrong.push("an entry is not dated 1980-01-01");
  const rest = names.filter(
    (name) =>
      !/^(\[Content_Types\]\.xml|_rels\/\.rels|docProps\/(app|core)\.xml)$/.test(
        name,
      ),
  );
  if (rest.some((name, index) => index > 0 && (rest[index - 1] ?? "") > name))
    wrong.push("its entries are not sorted");
  return wrong.map((message) => ({ rule: "PX-01", message }));
}

/** What could be read of a package, and PX-04: what could not, with the reason. */
export function readDocuments(parts: Parts): {
  readonly documents: ReadonlyMap<string, Document>;
  readonly defects: readonly Defect[];
} {
  const documents = new Map<string, Document>();
  const defects: Defect[] = [];
  for (const [name, content] of parts) {
    if (typeof content !== "string") continue;
    const read = readDocument(content);
    if (typeof read !== "string") documents.set(name, read);
    else defects.push({ rule: "PX-04", message: `${name}: ${read}` });
  }
  return { documents, defects };
}

/** Source: XML 1.0, production 2 (Char), turned round. */
const notXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** The document of an XML part, or what keeps it from being read. */
export function readDocument(text: string): Document | string {
  if (notXml.test(text)) return "a character that XML cannot hold";
  try {
    return parseXml(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** PX-02: a type for each part, and a part for each type. */
export function lintTypes(
  parts: Parts,
  documents: ReadonlyMap<string, Document>,
): Defect[] {
  const types = documents.get("[Content_Types].xml");
  if (types === undefined)
    return [{ rule: "PX-02", message: "no [Content_Types].xml" }];
  const wrong: string[] = [];
  const overrides = new Set<string>();
  const endings = new Map<string, string>();
  for (const each of children(rootOf(types))) {
    const part = each.getAttribute("PartName");
    if (part !== null && overrides.has(part))
      wrong.push(`two types for ${part}`);
    if (part !== null && !parts.has(part.slice(1)))
      wrong.push(`a type for ${part}, which is not there`);
    if (part !== null) overrides.add(part);
    const ending = each.getAttribute("Extension");
    if (ending !== null)
      endings.set(ending.toLowerCase(), each.getAttribute("ContentType") ?? "");
  }
  const used = new Set([...parts.keys()].map((name) => endingOf(name)));
  for (const [ending, type] of endings) {
    if (!used.has(ending))
      wrong.push(`a type for .${ending}, which no part has`);
    if (type === "image/jpg") wrong.push("image/jpg where image/jpeg is meant");
  }
  for (const name of parts.keys()) {
    const ending = endingOf(name);
    if (
      name === "[Content_Types].xml" ||
      overrides.has(`/${name}`) ||
      endings.has(ending)
    )
      continue;
    wrong.push(`no type for ${name}`);
  }
  return wrong.map((message) => ({ rule: "PX-02", message }));
}

/** PX-03 and PX-13: every relation leads somewhere, every part is reached, links are https. */
export function lintRelations(
  parts: Parts,
  documents: ReadonlyMap<string, Document>,
): Defect[] {
  const defects: Defect[] = [];
  const reached = new Set(["[Content_Types].xml"]);
  for (const [name, document] of documents) {
    if (!name.endsWith(".rels")) continue;
    reached.add(name);
    const folder = posix.dirname(posix.dirname(name));
    const owner = posix.join(folder, posix.basename(name, ".rels"));
    const ids = new Set<string>();
    for (const each of all(document, "Relationship")) {
      const id = each.getAttribute("Id") ?? "";
      const target = each.getAttribute("Target") ?? "";
      if (ids.has(id))
        defects.push({ rule: "PX-03", message: `${name}: ${id} stands twice` });
      ids.add(id);
      if (each.getAttribute("TargetMode") === "External") {
        if (!target.startsWith("https://"))
          defects.push({
            rule: "PX-13",
            message: `${name}: link to ${target}`,
          });
        continue;
      }
      const path = target.startsWith("/")
        ? target.slice(1)
        : posix.join(folder, target);
      reached.add(path);
      if (!parts.has(path))
        defects.push({
          rule: "PX-03",
          message: `${name}: ${id} leads to ${path}, which is not there`,
        });
    }
    const text =
      parts.has(owner) && owner.endsWith(".xml") ? textOf(parts, owner) : "";
    for (const [, id = ""] of text.matchAll(
      /\br:(?:id|embed|link|pict)="([^"]+)"/g,
    )) {
      if (!ids.has(id))
        defects.push({
          rule: "PX-03",
          message: `${owner} uses ${id}, which ${name} lacks`,
        });
    }
  }
  for (const name of parts.keys()) {
    if (!reached.has(name))
      defects.push({ rule: "PX-03", message: `nothing leads to ${name}` });
  }
  return defects;
}

const magic: Readonly<Record<string, string>> = {
  png: "89504e470d0a1a0a",
  jpeg: "ffd8ff",
  jpg: "ffd8ff",
  gif: "47494638",
  xlsx: "504b0304",
};

/** PX-09: a file is what its ending says. */
export function lintMedia(parts: Parts): Defect[] {
  return [...parts.keys()]
    .filter((name) => {
      if (!/\/(media|embeddings)\//.test(name)) return false;
      const start = magic[endingOf(name)];
      return (
        start === undefined ||
        !bytesOf(parts, name).toString("hex", 0, 8).startsWith(start)
      );
    })
    .map((name) => ({
      rule: "PX-09",
      message: `${name} is no .${endingOf(name)}`,
    }));
}
