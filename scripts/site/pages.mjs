import path from "node:path";

/** The groups of the sidebar, by kind. What lies in `docs/` and is in none of them is about one topic. */
const GROUPS = [
  { text: "Start", files: ["README.md", "docs/tutorial.md"] },
  { text: "How to", folder: "docs/how-to/", files: ["docs/own-agent.md"] },
  { text: "Topics", files: [] },
  { text: "Reference", folder: "docs/reference/", files: ["docs/cli.md", "docs/configuration.md", "docs/planning-files.md", "docs/job-files.md", "docs/mcp.md"] },
  { text: "Explanation", files: ["docs/ARCHITECTURE.md", "docs/safety.md", "docs/promises.md", "docs/prompts.md", "docs/performance.md", "docs/GLOSSARY.md", "docs/decisions/README.md"] },
  { text: "Contributing", files: ["docs/CONTRIBUTING.md", "docs/releasing.md"] },
  { text: "Packages", folder: "packages/", files: [] },
];

/** Whether a file of the checkout is a page of the site. */
export function isPage(file) {
  return /^(README\.md|docs\/.*\.md|(packages|apps)\/.*README\.md)$/.test(file) && !/(^|\/)(fixtures|etc|node_modules)\//.test(file);
}

/** Where a page lies in the site: READMEs are what their folder shows. */
export function siteName(file) {
  return file.replace(/(^|\/)README\.md$/, "$1index.md");
}

/** The title of a page: its first heading, without marks. */
export function titleOf(source, file) {
  return (/^# +(.+)$/m.exec(source)?.[1] ?? path.posix.basename(file, ".md")).replaceAll("`", "");
}

/**
 * The sidebar: every page of `docs/` in a group, packages by their README.
 *
 * @param {readonly { file: string, title: string }[]} pages
 */
export function sidebarOf(pages) {
  const named = new Set(GROUPS.flatMap(({ files }) => files));
  const isTopic = (file) => /^docs\/[^/]+\.md$/.test(file) && !named.has(file);
  const isIn = ({ text, folder, files }, file) => {
    if (text === "Topics") return isTopic(file);
    if (text === "Packages") return /^(packages|apps)\/[^/]+\/README\.md$/.test(file);
    return files.includes(file) || (folder !== undefined && file.startsWith(folder));
  };
  const rank = ({ files }, file) => (files.includes(file) ? files.indexOf(file) : files.length);
  return GROUPS.map((group) => ({
    text: group.text,
    collapsed: group.text === "Topics" || group.text === "Packages" || group.text === "Reference",
    items: pages
      .filter(({ file }) => isIn(group, file))
      .sort((a, b) => rank(group, a.file) - rank(group, b.file) || (a.title < b.title ? -1 : 1))
      .map(({ file, title }) => ({ text: title, link: `/${siteName(file).replace(/index\.md$/, "").replace(/\.md$/, "")}` })),
  }));
}

/**
 * The text of a page as the generator takes it: links go where pages lie in the site, and what is no page of it (a source file, a folder) is named and not linked. Outside of code nothing stands
 * for anything but itself.
 *
 * @param {string} source
 * @param {string} file
 * @param {(target: string) => "page" | "asset" | "none"} kindOf what a path of the checkout is for the site
 */
export function pageText(source, file, kindOf) {
  const lines = [];
  let fence = "";
  for (const line of source.split("\n")) {
    const [, mark = ""] = /^(`{3,}|~{3,})/.exec(line) ?? [];
    const isFence = mark !== "" && (fence === "" || (mark.startsWith(fence) && line.trim() === mark));
    lines.push(fence === "" && !isFence ? proseLine(line, file, kindOf) : line);
    if (isFence) fence = fence === "" ? mark : "";
  }
  return lines.join("\n");
}

/** What is looked at in a line of prose, whatever comes first: a code span, which stays as it is; a link; braces that the generator would fill in. */
const PARTS = /(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|(!?)\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)|\{\{/g;

function proseLine(line, file, kindOf) {
  return line.replace(/<!--.*?-->/g, "").replace(PARTS, (whole, code, bang, label, target) => {
    if (code !== undefined) return whole;
    if (target === undefined) return "&#123;&#123;";
    if (/^[a-z][a-z+.-]*:/i.test(target) || target.startsWith("#")) return whole;
    const [to, anchor] = target.split("#");
    const found = path.posix.join(path.posix.dirname(file), to);
    const kind = kindOf(found);
    if (kind === "none") return label;
    if (kind === "asset") return whole;
    const relative = path.posix.relative(path.posix.dirname(siteName(file)), siteName(found.endsWith(".md") ? found : `${found.replace(/\/$/, "")}/README.md`));
    return `${bang}[${label}](${relative.startsWith(".") ? relative : `./${relative}`}${anchor === undefined ? "" : `#${anchor}`})`;
  });
}
