/** What became of one thing on a slide. */
export interface Notice {
  /**
   * `renewed`: the run's new state is in it; `kept`: the person's version stays, and nothing is
   * missing; `unplaced`: something new found no place; `claim`: words of a title changed that the
   * person had rewritten.
   */
  readonly kind: "renewed" | "kept" | "unplaced" | "claim";
  /** What it is about: `title`, `figure:shifted`, `notes`. */
  readonly about: string;
  /** In words, lower case, without a full stop. */
  readonly what: string;
}

/** Takes notices about one thing. */
export type Say = (kind: Notice["kind"], what: string) => void;
