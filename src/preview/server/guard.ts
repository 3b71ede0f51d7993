import type { IncomingMessage } from "node:http";

/** Why a request gets no answer. */
export interface Refusal {
  /** Of HTTP. */
  readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 415 | 421;
  readonly message: string;
}

/**
 * Who may ask: a browser that was sent to this machine by its own name, from a page of ours or from
 * its address bar. Another site whose name was made to lead here (DNS rebinding) names another host,
 * and a page of another site that sends something here (CSRF) names its own origin.
 */
export function refuseStranger(
  { headers, headersDistinct, method }: IncomingMessage,
  port: number,
): Refusal | undefined {
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = "", origin } = headers;
  // Of two names Node shows the first, and somebody on the way may have gone by the other. Source:
  // RFC 9112, 3.2.
  if ((headersDistinct.host ?? []).length > 1)
    return { status: 400, message: "asked for two hosts at once" };
  if (!hosts.includes(host))
    return { status: 421, message: "this preview is at 127.0.0.1 only" };
  const own = `http://${host}`;
  const site = headers["sec-fetch-site"];
  const isForeign =
    (origin !== undefined && origin !== own) ||
    (site !== undefined && site !== "same-origin" && site !== "none");
  // A browser says where a POST comes from, always.
  if (isForeign || (method === "POST" && origin === undefined))
    return { status: 403, message: "asked from another site" };
  return undefined;
}
