/**
 * Characters that XML 1.0 cannot hold, and halves of surrogate pairs: terminal output and
 * pasted text bring them. Source: XML 1.0, production 2 (Char).
 */
const illegal =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Colours and cursor moves of a terminal: dropped whole, not only their first byte. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: an escape sequence starts with one.
const escapes = /\u001b\[[0-9;?]*[ -/]*[@-~]/g;

/** `text` as an XML part can hold it; carriage returns become newlines. */
export function clean(text: string): string {
  return text.replace(escapes, "").replace(illegal, "").replace(/\r\n?/g, "\n");
}

/** The same on one line. */
export function cleanLine(text: string): string {
  return clean(text).replace(/\n/g, " ");
}
