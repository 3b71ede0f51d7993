import { inflateRawSync } from "node:zlib";

/** One file of a zip archive, as its directory lists it. */
export interface ArchiveEntry {
  readonly name: string;
  /** 0 is stored, 8 is deflated. */
  readonly method: number;
  /** As MS-DOS writes dates; 0x21 is 1980-01-01. */
  readonly date: number;
  /** Bit 0: encrypted. */
  readonly flags: number;
  /** Bytes in the archive, and those of the file. */
  readonly packed: number;
  readonly size: number;
  /** Where its own header begins. */
  readonly at: number;
  /** In its low byte what MS-DOS knows of a file: 0x10 is a folder. */
  readonly attributes: number;
}

const endOfDirectory = 0x06054b50;
const fileHeader = 0x02014b50;
const localHeader = 0x04034b50;

/**
 * The entries of an archive in their order; undefined for what is none.
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3.12 and 4.3.16.
 */
export function listArchive(
  bytes: Buffer,
): readonly ArchiveEntry[] | undefined {
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endOfDirectory) end--;
  if (end < 0) return undefined;
  const entries: ArchiveEntry[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === fileHeader) {
    const length = bytes.readUInt16LE(at + 28);
    entries.push({
      name: bytes.toString("utf8", at + 46, at + 46 + length),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      date: bytes.readUInt16LE(at + 14),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      attributes: bytes.readUInt32LE(at + 38),
      at: bytes.readUInt32LE(at + 42),
    });
    at +=
      46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Names that mean one file wherever they are unpacked. */
const plain =
  /^(?!\d+$)(?!.*\.\.)(?!(?:.*\/)?\.(?:\/|$))[\w[\].-]+(?:\/[\w[\].-]+)*$/;

/**
 * The files of an archive that is as plain as ours are; undefined for any other, broken ones too:
 * those are for a library that knows all that an archive may be, and says what is wrong.
 */
export function unzipPlain(bytes: Buffer): Map<string, Buffer> | undefined {
  const entries = listArchive(bytes);
  if (entries === undefined || !isWhole(bytes, entries)) return undefined;
  const files = new Map<string, Buffer>();
  for (const entry of entries) {
    const file = readEntry(bytes, entry);
    if (file === undefined || files.has(entry.name)) return undefined;
    files.set(entry.name, file);
  }
  return files;
}

/** The end of the archive follows its directory, is all there is behind it, and counts as many. */
function isWhole(bytes: Buffer, entries: readonly ArchiveEntry[]): boolean {
  const end = bytes.length - 22;
  if (end < 0 || bytes.readUInt32LE(end) !== endOfDirectory) return false;
  const [count, size, start] = [
    bytes.readUInt16LE(end + 10),
    bytes.readUInt32LE(end + 12),
    bytes.readUInt32LE(end + 16),
  ];
  return count === entries.length && start + size === end;
}

function readEntry(bytes: Buffer, entry: ArchiveEntry): Buffer | undefined {
  const { name, method, flags, packed, size, at, attributes } = entry;
  const isPlain = plain.test(name) && (flags & 1) === 0;
  if (!isPlain || (attributes & 0x10) !== 0) return undefined;
  if (at + 30 > bytes.length || bytes.readUInt32LE(at) !== localHeader)
    return undefined;
  const start =
    at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
  if (start + packed > bytes.length) return undefined;
  const content = bytes.subarray(start, start + packed);
  const file = method === 0 ? content : method === 8 && inflate(content, size);
  return file && file.length === size ? file : undefined;
}

/** False where it is broken, or larger than it says. */
function inflate(content: Buffer, size: number): Buffer | false {
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, size) });
  } catch {
    return false;
  }
}
