import type { Image, Node, Parent, PhrasingContent, RootContent } from "mdast";
import { isHttps } from "../../article/address.ts";
import type { Drawn } from "../input.ts";
import type { Lose } from "./lose.ts";

/** A picture in the lowered article, numbered in the order in which they are placed. */
export interface Picture extends Parent {
  type: "picture";
  /** What it was: a figure of the record, an own picture, a table, a formula, an image by address. */
  made: "figure" | "own" | "table" | "formula" | "linked";
  /** Kebab-case: the file's name is made of it. */
  name: string;
  alt: string;
  /** The caption, as written: plain text where the rules are kept. */
  children: PhrasingContent[];
  /** What is shown; undefined for an image by its address. */
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
  children: PhrasingContent[] = [],
): Picture {
  return placed<Picture>(origin, {
    type: "picture",
    drawn: undefined,
    url: undefined,
    ...made,
    children,
  });
}

/** The picture of an image by its address; one that Medium cannot fetch goes to `lose`. */
export function linkedPicture(image: Image, lose: Lose): Picture | undefined {
  const { url, alt, title } = image;
  if (!isHttps(url)) {
    lose(image, {
      rule: "MD-41",
      message: `image address: ${url.length > 60 ? `${url.slice(0, 59)}…` : url}`,
      hint: "Medium fetches https only: record a figure, or host the image",
    });
    return undefined;
  }
  const made = { made: "linked", name: "linked", alt: alt ?? "", url } as const;
  return picture(image, made, title ? [{ type: "text", value: title }] : []);
}

/** `node` with the place of `origin`, and what it was bound to: rules can point at it. */
export function placed<T extends Node>(origin: Node, node: T): T {
  if (origin.position !== undefined) node.position = origin.position;
  if (origin.data?.bound) node.data = { bound: origin.data.bound };
  return node;
}
