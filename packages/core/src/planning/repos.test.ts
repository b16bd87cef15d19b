import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOf } from "../problem.js";
import { readRepos } from "./repos.js";

const read = (text: string) => readRepos(text, "REPOS.md");
const codes = (text: string) => read(text).problems.map((problem) => `${placeOf(problem)} ${problem.code}`);

describe("readRepos", () => {
  const table = "# Repos\n\n| Name | Path | GitHub URL | Description | Setup |\n|---|---|---|---|---|\n| api | ../api | https://example.org/api | The server | npm ci \\| tee log |\n| web | ./web/ | - | | |\n";
  const api = { name: "api", path: "../api", url: "https://example.org/api", description: "The server", setup: "npm ci | tee log" };
  const web = { name: "web", path: "web", url: undefined, description: undefined, setup: undefined };

  it.each([
    ["as templates write it", table],
    ["with CRLF and a byte order mark", `\uFEFF${table.replaceAll("\n", "\r\n")}`],
    ["without a final line ending", table.trimEnd()],
  ])("reads a table %s", (_, text) => {
    expect(read(text)).toEqual({ repos: [api, web], problems: [] });
  });

  it("goes by the titles of the columns, whatever their order, and takes markup off", () => {
    const text = "| Kind | Description | path | URL | NAME |\n|---|---|---|---|---|\n| x | The server | `..\\api` | [api](https://example.org/api) | **api** |\n";
    expect(read(text).repos).toEqual([{ ...api, setup: undefined }]);
  });

  it("passes over a table that is not the registry, and one in a fence", () => {
    expect(read(`| A | B |\n|---|---|\n| 1 | 2 |\n\n\`\`\`\n${table}\`\`\`\n\n${table}`).repos).toEqual([api, web]);
  });

  it.each([
    ["nothing here\n", ["REPOS.md repos-table-missing"]],
    ["| Name | Folder |\n|---|---|\n| api | ../api |\n", ["REPOS.md:1:1 repos-table-missing"]],
    ["| Name | Path | Name |\n|---|---|---|\n| api | ../api | x |\n", ["REPOS.md:1:17 repos-column-repeated"]],
    ["| Name | Path |\n|---|---|\n| api | ../api |\n| API | ../x |\n| web | ../api/. |\n", ["REPOS.md:4:1 repo-repeated", "REPOS.md:5:1 repo-repeated"]],
    ["| Name | Path |\n|---|---|\n| a/b | ../a |\n| -x | ../b |\n| a..b | ../c |\n| con | ../d |\n| x.lock | ../e |\n|  | ../f |\n", [3, 4, 5, 6, 7, 8].map((line) => `REPOS.md:${String(line)}:1 repo-name-unusable`)],
    ["| Name | Path |\n|---|---|\n| a | /srv/a |\n| b | C:\\b |\n| c | ~/c |\n| d |  |\n", [3, 4, 5, 6].map((line) => `REPOS.md:${String(line)}:1 repo-path-unusable`)],
  ])("tells what is wrong with %j", (text, expected) => {
    expect(codes(text)).toEqual(expected);
  });

  it("takes the folder itself for a path", () => {
    expect(read("| Name | Path |\n|---|---|\n| mono | . |\n").repos[0]?.path).toBe(".");
  });

  it("answers for any text", () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.constantFrom("| Name | Path |", "|---|---|", "| a | b |", "|", "\n", "\r\n"), fc.string()), { maxLength: 10 }), (parts) => read(parts.join("\n")).problems.length >= 0));
  });
});
