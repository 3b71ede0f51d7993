import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

/**
 * What is used here of `node:crypto`, for a browser: its own hashes are asynchronous, and missing on
 * pages without TLS. Hashes of text are of its UTF-8.
 */
export function createHash(name: "sha256"): Hash {
  if (name !== "sha256") throw new Error(`no such hash here: ${name}`);
  const hash = sha256.create();
  return {
    update(data) {
      hash.update(typeof data === "string" ? utf8ToBytes(data) : data);
      return this;
    },
    digest: () => bytesToHex(hash.digest()),
  };
}

interface Hash {
  update(data: string | Uint8Array): Hash;
  digest(encoding: "hex"): string;
}
