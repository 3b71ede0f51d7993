import library from "pptxgenjs";

/**
 * The one door to pptxgenjs. Its types describe its CommonJS build, where the class is
 * `default` of the module; Node loads the other build, where the module's default is the class.
 */

export type Presentation = library.default;
export type Slide = library.default.Slide;
export type MasterProps = library.default.SlideMasterProps;
export type ChartOptions = library.default.IChartOpts;
export type ChartData = library.default.OptsChartData;
export type TableCell = library.default.TableCell;
export type TextProps = library.default.TextProps;
export type TextOptions = library.default.TextPropsOptions;

const Constructor = library as unknown as typeof library.default;

/** A presentation without slides. */
export function newPresentation(): Presentation {
  return new Constructor();
}
