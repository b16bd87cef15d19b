import { expect, it } from "vitest";
import { parseLsofFolders } from "./lsof-folders.js";

it("reads the fields of lsof, a set for each process and file", () => {
  const text = "p1\0claunchd\0\nfcwd\0n/\0\np4242\0cmy shell\0\nfcwd\0n/Users/a b/wt\0\n";
  expect(parseLsofFolders(text)).toEqual([
    { pid: 1, command: "launchd", cwd: "/" },
    { pid: 4242, command: "my shell", cwd: "/Users/a b/wt" },
  ]);
});

it("turns what lsof could not print into what it is", () => {
  expect(parseLsofFolders("p7\0csh\0\nfcwd\0n/a\\nb\\x0ac^Ad\\\\e\\xc3\\xbc ü\0\n")).toEqual([{ pid: 7, command: "sh", cwd: "/a\nb\nc\u0001d\\eü ü" }]);
});

it.each(["n/x\0\n", "pabc\0\n", "usage: lsof\0", "lsof: no such option"])("knows that %j is something else", (text) => {
  expect(parseLsofFolders(text)).toBeUndefined();
});

it("finds nothing in nothing", () => {
  expect(parseLsofFolders("")).toEqual([]);
});
