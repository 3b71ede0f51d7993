import { cleanLine } from "../../clean.ts";
import type { Box } from "../../layout/grid.ts";
import { layoutNamed, type SlideLayout } from "../../layout/masters.ts";
import { fixedNames } from "../../layout/names.ts";
import type { Placed, PlacedSlide, PlacedText } from "../../layout/placed.ts";
import type { Theme } from "../../theme.ts";
import type { Package } from "../package.ts";
import type { Plan } from "../plan.ts";
import {
  all,
  child,
  children,
  type Document,
  type Element,
  element,
  fragment,
  remove,
  removeChildren,
} from "../xml.ts";
import { transform } from "./master.ts";
import {
  mendShapes,
  numberSlide,
  placeholdersOf,
  propertiesOf,
  shapesOf,
} from "./shape.ts";

const decorativeNamespace =
  "http://schemas.microsoft.com/office/drawing/2017/decorative";

/** The part of a slide, by its number. */
export const slidePart = (number: number) => `ppt/slides/slide${number}.xml`;

/**
 * Slides that inherit from their layout, with placeholders where the plan has them, shapes of
 * the plan's names, and alternative texts of tables. Throws for a planned shape that is missing.
 */
export function finishSlides(
  parts: Package,
  { slides, theme, language }: Plan,
): void {
  for (const name of parts.names(/^ppt\/slides\/slide\d+\.xml$/)) {
    const layout = parts.related(name, { type: "slideLayout" });
    inheritFromLayout(parts.document(name), parts.document(layout));
    numberSlide(parts.document(name));
  }
  for (const slide of slides)
    followPlan(parts.document(slidePart(slide.number)), slide, theme);
  for (const name of parts.names(/^ppt\/slides\/slide\d+\.xml$/))
    mendShapes(parts.document(name), "slide", language);
}

function followPlan(
  document: Document,
  slide: PlacedSlide,
  { masters }: Theme,
): void {
  for (const each of all(document, "p:cSld"))
    each.setAttribute("name", slide.key);
  const shapes = shapesOf(document);
  // A filled placeholder goes by its layout's name until it has its own.
  for (const item of slide.items) {
    const shape = shapes.get(writtenName(item)) ?? shapes.get(item.name);
    if (shape === undefined)
      throw new Error(`no ${item.name} on slide ${slide.number}`);
    propertiesOf(shape)?.setAttribute("name", item.name);
    if (item.kind === "table")
      propertiesOf(shape)?.setAttribute("descr", cleanLine(item.alt));
    if (item.kind === "picture" && item.decorative === true) decorate(shape);
    if (item.kind === "text")
      move(shape, item, layoutNamed(masters, slide.layout));
  }
  for (const { placeholder, shape } of placeholdersOf(document)) {
    if (placeholder.getAttribute("type") === "sldNum")
      propertiesOf(shape)?.setAttribute("name", fixedNames.slideNumber);
  }
}

/** Marks a picture as one that a reader for who cannot see it passes over. */
function decorate(shape: Element): void {
  const properties = propertiesOf(shape);
  if (properties === undefined) return;
  properties.setAttribute("descr", "");
  removeChildren(properties, ["a:extLst"]);
  const extension =
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">' +
    `<adec:decorative xmlns:adec="${decorativeNamespace}" val="1"/></a:ext></a:extLst>`;
  properties.appendChild(fragment(properties, extension));
}

/** What pptxgenjs calls the shape of an item: it gives a filled placeholder its layout's name. */
function writtenName(item: Placed): string {
  const placeholder = item.kind === "text" ? item.placeholder : undefined;
  return placeholder ?? item.name;
}

/** Writes the place of a placeholder that stands elsewhere than its layout says. */
function move(
  shape: Element,
  { placeholder, box }: PlacedText,
  { placeholders }: SlideLayout,
): void {
  const own = placeholders.find((each) => each.name === placeholder);
  if (own === undefined || sameBox(own.box, box)) return;
  for (const each of children(shape, "p:spPr")) {
    removeChildren(each, ["a:xfrm"]);
    each.insertBefore(fragment(each, transform(box)), each.firstChild);
  }
}

const sameBox = (a: Box, b: Box) =>
  a.x === b.x && a.y === b.y && a.w === b.w && a.h === b.h;

/**
 * Takes out of a slide's placeholders what only repeats their layout: place, size, weight,
 * colour. What is left follows the layout when a person restyles it.
 */
function inheritFromLayout(slide: Document, layout: Document): void {
  const models = new Map(
    placeholdersOf(layout).map((each) => [keyOf(each.placeholder), each.shape]),
  );
  for (const { placeholder, shape } of placeholdersOf(slide)) {
    // The slide's number has its place and size on every slide itself.
    if (placeholder.getAttribute("type") === "sldNum") continue;
    const model = models.get(keyOf(placeholder));
    if (model !== undefined) inherit(shape, model);
  }
}

/** A title is found by its type, everything else by its index. */
function keyOf(placeholder: Element): string {
  const type = placeholder.getAttribute("type") ?? "body";
  return type === "title" ? type : (placeholder.getAttribute("idx") ?? type);
}

function inherit(shape: Element, model: Element): void {
  const own = child(shape, "p:spPr");
  const same = outline(shape) === outline(model);
  if (own !== undefined && same)
    while (own.firstChild) own.removeChild(own.firstChild);
  for (const body of all(shape, "a:bodyPr")) {
    body.parentNode?.replaceChild(element(body, "a:bodyPr"), body);
  }
  const [style] = all(model, "a:lvl1pPr");
  const [defaults] = all(model, "a:defRPr");
  if (style === undefined || defaults === undefined) return;
  for (const paragraph of all(shape, "a:pPr"))
    inheritParagraph(paragraph, style);
  for (const name of ["a:rPr", "a:endParaRPr"]) {
    for (const run of all(shape, name)) inheritRun(run, defaults);
  }
}

function outline(shape: Element): string {
  const [place] = all(shape, "a:xfrm");
  return place === undefined ? "" : String(place);
}

function inheritParagraph(paragraph: Element, style: Element): void {
  if (child(paragraph, "a:buChar") === undefined) {
    dropSame(paragraph, style, ["indent", "marL"]);
    for (const each of children(paragraph, "a:buNone")) remove(each);
  }
  dropSame(paragraph, style, ["algn"]);
}

function inheritRun(run: Element, defaults: Element): void {
  dropSame(run, defaults, ["sz", "b"]);
  const color = child(run, "a:solidFill");
  if (
    color !== undefined &&
    String(color) === String(child(defaults, "a:solidFill"))
  ) {
    remove(color);
  }
}

function dropSame(
  node: Element,
  model: Element,
  names: readonly string[],
): void {
  for (const name of names) {
    if (node.getAttribute(name) === model.getAttribute(name))
      node.removeAttribute(name);
  }
}
