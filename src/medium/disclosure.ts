import type { RootContent } from "mdast";
import { toString as toText } from "mdast-util-to-string";
import type { Meta } from "../article/meta.ts";

/** What an article says of an AI's part in it when its author wrote no sentence. */
export const sentences: { readonly [key in Meta["assistance"]]?: string } = {
  edited: "I wrote this article and had an AI assistant help with the wording.",
  generated:
    "An AI assistant drafted this article from an experiment that I ran and checked.",
};

/** Puts the disclosure behind the first paragraph, unless the author gave one that early. */
export function disclose(
  children: RootContent[],
  disclosure: string | undefined,
): RootContent[] {
  if (disclosure === undefined || findDisclosure(children)) return children;
  const first = children.findIndex((node) => node.type === "paragraph");
  const words = { type: "text", value: disclosure } as const;
  return children.toSpliced(first + 1, 0, {
    type: "paragraph",
    children: [{ type: "emphasis", children: [words] }],
  });
}

/** The one of the first two paragraphs, where Medium wants it, that discloses an AI's part. */
export function findDisclosure(
  children: readonly RootContent[],
): string | undefined {
  const paragraphs = children.filter((node) => node.type === "paragraph");
  const [first = "", second = ""] = paragraphs.map((node) => toText(node));
  return [first, second].find(isDisclosure);
}

function isDisclosure(text: string): boolean {
  return (
    /\b(AI|artificial intelligence|language model|LLM|ChatGPT|Claude|Gemini|Copilot)\b/.test(
      text,
    ) &&
    /\b(assist\w*|help\w*|generat\w*|draft\w*|wr(ote|itten)|edit\w*|wording)\b/i.test(
      text,
    )
  );
}
