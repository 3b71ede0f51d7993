import type { IncomingMessage } from "node:http";
import { parseJson } from "../../json.ts";
import type { Refusal } from "./guard.ts";

/** Bytes of a body; a rehearsal of 200 slides has 6,000. */
const most = 64_000;

/** What the JSON that was sent holds, not yet checked; or why it is not read. */
export async function readBody(
  request: IncomingMessage,
): Promise<{ readonly value: unknown } | Refusal> {
  const type = request.headers["content-type"];
  if (type !== "application/json")
    return { status: 415, message: "send application/json" };
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > most) return { status: 413, message: "too much" };
    chunks.push(chunk);
  }
  const value = parseJson(Buffer.concat(chunks));
  if (value === undefined) return { status: 400, message: "not JSON" };
  return { value };
}
