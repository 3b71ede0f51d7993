import { sha256 } from "../../files.ts";
import type { Reply } from "../server/server.ts";

/** Pictures that are kept: those of three topics. */
const most = 200;

interface Picture {
  readonly bytes: Buffer;
  readonly type?: "png" | "jpeg" | "ttf";
}

/** The pictures that the page shows, and the fonts of a theme, each at the address of its own bytes. */
export class Gallery {
  readonly #pictures = new Map<string, Picture>();
  readonly #addresses = new WeakMap<Buffer, string>();

  /** Hangs the picture, and says where. */
  readonly hang = (picture: Picture): string => {
    const { bytes } = picture;
    const address = this.#addresses.get(bytes) ?? `/pictures/${sha256(bytes)}`;
    this.#addresses.set(bytes, address);
    this.#pictures.delete(address);
    this.#pictures.set(address, picture);
    const [oldest] = this.#pictures.keys();
    if (this.#pictures.size > most && oldest !== undefined)
      this.#pictures.delete(oldest);
    return address;
  };

  /** The picture at an address, to be kept by the browser for good. */
  find(address: string): Reply | undefined {
    const picture = this.#pictures.get(address);
    if (picture === undefined) return undefined;
    const { bytes, type = "png" } = picture;
    const headers = { "cache-control": "private, max-age=86400, immutable" };
    return {
      type: type === "ttf" ? "font/ttf" : `image/${type}`,
      body: bytes,
      headers,
    };
  }
}
