/** A question that a talk is prepared for. */
export interface Question {
  readonly question: string;
  /** Paragraph by paragraph. */
  readonly answer: readonly string[];
  /** The slide of `slides.html` that shows why. */
  readonly slide: number | undefined;
}

/** The questions of a `questions.md`, as the deck's sheet writes it: plain text in paragraphs. */
export function parseQuestions(sheet: string): Question[] {
  const blocks = sheet.split(/\n{2,}/).map((each) => each.trim());
  const starts = blocks.flatMap((each, index) =>
    /^## \d+\. /.test(each) ? [index] : [],
  );
  return starts.map((start, at) => {
    const [heading = "", ...rest] = blocks.slice(start, starts[at + 1]);
    // What stands last says how long it takes and where the evidence is.
    const [where] = rest.slice(-1);
    const slide = /^\*.*· \D*(\d+)/.exec(where ?? "")?.[1];
    return {
      question: heading.replace(/^## \d+\. /, ""),
      answer: rest.slice(0, -1).filter((each) => each !== ""),
      slide: slide === undefined ? undefined : Number(slide),
    };
  });
}
