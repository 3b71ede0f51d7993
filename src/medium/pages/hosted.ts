import { sha256 } from "../../files.ts";
import type { MediumInput, Place } from "../input.ts";
import { numberPictures } from "../lower/pictures.ts";
import type { BuiltKit } from "./kit.ts";

/** An image that Medium will fetch. */
export interface HostedImage {
  /** Its address. */
  readonly url: string;
  /** SHA-256 of the bytes that belong there; undefined where the image is somebody else's. */
  readonly sha256: string | undefined;
  /** Where the template asks for it. */
  readonly place: Place;
}

/** The images of an article that Medium will fetch, in its order. */
export function listHosted(
  { article, options }: MediumInput,
  { lowered }: BuiltKit,
): HostedImage[] {
  return numberPictures(lowered, options.baseUrl).flatMap(
    ({ picture, url }) => {
      if (url === undefined) return [];
      const { line = 1, column = 1 } = picture.position?.start ?? {};
      return [
        {
          url,
          sha256: picture.drawn && sha256(picture.drawn.bytes),
          place: { file: article.path, line, column },
        },
      ];
    },
  );
}
