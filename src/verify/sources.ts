import { mnistFolder } from "../digits/cache.ts";
import { HANDWRITING_SHA256, MNIST_SHA256 } from "../digits/identities.ts";
import { locateDigits } from "../digits/locate.ts";
import {
  findMnistFile,
  hashUnpacked,
  MNIST_FILES,
} from "../digits/mnist/mnist.ts";
import { UserError } from "../errors.ts";
import { hashFiles, lectern } from "../lab/imports.ts";
import type { Provenance, Record } from "../record/record.ts";
import type { Output } from "./output.ts";
import type { Deviation } from "./verdict.ts";

/** Files of the topic that are code; the others that it imports or reads are its data. */
const code = /\.[cm]?[jt]sx?$/;

/** The files behind the run that are not what ran, or what it read. */
export async function checkCode(
  { provenance }: Record,
  root: string,
): Promise<Deviation[]> {
  const own = await findOther(provenance.imports, root);
  const runner = await findOther(provenance.runner, lectern);
  return [...own, ...runner.map((file) => `Lectern's ${file}`)].map((file) =>
    code.test(file) || file.startsWith("Lectern's ")
      ? {
          ...{ verdict: "outdated", file },
          said: "is another code than the one that ran",
        }
      : {
          verdict: "tampered",
          file,
          said: "is not the data that the run read",
        },
  );
}

async function findOther(
  hashes: Provenance["imports"],
  root: string,
): Promise<string[]> {
  const paths = Object.keys(hashes);
  const now = await hashFiles(paths, root);
  return paths.filter((path) => now[path] !== hashes[path]);
}

/** The word for `--data` that gives the digits which the run read. */
export function chooseSource({ data, record }: Output): string {
  if (data === HANDWRITING_SHA256) return "handwriting";
  if (data === MNIST_SHA256) return "mnist";
  const { name } = record.provenance.data;
  return data === undefined && name === "handwriting" ? name : "auto";
}

/**
 * The files of MNIST that are not MNIST's, where the run read MNIST and other files are. Throws
 * UserError where `source` leads to digits of another kind.
 */
export async function checkDigits(
  { data, record }: Output,
  source: string,
  env: NodeJS.ProcessEnv,
): Promise<Deviation[]> {
  const { name, unused } = record.provenance.data;
  if (name === "none") return [];
  if (data === MNIST_SHA256) {
    const word = ["auto", "mnist", "handwriting"].includes(source);
    const folder = word ? (env.LECTERN_DATA ?? mnistFolder(env)) : source;
    const other = await findOtherMnist(folder, env);
    if (other.length > 0) return other;
  }
  const located = await locateDigits({ data: source, env });
  // The course's own pictures by class are MNIST, too: their bytes decide, once they are read.
  const isKin = located.name === "picture folder" && name === "MNIST";
  if (located.name === name || isKin || unused) return [];
  throw new UserError(
    `the run read ${name}, and here is ${located.origin}`,
    "name what it read: --data <source>",
  );
}

/** None where no file at all is MNIST's: those are other data, and no damage. */
async function findOtherMnist(
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<Deviation[]> {
  const other: Deviation[] = [];
  let isMnist = false;
  for (const { name: file, sha256 } of MNIST_FILES) {
    const path = await findMnistFile(folder, file);
    if (path === undefined) continue;
    // What cannot be unpacked was changed, too.
    const hash = await hashUnpacked(path, env).catch((error) => {
      if (error instanceof UserError) return undefined;
      throw error;
    });
    if (hash === sha256) isMnist = true;
    else
      other.push({
        ...{ verdict: "tampered", file },
        said: "is not MNIST's, which the run read",
      });
  }
  return isMnist ? other : [];
}

/** What the new run stood on otherwise than the recorded one; the topic's files come before it. */
export function compareOrigins(
  recorded: Provenance,
  now: Provenance,
): Deviation[] {
  const found: Deviation[] = [];
  if (recorded.data.sha256 !== now.data.sha256)
    found.push({
      ...{ verdict: "tampered", file: recorded.data.name },
      said: "has other pictures than the run read",
    });
  const texts = (each: Provenance) => ({
    ...each.versions,
    arithmetic: each.engine.arithmetic,
    engine: each.engine.version,
  });
  const [before, after]: { [name: string]: string }[] = [
    texts(recorded),
    texts(now),
  ];
  for (const name of Object.keys({ ...before, ...after }))
    if (before?.[name] !== after?.[name])
      found.push({
        verdict: "outdated",
        said: `${name} was ${before?.[name] ?? "none"}, and is ${after?.[name] ?? "none"}`,
      });
  return found;
}
