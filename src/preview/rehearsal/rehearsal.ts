import { join } from "node:path";
import { z } from "zod";
import type { Timing } from "../../deck/timing.ts";
import { readIfThere, writeWhole } from "../../files.ts";
import { parseJson } from "../../json.ts";
import { formatJson } from "../../record/format.ts";
import { learnPace } from "./pace.ts";

/** Seconds on one slide; nobody speaks longer than two hours. */
const Seconds = z.number().min(0).max(7200);

const SpokenSlide = z.strictObject({
  /** 1-based, through the whole deck. */
  number: z.int().min(1).max(1000),
  seconds: Seconds,
});

/** What a page sends when one has spoken. */
export const Spoken = z.array(SpokenSlide).min(1).max(200);

const Rehearsal = z.strictObject({
  /** When it ended, ISO 8601 in UTC. */
  at: z.iso.datetime(),
  slides: z
    .array(
      z.strictObject({
        ...SpokenSlide.shape,
        /** Of its notes then. */
        words: z.int().min(0),
        /** Seconds that were planned. */
        planned: Seconds,
      }),
    )
    .max(200),
});

type Rehearsal = z.infer<typeof Rehearsal>;

const Kept = z.strictObject({
  format: z.literal(1),
  rehearsals: z.array(Rehearsal),
});

/** Rehearsals that are kept, and those that are shown and learned from. */
const most = { kept: 50, shown: 5 } as const;

/** What a page shows of them. */
export interface Rehearsals {
  /** The last five, the oldest first. */
  readonly rehearsals: readonly Rehearsal[];
  /** Words a minute, as they were spoken; null where nobody knows. */
  readonly pace: number | null;
}

/** Where they lie in a topic's output folder: nobody else's business, and never published. */
function keptAt(folder: string): string {
  return join(folder, ".lectern/rehearsals.json");
}

async function readAll(folder: string): Promise<readonly Rehearsal[]> {
  const kept = Kept.safeParse(parseJson(await readIfThere(keptAt(folder))));
  return kept.success ? kept.data.rehearsals : [];
}

/** The last rehearsals of the topic whose output lies in `folder`; a file that is none has none. */
export async function readRehearsals(folder: string): Promise<Rehearsals> {
  const rehearsals = (await readAll(folder)).slice(-most.shown);
  return { rehearsals, pace: learnPace(rehearsals) ?? null };
}

/**
 * Keeps one more, with the words and the times that were planned for its slides. Slides that the
 * talk does not have are left out: it may have changed meanwhile.
 */
export async function keepRehearsal(
  folder: string,
  spoken: z.infer<typeof Spoken>,
  { talk }: Timing,
): Promise<void> {
  const slides = spoken.flatMap(({ number, seconds }) => {
    const time = talk.find(({ slide }) => slide.number === number);
    if (time === undefined) return [];
    return [{ number, seconds, words: time.words, planned: time.seconds }];
  });
  const rehearsal = { at: new Date().toISOString(), slides };
  const all = [...(await readAll(folder)), rehearsal].slice(-most.kept);
  const kept: z.infer<typeof Kept> = { format: 1, rehearsals: all };
  await writeWhole(keptAt(folder), formatJson(kept));
}
