import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { readIfThere, sha256 } from "../../files.ts";
import { formatJson } from "../../record/format.ts";
import { manifestPath, readManifest } from "../manifest.ts";
import { commit, type Kept } from "../transaction.ts";
import { deckPath, reportPath } from "./desk.ts";
import { earlierPath, ledgerPath, readLedger } from "./ledger.ts";

/**
 * Puts the deck of before the last refresh back, and returns what it put aside for that: a deck
 * that was changed since. Throws UserError where there was none. The caller holds the folder's lock.
 */
export async function undoRefresh(
  folder: string,
  topic: string,
): Promise<readonly Kept[]> {
  const ledger = await readLedger(folder);
  const last = ledger.history.at(-1);
  const path = earlierPath(last?.number ?? 0);
  const bytes = last && (await readIfThere(join(folder, path)));
  const manifest = await readManifest(folder);
  const part = manifest?.parts.deck;
  if (!last || !bytes || !manifest || !part) {
    throw new UserError(
      `no refresh to undo: ${topic}`,
      `a deck is kept when a refresh changes it: lectern refresh ${topic}`,
    );
  }
  const { [reportPath]: report, ...files } = part.files;
  const deck = { ...part, files: { ...files, [deckPath]: sha256(bytes) } };
  const history = ledger.history.slice(0, -1);
  const written = part.files[deckPath];
  return commit(folder, {
    writes: [
      { path: deckPath, bytes, ours: written === undefined ? [] : [written] },
      {
        path: ledgerPath,
        bytes: formatJson({ ...ledger, history, base: last.base }),
      },
      {
        path: manifestPath,
        bytes: formatJson({
          ...manifest,
          parts: { ...manifest.parts, deck },
        }),
      },
    ],
    removals: [
      { path, ours: [sha256(bytes)] },
      ...(report === undefined ? [] : [{ path: reportPath, ours: [report] }]),
    ],
  });
}
