import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { basename } from "node:path";
import { onTestFinished } from "vitest";

/** What a mirror was asked: file name, and the range header or "". */
type Asked = [name: string, range: string];

export interface Mirror {
  /** Ends in `/`. */
  readonly url: string;
  readonly asked: Asked[];
}

/** How a mirror answers one request for a file that it has. */
export type Answer = (
  bytes: Buffer,
  request: IncomingMessage,
  response: ServerResponse,
) => void;

/** The whole, or what the range asks for: what the public mirrors do. */
const serve: Answer = (bytes, request, response) => {
  const start = Number(
    /^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? -1,
  );
  if (start >= bytes.length) {
    response.writeHead(416).end();
  } else if (start >= 0) {
    response.writeHead(206, {
      "content-length": bytes.length - start,
      "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
    });
    response.end(bytes.subarray(start));
  } else {
    response.writeHead(200, { "content-length": bytes.length }).end(bytes);
  }
};

/** Sends so many bytes of what it was asked for, then cuts the connection. */
export function cutAfter(count: number): Answer {
  return (bytes, request, response) => {
    const start = Number(/\d+/.exec(request.headers.range ?? "")?.[0] ?? 0);
    response.writeHead(start > 0 ? 206 : 200, {
      "content-length": bytes.length - start,
      ...(start > 0
        ? {
            "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
          }
        : {}),
    });
    response.write(bytes.subarray(start, start + count), () =>
      setTimeout(() => response.destroy(), 20),
    );
  };
}

/**
 * A real server on 127.0.0.1 with these files. `answers` are used up one a request; then it
 * serves.
 */
export async function openMirror(
  files: Readonly<{ [name: string]: Buffer }>,
  answers: Answer[] = [],
): Promise<Mirror> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const name = basename(request.url ?? "");
    asked.push([name, request.headers.range ?? ""]);
    const bytes = files[name];
    if (bytes === undefined) response.writeHead(404).end();
    else (answers.shift() ?? serve)(bytes, request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/mnist/`, asked };
}

/** A mirror that is down: its port was open once and is closed. */
export async function closedMirror(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/mnist/`;
}
