import type { Classes } from "../../classes.ts";
import { type Digits, hashSets, type Sets } from "../../digits/digits.ts";
import { type Idx, parseIdx } from "../../digits/files/idx.ts";
import {
  drawHandwriting,
  HANDWRITING_SEED,
} from "../../digits/handwriting/handwriting.ts";
import { MNIST_FILES } from "../../digits/mnist/mnist.ts";
import { selectSample } from "../../digits/mnist/sample.ts";
import { takeDigits } from "../../digits/take.ts";
import { UserError } from "../../errors.ts";
import { QUICK } from "../../lab/quick.ts";
import type { Choice } from "../choice.ts";

/**
 * The digits of a choice: drawn, or out of the reader's files; undefined where it needs none. Throws
 * UserError where a file is missing or broken, or where they are other digits.
 */
export async function openDigits(
  choice: Choice,
  files: readonly File[],
): Promise<Digits | undefined> {
  const { digits, name, classes, profile, sha256 } = choice;
  if (digits === "none") return undefined;
  const sets =
    digits === "drawn"
      ? drawHandwriting(HANDWRITING_SEED)
      : await readSets(files, classes);
  const whole = { ...sets, name, sha256: hashSets(sets) };
  const seen = profile === "quick" ? takeDigits(whole, QUICK) : whole;
  if (seen.sha256 === sha256) return seen;
  throw new UserError(
    digits === "drawn"
      ? `the handwriting that is drawn here is another: ${seen.sha256}`
      : `these files are not the ${name === "MNIST" ? "MNIST" : "digits"} that the article's run read`,
  );
}

async function readSets(
  files: readonly File[],
  classes: Classes,
): Promise<Sets> {
  const [trainImages, trainLabels, validImages, validLabels] = MNIST_FILES;
  const read = async (images: string, labels: string) => ({
    images: await readIdx(files, images),
    imagesFile: images,
    labels: await readIdx(files, labels),
    labelsFile: labels,
  });
  return selectSample(
    await read(trainImages.name, trainLabels.name),
    await read(validImages.name, validLabels.name),
    classes,
  );
}

/** The file of that name, plain or gzipped, also with a dot in place of the dash, or numbered by a browser. */
async function readIdx(files: readonly File[], name: string): Promise<Idx> {
  const start = name.replace("-idx", ".idx");
  const file = files.find((each) =>
    each.name.replace("-idx", ".idx").startsWith(start),
  );
  if (file === undefined)
    throw new UserError(`file is missing among those picked: ${name} (or .gz)`);
  const isPacked = new DataView(await file.slice(0, 2).arrayBuffer());
  if (file.size < 2 || isPacked.getUint16(0) !== 0x1f8b)
    return parseIdx(new Uint8Array(await file.arrayBuffer()), file.name);
  const unpacked = file.stream().pipeThrough(new DecompressionStream("gzip"));
  try {
    const bytes = await new Response(unpacked).arrayBuffer();
    return parseIdx(new Uint8Array(bytes), file.name);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`not a usable idx file: ${file.name}: gzip is broken`);
  }
}
