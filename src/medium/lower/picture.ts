import type { Parent, PhrasingContent, RootContent } from "mdast";
import type { Drawn } from "../input.ts";
import { placed } from "./placed.ts";

/** A picture in the lowered article, numbered in the order in which they are placed. */
export interface Picture extends Parent {
  type: "picture";
  /** What it was: a figure of the record, a wide table, a formula, or an image by its address. */
  made: "figure" | "table" | "formula" | "linked";
  /** Kebab-case: the file's name is made of it. */
  name: string;
  alt: string;
  /** The caption, as written: plain text where the rules are kept. */
  children: PhrasingContent[];
  /** What was drawn; undefined for an image by its address. */
  drawn: Drawn | undefined;
  /** The address of such an image. */
  url: string | undefined;
}

declare module "mdast" {
  interface RootContentMap {
    picture: Picture;
  }
}

/** A picture in the place of `origin`, with the caption `children`. */
export function picture(
  origin: RootContent,
  made: Pick<Picture, "made" | "name" | "alt"> & Partial<Picture>,
  children: PhrasingContent[],
): Picture {
  return placed<Picture>(origin, {
    type: "picture",
    drawn: undefined,
    url: undefined,
    ...made,
    children,
  });
}
