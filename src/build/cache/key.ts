import type { Classes } from "../../classes.ts";
import { sha256 } from "../../files.ts";
import type { Code } from "../../lab/freshness.ts";
import type { Hashes } from "../../lab/imports.ts";
import { readVersions } from "../../lab/versions.ts";
import type { Run } from "../../record/kept.ts";
import type { Profile } from "../../record/record.ts";

/** What decides a run's bytes, as far as it is known before the run. */
export interface Asked {
  /** The folder's name: it is in the record. */
  readonly topic: string;
  readonly profile: Profile;
  readonly seed: number;
  /** Identity of the digits, as `locateDigits` says it. */
  readonly data: string;
  readonly classes: Classes;
  readonly code: Code;
}

/**
 * The name of a run, SHA-256 in hex: of all that freshness compares. Only reproducible runs on WASM
 * have one, since no others come out the same on every machine. `reads` are the files that an
 * experiment opens while it runs, which nobody can know before one has run.
 */
export function keyOf(
  { topic, profile, seed, data, classes, code }: Asked,
  reads: Hashes = {},
): string {
  const sorted = (hashes: Hashes) =>
    Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(
    JSON.stringify([
      ...["lectern run 1", "wasm reproducible"],
      ...[topic, profile, seed, data, classes],
      sorted(readVersions("wasm")),
      ...[sorted(code.imports), sorted(code.runner), sorted(reads)],
    ]),
  );
}

/** What a run read while it ran: what its record names beyond the code that was known before. */
export function readsOf({ record }: Run, { imports }: Code): Hashes {
  const all = Object.entries(record.provenance.imports);
  return Object.fromEntries(
    all.filter(([path]) => !Object.hasOwn(imports, path)),
  );
}
