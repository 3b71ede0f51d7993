import {
  all,
  child,
  children,
  type Document,
  type Element,
  element,
  remove,
  setLanguage,
} from "../xml.ts";

/**
 * Repairs a slide, layout or master of pptxgenjs: shapes with a text body, ids and names that
 * are unique, placeholders that readers recognise, paragraph properties once and in front.
 */
export function repairShapes(
  document: Document,
  kind: "slide" | "layout",
  language: string,
): void {
  for (const paragraph of all(document, "a:p")) keepFirstProperties(paragraph);
  for (const shape of all(document, "p:sp")) addTextBody(shape, language);
  if (kind === "slide") dropEmptyPlaceholders(document);
  for (const placeholder of all(document, "p:ph"))
    repairPlaceholder(placeholder, kind);
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
  const body = element(shape, "p:txBody");
  body.appendChild(element(shape, "a:bodyPr"));
  body.appendChild(element(shape, "a:lstStyle"));
  const paragraph = element(shape, "a:p");
  paragraph.appendChild(element(shape, "a:endParaRPr", { lang: language }));
  body.appendChild(paragraph);
  shape.appendChild(body);
}

/** A placeholder without words shows "Click to add text" in PowerPoint. */
function dropEmptyPlaceholders(document: Document): void {
  for (const placeholder of all(document, "p:ph")) {
    const shape = placeholder.parentNode?.parentNode?.parentNode as Element;
    if (shape.nodeName !== "p:sp") continue;
    if (placeholder.getAttribute("type") === "sldNum") continue;
    const text = all(shape, "a:t")
      .map((each) => each.textContent)
      .join("");
    if (text === "") remove(shape);
  }
}

/** Readers find a title by a placeholder of type title and index 0, which is not written. */
function repairPlaceholder(
  placeholder: Element,
  kind: "slide" | "layout",
): void {
  if (kind === "slide") placeholder.removeAttribute("hasCustomPrompt");
  const type = placeholder.getAttribute("type");
  if (type !== "title" && type !== "ctrTitle") return;
  placeholder.removeAttribute("idx");
  const properties = placeholder.parentNode?.parentNode as Element;
  child(properties, "p:cNvPr")?.setAttribute("name", "Title 1");
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
