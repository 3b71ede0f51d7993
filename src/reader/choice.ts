import type { Classes } from "../classes.ts";
import type { Digits } from "../digits/digits.ts";
import type { Profile } from "../record/record.ts";
import type { Values } from "./values.ts";
import type { Verdict } from "./verdict.ts";

/** One way in which a reader can run an experiment, with the values of the same run under Node. */
export interface Choice {
  /** Whose values they are: those of the article, or of a quick run on handwriting beside it. */
  readonly against: "article" | "handwriting";
  /** `picked`: the reader gives the four idx files; `drawn`: the handwriting is drawn anew. */
  readonly digits: "none" | "picked" | "drawn";
  readonly name: Digits["name"];
  readonly classes: Classes;
  /** Of the digits, as the experiment sees them. */
  readonly sha256: string;
  /** Pictures of the first class in its training set; 0 where it reads none. */
  readonly pictures: number;
  readonly profile: Profile;
  readonly seed: number;
  readonly values: Values;
}

/** What a page asks its worker for. */
export interface Asked {
  /** Place among the choices. */
  readonly choice: number;
  /** What the reader picked. */
  readonly files: readonly File[];
}

/** What the worker says while it works. */
export type Told =
  | {
      readonly kind: "progress";
      readonly label: string;
      /** Values that are found so far, and those that there will be. */
      readonly found: number;
      readonly of: number;
    }
  | { readonly kind: "done"; readonly verdict: Verdict }
  | { readonly kind: "failed"; readonly message: string };
