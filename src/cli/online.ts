import type { Finding } from "../errors.ts";
import { sha256 } from "../files.ts";
import type { HostedImage } from "../medium/hosted.ts";
import { isPicture } from "../medium/png.ts";

/** How long one image may take, in milliseconds. */
const patience = 15_000;

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
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status !== 200)
      return {
        message: `image answers ${response.status}: ${url}`,
        hint: ours ? publish : "use an address where it is",
      };
    if (ours && sha256(bytes) !== wanted)
      return {
        message: `image is not the one that was built: ${url}`,
        hint: publish,
      };
    if (!ours && !isPicture(bytes))
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
