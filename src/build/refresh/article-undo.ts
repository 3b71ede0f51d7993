import { rm } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../errors.ts";
import { readIfThere, sha256, writeWhole } from "../../files.ts";
import { formatJson } from "../../record/format.ts";
import type { Topic } from "../../topic/topic.ts";
import { pathOf } from "../texts.ts";
import { commit } from "../transaction.ts";
import { articlePath } from "./article-desk.ts";
import {
  articleLedgerPath,
  readArticleLedger,
  templatePath,
} from "./article-ledger.ts";

/**
 * Puts the template of before the last refresh back, or takes it away where there was none. Throws
 * UserError where there was no refresh, and where the template was changed since. The caller holds
 * the lock of the topic's output folder.
 */
export async function undoArticle(topic: Topic, folder: string): Promise<void> {
  const ledger = await readArticleLedger(folder);
  const target = join(topic.folder, articlePath);
  const there = await readIfThere(target);
  const hash = there === undefined ? null : sha256(there);
  const newest = ledger.history.at(-1);
  // A refresh that was killed before it wrote the template changed nothing.
  const isCut = newest && hash === newest.before && hash !== newest.written;
  const history = isCut ? ledger.history.slice(0, -1) : ledger.history;
  const last = history.at(-1);
  if (last === undefined)
    throw new UserError(
      `no refresh of the article to undo: ${topic.slug}`,
      `one is kept when it changes the template: lectern refresh ${topic.slug} --article --apply`,
    );
  const path = templatePath(last.number);
  if (hash !== last.written)
    throw new UserError(
      `changed since the refresh: ${pathOf(topic, articlePath)}`,
      `take what you want back out of ${path} in the output folder by hand`,
    );
  const bytes = await readIfThere(join(folder, path));
  if (last.before !== null && bytes === undefined)
    throw new UserError(
      `version of before the refresh is gone: ${path}`,
      "take it out of the history of your repository",
    );
  if (last.before !== null && bytes) await writeWhole(target, bytes);
  else await rm(target, { force: true });
  await commit(folder, {
    writes: [
      {
        path: articleLedgerPath,
        bytes: formatJson({
          ...ledger,
          ...{ history: history.slice(0, -1), taken: "" },
          // Compared with what is taken back, her version would hold nothing of her own.
          built: ledger.built.filter((each) => each !== last.built),
        }),
      },
    ],
    removals: [{ path, ours: last.before === null ? [] : [last.before] }],
  });
}
