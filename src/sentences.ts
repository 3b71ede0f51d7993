/** `text` sentence by sentence, each on one line; `language` is BCP 47. */
export function splitSentences(text: string, language = "en"): string[] {
  const segments = new Intl.Segmenter(language, { granularity: "sentence" });
  return [...segments.segment(text)]
    .map(({ segment }) => segment.replace(/\s+/g, " ").trim())
    .filter((each) => each !== "");
}
