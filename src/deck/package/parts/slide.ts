import {
  all,
  child,
  children,
  type Document,
  type Element,
  element,
  remove,
} from "../xml.ts";

/**
 * Takes out of a slide's placeholders what only repeats their layout: place, size, weight,
 * colour. What is left follows the layout when a person restyles it.
 */
export function inheritFromLayout(slide: Document, layout: Document): void {
  const models = new Map<string, Element>();
  for (const each of all(layout, "p:ph"))
    models.set(keyOf(each), shapeOf(each));
  for (const each of all(slide, "p:ph")) {
    const model = models.get(keyOf(each));
    if (model !== undefined) inherit(shapeOf(each), model);
  }
}

/** A title is found by its type, everything else by its index. */
function keyOf(placeholder: Element): string {
  const type = placeholder.getAttribute("type") ?? "body";
  return type === "title" ? type : (placeholder.getAttribute("idx") ?? type);
}

function shapeOf(placeholder: Element): Element {
  return placeholder.parentNode?.parentNode?.parentNode as Element;
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
