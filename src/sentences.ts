/** `text` sentence by sentence, each on one line; `language` is BCP 47. */
export function splitSentences(text: string, language = "en"): string[] {
  const segments = new Intl.Segmenter(language, { granularity: "sentence" });
  return [...segments.segment(text)]
    .map(({ segment }) => segment.replace(/\s+/g, " ").trim())
    .filter((each) => each !== "");
}

/** "1 number", "2 numbers": English, for terminals and findings. */
export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
