import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRegions } from "../../../src/article/bind/regions.ts";

function code(source: string, name: string): string | undefined {
  return parseRegions(source).regions.get(name)?.code;
}

function problems(source: string): string[] {
  return parseRegions(source).problems.map(
    ({ line, column, rule }) => `${line}:${column} ${rule}`,
  );
}

describe("parseRegions", () => {
  it("reads the markers of TypeScript and of Python, with # and without", () => {
    expect(code("// #region a\nx;\n// #endregion", "a")).toBe("x;");
    expect(code("//#region a\nx;\n//#endregion a", "a")).toBe("x;");
    expect(code("# region a\nx\n# endregion", "a")).toBe("x");
    expect(code("# region a  \nx\n# endregion", "a")).toBe("x");
    expect(code("# #region a\nx\n# #endregion", "a")).toBe("x");
    expect(code("#region a\r\nx\r\n#endregion\r\n", "a")).toBe("x");
  });

  it("takes away outer blank lines, shared indentation and spaces at line ends", () => {
    const source =
      "  // #region a\n\n    if (x) {  \n\n      y;\n    }\n \n  // #endregion";
    expect(code(source, "a")).toBe("if (x) {\n\n  y;\n}");
  });

  it("keeps tabs and spaces apart when it takes indentation away", () => {
    expect(code("// #region a\n\tx;\n  y;\n// #endregion", "a")).toBe(
      "\tx;\n  y;",
    );
  });

  it("reports a region inside another, and shows neither's markers", () => {
    const source =
      "// #region a\nx;\n// #region b\ny;\n// #endregion\nz;\n// #endregion";
    expect(problems(source)).toEqual(["3:1 region-nested"]);
    expect(code(source, "a")).toBe("x;\ny;\nz;");
    expect(code(source, "b")).toBe("y;");
  });

  it("reports a region that is not closed, once, and knows its name", () => {
    const source = "x;\n// #region a\ny;\n";
    expect(problems(source)).toEqual(["2:1 region-unclosed"]);
    expect(code(source, "a")).toBe("y;");
  });

  it("reports an end without a beginning, and one of another name", () => {
    expect(problems("x;\n// #endregion")).toEqual(["2:1 region-end"]);
    expect(problems("// #region a\nx;\n// #endregion b")).toEqual([
      "3:1 region-end",
    ]);
  });

  it("reports a name used twice, and keeps the first", () => {
    const source =
      "// #region a\nx;\n// #endregion\n// #region a\ny;\n// #endregion";
    expect(problems(source)).toEqual(["4:1 region-duplicate"]);
    expect(code(source, "a")).toBe("x;");
  });

  it("reports a region without a proper name, and an empty one", () => {
    expect(problems("// #region\nx;\n// #endregion")).toEqual([
      "1:1 region-name",
    ]);
    expect(problems("// #region meanImages\nx;\n// #endregion")).toEqual([
      "1:1 region-name",
    ]);
    expect(problems("// #region a\n\n// #endregion")).toEqual([
      "1:1 region-empty",
    ]);
  });

  it("allows 18 lines of 80 columns and no more", () => {
    const region = (lines: string[]) =>
      ["x;", "  // #region a", ...lines, "  // #endregion"].join("\n");
    const line = (width: number) => `  ${"y".repeat(width)}`;
    expect(problems(region(Array(18).fill(line(80))))).toEqual([]);
    expect(problems(region(Array(19).fill(line(80))))).toEqual([
      "2:1 region-too-long",
    ]);
    expect(problems(region([line(3), line(81)]))).toEqual([
      "4:1 region-too-wide",
    ]);
  });

  it("leaves comments alone that only speak of regions", () => {
    const source = "// a region\n# regional\n# region of interest\n// region\n";
    expect(parseRegions(source)).toEqual({ regions: new Map(), problems: [] });
  });

  it("gives back the lines between any markers, in order", () => {
    const line = fc
      .string({ maxLength: 60 })
      .map((text) => `x${text.replace(/\s/g, "")}`);
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 18 }),
        fc.constantFrom("", "  ", "\t"),
        (lines, indent) => {
          const body = lines.map((each) => indent + each).join("\n");
          const source = `a;\n${indent}// #region r\n${body}\n// #endregion\nb;`;
          expect(problems(source)).toEqual([]);
          expect(code(source, "r")).toBe(lines.join("\n"));
        },
      ),
    );
  });
});
