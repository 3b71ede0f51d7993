import type { Frame } from "../paint/layout.ts";

/** What an ornament may fill: width and height in units. */
export type Room = Pick<Frame, "width" | "height">;
