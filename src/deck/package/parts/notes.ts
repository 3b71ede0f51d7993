import { fixedNames } from "../../layout/names.ts";
import type { Package } from "../package.ts";
import type { Plan } from "../plan.ts";
import {
  all,
  children,
  type Element,
  element,
  remove,
  setLanguage,
} from "../xml.ts";
import { placeholdersOf, propertiesOf } from "./shape.ts";

/** What a shape of a page of notes is called, by the type of its placeholder. */
const names: Readonly<Record<string, string>> = {
  sldImg: fixedNames.slideImage,
  body: fixedNames.notes,
  sldNum: fixedNames.slideNumber,
};

/** Gives every line of the speaker notes a paragraph of its own, in the deck's language. */
export function finishNotes(parts: Package, { language }: Plan): void {
  for (const name of parts.names(/^ppt\/notesSlides\/[^/]+\.xml$/)) {
    const document = parts.document(name);
    for (const paragraph of all(document, "a:p")) splitLines(paragraph);
    for (const { placeholder, shape } of placeholdersOf(document)) {
      const known = names[placeholder.getAttribute("type") ?? ""];
      if (known !== undefined) propertiesOf(shape)?.setAttribute("name", known);
    }
    setLanguage(document, language);
  }
}

function splitLines(paragraph: Element): void {
  const [run, ...others] = children(paragraph, "a:r");
  if (run === undefined || others.length > 0) return;
  const lines = (all(run, "a:t")[0]?.textContent ?? "").split(/\r?\n/);
  if (lines.length < 2) return;
  for (const line of lines) {
    const copy = paragraph.cloneNode(true) as Element;
    for (const copied of children(copy, "a:r")) {
      if (line === "") remove(copied);
      for (const text of children(copied, "a:t")) {
        const own = element(copied, "a:t");
        own.textContent = line;
        copied.replaceChild(own, text);
      }
    }
    paragraph.parentNode?.insertBefore(copy, paragraph);
  }
  remove(paragraph);
}
