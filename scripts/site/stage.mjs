import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../workspace/places.mjs";
import { isPage, pageText, sidebarOf, siteName, titleOf } from "./pages.mjs";

/** The page that lists the decisions, which is made for the site. */
const DECISIONS = "docs/decisions/README.md";

/** Puts every page, and what pages show, into a folder as the generator wants them. Returns how many pages there are. */
export function stageSite(folder) {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  const tracked = new Set(listed.split("\0").filter((file) => file !== "" && existsSync(path.join(root, file))));
  const pages = [...tracked].filter(isPage).map((file) => ({ file, source: readFileSync(path.join(root, file), "utf8") }));
  pages.push({ file: DECISIONS, source: decisionsPage(pages) });
  const named = pages.map((page) => ({ ...page, title: titleOf(page.source, page.file) }));
  const files = new Set(named.map(({ file }) => file));
  const kindOf = (target) => {
    const plain = target.replace(/\/$/, "");
    if (files.has(plain) || files.has(`${plain}/README.md`)) return "page";
    return tracked.has(plain) && /\.(png|svg|json)$/.test(plain) ? "asset" : "none";
  };
  for (const { file, source } of named) write(path.join(folder, siteName(file)), pageText(source, file, kindOf));
  for (const file of tracked) {
    if (!/^docs\/.*\.(png|svg|json)$/.test(file)) continue;
    // Pictures are looked for beside the page, other files where the site is served.
    const to = path.join(folder, file.endsWith(".json") ? path.join("public", file) : file);
    mkdirSync(path.dirname(to), { recursive: true });
    copyFileSync(path.join(root, file), to);
  }
  write(path.join(folder, ".vitepress/config.mjs"), configText(sidebarOf(named)));
  write(path.join(folder, ".vitepress/theme/index.mjs"), 'export { default } from "vitepress/theme-without-fonts";\n');
  return named.length;
}

function write(file, text) {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function decisionsPage(pages) {
  const decisions = pages.filter(({ file }) => /^docs\/decisions\/\d{4}-/.test(file)).sort((a, b) => (a.file < b.file ? -1 : 1));
  const lines = decisions.map(({ file, source }) => `- [${path.posix.basename(file).slice(0, 4)}](${path.posix.basename(file)}): ${titleOf(source, file)}`);
  return ["# Decisions", "", "What was decided, and why.", "", ...lines, ""].join("\n");
}

/** The settings: no font, no script and no picture comes from elsewhere, and a link that leads nowhere fails the build. */
function configText(sidebar) {
  const config = {
    title: "DGS",
    description: "Carries out milestones that are planned as markdown files, with coding agents.",
    lang: "en",
    // A page has no icon: without this line a browser asks for one that is not there.
    head: [["link", { rel: "icon", href: "data:," }]],
    cleanUrls: false,
    ignoreDeadLinks: false,
    markdown: { html: false, linkify: false },
    vite: { publicDir: "public" },
    themeConfig: { sidebar, outline: [2, 3], search: { provider: "local" }, nav: [] },
  };
  return `export default ${JSON.stringify(config, undefined, 2)};\n`;
}
