/** The colours of a theme that must be told from one another: six hexadecimal digits each. */
export interface Colors {
  readonly background: string;
  readonly surface: string;
  readonly ink: string;
  readonly muted: string;
  readonly accents: readonly string[];
}

/**
 * Every colour that falls short of the contrast which it needs, in words. All accents but the last
 * two are text somewhere: links, big numbers, code. Source: WCAG 2.2, 1.4.3 and 1.4.11.
 */
export function findPale({
  background,
  surface,
  ink,
  muted,
  accents,
}: Colors): string[] {
  const texts = [
    ["ink", ink],
    ["muted", muted],
    ...accents.slice(0, 4).map((color, index) => [`accents[${index}]`, color]),
  ];
  const charts = accents
    .slice(4)
    .map((color, index) => [`accents[${index + 4}]`, color]);
  const check = (
    colors: readonly (readonly string[])[],
    grounds: { readonly [name: string]: string },
    least: number,
  ) =>
    colors.flatMap(([key = "", color = ""]) =>
      Object.entries(grounds).flatMap(([name, ground]) => {
        const ratio = contrast(color, ground);
        if (ratio >= least) return [];
        // Rounded down: what falls short never reads as if it did not.
        const shown = Math.floor(ratio * 100) / 100;
        return [
          `colors.${key}: ${color} on ${name} ${ground} is ${shown}:1, below ${least}:1`,
        ];
      }),
    );
  return [
    ...check(texts, { background, surface }, 4.5),
    ...check(charts, { background }, 3),
  ];
}

/** WCAG 2 contrast of two colours, 1 to 21. Source: WCAG 2.2, relative luminance. */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort(
    (a, b) => a - b,
  );
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045
      ? value / 12.92
      : Math.exp(2.4 * Math.log((value + 0.055) / 1.055));
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
