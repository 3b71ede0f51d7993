/**
 * How much of everything a text may hold. Far more than an article or a deck needs (the longest
 * of ours has 12 kB and 160 lines), and little enough that whatever a person or a program wrote
 * is read, or refused, within two seconds: Markdown's parser takes the square of some of these.
 * They are looked at before anything is parsed.
 */
export const limits = {
  /** Bytes of one text: article, deck or source. */
  bytes: 1_000_000,
  /** Characters outside of code, in the whole text: about 33,000 words. */
  prose: 200_000,
  /** Lines outside of code that are not empty. */
  lines: 4_000,
  /** Lines of the whole text, empty ones and code too. */
  allLines: 20_000,
  /** Characters of a line of code. */
  codeLine: 10_000,
  /** Characters between two empty lines: a paragraph, a table, the front matter. */
  block: 20_000,
  /** Characters between two spaces, outside of code. */
  word: 2_000,
  /** Characters such as `*`, `[` or `:` between two empty lines, and in the whole text. */
  signs: 600,
  allSigns: 12_000,
  /** Numbers outside of code, in the whole text. */
  numbers: 4_000,
  /** Brackets inside brackets. */
  brackets: 50,
  /** Quotes and lists inside one another that a line opens. */
  containers: 20,
  /** Columns in front of a line's first word, outside of code. */
  indent: 100,
  /** Lines that define the address of a reference or a footnote. */
  definitions: 1_000,
  /** Lines of quotes. */
  quotes: 1_000,
  /** Lines of nothing but `-` or `=`. */
  rules: 1_000,
  /** Comments and other markup that begins with `<!` or `<?`. */
  comments: 500,
  /** Blocks that begin with `:::`. */
  directives: 500,
  /** Levels of a text's tree: emphasis in a link in an item of a list in a quote has five. */
  depth: 60,
  /** Slides of a deck. */
  slides: 200,
  /** Characters and braces inside braces of one formula. */
  formula: 2_000,
  braces: 30,
  /** Rows of one formula: MathJax takes some 5 ms for each. */
  formulaRows: 200,
  /** Bytes of a file that an experiment reads. */
  dataFile: 256 * 2 ** 20,
  /** Bytes and pixels of a picture's file: a phone's largest has 30 MB and 50 million pixels. */
  pictureBytes: 40_000_000,
  pixels: 64_000_000,
  /** Pictures in a folder of one class: MNIST's largest has 6,742. */
  classPictures: 50_000,
  /** Bytes of a font or a logo: a font with all of Chinese has 17 MB. */
  themeFile: 20_000_000,
  /** Bytes of `lectern.config.json`. */
  config: 100_000,
} as const;
