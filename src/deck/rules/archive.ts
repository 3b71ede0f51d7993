import { listArchive } from "../package/directory.ts";
import { type Document, parseXml } from "../package/xml.ts";
import { bytesOf, endingOf, PackageError, type Parts } from "../package/zip.ts";
import type { Defect } from "./defect.ts";

/** PX-01: one order, no folders, all deflated, one date. */
export function lintArchive(bytes: Buffer): Defect[] {
  const entries = listArchive(bytes);
  if (entries === undefined) throw new PackageError("no zip archive");
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
    const read = common.test(name)
      ? readCommon(content)
      : readDocument(content);
    if (typeof read !== "string") documents.set(name, read);
    else defects.push({ rule: "PX-04", message: `${name}: ${read}` });
  }
  return { documents, defects };
}

/** Parts that are the same in most decks of a course, and in most workbooks. */
const common =
  /^(?:ppt\/(?:slideLayouts|slideMasters|notesMasters|theme)|ppt\/(?:slides|notesSlides)\/_rels|xl\/(?!worksheets\/|sharedStrings|tables\/)|_rels|docProps)/;

/** What was read of common parts, by their text: nothing here changes a document. */
const known = new Map<string, Document | string>();

/** Documents that are kept: those of three looks. */
const most = 200;

function readCommon(text: string): Document | string {
  const read = known.get(text) ?? readDocument(text);
  if (known.size === most) known.clear();
  known.set(text, read);
  return read;
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
