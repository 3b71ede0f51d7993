import JSZip from "jszip";
import { unzipPlain } from "./directory.ts";

/** A package in memory: XML and relationships as text, all else as bytes. */
export type Parts = Map<string, string | Buffer>;

/** What keeps a package from being read: it is no archive, or lacks a part. */
export class PackageError extends Error {
  override readonly name = "PackageError";
}

/** Names that a reader of packages wants to meet first, in this order. */
const first = [
  "[Content_Types].xml",
  "_rels/.rels",
  "docProps/core.xml",
  "docProps/app.xml",
];

/** The earliest date that a zip archive can hold. */
const epoch = new Date(Date.UTC(1980, 0, 1));

/**
 * The files of an archive, those that match `text` as text; folders are left out. Throws
 * PackageError for what is none.
 */
export async function unzip(
  bytes: Uint8Array,
  text = /\.(xml|rels)$/,
): Promise<Parts> {
  const parts: Parts = new Map();
  const files = unzipPlain(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
  );
  if (files !== undefined) {
    for (const [name, file] of files)
      parts.set(name, text.test(name) ? file.toString() : file);
    return parts;
  }
  try {
    const archive = await JSZip.loadAsync(bytes);
    for (const [name, entry] of Object.entries(archive.files)) {
      if (entry.dir) continue;
      const type = text.test(name) ? "string" : "nodebuffer";
      parts.set(name, await entry.async(type));
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new PackageError(`no zip archive: ${why}`);
  }
  return parts;
}

/**
 * One archive for one set of parts: no folders, content types first, the rest by name, all
 * deflated, all dated 1980-01-01.
 */
export async function zip(parts: Parts): Promise<Buffer> {
  const archive = new JSZip();
  for (const name of [...parts.keys()].sort(byPlace)) {
    const content = parts.get(name) ?? "";
    archive.file(name, content, { date: epoch, createFolders: false });
  }
  return archive.generateAsync({
    type: "nodebuffer",
    compression: "DEFLATE",
    compressionOptions: { level: 9 },
    platform: "DOS",
  });
}

function byPlace(a: string, b: string): number {
  const known = Number(first.includes(b)) - Number(first.includes(a));
  if (known !== 0) return known;
  if (first.includes(a)) return first.indexOf(a) - first.indexOf(b);
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The text of a part that must be there. */
export function textOf(parts: Parts, name: string): string {
  const part = parts.get(name);
  if (typeof part !== "string")
    throw new PackageError(`package without ${name}`);
  return part;
}

/** The bytes of a part that must be there. */
export function bytesOf(parts: Parts, name: string): Buffer {
  const part = parts.get(name);
  if (part === undefined) throw new PackageError(`package without ${name}`);
  return Buffer.from(part);
}

/** Names that match, sorted by the number in them: slide2 before slide10. */
export function namesOf(parts: Parts, pattern: RegExp): string[] {
  const number = (name: string) => Number(/(\d+)\.\w+$/.exec(name)?.[1] ?? 0);
  return [...parts.keys()]
    .filter((name) => pattern.test(name))
    .sort((a, b) => number(a) - number(b));
}

/** What follows the last dot of a part's name: `rels` of `_rels/.rels`. */
export function endingOf(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).toLowerCase();
}
