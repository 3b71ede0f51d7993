import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { UserError } from "../../errors.ts";
import { errorCode } from "../../files.ts";
import { readBody } from "./body.ts";
import { type Refusal, refuseStranger } from "./guard.ts";

/** What is sent back. */
export interface Reply {
  /** Media type. */
  readonly type: string;
  readonly body: string | Buffer;
  readonly headers?: { readonly [name: string]: string };
}

type Got = Reply | Refusal | undefined;

/** One address that can be asked for, and how; whatever is in no table is not there. */
export interface Route {
  /** What is shown. A stream goes on by itself: then nothing is returned. */
  get?(query: URLSearchParams, response: ServerResponse): Got | Promise<Got>;
  /** What is to be done; `value` is the JSON that was sent, not yet checked. */
  post?(value: unknown): Promise<Refusal | undefined>;
}

/** The route of a path, exactly as it was sent: nothing is decoded, and no file is looked for. */
export type FindRoute = (path: string) => Route | undefined;

/** A server that listens on this machine only. */
export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Listens at 127.0.0.1, on `port`, or on a free one where it is 0. Throws UserError where the port
 * is taken. `onBug` hears what a route threw.
 */
export async function listen(
  port: number,
  find: FindRoute,
  onBug: (error: unknown) => void,
): Promise<Listening> {
  const server = createServer({
    maxHeaderSize: 16_384,
    requestTimeout: 10_000,
  });
  server.maxConnections = 128;
  // What is no HTTP gets no answer that a page could read.
  server.on("clientError", (_error, socket) => socket.destroy());
  server.on("upgrade", (_request, socket) => socket.destroy());
  server.on("connect", (_request, socket) => socket.destroy());
  await start(server, port);
  const address = server.address();
  const open = typeof address === "object" ? (address?.port ?? port) : port;
  server.on("request", (request, response) => {
    answer(request, response, open, find).catch((error) => {
      // Who asked may have gone while the body was read.
      if (errorCode(error) !== "ECONNRESET") onBug(error);
      if (response.headersSent) response.destroy();
      else send(response, 500, { type: "text/plain", body: "a bug" });
    });
  });
  return {
    port: open,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function start(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      const taken = errorCode(error) === "EADDRINUSE";
      const what = taken ? "port is taken" : "port cannot be used";
      const hint = "choose another with --port, or leave it out";
      reject(new UserError(`${what}: ${port}`, hint, 2));
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, resolve);
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  port: number,
  find: FindRoute,
): Promise<void> {
  const { method = "", url = "" } = request;
  const refuse = ({ status, message }: Refusal) => {
    // A body that nobody reads would keep the connection.
    response.setHeader("connection", "close");
    send(response, status, { type: "text/plain", body: `${message}\n` });
  };
  const stranger = refuseStranger(request, port);
  if (stranger !== undefined) return refuse(stranger);
  const [path = "", ...rest] = url.split("?");
  const route = find(path);
  if (route === undefined)
    return refuse({ status: 404, message: "nothing here" });
  if (method === "GET" && route.get !== undefined) {
    const got = await route.get(new URLSearchParams(rest.join("?")), response);
    if (got === undefined) return undefined;
    return "status" in got ? refuse(got) : send(response, 200, got);
  }
  if (method !== "POST" || route.post === undefined)
    return refuse({ status: 405, message: "not in this way" });
  const body = await readBody(request);
  if ("status" in body) return refuse(body);
  const refused = await route.post(body.value);
  if (refused !== undefined) return refuse(refused);
  return send(response, 200, { type: "application/json", body: "{}" });
}

/** What every answer says of itself: it is ours alone, and nothing else than it says. */
const always = {
  "cache-control": "no-store",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
} as const;

function send(
  response: ServerResponse,
  status: number,
  { type, body, headers = {} }: Reply,
): void {
  const isText = typeof body === "string";
  const contentType = isText ? `${type}; charset=utf-8` : type;
  response.writeHead(status, {
    ...{ ...always, "content-type": contentType, ...headers },
    "content-length": Buffer.byteLength(body),
  });
  response.end(body);
}

/** Opens a stream of server-sent events. Source: HTML, "Server-sent events". */
export function openStream(response: ServerResponse): void {
  response.writeHead(200, { ...always, "content-type": "text/event-stream" });
  // Asked again after half a second, where the preview was started anew.
  response.write("retry: 500\n\n");
}
