import { appendFile, mkdir, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { readBounded, UnboundedError } from "../../bounded.ts";
import { errorCode, isMissing } from "../../files.ts";

/** How long to wait, in milliseconds. */
export interface Patience {
  /** For an answer's first line, connecting included. */
  readonly answer: number;
  /** Between two pieces of an answer. */
  readonly stall: number;
  /** For everything that is fetched, from all mirrors: a drip of bytes has an end. */
  readonly total: number;
}

/** Why a transfer did not end, and whether asking the same server again may help. */
export class TransferError extends Error {
  override readonly name = "TransferError";
  readonly again: boolean;

  constructor(message: string, again: boolean) {
    super(message);
    this.again = again;
  }
}

export interface TransferOptions {
  readonly url: string;
  /** The partial file: what is there is not asked for again, what comes is added. */
  readonly part: string;
  /** Largest answer that is believed, in bytes. */
  readonly limit: number;
  readonly patience: Patience;
  readonly onBytes: (done: number, total: number | undefined) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface Transferred {
  readonly bytes: Uint8Array;
  /** True when some of them came from the partial file. */
  readonly continued: boolean;
}

/**
 * Asks once for a file, or for what its partial file lacks, and returns the whole. What came
 * before a cut stays in the partial file for the next attempt. The bytes returned are those
 * of this attempt, whatever another process does to the partial file.
 * Throws TransferError, the signal's reason, or the disk's error.
 */
export async function transfer(options: TransferOptions): Promise<Transferred> {
  await mkdir(dirname(options.part), { recursive: true });
  const before = (await readPart(options)) ?? Buffer.alloc(0);
  const watch = watchdog(options.patience);
  const signals = [watch.signal, ...(options.signal ? [options.signal] : [])];
  let brought = 0;
  try {
    const response = await fetch(options.url, {
      headers: {
        // The .gz itself, not what a server would make of it on the way.
        "accept-encoding": "identity",
        ...(before.length > 0 ? { range: `bytes=${before.length}-` } : {}),
      },
      signal: AbortSignal.any(signals),
    });
    if (response.status !== 206) await rm(options.part, { force: true });
    const start = startOf(response, before.length);
    const chunks: Uint8Array[] = [before.subarray(0, start)];
    const total = totalOf(response, start);
    let done = start;
    watch.restart();
    for await (const chunk of response.body ?? []) {
      watch.restart();
      done += chunk.length;
      brought += chunk.length;
      if (done > options.limit) {
        throw new TransferError(`sent more than ${options.limit} bytes`, false);
      }
      chunks.push(chunk);
      await appendFile(options.part, chunk);
      options.onBytes(done, total);
    }
    return { bytes: Buffer.concat(chunks), continued: start > 0 };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof TransferError || isDiskError(error)) throw error;
    const why = watch.signal.aborted ? watch.reason() : explain(error);
    throw new TransferError(why, brought > 0 && !watch.isOver());
  } finally {
    watch.stop();
  }
}

/** What an earlier attempt left; nothing where it is larger than any answer can be. */
async function readPart({
  part,
  limit,
}: TransferOptions): Promise<Buffer | undefined> {
  try {
    return await readBounded(part, limit);
  } catch (error) {
    if (isMissing(error) || error instanceof UnboundedError) return undefined;
    throw error;
  }
}

/** The offset of the answer's first byte: 0 when the server sends all of it anew. */
function startOf(response: Response, asked: number): number {
  const range = /^bytes (\d+)-/.exec(
    response.headers.get("content-range") ?? "",
  );
  if (response.status === 206 && Number(range?.[1]) === asked) return asked;
  if (response.status === 200) return 0;
  throw new TransferError(
    `answered ${response.status} ${response.statusText}`.trim(),
    // 416: nothing follows the partial file, so it was whole or wrong, and is gone now.
    response.status === 416,
  );
}

function totalOf(response: Response, start: number): number | undefined {
  const length = response.headers.get("content-length");
  return length === null ? undefined : start + Number(length);
}

/** A signal that aborts when nothing restarts it in time, and when the whole takes too long. */
function watchdog({ answer, stall, total }: Patience) {
  const controller = new AbortController();
  let reason = "";
  let isOver = false;
  const abort = (why: string) => {
    reason ||= why;
    controller.abort();
  };
  let timer = setTimeout(abort, answer, `no answer within ${answer / 1000} s`);
  const end = setTimeout(() => {
    isOver = true;
    abort(`still not done after ${Math.round(total) / 1000} s`);
  }, total);
  return {
    signal: controller.signal,
    restart(): void {
      clearTimeout(timer);
      timer = setTimeout(abort, stall, `stalled for ${stall / 1000} s`);
    },
    reason: () => reason,
    isOver: () => isOver,
    stop(): void {
      clearTimeout(timer);
      clearTimeout(end);
    },
  };
}

/** Disk errors carry the system call; network errors of fetch hide it in their cause. */
function isDiskError(error: unknown): boolean {
  return error instanceof Error && "path" in error && "syscall" in error;
}

function explain(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const code = errorCode(cause);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `its name cannot be resolved (${code})`;
  }
  if (code === "ECONNREFUSED") return `connection refused (${code})`;
  return code ?? (cause instanceof Error ? cause.message : String(cause));
}
