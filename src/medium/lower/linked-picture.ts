import type { Image } from "mdast";
import { isHttps } from "../address.ts";
import type { Lose } from "./lose.ts";
import { type Picture, picture } from "./picture.ts";

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
