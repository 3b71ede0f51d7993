import { join, relative, sep } from "node:path";
import { FindingsError } from "../errors.ts";
import type { Record } from "../record/record.ts";
import type { Topic } from "../topic/topic.ts";
import { type Bundle, bundleEngine, bundleTopic } from "./bundle.ts";
import type { Choice } from "./choice.ts";
import type { Surroundings } from "./handwriting.ts";
import { offerRuns } from "./offer.ts";

/** What a page needs so that its reader can run the experiment. */
export interface ReaderRun {
  readonly choices: readonly Choice[];
  /** The topic's own script, and the one that all topics have in common. */
  readonly script: Bundle;
  readonly engine: Bundle;
}

/** A run for the readers of one topic, where there can be one, and why not, a line each. */
export interface Made {
  readonly run: ReaderRun | undefined;
  readonly notes: readonly string[];
}

/** Makes the runs of one site: what they have in common is made once. */
export function openReader(
  around: Surroundings,
): (topic: Topic, record: Record) => Promise<Made> {
  let engine: Promise<Bundle> | undefined;
  return async (topic, record) => {
    const { choices, notes } = await offerRuns(topic, record, around);
    if (choices.length === 0) return { run: undefined, notes };
    const none = (why: string) => ({
      run: undefined,
      notes: [...notes, `no run for readers, ${why}`],
    });
    try {
      const { root } = around;
      const entry = join(topic.folder, "experiment.ts");
      const script = await bundleTopic(entry, choices, root);
      const file = readFile(record, script, root);
      if (file !== undefined) return none(`its experiment reads ${file}`);
      engine ??= bundleEngine();
      return { run: { choices, script, engine: await engine }, notes };
    } catch (error) {
      if (error instanceof FindingsError) return none(error.message);
      throw error;
    }
  };
}

/** A file that the run read, and that is not in the script. */
function readFile(
  { provenance }: Record,
  { inputs }: Bundle,
  root: string,
): string | undefined {
  const held = new Set(
    inputs.map((path) => relative(root, join(root, path)).split(sep).join("/")),
  );
  return Object.keys(provenance.imports).find((path) => !held.has(path));
}
