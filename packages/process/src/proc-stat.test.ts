import { expect, it } from "vitest";
import { parseProcStat } from "./proc-stat.js";

const rest = "S 10 20 30 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 11 0 987654 1000 200 18446744073709551615";

it.each(["(node)", "(a b)", "(evil) S 1 1 1)", "())", "((sd-pam))", "()"])("reads the fields after the name %s", (name) => {
  expect(parseProcStat(`42 ${name} ${rest}\n`)).toEqual({ state: "S", parent: 10, group: 20, session: 30, startTime: 987654 });
});

it.each(["", "42", "42 (node)", "42 (node) S 1 2", "42 (node) S x y z"])("knows that %j is something else", (text) => {
  expect(parseProcStat(text)).toBeUndefined();
});
