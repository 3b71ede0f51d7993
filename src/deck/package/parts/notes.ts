import {
  all,
  children,
  type Document,
  type Element,
  element,
  remove,
  setLanguage,
} from "../xml.ts";

/** Gives every line of the speaker notes a paragraph of its own, in the deck's language. */
export function repairNotes(document: Document, language: string): void {
  for (const paragraph of all(document, "a:p")) splitLines(paragraph);
  setLanguage(document, language);
}

function splitLines(paragraph: Element): void {
  const runs = children(paragraph, "a:r");
  const [run] = runs;
  if (run === undefined || runs.length > 1) return;
  const lines = (all(run, "a:t")[0]?.textContent ?? "").split(/\r?\n/);
  if (lines.length < 2) return;
  for (const line of lines) {
    const copy = paragraph.cloneNode(true) as Element;
    const [copied] = children(copy, "a:r");
    if (copied === undefined) continue;
    if (line === "") remove(copied);
    else {
      const text = element(paragraph, "a:t");
      text.appendChild(textNode(paragraph, line));
      for (const each of children(copied, "a:t"))
        copied.replaceChild(text, each);
    }
    paragraph.parentNode?.insertBefore(copy, paragraph);
  }
  remove(paragraph);
}

function textNode(near: Element, text: string) {
  const document = near.ownerDocument;
  if (document === null) throw new Error("element without a document");
  return document.createTextNode(text);
}
