/** Something wrong in a package, and on which slide where that is known. */
export interface Defect {
  readonly rule: string;
  readonly message: string;
  /** 1-based. */
  readonly slide?: number;
}

/** The number in a part's name, where it is a slide or its notes. */
export function slideOf(name: string): { readonly slide?: number } {
  const digits = /(?:slides\/slide|notesSlides\/notesSlide)(\d+)\.xml$/.exec(
    name,
  )?.[1];
  return digits === undefined ? {} : { slide: Number(digits) };
}
