/** The package has no types of its own: what is used of it. */
declare module "subset-font" {
  /** The font with what `text` needs of it. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options: {
      readonly targetFormat: "truetype";
      readonly noHinting: boolean;
      /** OpenType features that stay. */
      readonly keepFeatures: readonly string[];
    },
  ): Promise<Buffer>;
}
