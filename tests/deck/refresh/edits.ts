import type { Package } from "../../../src/deck/package/package.ts";
import {
  all,
  append,
  child,
  children,
  type Element,
  fragment,
  remove,
} from "../../../src/deck/package/xml.ts";

/** What a person does to a deck, as PowerPoint writes it: each leaves marks that can be counted. */

export type Edit = (deck: Package, at: number) => void;

const office =
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const presentation = "ppt/presentation.xml";

/** The slides in their order. */
export function slidesOf(deck: Package): string[] {
  return all(deck.document(presentation), "p:sldId").map((each) =>
    deck.related(presentation, { id: each.getAttribute("r:id") ?? "" }),
  );
}

const pick = <Item>(items: readonly Item[], at: number): Item | undefined =>
  items[at % Math.max(1, items.length)];

const slideAt = (deck: Package, at: number) =>
  pick(slidesOf(deck), at) ?? "ppt/slides/slide1.xml";

function shapesAt(deck: Package, at: number): Element[] {
  const [tree] = all(deck.document(slideAt(deck, at)), "p:spTree");
  return tree === undefined
    ? []
    : children(tree).filter((each) =>
        /^p:(sp|pic|graphicFrame)$/.test(each.nodeName),
      );
}

/** Words of her own, told from all others. */
let words = 0;
const own = () => `HAND${words++}X`;

function relate(deck: Package, part: string, type: string, target: string) {
  const name = part.replace(/([^/]+)$/, "_rels/$1.rels");
  const id = `rIdHand${words++}`;
  append(deck.root(name), "Relationship", {
    ...{ Id: id, Type: `${office}/${type}`, Target: target },
  });
  return id;
}

function declare(deck: Package, part: string, type: string) {
  const ContentType = `application/vnd.openxmlformats-officedocument.${type}+xml`;
  append(deck.root("[Content_Types].xml"), "Override", {
    ...{ PartName: `/${part}`, ContentType },
  });
}

function place(shape: Element, x: number, w: number) {
  const properties = child(shape, "p:spPr");
  const old = child(properties ?? shape, "a:xfrm") ?? child(shape, "p:xfrm");
  const name = properties === undefined ? "p:xfrm" : "a:xfrm";
  const made = fragment(
    shape,
    `<${name}><a:off x="${x}" y="1234567"/><a:ext cx="${w}" cy="2000001"/></${name}>`,
  );
  if (old !== undefined) old.parentNode?.replaceChild(made, old);
  else properties?.insertBefore(made, properties.firstChild);
}

/** In its runs: nobody types into a slide's number. */
function setWords(shape: Element, text: string) {
  const [first, ...others] = all(shape, "a:r").flatMap((run) =>
    all(run, "a:t"),
  );
  if (first === undefined) return;
  first.textContent = text;
  for (const each of others) each.textContent = "";
}

/** The slide's part again under a new name, with parts of its own where PowerPoint makes some. */
function copySlide(deck: Package, part: string): string {
  const copy = `ppt/slides/slide${900 + words++}.xml`;
  deck.copy(part, copy);
  const rels = (name: string) => name.replace(/([^/]+)$/, "_rels/$1.rels");
  deck.copy(rels(part), rels(copy));
  declare(deck, copy, "presentationml.slide");
  for (const each of all(deck.document(copy), "p:cSld"))
    each.removeAttribute("name");
  for (const relation of deck.relations(copy)) {
    if (!relation.getAttribute("Type")?.endsWith("/notesSlide")) continue;
    const notes = deck.related(part, { type: "notesSlide" });
    const twin = `ppt/notesSlides/notesSlide${900 + words++}.xml`;
    deck.copy(notes, twin);
    deck.copy(rels(notes), rels(twin));
    declare(deck, twin, "presentationml.notesSlide");
    relation.setAttribute("Target", `../${twin.slice(4)}`);
    for (const back of deck.relations(twin)) {
      if (back.getAttribute("Type")?.endsWith("/slide"))
        back.setAttribute("Target", `../${copy.slice(4)}`);
    }
  }
  const [list] = all(deck.document(presentation), "p:sldIdLst");
  const ids = list === undefined ? [] : children(list);
  const id = Math.max(...ids.map((each) => Number(each.getAttribute("id"))));
  const made = ids[0]?.cloneNode(false) as Element;
  made.setAttribute("id", String(id + 1));
  made.setAttribute("r:id", relate(deck, presentation, "slide", copy.slice(4)));
  list?.appendChild(made);
  return copy;
}

function cellAt(deck: Package, at: number): Element | undefined {
  const tables = slidesOf(deck).flatMap((part) =>
    all(deck.document(part), "a:tbl"),
  );
  const table = pick(tables, at);
  return table && pick(all(table, "a:tc"), at);
}

const chartAt = (deck: Package, at: number) =>
  pick(deck.names(/^ppt\/charts\/chart\d+\.xml$/), at);

export const edits: { readonly [name: string]: Edit } = {
  move: (deck, at) => {
    const shape = pick(shapesAt(deck, at), at >> 3);
    if (shape !== undefined) place(shape, 7770000 + at, 3000001);
  },
  retitle: (deck, at) => {
    const [title] = shapesAt(deck, at);
    if (title !== undefined) setWords(title, `${own()} as I say it`);
  },
  rewrite: (deck, at) => {
    const shape = pick(shapesAt(deck, at), at >> 3);
    if (shape?.nodeName === "p:sp") setWords(shape, `${own()} of 0.1114`);
  },
  speak: (deck, at) => {
    const slide = slideAt(deck, at);
    if (
      !deck
        .relations(slide)
        .some((each) => each.getAttribute("Type")?.endsWith("/notesSlide"))
    )
      return;
    const notes = deck.document(deck.related(slide, { type: "notesSlide" }));
    const runs = all(notes, "a:r").flatMap((run) => all(run, "a:t"));
    const text = pick(runs, at);
    if (text !== undefined) text.textContent = `${own()}: 0.1114 is far.`;
  },
  deleteShape: (deck, at) => {
    const shape = pick(shapesAt(deck, at).slice(1), at >> 3);
    if (shape?.nodeName === "p:sp") remove(shape);
  },
  deleteSlide: (deck, at) => {
    const list = all(deck.document(presentation), "p:sldId");
    const gone = pick(list, at);
    if (list.length < 4 || gone === undefined) return;
    const part = slideAt(deck, at);
    const id = gone.getAttribute("r:id");
    remove(gone);
    for (const each of deck.relations(presentation))
      if (each.getAttribute("Id") === id) remove(each);
    const notes = deck
      .relations(part)
      .some((each) => each.getAttribute("Type")?.endsWith("/notesSlide"));
    const parts = [
      part,
      ...(notes ? [deck.related(part, { type: "notesSlide" })] : []),
    ];
    for (const each of parts) {
      deck.delete(each);
      deck.delete(each.replace(/([^/]+)$/, "_rels/$1.rels"));
      for (const type of children(deck.root("[Content_Types].xml")))
        if (type.getAttribute("PartName") === `/${each}`) remove(type);
    }
  },
  duplicate: (deck, at) => void copySlide(deck, slideAt(deck, at)),
  reorder: (deck, at) => {
    const list = all(deck.document(presentation), "p:sldId");
    const moved = pick(list, at);
    const first = list[0];
    if (moved !== undefined && first !== undefined && moved !== first)
      first.parentNode?.insertBefore(moved, first);
  },
  textBox: (deck, at) => {
    const [tree] = all(deck.document(slideAt(deck, at)), "p:spTree");
    if (tree === undefined) return;
    const ids = all(tree, "p:cNvPr").map((each) =>
      Number(each.getAttribute("id")),
    );
    const id = Math.max(...ids) + 1;
    tree.appendChild(
      fragment(
        tree,
        `<p:sp><p:nvSpPr><p:cNvPr id="${id}" name="TextBox ${id}"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="7780000" y="5000000"/><a:ext cx="900000" cy="300000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang="en-US"/><a:t>${own()} 0.1114</a:t></a:r></a:p></p:txBody></p:sp>`,
      ),
    );
  },
  ownSlide: (deck, at) => {
    const copy = copySlide(deck, slideAt(deck, at));
    const root = deck.root(copy);
    for (const name of ["p:sp", "p:pic", "p:graphicFrame"])
      for (const each of all(root, name).slice(name === "p:sp" ? 1 : 0))
        remove(each);
    for (const each of all(root, "a:t")) each.textContent = own();
    for (const each of deck.relations(copy))
      if (!each.getAttribute("Type")?.endsWith("/slideLayout")) {
        if (each.getAttribute("Type")?.endsWith("/notesSlide")) {
          const notes = deck.related(copy, { type: "notesSlide" });
          for (const text of all(deck.document(notes), "a:t"))
            text.textContent = own();
        } else remove(each);
      }
  },
  transition: (deck, at) => {
    const part = slideAt(deck, at);
    const text = String(deck.contents().get(part));
    if (text.includes("p:transition")) return;
    deck.set(
      part,
      text.replace(
        "</p:sld>",
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main" Requires="p14"><p:transition spd="slow" p14:dur="1234"><p:fade/></p:transition></mc:Choice><mc:Fallback><p:transition spd="slow"><p:fade/></p:transition></mc:Fallback></mc:AlternateContent></p:sld>',
      ),
    );
  },
  comment: (deck, at) => {
    const part = slideAt(deck, at);
    const name = `ppt/comments/comment${900 + words++}.xml`;
    deck.set(
      name,
      `<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"><p:cm authorId="0" dt="2026-01-01T00:00:00" idx="1"><p:pos x="1" y="1"/><p:text>${own()}</p:text></p:cm></p:cmLst>`,
    );
    declare(deck, name, "presentationml.comments");
    relate(deck, part, "comments", `../${name.slice(4)}`);
  },
  chartColour: (deck, at) => {
    const name = chartAt(deck, at);
    const series = name && pick(all(deck.document(name), "c:ser"), at);
    const color = series && all(series, "a:schemeClr")[0];
    if (color)
      color.parentNode?.replaceChild(
        fragment(color, '<a:srgbClr val="ABCDEF"/>'),
        color,
      );
  },
  axis: (deck, at) => {
    const name = chartAt(deck, at);
    const most = name && all(deck.document(name), "c:max").at(-1);
    if (most) most.setAttribute("val", "7.75");
  },
  master: (deck) => {
    const number = 900 + words++;
    const [master, layout, theme] = [
      `ppt/slideMasters/slideMaster${number}.xml`,
      `ppt/slideLayouts/slideLayout${number}.xml`,
      `ppt/theme/theme${number}.xml`,
    ];
    const rels = (name: string) => name.replace(/([^/]+)$/, "_rels/$1.rels");
    deck.copy("ppt/slideMasters/slideMaster1.xml", master);
    deck.copy("ppt/slideLayouts/slideLayout2.xml", layout);
    deck.copy("ppt/theme/theme1.xml", theme);
    for (const each of all(deck.document(layout), "p:cSld"))
      each.setAttribute("name", own());
    for (const [part, targets] of [
      [
        master,
        [
          ["slideLayout", layout],
          ["theme", theme],
        ],
      ],
      [layout, [["slideMaster", master]]],
    ] as const) {
      deck.set(
        rels(part),
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>',
      );
      for (const [type, target] of targets)
        relate(deck, part, type, `../${target.slice(4)}`);
    }
    declare(deck, master, "presentationml.slideMaster");
    declare(deck, layout, "presentationml.slideLayout");
    declare(deck, theme, "theme");
    const [id] = deck.relations(master);
    const [first, ...others] = all(deck.document(master), "p:sldLayoutId");
    for (const each of others) remove(each);
    first?.setAttribute("r:id", id?.getAttribute("Id") ?? "");
    first?.setAttribute("id", String(2 ** 31 + number * 10 + 1));
    const [list] = all(deck.document(presentation), "p:sldMasterIdLst");
    const made = list?.firstChild?.cloneNode(false) as Element;
    made.setAttribute("id", String(2 ** 31 + number * 10));
    made.setAttribute(
      "r:id",
      relate(deck, presentation, "slideMaster", master.slice(4)),
    );
    list?.appendChild(made);
  },
  cell: (deck, at) => {
    const cell = cellAt(deck, at);
    if (cell !== undefined) setWords(cell, own());
  },
  paintTable: (deck, at) => {
    const cell = cellAt(deck, at);
    const fill = cell && child(child(cell, "a:tcPr") ?? cell, "a:solidFill");
    if (fill)
      fill.parentNode?.replaceChild(
        fragment(fill, '<a:solidFill><a:srgbClr val="ABCDEF"/></a:solidFill>'),
        fill,
      );
  },
};

/** Every mark that a hand left, with how often it is there. */
export function marksOf(deck: Package): Map<string, number> {
  const marks = new Map<string, number>();
  const found =
    /HAND\d+X|x="77[78]\d+"|srgbClr val="ABCDEF"|p14:dur="1234"|val="7\.75"/g;
  for (const [name, content] of deck.contents()) {
    if (
      !/^ppt\/(slideLayouts|slides|notesSlides|charts|comments)\/[^/]+\.xml$/.test(
        name,
      )
    )
      continue;
    for (const [mark] of String(content).matchAll(found))
      marks.set(mark, (marks.get(mark) ?? 0) + 1);
  }
  return marks;
}
