import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type ClassElement,
  type Node,
  SyntaxKind,
} from "typescript/unstable/ast";
import {
  isClassDeclaration,
  isFunctionDeclaration,
  isTypeAliasDeclaration,
  isVariableDeclaration,
} from "typescript/unstable/ast/is";
import {
  API,
  NodeBuilderFlags,
  type Project,
  SymbolFlags,
  type Symbol as TsSymbol,
} from "typescript/unstable/sync";

/** The package's front page, from the root. */
const frontPage = "src/lectern.ts";

/** The interface whose members have sections of their own, and the name they are called by. */
const taught = { type: "Lab", name: "lab" };

/**
 * What an experiment imports, as Markdown: every export of the front page, below the comment
 * that stands over it there, with the docstring and the signature from where it is written.
 * `root` is the project's, absolute. Throws where TypeScript cannot read it.
 */
export function describeLab(root: string): string {
  const api = new API({ cwd: root });
  try {
    const openProjects = [join(root, "tsconfig.json")];
    const [project] = api.updateSnapshot({ openProjects }).getProjects();
    if (project === undefined) throw new Error("no project to read");
    return describeModule(join(root, frontPage), project);
  } finally {
    api.close();
  }
}

function describeModule(path: string, project: Project): string {
  const { checker, program } = project;
  const file = program.getSourceFile(path);
  const front = file && checker.getSymbolAtLocation(file);
  if (front === undefined) throw new Error(`not a module: ${path}`);
  const exports = checker.getExportsOfModule(front);
  return readGroups(readFileSync(path, "utf8"))
    .map(({ title, names }) => {
      const found = exports.filter(({ name }) => names.includes(name));
      const figures = found.filter((each) => isOfFigure(each, project));
      const parts = found
        .filter((each) => !figures.includes(each))
        .map((each) => describeExport(each, project));
      return `## ${title}\n\n${parts.join("")}${listFigures(figures)}`;
    })
    .join("");
}

const exported = /export (?:type )?(?:\* as (\w+)|\{([^}]*)\})/g;

/** The names that the front page exports, below the comments that head them there. */
function readGroups(text: string): { title: string; names: string[] }[] {
  const [, ...groups] = text.split(/^\/\/ /m);
  return groups.map((group) => {
    const [title = "", ...lines] = group.split("\n");
    const names = [...lines.join("\n").matchAll(exported)].flatMap(
      ([, name, list = ""]) => name ?? list.match(/\w+(?=\s*(?:,|$))/g) ?? [],
    );
    return { title: title.replace(/\.$/, ""), names };
  });
}

/** One export: its name as a heading, its docstring, its signature. */
function describeExport(found: TsSymbol, project: Project): string {
  const { checker } = project;
  const symbol = targetOf(found, project);
  const head = `### \`${found.name}\`\n\n`;
  if (symbol.flags & SymbolFlags.Module) {
    const names = checker.getExportsOfModule(symbol).map(({ name }) => name);
    return `${head}Under one name: ${names.map((name) => `\`${name}\``).join(", ")}.\n\n`;
  }
  const said = paragraph(symbol.getDocumentationComment(checker));
  const nodes = nodesOf(symbol);
  // Of a schema and its type, which share a name, the type is what a person writes.
  const node = nodes.find(isTypeAliasDeclaration) ?? nodes[0];
  if (node === undefined) return `${head}${said}`;
  if (symbol.name !== taught.type)
    return `${head}${said}${code(signatureOf(node, symbol, project))}`;
  const members = [...symbol.getMembers().values()].map(
    (each) =>
      `#### \`${taught.name}.${each.name}\`\n\n${paragraph(each.getDocumentationComment(checker))}${code(
        nodesOf(each)
          .map((part) => dedent(part.getText()))
          .join("\n"),
      )}`,
  );
  return `${head}${said}${members.join("")}`;
}

/** What an export stands for, in the file where it is written. */
function targetOf(found: TsSymbol, { checker }: Project): TsSymbol {
  return found.flags & SymbolFlags.Alias
    ? checker.getAliasedSymbol(found)
    : found;
}

/** The figures' types have a page of their own, with pictures. */
function isOfFigure(found: TsSymbol, project: Project): boolean {
  return targetOf(found, project).declarations.some(({ path }) =>
    path.includes("/src/figure/"),
  );
}

function listFigures(figures: readonly TsSymbol[]): string {
  if (figures.length === 0) return "";
  const names = figures.map(({ name }) => `\`${name}\``).join(", ");
  return `Kinds of figures and their parts, see [figures](figures.md): ${names}.\n\n`;
}

function nodesOf(symbol: TsSymbol): Node[] {
  return symbol.declarations.flatMap((each) => each.resolve() ?? []);
}

/** What a declaration promises: its source without `export`, bodies and what is not public. */
function signatureOf(node: Node, symbol: TsSymbol, { checker }: Project) {
  if (isFunctionDeclaration(node)) {
    const text = publicText(withoutBody(node, node.body));
    const signature = checker.getSignatureFromDeclaration(node);
    const type = signature && checker.getReturnTypeOfSignature(signature);
    return node.type || !type ? text : `${text}: ${checker.typeToString(type)}`;
  }
  if (isClassDeclaration(node)) {
    const [top = ""] = publicText(node.getText()).split("{\n");
    const members = node.members.filter(isPublic).map((each) => {
      const body = "body" in each ? (each.body as Node | undefined) : undefined;
      const above = each.getFullText().slice(0, each.getStart() - each.pos);
      const comment = /\/\*\*[\s\S]*\*\//.exec(above)?.[0];
      return `${comment ? `  ${comment}\n` : ""}  ${withoutBody(each, body)}\n`;
    });
    return `${top}{\n${members.join("")}}`;
  }
  if (isVariableDeclaration(node)) {
    const type = checker.getTypeOfSymbol(symbol);
    return `const ${symbol.name}: ${type && checker.typeToString(type)}`;
  }
  const text = publicText(node.getText());
  if (!/=\s*z\.infer</.test(text)) return text;
  const { NoTruncation, InTypeAlias, MultilineObjectLiterals } =
    NodeBuilderFlags;
  const flags = NoTruncation | InTypeAlias | MultilineObjectLiterals;
  const type = checker.getDeclaredTypeOfSymbol(symbol);
  return `type ${symbol.name} = ${checker.typeToString(type, undefined, flags)}`;
}

const hidden = [
  SyntaxKind.PrivateKeyword,
  SyntaxKind.ProtectedKeyword,
  SyntaxKind.OverrideKeyword,
];

function isPublic(element: ClassElement): boolean {
  const modifiers = "modifiers" in element ? element.modifiers : undefined;
  return !(modifiers as readonly Node[] | undefined)?.some(({ kind }) =>
    hidden.includes(kind),
  );
}

function withoutBody(node: Node, body: Node | undefined): string {
  const text = node.getText();
  return body === undefined
    ? text
    : text.slice(0, body.getStart() - node.getStart()).trimEnd();
}

function publicText(text: string): string {
  return text.replace(/^export (?:default )?/, "");
}

/** The lines behind the first, as far to the left as a member's own would stand. */
function dedent(text: string): string {
  return text.replace(/^ {2}/gm, "");
}

function paragraph(text: string): string {
  return text === "" ? "" : `${text}\n\n`;
}

function code(text: string): string {
  return `\`\`\`ts\n${text}\n\`\`\`\n\n`;
}
