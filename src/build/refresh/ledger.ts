import { join } from "node:path";
import { readIfThere } from "../../files.ts";
import { isHash, isObject, parseJson } from "../../json.ts";

/** A deck as it was generated: what a person's version of it is compared with. */
export interface Generated {
  /** What the deck itself goes by. */
  readonly name: string;
  readonly sha256: string;
}

/** A deck of the person's, before a refresh. */
interface Earlier {
  /** Counts on, so that no file is written over. */
  readonly number: number;
  /** The generated deck that it is a version of; "" where nobody knows. */
  readonly base: string;
}

/** What is known of the decks of one topic; the newest of each list stands last. */
export interface Ledger {
  readonly format: 1;
  readonly generated: readonly Generated[];
  readonly history: readonly Earlier[];
  /** The generated deck that `deck.pptx` is a version of; "" before there is one. */
  readonly base: string;
}

/** Where it lies in a topic's output folder. */
export const ledgerPath = ".lectern/refresh.json";

/** How many decks of each kind are kept. */
const most = 10;

export const generatedPath = (name: string) =>
  `.lectern/generated/${name}.pptx`;
export const earlierPath = (number: number) =>
  `.lectern/history/${number}.pptx`;

const empty: Ledger = { format: 1, generated: [], history: [], base: "" };

/** The ledger of a topic's output folder; an empty one where there is none that can be used. */
export async function readLedger(folder: string): Promise<Ledger> {
  const value = parseJson(await readIfThere(join(folder, ledgerPath)));
  if (!isObject(value) || value.format !== 1) return empty;
  const { generated, history, base } = value;
  if (!Array.isArray(generated) || !generated.every(isGenerated)) return empty;
  if (!Array.isArray(history) || !history.every(isEarlier)) return empty;
  if (typeof base !== "string" || (base !== "" && !isName(base))) return empty;
  return { format: 1, generated, history, base };
}

function isName(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{16}$/.test(value);
}

function isGenerated(value: unknown): value is Generated {
  return isObject(value) && isName(value.name) && isHash(value.sha256);
}

function isEarlier(value: unknown): value is Earlier {
  if (!isObject(value) || !Number.isSafeInteger(value.number)) return false;
  return value.base === "" || isName(value.base);
}

/** The ledger with a deck that was generated now, and the one that is kept no longer. */
export function addGenerated(
  ledger: Ledger,
  deck: Generated,
): { readonly ledger: Ledger; readonly gone: readonly string[] } {
  const others = ledger.generated.filter(({ name }) => name !== deck.name);
  const all = [...others, deck];
  const kept = all.filter(
    ({ name }, index) => index >= all.length - most || name === ledger.base,
  );
  return {
    ledger: { ...ledger, generated: kept },
    gone: all
      .filter((each) => !kept.includes(each))
      .map(({ name }) => generatedPath(name)),
  };
}

/** The ledger with a deck of before a refresh, where it goes, and the one that is kept no longer. */
export function addEarlier(ledger: Ledger): {
  readonly ledger: Ledger;
  readonly path: string;
  readonly gone: readonly string[];
} {
  const number = (ledger.history.at(-1)?.number ?? 0) + 1;
  const all = [...ledger.history, { number, base: ledger.base }];
  return {
    ledger: { ...ledger, history: all.slice(-most) },
    path: earlierPath(number),
    gone: all.slice(0, -most).map((each) => earlierPath(each.number)),
  };
}
