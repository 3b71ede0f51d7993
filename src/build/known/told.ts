import { join } from "node:path";
import { readIfThere } from "../../files.ts";
import { isObject, parseJson } from "../../json.ts";
import { formatJson } from "../../record/format.ts";
import type { Record } from "../../record/record.ts";
import type { Topic } from "../../topic/topic.ts";
import type { ToldChanges } from "../changes.ts";
import type { Files } from "../output.ts";
import type { Reporter } from "../request.ts";
import type { State } from "../state.ts";
import type { TopicTexts } from "../texts.ts";

/** Where the last changes are kept, to be shown again. */
const keptChanges = ".lectern/changes.json";

/** What the last run changed, as the build that ran it said. */
export async function readChanges(
  folder: string,
): Promise<{ changes?: ToldChanges }> {
  const kept = parseJson(await readIfThere(join(folder, keptChanges)));
  // Shown, and never computed with: what a hand made of it stays as it is.
  return isObject(kept) ? { changes: kept as unknown as ToldChanges } : {};
}

/** What is kept of a run's changes; a run without a record to compare with leaves none. */
export function asNotes(
  { changes }: { changes?: ToldChanges },
  ran: readonly string[],
): Files {
  if (changes === undefined && ran.length === 0) return new Map();
  return new Map([[keptChanges, formatJson(changes ?? null)]]);
}

/** Says what differs from the record that was written last; of a run, also that nothing does. */
export async function tellRun(
  topic: Topic,
  { folder }: State,
  record: Record,
  texts: TopicTexts,
  ran: readonly string[],
  reporter: Reporter,
): Promise<{ changes?: ToldChanges }> {
  const written = await readIfThere(join(folder, "record.json"));
  // A run whose documents could not be made then is told of now.
  const isTold = ran.length === 0 && written?.toString() === formatJson(record);
  if (isTold) return {};
  const { tellChanges } = await import("../changes.ts");
  const changes = await tellChanges(folder, record, texts);
  if (changes === undefined) return {};
  const { formatChanges } = await import("../format-changes.ts");
  for (const line of formatChanges(topic.name, changes)) reporter.say(line);
  return { changes };
}
