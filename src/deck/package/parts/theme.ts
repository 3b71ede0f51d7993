import type { Theme } from "../../theme.ts";
import type { Package } from "../package.ts";
import type { Plan } from "../plan.ts";
import { all, child, fragment, removeChildren } from "../xml.ts";

/** The theme part of slides, layouts and charts. */
export const slideTheme = "ppt/theme/theme1.xml";

/**
 * Puts the theme's colours into the file's theme part, which every shape refers to: another
 * theme in PowerPoint changes them all. The dark half of the scheme is dark in both themes, so
 * that notes, which are read on paper, stay dark on light.
 */
export function finishTheme(parts: Package, { theme }: Plan): void {
  const root = parts.root(slideTheme);
  root.setAttribute("name", theme.name);
  for (const elements of all(root, "a:themeElements")) {
    const scheme = child(elements, "a:clrScheme");
    const colors = slots(theme)
      .map(
        ([slot, color]) => `<a:${slot}><a:srgbClr val="${color}"/></a:${slot}>`,
      )
      .join("");
    const own = fragment(
      root,
      `<a:clrScheme name="${theme.name}">${colors}</a:clrScheme>`,
    );
    if (scheme) elements.replaceChild(own, scheme);
    child(elements, "a:fontScheme")?.setAttribute("name", theme.name);
  }
  // It names the theme a second time, with the identity of Microsoft's own.
  removeChildren(root, ["a:extLst"]);
}

function slots({
  dark,
  colors,
}: Theme): readonly (readonly [string, string])[] {
  const { background, ink, surface, muted, accents } = colors;
  return [
    ["dk1", dark ? background : ink],
    ["lt1", dark ? ink : background],
    ["dk2", dark ? surface : muted],
    ["lt2", dark ? muted : surface],
    ...accents.map((color, index) => [`accent${index + 1}`, color] as const),
    ["hlink", accents[0] ?? ink],
    ["folHlink", accents[3] ?? ink],
  ];
}

/** Which colour of the scheme is ground and which is text, as a slide master's `p:clrMap`. */
export function colorMap(theme: Theme): Readonly<Record<string, string>> {
  return theme.dark
    ? { bg1: "dk1", tx1: "lt1", bg2: "dk2", tx2: "lt2" }
    : { bg1: "lt1", tx1: "dk1", bg2: "lt2", tx2: "dk2" };
}
