/** One file of a zip archive, as its directory lists it. */
export interface ArchiveEntry {
  readonly name: string;
  /** 0 is stored, 8 is deflated. */
  readonly method: number;
  /** As MS-DOS writes dates; 0x21 is 1980-01-01. */
  readonly date: number;
}

const endOfDirectory = 0x06054b50;
const fileHeader = 0x02014b50;

/**
 * The entries of an archive in their order.
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3.12 and 4.3.16.
 */
export function listArchive(bytes: Buffer): readonly ArchiveEntry[] {
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) throw new Error("no zip archive");
  const entries: ArchiveEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === fileHeader) {
    const length = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString("utf8", at + 46, at + 46 + length),
      method: bytes.readUInt16LE(at + 10),
      date: bytes.readUInt16LE(at + 14),
    });
    at +=
      46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}
