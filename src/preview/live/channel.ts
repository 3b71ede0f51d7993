import type { ServerResponse } from "node:http";
import type { Block } from "../render/block.ts";
import { openStream } from "../server/server.ts";

/** Blocks of one part of the page, in their order. */
export interface PartMessage {
  readonly blocks: readonly Block[];
  /** BCP 47 of its text. */
  readonly lang: string;
  /** The text that it came from, from the project root, and what opens it, without a line. */
  readonly file: string;
  readonly link: string;
}

/** Milliseconds between two signs of life: what is between us may close a silent connection. */
const pulse = 20_000;

/** Bytes that wait for a page at most. */
const most = 20_000_000;

/** What the pages on one topic were told last, and those pages. */
export class Channel {
  readonly #clients = new Set<ServerResponse>();
  readonly #parts = new Map<string, PartMessage>();
  readonly #last = new Map<string, string>();
  readonly #timer = setInterval(() => this.#write(": alive\n\n"), pulse);
  readonly #onEmpty: () => void;

  /** `onEmpty` is called when the last page has gone. */
  constructor(onEmpty: () => void) {
    this.#onEmpty = onEmpty;
    this.#timer.unref();
  }

  get isEmpty(): boolean {
    return this.#clients.size === 0;
  }

  /** A page that wants to know; it is told what the others know. */
  join(client: ServerResponse): void {
    openStream(client);
    for (const [kind, data] of this.#last) client.write(asEvent(kind, data));
    for (const [kind, part] of this.#parts)
      client.write(asEvent(kind, JSON.stringify(part)));
    this.#clients.add(client);
    client.on("close", () => {
      this.#clients.delete(client);
      if (this.#clients.size === 0) this.#onEmpty();
    });
  }

  /** Tells what is new; the same twice is told once. */
  tell(kind: string, value: unknown): void {
    const data = JSON.stringify(value);
    if (this.#last.get(kind) === data) return;
    this.#last.set(kind, data);
    this.#write(asEvent(kind, data));
  }

  /** Tells the blocks of a part: those that the pages have already go without their HTML. */
  tellPart(kind: string, part: PartMessage): void {
    const before = this.#parts.get(kind);
    if (JSON.stringify(before) === JSON.stringify(part)) return;
    this.#parts.set(kind, part);
    const known = new Set(before?.blocks.map(({ key }) => key));
    const blocks = part.blocks.map(({ html, ...rest }) =>
      known.has(rest.key) ? rest : { ...rest, html },
    );
    this.#write(asEvent(kind, JSON.stringify({ ...part, blocks })));
  }

  /** Says something that only those hear who listen now. */
  call(kind: string): void {
    this.#write(asEvent(kind, "null"));
  }

  close(): void {
    clearInterval(this.#timer);
    for (const client of this.#clients) client.end();
  }

  #write(text: string): void {
    for (const client of this.#clients) {
      client.write(text);
      // It does not read: what it missed it is told when it comes again.
      if (client.writableLength > most) client.destroy();
    }
  }
}

/** JSON has no line ends: one line of data. */
function asEvent(kind: string, data: string): string {
  return `event: ${kind}\ndata: ${data}\n\n`;
}
