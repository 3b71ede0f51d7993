import { clean, cleanLine } from "../clean.ts";
import type { BodyLine, Line } from "../deck.ts";
import { plain } from "../deck.ts";
import { bulletIndent, inch } from "../layout/measure.ts";
import {
  codePadding,
  type Placed,
  type PlacedCode,
  type PlacedConnector,
  type PlacedText,
} from "../layout/placed.ts";
import type { Presentation } from "../plan.ts";
import {
  pointedShare,
  pointedTokenColor,
  schemeColor,
  tokenColor,
} from "../scheme.ts";
import type { Theme } from "../theme.ts";
import { defineMasters } from "./masters.ts";
import * as pptxgen from "./pptxgen.ts";
import { addChart } from "./present-chart.ts";
import { addTable } from "./present-table.ts";

/**
 * The deck as pptxgenjs writes it: not yet fit to be opened, `finish` must follow. Only
 * what `checkFit` accepted may come here.
 */
export async function present(presentation: Presentation): Promise<Buffer> {
  const { deck, slides, theme, foot, hasArt } = presentation;
  const pptx = pptxgen.newPresentation();
  const { page } = theme.masters;
  pptx.defineLayout({ name: "lectern", width: page.w, height: page.h });
  pptx.layout = "lectern";
  pptx.title = cleanLine(deck.title);
  pptx.subject = cleanLine(deck.subtitle);
  pptx.author = cleanLine(deck.author) || "Lectern";
  pptx.theme = {
    headFontFace: theme.fonts.heading.family,
    bodyFontFace: theme.fonts.body.family,
  };
  defineMasters(pptx, theme, { foot: cleanLine(foot), hasArt });
  for (const each of slides) {
    const slide = pptx.addSlide({ masterName: each.layout });
    for (const item of each.items) add(slide, item, presentation);
    slide.addNotes(each.notes.map((line) => cleanLine(plain(line))).join("\n"));
  }
  const bytes = await pptx.write({ outputType: "nodebuffer" });
  if (!(bytes instanceof Uint8Array))
    throw new Error("pptxgenjs wrote no bytes");
  return Buffer.from(bytes);
}

function add(
  slide: pptxgen.Slide,
  item: Placed,
  presentation: Presentation,
): void {
  const { theme } = presentation;
  switch (item.kind) {
    case "text":
      addText(slide, item, theme);
      return;
    case "code":
      addCode(slide, item, theme);
      return;
    case "chart":
      addChart(slide, item, theme);
      return;
    case "connector":
      addConnector(slide, item);
      return;
    case "table":
      addTable(slide, item, theme);
      return;
    case "picture": {
      const picture = presentation.pictures.get(item);
      if (picture === undefined) throw new Error(`no picture of ${item.name}`);
      slide.addImage({
        data: `image/${picture.type};base64,${picture.bytes.toString("base64")}`,
        ...picture.box,
        altText: cleanLine(item.alt),
        objectName: cleanLine(item.name),
      });
    }
  }
}

function addText(slide: pptxgen.Slide, item: PlacedText, theme: Theme): void {
  const size = item.points ?? theme.sizes[item.size];
  const last = item.lines.length - 1;
  const runs = item.lines.flatMap((line, index) =>
    textRuns(line, item, theme, index < last ? item.gap : 0),
  );
  slide.addText(runs, {
    ...(item.placeholder !== undefined
      ? { placeholder: item.placeholder }
      : {
          ...item.box,
          margin: 0,
          valign: item.anchor,
          fontSize: size,
          bold: item.bold,
          color: schemeColor(item.ink),
          isTextBox: true,
        }),
    objectName: cleanLine(item.name),
  });
}

/** `align` on every run: pptxgenjs then breaks paragraphs only where it is told to. */
function textRuns(
  line: BodyLine,
  { align, size, points }: PlacedText,
  theme: Theme,
  after: number,
): pptxgen.TextProps[] {
  const last = line.runs.length - 1;
  return line.runs.map((run, index) => ({
    text: cleanLine(run.text),
    options: {
      align,
      // What a placeholder is filled with has the size of its layout unless each run has its own.
      ...(points !== undefined && { fontSize: points }),
      ...(line.bullet && {
        bullet: {
          characterCode: "25AA",
          indent: bulletIndent(points ?? theme.sizes[size]),
        },
      }),
      ...(after > 0 && { paraSpaceAfter: after }),
      ...(run.bold === true && { bold: true }),
      ...(run.italic === true && { italic: true }),
      ...(run.code === true && { fontFace: theme.fonts.mono.family }),
      ...(run.link !== undefined && link(run.link)),
      breakLine: index === last,
    },
  }));
}

function link(target: string | number): pptxgen.TextOptions {
  return {
    color: schemeColor("accent"),
    hyperlink: typeof target === "number" ? { slide: target } : { url: target },
  };
}

function addCode(slide: pptxgen.Slide, item: PlacedCode, theme: Theme): void {
  const { pointed } = item;
  if (pointed !== undefined) addGround(slide, item, pointed, theme);
  const runs = item.lines.flatMap((line, at): pptxgen.TextProps[] => {
    const isQuiet = pointed?.includes(at + 1) === false;
    const colorOf = pointed === undefined ? tokenColor : pointedTokenColor;
    const parts: Line | typeof line =
      line.length > 0 ? line : [{ text: "", token: "plain" }];
    return parts.map((run, index) => ({
      text: clean(run.text),
      options: {
        align: "left",
        color: isQuiet
          ? "tx2"
          : item.output
            ? "tx1"
            : colorOf("token" in run ? run.token : "plain", theme),
        ...(!isQuiet &&
          "token" in run &&
          run.token === "keyword" && { bold: true }),
        breakLine: index === parts.length - 1,
      },
    }));
  });
  slide.addText(runs, {
    ...item.box,
    margin: insetsOf(item, theme),
    valign: "top",
    wrap: false,
    fontFace: theme.fonts.mono.family,
    fontSize: item.size,
    ...lineSpacing(item, theme),
    ...(pointed === undefined && panelOf(item.output)),
    objectName: cleanLine(item.name),
  });
}

/**
 * The air between lines; where a ground lies behind some of them exactly as many points as it has, as
 * each program takes a font's own line to be of another height.
 */
function lineSpacing({ leading, size, pointed }: PlacedCode, theme: Theme) {
  if (pointed !== undefined)
    return { lineSpacing: leading * size * theme.fonts.mono.line };
  return leading > 1 ? { lineSpacingMultiple: leading } : {};
}

/**
 * Points left, right, below and above the text, as pptxgenjs takes them. Programs put the air between
 * lines above each, the first one too: half of it is taken from the edge there, so that there is as
 * much below the last.
 */
function insetsOf(
  item: PlacedCode,
  theme: Theme,
): [number, number, number, number] {
  const edge = codePadding * inch;
  const air = (item.leading - 1) * item.size * theme.fonts.mono.line;
  return [edge, edge, edge, Math.max(0, edge - air / 2)];
}

/** The panel of code; what a run printed stands on the bare slide. */
function panelOf(output: boolean) {
  return {
    fill: { color: output ? "bg1" : "bg2" },
    line: { color: "bg2", width: 1.5 },
  };
}

/** The panel, and the accent behind the lines that are pointed at: below the text, which stays one. */
function addGround(
  slide: pptxgen.Slide,
  { box, size, leading, output, name }: PlacedCode,
  pointed: readonly number[],
  theme: Theme,
): void {
  slide.addShape("rect", {
    ...{ ...box, ...panelOf(output) },
    objectName: `ground:${name}`,
  });
  const h = (leading * size * theme.fonts.mono.line) / inch;
  const top = box.y + codePadding;
  for (const number of pointed) {
    slide.addShape("rect", {
      ...{ ...box, y: top + (number - 1) * h, h },
      fill: { color: "accent1", transparency: 100 - pointedShare },
      objectName: `ground:${name}:${number}`,
    });
  }
}

function addConnector(
  slide: pptxgen.Slide,
  { box, rises, name }: PlacedConnector,
): void {
  slide.addShape("line", {
    ...{ ...box, flipV: rises },
    line: { color: schemeColor("accent"), width: 1 },
    objectName: cleanLine(name),
  });
}
