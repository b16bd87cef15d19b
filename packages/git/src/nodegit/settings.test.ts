import path from "node:path";
import { expect, it } from "vitest";
import { isHarmless } from "./harmless.js";
import { parseSettings } from "./settings.js";

it("reads keys, values of several lines, keys without a value, and where each stands", () => {
  const printed = "file:.git/config\0core.bare\nfalse\0file:/home/x/.gitconfig\0alias.x\n!a\nb\0command line:\0gc.auto\n0\0file:/etc/gitconfig\0core.symlinks\0";
  expect(parseSettings(printed, path.resolve("/tree"))).toEqual([
    { key: "core.bare", value: "false", file: path.resolve("/tree/.git/config") },
    { key: "alias.x", value: "!a\nb", file: path.resolve("/home/x/.gitconfig") },
    { key: "gc.auto", value: "0" },
    { key: "core.symlinks", value: "true", file: path.resolve("/etc/gitconfig") },
  ]);
  expect(parseSettings("", "/")).toEqual([]);
});

it.each(["half", "file:x\0core.bare\nfalse"])("does not understand %j", (printed) => {
  expect(parseSettings(printed, "/")).toBeUndefined();
});

it("takes a setting that it does not know for one that has a say", () => {
  const harmless = ["user.name=x", "branch.a.b.remote=origin", "core.editor=vi", "core.autocrlf=FALSE", "core.filemode=true", "gc.auto=0", "diff.tool=meld"];
  const others = ["core.autocrlf=true", "core.autocrlf=input", "core.filemode=false", "core.excludesfile=/x", "core.newsetting=1", "filter.lfs.clean=git-lfs clean -- %f", "submodule.x.ignore=all", "include.path=x", "extensions.worktreeconfig=true", "status.submodulesummary=true", "brandnew.key=1", "nosection=1"];
  const settingOf = (text: string) => ({ key: text.slice(0, text.indexOf("=")), value: text.slice(text.indexOf("=") + 1) });
  expect(harmless.filter((text) => !isHarmless(settingOf(text)))).toEqual([]);
  expect(others.filter((text) => isHarmless(settingOf(text)))).toEqual([]);
});
