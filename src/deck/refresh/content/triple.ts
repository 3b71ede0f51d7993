import type { Element } from "../../package/xml.ts";
import type { Place } from "../file/canonical.ts";
import type { Say } from "./notice.ts";

/** The person's element, the one that it was generated as, and the one that it is now. */
export interface Triple {
  readonly hers: Element;
  readonly before: Element;
  readonly now: Element;
}

/** Where the three lie, and who hears of what was done. */
export interface Sides {
  readonly hers: Place;
  readonly before: Place;
  readonly now: Place;
  readonly say: Say;
}

/** The part is written anew: something of it was changed. */
export function touch({ hers }: Sides): void {
  hers.file.change(hers.part);
}
