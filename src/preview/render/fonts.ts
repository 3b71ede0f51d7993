import { families } from "../../deck/fonts/face.ts";
import type { Theme } from "../../deck/theme.ts";
import type { Gallery } from "./gallery.ts";

/** A font of a theme, for the page to load. */
export interface OwnFont {
  readonly family: string;
  readonly weight: "400" | "700";
  readonly address: string;
}

/** The fonts of a theme that are its own, hung beside its pictures. */
export function ownFonts({ fonts }: Theme, hang: Gallery["hang"]): OwnFont[] {
  const faces = new Set(Object.values(fonts));
  return [...faces]
    .filter(({ family }) => !families.some((each) => each === family))
    .flatMap((face) =>
      [false, true].map((bold): OwnFont => {
        const address = hang({ bytes: face.file(bold, false), type: "ttf" });
        const weight = bold ? "700" : "400";
        return { family: `Deck ${face.family}`, weight, address };
      }),
    );
}
