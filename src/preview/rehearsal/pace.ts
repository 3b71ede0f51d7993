/** Seconds: who is shorter on a slide did not speak, but went on. */
const least = 3;

/** One slide, as it was spoken. */
export interface SpokenSlide {
  /** Of its notes. */
  readonly words: number;
  readonly seconds: number;
}

/** What a setting takes: see `talk.pace` of the course. */
const range = { low: 60, high: 300 } as const;

/**
 * Words a minute over all slides that were spoken, whole; undefined where too little was said to
 * tell, or no one speaks like that.
 */
export function learnPace(
  rehearsals: readonly { readonly slides: readonly SpokenSlide[] }[],
): number | undefined {
  let [words, seconds] = [0, 0];
  for (const slide of rehearsals.flatMap(({ slides }) => slides)) {
    if (slide.seconds < least || slide.words === 0) continue;
    words += slide.words;
    seconds += slide.seconds;
  }
  const pace = Math.round((words / seconds) * 60);
  return pace >= range.low && pace <= range.high ? pace : undefined;
}
