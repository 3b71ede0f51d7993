import type { PlacedSlide } from "../layout/placed.ts";
import type { Theme } from "../theme.ts";

/** What a package is to show, beside what pptxgenjs could say. */
export interface Plan {
  /** The slides with a plan, by their numbers; all others are only mended. */
  readonly slides: readonly PlacedSlide[];
  readonly theme: Theme;
  /** BCP 47. */
  readonly language: string;
  /** Of the file's properties. Default: Lectern. */
  readonly author?: string;
  /** Of creation and change, ISO 8601 in UTC. */
  readonly date: string;
}
