import { join } from "node:path";
import JSZip from "jszip";
import type { PartName } from "../build/manifest.ts";
import { articlePath, findEditedLines } from "../build/refresh/article-desk.ts";
import { readArticleLedger } from "../build/refresh/article-ledger.ts";
import { compareDesk, deckPath, reportPath } from "../build/refresh/desk.ts";
import { generatedPath, readLedger } from "../build/refresh/ledger.ts";
import { Package } from "../deck/package/package.ts";
import { findDeckName } from "../deck/package/parts/origin.ts";
import { PackageError } from "../deck/package/zip.ts";
import { readIfThere, sha256 } from "../files.ts";
import { parseJson } from "../json.ts";
import { describeDifference, findDifferences } from "../record/difference.ts";
import { Record } from "../record/record.ts";
import { type Output, recordPath } from "./output.ts";
import type { Deviation } from "./verdict.ts";

/** What the recorded run gives once more, and which parts would be made of the same sources. */
export interface Remade {
  /** Bytes by path in the topic's output folder. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly current: ReadonlySet<PartName>;
}

/** Every file of the output that is not what the build wrote, or not what is made of the record now. */
export async function checkFiles(
  output: Output,
  { files, current }: Remade,
): Promise<Deviation[]> {
  const found: Deviation[] = [];
  for (const [name, part] of Object.entries(output.manifest.parts))
    for (const [file, written] of Object.entries(part.files)) {
      const there = output.files.get(file);
      const bytes = files.get(file);
      const made = bytes === undefined ? undefined : Buffer.from(bytes);
      if (there === undefined)
        found.push({ verdict: "tampered", file, said: "is missing" });
      else if (sha256(there) !== written)
        found.push(
          made?.equals(there)
            ? {
                ...{ verdict: "tampered", file: ".lectern/manifest.json" },
                said: `has another hash for ${file}`,
              }
            : await judge(file, there, output),
        );
      else if (!made?.equals(there) && file !== reportPath)
        found.push(
          ...(await judgeRemade(file, there, made, output, isCurrent(name))),
        );
    }
  return found;

  function isCurrent(name: string): boolean {
    return current.has(name as PartName);
  }
}

/** A file that lies there as the build wrote it, and that is made otherwise now. */
async function judgeRemade(
  file: string,
  there: Buffer,
  made: Buffer | undefined,
  { folder }: Output,
  isCurrent: boolean,
): Promise<Deviation[]> {
  const other: Deviation = isCurrent
    ? { verdict: "diverged", file, said: "comes out with other bytes" }
    : {
        ...{ verdict: "outdated", file },
        said: "was made of other texts, settings or templates",
      };
  if (file !== deckPath) return [other];
  if ((await compareDesk(folder, there)).untouched) return [other];
  // A refresh put a person's work into it: what was generated below it is what can be made again.
  const { generated, base } = await readLedger(folder);
  const below = generated.find(({ name }) => name === base)?.sha256;
  const isSame = made !== undefined && sha256(made) === below;
  const edited: Deviation = {
    ...{ verdict: "edited", file },
    said: "has a person's work in it, kept by a refresh",
  };
  return isSame ? [edited] : [edited, other];
}

/** A file that is not as the build wrote it. */
async function judge(
  file: string,
  there: Buffer,
  output: Output,
): Promise<Deviation> {
  if (file === deckPath) return judgeDeck(there, output);
  const tampered = (said: string): Deviation => ({
    ...{ verdict: "tampered", file, said },
  });
  if (file === articlePath) {
    const { taken } = await readArticleLedger(output.folder);
    if (taken === sha256(there))
      return {
        ...{ verdict: "edited", file },
        said: "has words of its own, which a refresh took over",
      };
    const lines = await findEditedLines(output.folder, output.manifest);
    if (lines !== undefined)
      return tampered(`is not as the build wrote it in ${lines}`);
  }
  if (file === recordPath) {
    const record = Record.safeParse(parseJson(there)).data;
    const [first, ...more] =
      record === undefined ? [] : findDifferences(output.record, record);
    if (first !== undefined)
      return tampered(
        `has other values than the run: ${describeDifference(first)}${more.length > 0 ? `, and ${more.length} more` : ""}`,
      );
  }
  return tampered("is not as the build wrote it");
}

/**
 * A deck that a program saved is a person's; one with a few other bytes, or with the same parts, no
 * program saved.
 */
async function judgeDeck(
  there: Buffer,
  { folder }: Output,
): Promise<Deviation> {
  const file = deckPath;
  const tampered = (said: string): Deviation => ({
    ...{ verdict: "tampered", file, said },
  });
  const parts = await openDeck(there);
  if (parts === undefined) return tampered("is broken");
  const ledger = await readLedger(folder);
  const own = findDeckName(parts)?.name;
  const name = ledger.generated.some((each) => each.name === own)
    ? own
    : ledger.base;
  const base = await readIfThere(join(folder, generatedPath(name ?? "")));
  const before = base && (await openDeck(base));
  if (base === undefined || before === undefined)
    return tampered("is no version of the deck that was built");
  if (
    there.length === base.length &&
    countOther(there, base) <= base.length / 100
  )
    return tampered("is not as the build wrote it");
  const names = new Set([...before.names(), ...parts.names()]);
  const other = [...names].filter(
    (each) =>
      !before.has(each) ||
      !parts.has(each) ||
      !Buffer.from(before.content(each)).equals(
        Buffer.from(parts.content(each)),
      ),
  );
  if (other.length === 0) return tampered("is packed otherwise");
  const [first] = other.filter((each) => /slides\/slide\d+\.xml$/.test(each));
  return {
    ...{ verdict: "edited", file },
    said: `was changed in a program: ${other.length} of its ${names.size} parts${first === undefined ? "" : `, such as ${first}`}`,
  };
}

/** The deck's parts; undefined where it is broken. */
async function openDeck(bytes: Buffer): Promise<Package | undefined> {
  try {
    await JSZip.loadAsync(bytes, { checkCRC32: true });
    return await Package.open(bytes);
  } catch (error) {
    if (error instanceof PackageError || error instanceof Error)
      return undefined;
    throw error;
  }
}

function countOther(one: Buffer, other: Buffer): number {
  let count = 0;
  for (const [at, byte] of one.entries()) if (byte !== other[at]) count += 1;
  return count;
}
