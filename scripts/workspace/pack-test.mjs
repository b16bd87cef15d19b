import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { installNodes } from "../nodes/install.mjs";
import { runQuiet } from "./child.mjs";
import { describeInstall, findTooLarge, measureInstall } from "./install-size.mjs";
import { findingsIn } from "./pack.mjs";
import { installedProgram, root } from "./places.mjs";
import { tryOnNode } from "./try-on-node.mjs";

/**
 * Installs the tarballs with npm into an empty folder, as a user would, and uses them from there: on this Node, and on others where these can be had.
 *
 * Resolves to what is wrong, as sentences; none is a pass. `say` hears what was measured and left out.
 */
export async function tryTarballs(tarballs, folder, say) {
  const findings = findingsIn(tarballs);
  mkdirSync(folder, { recursive: true });
  const specs = Object.fromEntries(tarballs.map(({ name, file }) => [name, `file:${file}`]));
  // The overrides keep the packages' dependencies on each other away from the registry, where other versions may lie.
  const overrides = Object.fromEntries(Object.keys(specs).map((name) => [name, `$${name}`]));
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ name: "pack-test", private: true, dependencies: specs, overrides }, null, 2));
  const npm = await command("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", "--install-links=false"], folder);
  if (npm.code !== 0) return [...findings, `npm install of the tarballs failed:\n${npm.output}`];
  for (const { name } of tarballs) findings.push(...workspaceProtocolIn(folder, name));
  findings.push(...(await tryProgram(tarballs, folder)));
  for (const tarball of tarballs.filter(({ manifest }) => manifest.exports?.["."] !== undefined)) {
    findings.push(...(await tryImport(tarball, folder)));
  }
  if (findings.length > 0) return findings;
  return [...(await trySize(tarballs, folder, say)), ...(await tryTypes(tarballs, folder)), ...(await tryNodes(tarballs, folder, say))];
}

function trySize(tarballs, folder, say) {
  const { name, file } = tarballs.find(({ manifest }) => manifest.bin?.dgs !== undefined);
  const size = measureInstall(file, path.join(folder, "node_modules", name));
  say(describeInstall(name, size));
  return findTooLarge(name, size);
}

/** A program in TypeScript sees the types of each package that can be imported, and checks what those say. */
async function tryTypes(tarballs, folder) {
  const names = importable(tarballs);
  writeFileSync(path.join(folder, "uses-types.ts"), [
    ...names.map((name, at) => `import * as door${String(at)} from "${name}";`),
    'import { parseVersion, type MilestoneVersion } from "@dgs/core";',
    'export const version: MilestoneVersion | undefined = parseVersion("v1.0");',
    "// @ts-expect-error a version is no number: without types this would pass",
    "export const wrong: number = version;",
    `export const doors = [${names.map((_, at) => `door${String(at)}`).join(", ")}];`,
  ].join("\n"));
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022", "--types", "node", "--typeRoots", path.join(root, "node_modules/@types")];
  const { code, output } = await runQuiet(process.execPath, [installedProgram("typescript", "tsc"), ...options, "uses-types.ts"], { cwd: folder });
  return code === 0 ? [] : [`the types of the packages do not hold:\n${output}`];
}

/** On each Node side by side: most of the time is that of programs which wait for each other. */
async function tryNodes(tarballs, folder, say) {
  const fetched = await installNodes({ say });
  const others = fetched.nodes ?? [];
  if (fetched.obstacle !== undefined) {
    if (process.env.DGS_EXPECT_NODES === "1") return [`the packages were not tried on other Nodes: ${fetched.obstacle}`];
    say(`not tried on other Nodes: ${fetched.obstacle}`);
  }
  const nodes = [{ name: `Node ${process.versions.node}`, program: process.execPath }, ...others];
  const { version } = tarballs.find(({ manifest }) => manifest.bin?.dgs !== undefined).manifest;
  const modules = importable(tarballs);
  const found = await Promise.all(nodes.map((node) => tryOnNode(node, { installed: folder, work: path.join(folder, `on ${node.name}`), version, modules })));
  say(`installed and used on ${nodes.map(({ name }) => name).join(", ")}`);
  return found.flat();
}

function importable(tarballs) {
  return tarballs.filter(({ manifest }) => manifest.exports?.["."] !== undefined).map(({ name }) => name);
}

function workspaceProtocolIn(folder, name) {
  const text = readFileSync(path.join(folder, "node_modules", name, "package.json"), "utf8");
  return /"(workspace|file|link):/.test(text) ? [`${name} was packed with a workspace: or file: dependency`] : [];
}

/** `npx dgs --version` from there says the version of the package that brings `dgs`. */
async function tryProgram(tarballs, folder) {
  const cli = tarballs.find(({ manifest }) => manifest.bin?.dgs !== undefined);
  if (cli === undefined) return ["no publishable package brings the program dgs"];
  const { code, stdout, output } = await command("npx", ["--no-install", "dgs", "--version"], folder);
  const expected = cli.manifest.version;
  if (code !== 0) return [`npx dgs --version ended with exit code ${code}:\n${output}`];
  return stdout.includes(expected) ? [] : [`npx dgs --version said ${JSON.stringify(stdout)}, not ${expected}`];
}

/** An import from there gives exactly the values that are pinned in test/exports. */
async function tryImport({ name }, folder) {
  const script = `import(${JSON.stringify(name)}).then((door) => console.log(JSON.stringify(Object.keys(door).sort())))`;
  const { code, stdout, output } = await runQuiet(process.execPath, ["-e", script], { cwd: folder });
  if (code !== 0) return [`import("${name}") failed:\n${output}`];
  const pin = path.join(root, "test", "exports", `${name.split("/")[1]}.txt`);
  if (!existsSync(pin)) return [`the exports of ${name} are not pinned: \`npm run pins\`, and commit the file`];
  const pinned = readFileSync(pin, "utf8");
  const values = pinned.split("\n").filter((line) => line.startsWith("value ")).map((line) => line.slice("value ".length));
  const expected = JSON.stringify(values.sort());
  return stdout.trim() === expected ? [] : [`import("${name}") gives ${stdout.trim()}, pinned is ${expected}`];
}

/** npm and npx are batch files on Windows, which only a shell can start. */
function command(program, args, cwd) {
  return runQuiet(program, args, { cwd, shell: process.platform === "win32" });
}
