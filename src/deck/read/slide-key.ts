/** A quote of the run in a heading: `:number[accuracy]{digits=1}`, `:claim[words]{#name …}`. */
const quote = /:[a-z]+\[([^[\]{}]*)\](?:\{([^{}]*)\})?/;

/** Signs of a key: it is a name in a file, and nobody reads it. */
const longest = 60;

/**
 * What a slide goes by in the file, so that it is found again wherever it was moved to: its heading,
 * or the question above it, as `deck.md` writes it, in kebab-case, with the names of numbers and claims in place of what the
 * run says of them. A key of `taken` gets a number, and is added to it.
 */
export function slideKey(heading: string, taken: Set<string>): string {
  let text = heading;
  // From the inside out: the words of a claim may quote a number.
  for (let found = quote.exec(text); found !== null; found = quote.exec(text)) {
    const [whole, words = "", attributes = ""] = found;
    const name = /#([\w-]+)/.exec(attributes)?.[1] ?? words;
    text = text.replace(whole, () => ` ${name} `);
  }
  const plain = text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "");
  const wanted = plain === "" ? "slide" : plain;
  let key = wanted;
  for (let again = 2; taken.has(key); again++) key = `${wanted}-${again}`;
  taken.add(key);
  return key;
}
