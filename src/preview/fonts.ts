import { type Face, readFace } from "../deck/browser/fonts.ts";
import type { Route } from "./server/server.ts";

/** The fonts of slides: whole, since nobody knows which characters the next save brings. */

const faces: readonly Face[] = (
  ["Arial", "Calibri", "Courier New"] as const
).flatMap((family) =>
  [false, true].flatMap((bold) =>
    [false, true].map((italic) => ({ family, bold, italic })),
  ),
);

function addressOf({ family, bold, italic }: Face): string {
  const name = family.toLowerCase().replace(" ", "-");
  return `/fonts/${name}${bold ? "-bold" : ""}${italic ? "-italic" : ""}.ttf`;
}

/** `@font-face` rules that name them as slides do. */
export const fontRules: string = faces
  .map((face) => {
    const weight = face.bold ? 700 : 400;
    const style = face.italic ? "italic" : "normal";
    return `@font-face{font-family:"Deck ${face.family}";font-weight:${weight};font-style:${style};src:url(${addressOf(face)})}`;
  })
  .join("\n");

/** Each font at its own address. */
export const fontRoutes: ReadonlyMap<string, Route> = new Map(
  faces.map((face) => [
    addressOf(face),
    {
      get: async () => ({
        type: "font/ttf",
        body: await readFace(face),
        headers: { "cache-control": "private, max-age=86400" },
      }),
    },
  ]),
);
