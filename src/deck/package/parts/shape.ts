import {
  all,
  child,
  children,
  type Document,
  type Element,
  element,
  fragment,
  remove,
  setLanguage,
} from "../xml.ts";

/** A placeholder with the shape that it makes one. */
export interface Filled {
  readonly placeholder: Element;
  readonly shape: Element;
}

/** The placeholders of a slide, layout, master or page of notes. */
export function placeholdersOf(document: Document): Filled[] {
  return all(document, "p:ph").map((placeholder) => ({
    placeholder,
    shape: placeholder.parentNode?.parentNode?.parentNode as Element,
  }));
}

/** Name, id and alternative text of a shape, picture or frame. */
export function propertiesOf(shape: Element): Element | undefined {
  return all(shape, "p:cNvPr")[0];
}

/** The shapes, pictures and frames of a slide or layout, by their names. */
export function shapesOf(document: Document): Map<string, Element> {
  const shapes = new Map<string, Element>();
  for (const each of all(document, "p:cNvPr")) {
    const name = each.getAttribute("name");
    if (name) shapes.set(name, each.parentNode?.parentNode as Element);
  }
  return shapes;
}

/** Slide numbers find their place on layout and master by this index. */
export function numberSlide(document: Document): void {
  for (const { placeholder } of placeholdersOf(document)) {
    if (placeholder.getAttribute("type") === "sldNum")
      placeholder.setAttribute("idx", "12");
  }
}

/**
 * Mends a slide, layout or master of pptxgenjs: shapes with a text body, ids and names that
 * are unique, placeholders that readers recognise, paragraph properties once and in front.
 */
export function mendShapes(
  document: Document,
  kind: "slide" | "layout",
  language: string,
): void {
  for (const paragraph of all(document, "a:p")) keepFirstProperties(paragraph);
  for (const shape of all(document, "p:sp")) addTextBody(shape, language);
  if (kind === "slide") dropEmptyPlaceholders(document);
  for (const each of placeholdersOf(document)) mendPlaceholder(each, kind);
  for (const background of all(document, "p:bgPr")) closeBackground(background);
  for (const table of all(document, "a:tblPr"))
    table.setAttribute("firstRow", "1");
  for (const line of all(document, "a:ln")) {
    if (line.attributes.length === 0 && children(line).length === 0)
      remove(line);
  }
  setLanguage(document, language);
  // Last: what is left is numbered.
  nameShapes(document);
}

/** `a:pPr` stands before every run where pptxgenjs sets one; a paragraph takes one, in front. */
function keepFirstProperties(paragraph: Element): void {
  for (const [index, each] of children(paragraph).entries()) {
    if (each.nodeName === "a:pPr" && index > 0) remove(each);
  }
}

function addTextBody(shape: Element, language: string): void {
  if (child(shape, "p:txBody") !== undefined) return;
  const paragraph = `<a:p><a:endParaRPr lang="${language}"/></a:p>`;
  const body = `<p:txBody><a:bodyPr/><a:lstStyle/>${paragraph}</p:txBody>`;
  shape.appendChild(fragment(shape, body));
}

/** A placeholder without words shows "Click to add text" in PowerPoint. */
function dropEmptyPlaceholders(document: Document): void {
  for (const { placeholder, shape } of placeholdersOf(document)) {
    if (shape.nodeName !== "p:sp") continue;
    if (placeholder.getAttribute("type") === "sldNum") continue;
    const text = all(shape, "a:t")
      .map((each) => each.textContent)
      .join("");
    if (text === "") remove(shape);
  }
}

/** Readers find a title by a placeholder of type title and index 0, which is not written. */
function mendPlaceholder(
  { placeholder, shape }: Filled,
  kind: "slide" | "layout",
): void {
  if (kind === "slide") placeholder.removeAttribute("hasCustomPrompt");
  const type = placeholder.getAttribute("type");
  if (type !== "title" && type !== "ctrTitle") return;
  placeholder.removeAttribute("idx");
  if (kind === "layout") propertiesOf(shape)?.setAttribute("name", "Title 1");
}

function closeBackground(background: Element): void {
  if (child(background, "a:effectLst") || child(background, "a:effectDag"))
    return;
  background.appendChild(element(background, "a:effectLst"));
}

/** Ids from 1, the tree first; a name that comes again gets a number. */
function nameShapes(document: Document): void {
  const names = new Set<string>();
  for (const [index, each] of all(document, "p:cNvPr").entries()) {
    each.setAttribute("id", String(index + 1));
    const wanted = each.getAttribute("name") || (index === 0 ? "" : "Shape");
    let name = wanted;
    for (let again = 2; names.has(name); again++) name = `${wanted} ${again}`;
    names.add(name);
    each.setAttribute("name", name);
  }
}
