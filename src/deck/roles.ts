import { z } from "zod";

/** A colour of the theme by its role, so that a change of theme in PowerPoint reaches it. */
export const Ink = z.enum(["ink", "muted", "accent"]);
export type Ink = z.infer<typeof Ink>;

/** Points, none smaller than a room can read: DK-05. */
const points = (least: number) => z.number().min(least).max(120);

/** The size of each role of text, in points. */
export const Sizes = z.strictObject({
  claim: points(28),
  title: points(28),
  big: points(28),
  answer: points(28),
  lead: points(18),
  body: points(18),
  table: points(18),
  /** At 15, 70 columns fit on a page of 4:3. */
  code: points(15),
  caption: points(14),
  chart: points(14),
  footer: points(12),
});
