import { PNG } from "pngjs";

/** What the rules ask of a PNG. */
interface PngFacts {
  readonly width: number;
  readonly height: number;
  /** Bits a channel. */
  readonly bits: number;
  /** Whether any pixel lets the page shine through. */
  readonly isTransparent: boolean;
}

/** What was found of a file before: an article may show one picture many times. */
const known = new WeakMap<Buffer, PngFacts | "none">();

/** The facts of a PNG, or undefined when it cannot be decoded. */
export function readPng(bytes: Buffer): PngFacts | undefined {
  const facts = known.get(bytes) ?? decode(bytes) ?? "none";
  known.set(bytes, facts);
  return facts === "none" ? undefined : facts;
}

function decode(bytes: Buffer): PngFacts | undefined {
  try {
    const { width, height, data } = PNG.sync.read(bytes);
    // Signature, length and name of the first chunk, width and height: 24 bytes.
    const bits = bytes[24] ?? 0;
    let isTransparent = false;
    for (let at = 3; at < data.length && !isTransparent; at += 4) {
      isTransparent = data[at] !== 255;
    }
    return { width, height, bits, isTransparent };
  } catch {
    return undefined;
  }
}
