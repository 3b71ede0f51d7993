import { join } from "node:path";
import { courseClasses } from "../classes.ts";
import { parseJson } from "../json.ts";
import { openOwnShelf } from "../kept/own.ts";
import { runExperiment } from "../lab/run.ts";
import type { Record } from "../record/record.ts";
import type { Topic } from "../topic/topic.ts";
import type { Choice } from "./choice.ts";
import { valuesOf } from "./values.ts";

/** What a run for readers may use. */
export interface Surroundings {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Is told what takes seconds. */
  readonly tell: (line: string) => void;
}

/**
 * A quick run on handwriting, for which a reader needs no files: of the code that is there, which is
 * the record's. It is kept beside Lectern's packages for as long as that code is the same. Throws what
 * `runExperiment` throws.
 */
export async function runOnHandwriting(
  topic: Topic,
  { seed, provenance }: Pick<Record, "seed" | "provenance">,
  { root, env, signal, tell }: Surroundings,
): Promise<Choice> {
  const { imports, runner, versions } = provenance;
  const shelf = openOwnShelf("reader");
  const key = JSON.stringify([2, topic.name, seed, imports, runner, versions]);
  const kept = parseJson(Buffer.from(shelf.get(key) ?? ""));
  // The shelf gives only what it wrote itself, byte for byte.
  if (kept !== undefined) return kept as Choice;
  tell(`${topic.name}: a quick run on handwriting, for readers to compare`);
  const { findings, data } = await runExperiment(
    {
      ...{ experiment: join(topic.folder, "experiment.ts"), root, seed },
      ...{ profile: "quick", data: "handwriting", classes: courseClasses },
      ...{ engine: "wasm", reproducible: true },
    },
    { env, cwd: root, signal },
  );
  const choice: Choice = {
    ...{ against: "handwriting", digits: "drawn", name: "handwriting" },
    ...{ classes: courseClasses, sha256: data.sha256 },
    pictures: data.counts[0],
    ...{ profile: "quick", seed, values: valuesOf(findings) },
  };
  shelf.put(key, Buffer.from(JSON.stringify(choice)));
  shelf.settle();
  return choice;
}
