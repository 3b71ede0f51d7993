import { createHash } from "node:crypto";
import type { Finding } from "../errors.ts";

import type { HostedImage } from "../medium/pages/hosted.ts";
import { typeOfPicture } from "../picture.ts";

/** How long one image may take, in milliseconds, redirects and its last byte included. */
const patience = 15_000;

/** Medium takes pictures of up to 25 MB: an answer is not read further, unpacked bytes counted. */
const largest = 25 * 1024 * 1024;

/** Bytes by which a picture is known. */
const signature = 16;

/** What is wrong with one image, and what to do. */
interface Fault {
  readonly message: string;
  readonly hint: string;
}

/**
 * Fetches each image as Medium will, and finds those that do not answer 200 with the bytes that
 * belong there. A fault of the network is a finding, too. Throws only when `signal` is aborted.
 */
export async function checkOnline(
  images: readonly HostedImage[],
  signal: AbortSignal,
  limit: number = patience,
): Promise<Finding[]> {
  const found = await Promise.all(
    images.map(async (image): Promise<Finding[]> => {
      const fault = await findFault(image, signal, limit);
      if (fault === undefined) return [];
      return [{ ...image.place, severity: "error", rule: "MD-41", ...fault }];
    }),
  );
  signal.throwIfAborted();
  return found.flat();
}

async function findFault(
  { url, sha256: wanted }: HostedImage,
  signal: AbortSignal,
  limit: number,
): Promise<Fault | undefined> {
  const publish = "publish the medium folder at the base URL, then check again";
  const ours = wanted !== undefined;
  try {
    const response = await fetch(url, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(limit)]),
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      return {
        message: `image answers ${response.status}: ${url}`,
        hint: ours ? publish : "use an address where it is",
      };
    }
    const { sha256, start } = await readBody(response);
    if (ours && sha256 !== wanted)
      return {
        message: `image is not the one that was built: ${url}`,
        hint: publish,
      };
    if (!ours && !typeOfPicture(start))
      return {
        message: `address holds neither PNG nor JPEG: ${url}`,
        hint: "use the address of the file itself, not of a page that shows it",
      };
    return undefined;
  } catch (error) {
    return {
      message: `image cannot be fetched: ${url} (${reasonOf(error, limit)})`,
      hint: "look at the address and the network, then check again",
    };
  }
}

/** What identifies a body, read piece by piece: no more of it than a piece is ever kept. */
async function readBody(
  response: Response,
): Promise<{ sha256: string; start: Buffer }> {
  const hash = createHash("sha256");
  let start = Buffer.alloc(0);
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    // Leaving the loop cancels the rest.
    if (length > largest) throw new Error(`more than ${largest} bytes`);
    hash.update(piece);
    if (start.length < signature)
      start = Buffer.concat([start, piece]).subarray(0, signature);
  }
  return { sha256: hash.digest("hex"), start };
}

/** Why a request failed, in a few words. */
function reasonOf(error: unknown, limit: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError")
    return `no answer within ${limit / 1000} s`;
  // fetch wraps what happened: the cause has the name that people search for.
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return "code" in cause ? String(cause.code) : cause.message;
}
