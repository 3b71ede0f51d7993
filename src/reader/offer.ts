import { areSame, courseClasses } from "../classes.ts";
import type { Digits } from "../digits/digits.ts";
import { UserError } from "../errors.ts";
import { ExperimentError } from "../lab/run.ts";
import type { Record } from "../record/record.ts";
import type { Topic } from "../topic/topic.ts";
import type { Choice } from "./choice.ts";
import { runOnHandwriting, type Surroundings } from "./handwriting.ts";
import { valuesOf } from "./values.ts";

/** The ways in which a reader may run a topic. */
export interface Offer {
  /** What asks nothing of the reader comes first. */
  readonly choices: readonly Choice[];
  /** What is not offered, and why, a line each. */
  readonly notes: readonly string[];
}

/**
 * The article's own run, where a browser can repeat it; and, where that asks the reader for files, or
 * cannot be, a quick one on handwriting, which is run here for what it gives.
 */
export async function offerRuns(
  topic: Topic,
  record: Record,
  around: Surroundings,
): Promise<Offer> {
  const own = ownRun(topic, record);
  const { data } = record.provenance;
  const isOwn = typeof own !== "string";
  const needsNone = isOwn && own.digits !== "picked";
  if (
    needsNone ||
    !areSame(data.classes, courseClasses) ||
    data.name === "none"
  )
    return isOwn ? offer([own]) : offer([], `no run for readers, ${own}`);
  const rest = isOwn ? [own] : [];
  try {
    const other = await runOnHandwriting(topic, record, around);
    const note = isOwn ? [] : [`readers run it on handwriting alone, ${own}`];
    return offer([other, ...rest], ...note);
  } catch (error) {
    if (!(error instanceof UserError || error instanceof ExperimentError))
      throw error;
    return offer(rest, `no run on handwriting, ${error.message}`);
  }
}

function offer(choices: readonly Choice[], ...notes: string[]): Offer {
  return { choices, notes };
}

/** The run of the record; in words, where no browser can repeat it. */
function ownRun(topic: Topic, record: Record): Choice | string {
  const { profile, seed } = record;
  const { data, engine } = record.provenance;
  if (engine.arithmetic !== "reproducible")
    return `the article's numbers are not reproducible: lectern build ${topic.slug} --engine wasm`;
  const digits = digitsOf(record);
  if (digits === undefined)
    return `its digits are no files that a reader could have: ${data.name}`;
  return {
    ...{ against: "article", digits, name: data.name as Digits["name"] },
    ...{ classes: data.classes, sha256: data.sha256, profile, seed },
    pictures: digits === "none" ? 0 : data.counts[0],
    values: valuesOf(record),
  };
}

function digitsOf({ provenance }: Record): Choice["digits"] | undefined {
  const { name, unused, classes } = provenance.data;
  if (unused === true || name === "none") return "none";
  if (name === "MNIST" || name === "idx files") return "picked";
  const isDrawn = name === "handwriting" && areSame(classes, courseClasses);
  return isDrawn ? "drawn" : undefined;
}
