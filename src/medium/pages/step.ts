/** One step of the hand-off: a box to tick, and what to do. */
export interface Step {
  /** Remembered by this name. */
  readonly id: string;
  readonly title: string;
  /** The button that does most of it, as HTML. */
  readonly action?: string;
  /** HTML. */
  readonly body: string;
}
