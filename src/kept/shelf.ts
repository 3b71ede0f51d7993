import { randomUUID } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { errorCode, sha256 } from "../files.ts";

/** Bytes that a shelf keeps beyond what was asked of it last. */
const most = 24_000_000;

/** Hex digits of a hash, and the line's end behind it. */
const head = 65;

/**
 * What can be made again, kept below one folder by the hash of all that it is made from. Each file
 * begins with the SHA-256 of the rest: one that was cut off or changed is not there. It is written
 * aside and renamed, so that no other process ever reads half of one.
 */
export class Shelf {
  readonly #folder: string;
  readonly #used = new Set<string>();
  readonly #new = new Map<string, Uint8Array>();
  #isTrimmed = false;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What is kept under a key, of any length; undefined where there is nothing that is whole. */
  get(key: string): Uint8Array | undefined {
    const name = sha256(key);
    const held = this.#new.get(name);
    if (held !== undefined) return held;
    try {
      const file = readFileSync(join(this.#folder, name));
      const bytes = file.subarray(head);
      if (file.toString("latin1", 0, head) !== `${sha256(bytes)}\n`)
        return undefined;
      this.#used.add(name);
      return bytes;
    } catch {
      return undefined;
    }
  }

  /** Holds bytes under a key, until `settle` writes them: what only looks writes nothing. */
  put(key: string, bytes: Uint8Array): void {
    this.#new.set(sha256(key), bytes);
  }

  /**
   * Writes what was put there, and takes the oldest away until no more than `bytes` are left beyond
   * what was asked for or put; with it goes what a killed process left behind: once a process, since
   * to look at them all takes longer than to write one. Where the disk refuses, nothing more is kept: it can be made again.
   */
  settle(bytes = most): void {
    if (this.#new.size === 0) return;
    try {
      mkdirSync(this.#folder, { recursive: true });
      for (const [name, made] of this.#new) this.#write(name, made);
      this.#new.clear();
      if (!this.#isTrimmed) this.#trim(bytes);
      this.#isTrimmed = true;
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
    }
  }

  #write(name: string, bytes: Uint8Array): void {
    const aside = join(this.#folder, `.${name}.${randomUUID()}.tmp`);
    try {
      writeFileSync(
        aside,
        Buffer.concat([Buffer.from(`${sha256(bytes)}\n`), bytes]),
      );
      renameSync(aside, join(this.#folder, name));
      this.#used.add(name);
    } catch (error) {
      rmSync(aside, { force: true });
      throw error;
    }
  }

  #trim(bytes: number): void {
    const spare = readdirSync(this.#folder)
      .filter((name) => !this.#used.has(name))
      .map((name) => {
        const path = join(this.#folder, name);
        const there = statSync(path, { throwIfNoEntry: false });
        // A small file takes a block of the disk, too.
        const size = Math.max(there?.size ?? 0, 4096);
        return { path, size, time: there?.mtimeMs ?? 0 };
      })
      .sort((a, b) => b.time - a.time);
    let left = bytes;
    for (const { path, size } of spare) {
      left -= size;
      if (left < 0 || path.endsWith(".tmp")) rmSync(path, { force: true });
    }
  }
}
