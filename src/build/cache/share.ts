import { whyStale } from "../../lab/freshness.ts";
import { hashFiles } from "../../lab/imports.ts";
import { headOf, type Run } from "../../record/kept.ts";
import type { Topic } from "../../topic/topic.ts";
import type { Request } from "../request.ts";
import { pathOf } from "../texts.ts";
import {
  type Artifact,
  ArtifactError,
  packReads,
  packRun,
  unpack,
} from "./artifact.ts";
import { type Asked, keyOf, readsOf } from "./key.ts";
import type { Around, RemoteCache } from "./remote.ts";

/** Said of runs that are not the same on every machine. */
const alone =
  "runs with --no-reproducible or --engine native are not shared: their last digits differ by machine";

/** The cache, where a run of this request may lie in one. */
export function openShared(
  { cache, reproducible, engine }: Request,
  around: Around,
): RemoteCache | undefined {
  if (cache === undefined || (reproducible && engine !== "native"))
    return cache;
  cache.warnOnce(alone, around);
  return undefined;
}

/**
 * The run that another machine left for what is asked, checked: it is whole, and it stands here as
 * a run of our own would. Undefined where there is none; one that does not stand is refused with a
 * warning.
 */
export async function findShared(
  cache: RemoteCache,
  asked: Asked,
  topic: Topic,
  root: string,
  around: Around,
): Promise<Run | undefined> {
  try {
    const first = await fetchArtifact(cache, keyOf(asked), around);
    if (first === undefined) return undefined;
    const reads = "reads" in first ? await hashFiles(first.reads, root) : {};
    const found =
      "reads" in first
        ? await fetchArtifact(cache, keyOf(asked, reads), around)
        : first;
    if (found === undefined) return undefined;
    if (!("run" in found)) throw new ArtifactError("leads to no run");
    await checkRun(found.run, asked, topic, root);
    return found.run;
  } catch (error) {
    if (!(error instanceof ArtifactError)) throw error;
    around.warn(
      `warning: ${topic.name}: the cache's run is refused: ${error.message}; it runs here`,
    );
    return undefined;
  }
}

async function fetchArtifact(
  cache: RemoteCache,
  key: string,
  around: Around,
): Promise<Artifact | undefined> {
  const bytes = await cache.get(key, around);
  return bytes && (await unpack(bytes, key));
}

/** Throws ArtifactError for a run that would not stand here as one of our own does. */
async function checkRun(
  run: Run,
  asked: Asked,
  topic: Topic,
  root: string,
): Promise<void> {
  const { imports, runner } = run.record.provenance;
  const { code } = asked;
  const names = (hashes: object) => Object.keys(hashes).sort().join("\n");
  const why = await whyOther(run, asked, topic, root);
  if (
    names(runner) !== names(code.runner) ||
    !Object.keys(code.imports).every((path) => Object.hasOwn(imports, path))
  )
    why.push("of other code");
  if (why.length > 0)
    throw new ArtifactError(`it is of another state: ${why[0]}`);
}

/** Why the run is not what is asked for, as the files are now; empty where it is. */
async function whyOther(
  run: Run,
  asked: Asked,
  topic: Topic,
  root: string,
): Promise<string[]> {
  const { record } = run;
  const experiment = pathOf(topic, "experiment.ts");
  const wanted = { ...asked, engine: "wasm", reproducible: true } as const;
  const why = await whyStale(headOf(run), wanted, experiment, root);
  if (record.provenance.engine.arithmetic !== "reproducible")
    why.push("it is not reproducible");
  if (record.topic !== topic.name) why.push(`it is of ${record.topic}`);
  return why;
}

/**
 * Leaves a run for the others; `duration` in milliseconds. One whose files were edited meanwhile, or
 * that read other digits than were asked for, is not what its key would say, and stays here.
 */
export async function share(
  cache: RemoteCache,
  asked: Asked,
  run: Run,
  duration: number,
  { topic, root }: { readonly topic: Topic; readonly root: string },
  around: Around,
): Promise<void> {
  if ((await whyOther(run, asked, topic, root)).length > 0) return;
  const reads = readsOf(run, asked.code);
  const [first, own] = [keyOf(asked), keyOf(asked, reads)];
  // The run before the word of it: who finds the word finds the run.
  await cache.put(own, packRun(own, run), duration, around);
  if (own === first) return;
  const paths = Object.keys(reads).sort();
  await cache.put(first, packReads(first, paths), duration, around);
}
