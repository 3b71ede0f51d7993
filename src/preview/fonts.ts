import { type Face, faceOf, families } from "../deck/fonts/face.ts";
import type { Route } from "./server/server.ts";

/** The fonts of slides: whole, since nobody knows which characters the next save brings. */

/** A file of one look of a family. */
interface Cut {
  readonly face: Face;
  readonly bold: boolean;
  readonly italic: boolean;
}

const looks = [false, true].flatMap((bold) =>
  [false, true].map((italic) => ({ bold, italic })),
);

const cuts: readonly Cut[] = families.flatMap((family) =>
  looks.map((look) => ({ face: faceOf(family), ...look })),
);

function addressOf({ face, bold, italic }: Cut): string {
  const name = face.family.toLowerCase().replace(" ", "-");
  return `/fonts/${name}${bold ? "-bold" : ""}${italic ? "-italic" : ""}.ttf`;
}

/** `@font-face` rules that name them as slides do. */
export const fontRules: string = cuts
  .map((cut) => {
    const weight = cut.bold ? 700 : 400;
    const style = cut.italic ? "italic" : "normal";
    return `@font-face{font-family:"Deck ${cut.face.family}";font-weight:${weight};font-style:${style};src:url(${addressOf(cut)})}`;
  })
  .join("\n");

/** Each font at its own address. */
export const fontRoutes: ReadonlyMap<string, Route> = new Map(
  cuts.map((cut) => [
    addressOf(cut),
    {
      get: async () => ({
        type: "font/ttf",
        body: cut.face.file(cut.bold, cut.italic),
        headers: { "cache-control": "private, max-age=86400" },
      }),
    },
  ]),
);
