// Compares the API of every package that can be imported with its report in packages/*/etc/*.api.md; needs a build.
// `--update` writes the reports anew. Part of `npm run check`; `npm run api` builds and updates.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { importablePackages, root } from "./workspace/places.mjs";

const update = process.argv.includes("--update");
const findings = importablePackages().flatMap(({ folder }) => findingsOf(folder));
for (const finding of findings) console.error(finding);
process.exitCode = findings.length === 0 ? 0 : 1;

/** What is wrong with the API of one package, as sentences. */
function findingsOf(folder) {
  const configPath = path.join(root, folder, "api-extractor.json");
  if (!existsSync(configPath)) return [`${folder} has no api-extractor.json: copy the one of another package and change its report's name`];
  const config = ExtractorConfig.loadFileAndPrepare(configPath);
  const findings = [];
  const result = Extractor.invoke(config, {
    localBuild: update,
    messageCallback(message) {
      message.handled = true;
      if (message.logLevel === "error") findings.push(`${folder}: ${message.text}`);
    },
  });
  const report = path.relative(root, config.reportFilePath);
  if (result.apiReportChanged && !update) {
    findings.push(`${report} is not the API of ${folder} any more:`, difference(config), "Is the change meant? Then `npm run api`, and commit the report.");
  } else if (!existsSync(config.reportFilePath)) findings.push(`${report} is missing: \`npm run api\`, and commit the report`);
  else findings.push(...withoutDoc(config.reportFilePath).map((line) => `${report}: has no doc comment: ${line}`));
  return findings;
}

/** The exports without a doc comment; members of an export may do without one where their name says it all. */
function withoutDoc(reportPath) {
  const lines = readFileSync(reportPath, "utf8").split(/\r?\n/);
  return lines.flatMap((line, at) => (/^\/\/ .*\(undocumented\)/.test(line) ? [lines[at + 1] ?? line] : []));
}

/** The lines that only one of the two reports has. */
function difference({ reportFilePath, reportTempFilePath }) {
  const linesOf = (file) => (existsSync(file) ? readFileSync(file, "utf8").split(/\r?\n/) : []);
  const committed = linesOf(reportFilePath);
  const actual = linesOf(reportTempFilePath);
  const only = (lines, others, sign) => lines.filter((line) => line.trim() !== "" && !others.includes(line)).map((line) => `  ${sign} ${line}`);
  return [...only(committed, actual, "-"), ...only(actual, committed, "+")].join("\n");
}
