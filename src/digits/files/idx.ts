import { constants, gunzipSync } from "node:zlib";
import { readBounded, UnboundedError } from "../../bounded.ts";
import { UserError } from "../../errors.ts";
import { errorCode, isMissing } from "../../files.ts";

/** What an idx file of MNIST holds. */
export type Idx =
  | {
      readonly kind: "images";
      readonly count: number;
      readonly rows: number;
      readonly columns: number;
      /** `[count, rows, columns]`, 0…255. */
      readonly pixels: Uint8Array;
    }
  | {
      readonly kind: "labels";
      readonly count: number;
      /** `[count]`, one byte each. */
      readonly labels: Uint8Array;
    };

/** Magic numbers: bytes (0x08), in three dimensions or in one. Source: yann.lecun.org. */
const IMAGES = 0x00000803;
const LABELS = 0x00000801;

/** MNIST's largest file has 47 MB; a header that claims more than this is wrong. */
const LARGEST = 64 * 1024 * 1024;

const HINT =
  "delete the file and fetch it again: lectern data gets MNIST, verified";

interface Header {
  readonly kind: "images" | "labels";
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  /** Bytes that the whole unpacked file must have. */
  readonly size: number;
  readonly start: number;
}

/**
 * Reads an idx file, gzipped or not. Throws UserError that names `path` as given and what
 * was found in it.
 */
export async function readIdx(path: string): Promise<Idx> {
  return parseIdx(await readIdxBytes(path), path);
}

/** The file's bytes as they lie on the disk, refused when there are absurdly many. */
export async function readIdxBytes(path: string): Promise<Buffer> {
  try {
    return await readBounded(path, LARGEST);
  } catch (error) {
    if (error instanceof UnboundedError) throw wrong(path, error.message);
    const why = isMissing(error) ? "no such file" : errorCode(error);
    throw new UserError(
      `cannot read idx file: ${path}: ${why ?? error}`,
      "check the folder's name and its permissions",
    );
  }
}

/**
 * Bytes of an idx file, gzipped or not → what it holds, without copying. The header is
 * checked before anything of the size it claims is allocated. `file` is for the message.
 * Throws UserError.
 */
export function parseIdx(bytes: Uint8Array, file: string): Idx {
  const whole = unpackIdx(bytes, file);
  const { kind, count, rows, columns, start } = parseHeader(whole, file);
  return kind === "images"
    ? { kind, count, rows, columns, pixels: whole.subarray(start) }
    : { kind, count, labels: whole.subarray(start) };
}

/** The unpacked bytes, exactly as many as the header says. Throws UserError. */
export function unpackIdx(bytes: Uint8Array, file: string): Uint8Array {
  if (!isGzip(bytes)) {
    checkSize(bytes.length, parseHeader(bytes, file), file);
    return bytes;
  }
  const header = parseHeader(peek(bytes, file), file);
  const whole = gunzip(bytes, header, file);
  checkSize(whole.length, header, file);
  return whole;
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The first unpacked bytes, from the first packed ones: a header needs sixteen. */
function peek(bytes: Uint8Array, file: string): Uint8Array {
  try {
    return gunzipSync(bytes.subarray(0, 1024), {
      finishFlush: constants.Z_SYNC_FLUSH,
      // A kilobyte of deflate unpacks to about a megabyte at most.
      maxOutputLength: 2 * 1024 * 1024,
    });
  } catch (error) {
    throw wrong(file, `gzip is broken (${errorCode(error) ?? error})`);
  }
}

function gunzip(bytes: Uint8Array, header: Header, file: string): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: header.size });
  } catch (error) {
    const code = errorCode(error);
    if (code === "ERR_BUFFER_TOO_LARGE") {
      throw wrong(file, `${describe(header)}, but more bytes follow`);
    }
    const cut = code === "Z_BUF_ERROR" ? "gzip is cut short" : "gzip is broken";
    throw wrong(file, `${cut} (${code ?? error})`);
  }
}

function parseHeader(bytes: Uint8Array, file: string): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (bytes.length < 8) throw wrong(file, `only ${bytes.length} bytes`);
  const magic = view.getUint32(0);
  const count = view.getUint32(4);
  if (magic === LABELS) {
    const size = 8 + count;
    if (size > LARGEST) throw wrong(file, `header claims ${count} labels`);
    return { kind: "labels", count, rows: 1, columns: 1, size, start: 8 };
  }
  if (magic !== IMAGES) {
    const found = magic.toString(16).padStart(8, "0");
    throw wrong(
      file,
      `magic number is 0x${found}, not 0x00000803 (images) or 0x00000801 (labels)`,
    );
  }
  if (bytes.length < 16) throw wrong(file, `only ${bytes.length} bytes`);
  const rows = view.getUint32(8);
  const columns = view.getUint32(12);
  // Up to 2^96: too large for an exact number, but never small by mistake.
  const size = 16 + count * rows * columns;
  if (size > LARGEST) {
    throw wrong(file, `header claims ${count} images of ${rows}×${columns}`);
  }
  return { kind: "images", count, rows, columns, size, start: 16 };
}

function checkSize(found: number, header: Header, file: string): void {
  if (found === header.size) return;
  const how = found < header.size ? "cut short" : "more bytes follow";
  throw wrong(
    file,
    `${describe(header)}, which takes ${header.size} bytes, but the file has ${found} (${how})`,
  );
}

function describe({ kind, count, rows, columns }: Header): string {
  return kind === "images"
    ? `header says ${count} images of ${rows}×${columns}`
    : `header says ${count} labels`;
}

function wrong(file: string, found: string): UserError {
  return new UserError(`not a usable idx file: ${file}: ${found}`, HINT);
}
