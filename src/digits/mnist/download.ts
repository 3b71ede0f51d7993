import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { UserError } from "../../errors.ts";
import { errorCode, sha256, writeWhole } from "../../files.ts";
import { mnistFolder } from "../cache.ts";
import { unpackIdx } from "../files/idx.ts";
import { forgetFailure } from "../quiet.ts";
import {
  findMnistFile,
  hashUnpacked,
  MNIST_FILES,
  type MnistFile,
} from "./mnist.ts";
import { type Patience, TransferError, transfer } from "./transfer.ts";

/** Public mirrors of the packed files, in the order asked; each ends in `/`. */
const MIRRORS = [
  "https://ossci-datasets.s3.amazonaws.com/mnist/",
  "https://storage.googleapis.com/cvdf-datasets/mnist/",
] as const;

/**
 * For a build that can go on without: two silent mirrors cost eight seconds in all. MNIST's 12 MB
 * come in time at 100 kB a second; what came before is kept for `lectern data`.
 */
export const BRIEF: Patience = { answer: 4_000, stall: 8_000, total: 120_000 };

/** For a person who asked for the download and would wait. */
const PATIENT: Patience = {
  answer: 20_000,
  stall: 30_000,
  total: 1_800_000,
};

/** Asks of one mirror for one file: a connection that cuts every time ends somewhere. */
const MOST_ATTEMPTS = 8;

export interface DownloadProgress {
  readonly label: string;
  /** Bytes so far, and in all. */
  readonly done: number;
  readonly total: number;
}

export interface DownloadOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Default: MIRRORS. */
  readonly mirrors?: readonly string[] | undefined;
  /** Default: MNIST's four. */
  readonly files?: readonly MnistFile[];
  /** Default: PATIENT. */
  readonly patience?: Patience;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Puts MNIST's four files into the cache and returns the folder. A file that is there and
 * verified is not fetched again; one that is cut off is continued; one whose unpacked bytes
 * have another SHA-256 is discarded and the next mirror asked. All of it ends in the time that
 * `patience` has in total, which the mirrors share: a slow one leaves some to the next.
 * Throws UserError when no mirror gives a file or the cache cannot be written, and the
 * signal's reason.
 */
export async function fetchMnist(options: DownloadOptions): Promise<string> {
  const folder = mnistFolder(options.env);
  const until = Date.now() + (options.patience ?? PATIENT).total;
  for (const file of options.files ?? MNIST_FILES) {
    if (await isThere(folder, file, options.env)) continue;
    const bytes = await fromMirrors(folder, file, until, options);
    try {
      await writeWhole(join(folder, `${file.name}.gz`), bytes);
      await rm(partOf(folder, file), { force: true });
    } catch (error) {
      throw unwritable(folder, error);
    }
  }
  await forgetFailure(options.env);
  return folder;
}

async function isThere(
  folder: string,
  file: MnistFile,
  env: NodeJS.ProcessEnv,
): Promise<boolean> {
  try {
    const path = await findMnistFile(folder, file.name);
    if (path === undefined) return false;
    if ((await hashUnpacked(path, env)) === file.sha256) return true;
    await rm(path, { force: true });
  } catch (error) {
    // A cached file that is broken is one to fetch again.
    if (!(error instanceof UserError)) throw error;
  }
  return false;
}

async function fromMirrors(
  folder: string,
  file: MnistFile,
  until: number,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const reasons: string[] = [];
  const mirrors = options.mirrors ?? MIRRORS;
  for (const [index, mirror] of mirrors.entries()) {
    const share = (until - Date.now()) / (mirrors.length - index);
    try {
      return await fromMirror(mirror, folder, file, share, options);
    } catch (error) {
      if (!(error instanceof TransferError)) throw error;
      reasons.push(`${new URL(mirror).host}: ${error.message}`);
    }
  }
  throw new UserError(
    `MNIST cannot be downloaded: ${file.name}.gz: ${reasons.join("; ")}`,
    "check the network, or set LECTERN_DATA to a folder with the four idx files",
  );
}

/**
 * As long as an attempt brings bytes, the same mirror is asked again for the rest, `share`
 * milliseconds in all.
 */
async function fromMirror(
  mirror: string,
  folder: string,
  file: MnistFile,
  share: number,
  options: DownloadOptions,
): Promise<Uint8Array> {
  const part = partOf(folder, file);
  const until = Date.now() + share;
  for (let attempt = 1; ; attempt++) {
    try {
      const { bytes, continued } = await transfer({
        url: `${mirror}${file.name}.gz`,
        part,
        // A packing is never much larger than what it packs.
        limit: file.size + 65_536,
        patience: {
          ...(options.patience ?? PATIENT),
          total: Math.max(0, until - Date.now()),
        },
        onBytes: (done, total) =>
          options.onProgress?.({
            label: `downloading ${file.name}.gz`,
            done,
            total: Math.max(done, total ?? done),
          }),
        signal: options.signal,
      });
      const found = contentOf(bytes, file);
      if (found === file.sha256) return bytes;
      await rm(part, { force: true });
      // When the beginning was an older partial file, that may be what was wrong.
      throw new TransferError(`sent other bytes (${found})`, continued);
    } catch (error) {
      if (!(error instanceof TransferError)) throw unwritable(folder, error);
      if (!error.again || attempt === MOST_ATTEMPTS) throw error;
      await wait(200, undefined, { signal: options.signal });
    }
  }
}

/** SHA-256 of the unpacked bytes, or in words why they cannot be unpacked. */
function contentOf(bytes: Uint8Array, file: MnistFile): string {
  try {
    return sha256(unpackIdx(bytes, file.name));
  } catch (error) {
    return error instanceof UserError ? error.message : String(error);
  }
}

function partOf(folder: string, file: MnistFile): string {
  return join(folder, `${file.name}.gz.part`);
}

/** Disk errors become the user's; anything else (an abort, our bug) stays what it is. */
function unwritable(folder: string, error: unknown): unknown {
  const code = errorCode(error);
  if (code === undefined || !(error instanceof Error && "path" in error)) {
    return error;
  }
  return new UserError(
    `cache folder cannot be written: ${folder} (${code})`,
    "set LECTERN_CACHE to a folder that can be written",
  );
}
