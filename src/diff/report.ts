import { z } from "zod";
import { Spread } from "../record/record.ts";

/**
 * What two builds differ in, as `diff.json` holds it. Of every value there is the one before and
 * the one after; `null` stands where a side has none.
 */

/** What became of one value: `within noise` moved less than chance alone moves it. */
export const Verdict = z.enum(["changed", "within noise", "new", "gone"]);

const count = z.number().int().min(0);
const text = z.string();
const both = <Value extends z.ZodType>(value: Value) =>
  z.tuple([value.nullable(), value.nullable()]);

const named = { name: text, verdict: Verdict };

/** Where the texts quote it: `article.md:29`. */
const places = z.array(text);

/** How far chance alone moves a number, in its own unit, and what measured it. */
export const Noise = z.strictObject({
  floor: z.number().min(0),
  from: text,
});

/** A text in pieces: what stayed, what is gone, and what is new. */
const Pieces = z.array(z.tuple([z.enum(["same", "gone", "new"]), text]));

export const Sentence = z.strictObject({
  verdict: Verdict,
  before: text.nullable(),
  after: text.nullable(),
  words: Pieces,
});

/** A listing, or what a run printed: its pieces are whole lines. */
export const Block = z.strictObject({ ...named, lines: Pieces });

const Table = z.strictObject({
  ...named,
  cells: z.array(
    z.strictObject({
      /** 1-based, below the heads; 0 is the heads themselves. */
      row: count,
      column: text,
      before: text.nullable(),
      after: text.nullable(),
    }),
  ),
});

/** A value in a figure's data: `series[0].points[3][1]`. */
export const FigureValue = z.strictObject({
  path: text,
  before: z.union([z.number(), text, z.boolean()]).nullable(),
  after: z.union([z.number(), text, z.boolean()]).nullable(),
});

export const FigureChange = z.strictObject({
  ...named,
  /** Share of the pixels that differ, 0 to 1; null where a side has no picture. */
  pixels: z.number().min(0).max(1).nullable(),
  /** How many values of its data differ. */
  differing: count,
  /** The first of them. */
  values: z.array(FigureValue),
});

export const SlideChange = z.strictObject({
  verdict: Verdict,
  /** Its numbers, 1-based. */
  number: both(count),
  title: both(text),
  /** What is read on it. */
  sentences: z.array(Sentence),
  /** What is said on it. */
  notes: z.array(Sentence),
  /** Whether the code on it differs. */
  code: z.boolean(),
  /** Whether it looks another way, apart from its words and its code. */
  looks: z.boolean(),
});

export const Counts = z.strictObject({
  numbers: count,
  spreads: count,
  claims: count,
  texts: count,
  outputs: count,
  tables: count,
  figures: count,
  listings: count,
  sentences: count,
  slides: count,
});

export const TopicDiff = z.strictObject({
  topic: text,
  /**
   * `same`: nothing differs; `within noise`: nothing but what chance moves; `failed`: a side could
   * not be built, and nothing was compared.
   */
  state: z.enum(["same", "within noise", "changed", "new", "gone", "failed"]),
  /** What of its sources differs: why anything may have changed at all. */
  why: z.array(text),
  /** What a reader has to know of the comparison. */
  notes: z.array(text),
  /** How many there are now. */
  counts: Counts,
  numbers: z.array(
    z.strictObject({
      ...named,
      before: z.number().nullable(),
      after: z.number().nullable(),
      /** As the text prints the two. */
      printed: both(text),
      /** Null: not measured. */
      noise: Noise.nullable(),
      places,
    }),
  ),
  spreads: z.array(
    z.strictObject({
      ...named,
      before: Spread.nullable(),
      after: Spread.nullable(),
      printed: both(text),
      noise: Noise.nullable(),
      places,
    }),
  ),
  claims: z.array(
    z.strictObject({
      ...named,
      before: z.boolean().nullable(),
      after: z.boolean().nullable(),
      /** What the text says for the one and for the other. */
      says: both(text),
      places,
    }),
  ),
  texts: z.array(
    z.strictObject({
      ...named,
      before: text.nullable(),
      after: text.nullable(),
      places,
    }),
  ),
  sentences: z.array(Sentence),
  slides: z.array(SlideChange),
  figures: z.array(FigureChange),
  listings: z.array(Block),
  outputs: z.array(Block),
  tables: z.array(Table),
  length: z.strictObject({
    /** Words of `article.md`, captions and the notes about the run with them. */
    article: both(count),
    /** Seconds of the talk, without its questions. */
    talk: both(count),
  }),
});

export const Side = z.strictObject({
  /** As it was asked for: `main`, `working tree`, `../other`. */
  name: text,
  /** Of a ref: the commit. */
  commit: text.optional(),
  /** What is said of how it was made. */
  notes: z.array(text),
});

export const Report = z.strictObject({
  format: z.literal(1),
  before: Side,
  after: Side,
  /** One line: what changed, of how many. */
  verdict: text,
  /** Whether something changed by more than chance, or could not be compared. */
  changed: z.boolean(),
  topics: z.array(TopicDiff),
});

export type Verdict = z.infer<typeof Verdict>;
export type Noise = z.infer<typeof Noise>;
export type Pieces = z.infer<typeof Pieces>;
export type Sentence = z.infer<typeof Sentence>;
export type Block = z.infer<typeof Block>;
export type TableChange = z.infer<typeof Table>;
export type FigureValue = z.infer<typeof FigureValue>;
export type FigureChange = z.infer<typeof FigureChange>;
export type SlideChange = z.infer<typeof SlideChange>;
export type Counts = z.infer<typeof Counts>;
export type TopicDiff = z.infer<typeof TopicDiff>;
export type Side = z.infer<typeof Side>;
export type Report = z.infer<typeof Report>;

/** What became of a value that differs. */
export function verdictOf(before: unknown, after: unknown): Verdict {
  if (before === undefined || before === null) return "new";
  return after === undefined || after === null ? "gone" : "changed";
}
