import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** An empty folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-digits-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** An idx file's bytes: the header as told, then the body. */
export function idxFile(header: number[], body: Uint8Array): Buffer {
  const words = Buffer.alloc(4 * header.length);
  header.forEach((word, index) => {
    words.writeUInt32BE(word, 4 * index);
  });
  return Buffer.concat([words, body]);
}

export const IMAGES = 0x803;
export const LABELS = 0x801;

/** Images of 28×28 whose every pixel is the image's index, and these labels. */
export function labelled(labels: number[]): { images: Buffer; labels: Buffer } {
  const body = Buffer.concat(
    labels.map((_, index) => Buffer.alloc(784, index)),
  );
  return {
    images: idxFile([IMAGES, labels.length, 28, 28], body),
    labels: idxFile([LABELS, labels.length], Uint8Array.from(labels)),
  };
}

/** The folder with the real MNIST, or undefined: tests that need it say that they skip. */
export const REAL = process.env.LECTERN_DATA;

/** `LECTERN_DATA` in this test's title, so that a skipped one says why. */
export const NEEDS_REAL = REAL ? "" : " (skipped: LECTERN_DATA is not set)";
