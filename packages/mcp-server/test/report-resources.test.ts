import { symlinkSync, writeFileSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createProductRegistry } from "../src/product-registry.js";
import type { Registry } from "../src/registry/registry.js";
import { readResource } from "../src/resources/read-resource.js";
import { createStamps } from "../src/resources/stamp-resources.js";
import { makeProductFolder, type ProductFolder } from "./product-folder.js";

const PAGE = "jobs/.reports/milestone-v1.0.html";

let product: ProductFolder;
let registry: Registry;
beforeEach(() => {
  product = makeProductFolder();
  registry = createProductRegistry(product.options);
});
afterEach(() => { product.remove(); });

const template = (name: string): Registry["templates"][number] => registry.templates.find((each) => each.name === name)!;
const textAt = async (uri: string): Promise<string> => ((await readResource(product.options, uri)).contents[0] as { readonly text: string }).text;
const addresses = async (name: string): Promise<readonly string[]> => (await template(name).list!()).map(({ uri }) => uri);

it("the report of a milestone is there as data for each that has a job, and for one that has only phases", async () => {
  expect(await addresses("report")).toEqual(["dgs://report/v1.0"]);
  expect(JSON.parse(await textAt("dgs://report/v1.0"))).toMatchObject({ type: "milestone-report", version: "v1.0", job: { path: "jobs/pending/milestone-v1.0.md" }, steps: [{ number: 1, status: "pending" }], phases: [{ number: "1" }, { number: "2" }] });
  expect(JSON.parse(await textAt("dgs://report/v1.1"))).toMatchObject({ version: "v1.1", phases: [{ number: "3" }] });
  expect(await template("report").complete!["version"]!("v1", {})).toEqual(["v1.0", "v1.1"]);
});

it("the page of a report is listed and given once it was written", async () => {
  expect(await addresses("report-page")).toEqual([]);
  await expect(textAt("dgs://report/v1.0/page")).rejects.toThrow(/no report of v1\.0 is kept as a page/);
  product.write(PAGE, "<!doctype html>\n<title>v1.0</title>\n");
  expect(await template("report-page").list!()).toMatchObject([{ uri: "dgs://report/v1.0/page", mimeType: "text/html", size: 36 }]);
  expect((await readResource(product.options, "dgs://report/v1.0/page")).contents).toMatchObject([{ mimeType: "text/html", text: expect.stringContaining("<title>v1.0</title>") as string }]);
  // The same file by its path.
  expect((await readResource(product.options, `dgs://planning/${PAGE}`)).contents).toMatchObject([{ mimeType: "text/html" }]);
});

it("a page of thousands of plans is given, though it is bigger than planning files may be", async () => {
  product.write(PAGE, "x".repeat(1_048_577));
  expect(await textAt("dgs://report/v1.0/page")).toHaveLength(1_048_577);
  await expect(textAt(`dgs://planning/${PAGE}`)).rejects.toMatchObject({ data: { code: "resource-too-big" } });
});

it.skipIf(process.platform === "win32")("a page that is a link out of the root is refused", async () => {
  product.write(PAGE, "");
  rmSync(path.join(product.planning, PAGE));
  writeFileSync(path.join(product.base, "secret.html"), "secret");
  symlinkSync(path.join(product.base, "secret.html"), path.join(product.planning, PAGE));
  await expect(textAt("dgs://report/v1.0/page")).rejects.toMatchObject({ data: { code: "leaves-root" } });
});

it("who subscribes hears of a step, of a page and of nothing else", async () => {
  const { ofResource, ofList } = createStamps(product.options);
  const stamps = async (): Promise<readonly string[]> => [await ofResource("dgs://report/v1.0"), await ofResource("dgs://report/v1.0/page"), await ofList()];
  const [report, page, list] = await stamps();
  expect(await stamps()).toEqual([report, page, list]);
  product.write(PAGE, "<!doctype html>\n");
  const [same, written, more] = await stamps();
  expect(same).toBe(report);
  expect([written === page, more === list]).toEqual([false, false]);
  product.write("jobs/pending/milestone-v1.0.md", "# Milestone Job: v1.0\n\n- **Version:** v1.0\n- **Status:** pending\n\n## Steps\n\n- [x] `/dgs:execute-phase 2 --non-interactive`\n");
  expect(await ofResource("dgs://report/v1.0")).not.toBe(report);
});
