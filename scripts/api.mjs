// Compares the API of every package that can be imported with its report in packages/*/etc/*.api.md; needs a build.
// `--update` writes the reports anew. Part of `npm run check`; `npm run api` builds and updates.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";
import { differenceOf, undocumentedIn } from "./workspace/api-report.mjs";
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
    findings.push(`${report} is not the API of ${folder} any more:`, differenceOf(textOf(config.reportFilePath), textOf(config.reportTempFilePath)), "Is the change meant? Then `npm run api`, and commit the report.");
  } else if (!existsSync(config.reportFilePath)) findings.push(`${report} is missing: \`npm run api\`, and commit the report`);
  else findings.push(...undocumentedIn(textOf(config.reportFilePath)).map((line) => `${report}: has no doc comment: ${line}`));
  return findings;
}

function textOf(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
