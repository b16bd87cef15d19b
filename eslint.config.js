import js from "@eslint/js";
import tseslint from "typescript-eslint";

const sources = ["packages/*/src/**/*.ts", "apps/*/src/**/*.ts"];
const tests = ["**/*.test.ts", "**/*.{slow,crash,agents,browser}.ts", "test/**/*.ts", "{packages,apps}/*/test/**/*.ts"];
const scripts = ["scripts/**/*.mjs", "bench/**/*.mjs"];

const clock = "core takes time and chance as arguments: let the runtime pass the value in";
const synchronous = "core is synchronous: return an effect and let the runtime perform it";
const namedExports = { selector: "ExportDefaultDeclaration", message: "named exports only: a default export has a different name in every file" };

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", "**/fixtures/**", "**/coverage/**", "**/.turbo/**"] },

  { ...js.configs.recommended, files: [...sources, ...tests, ...scripts] },

  // Sources: everything that types can tell, plus size.
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: sources, ignores: tests })),
  {
    files: sources,
    ignores: tests,
    languageOptions: { parserOptions: { project: "./tsconfig.test.json", tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: false, requireDefaultForNonUnion: true }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `const { note: _note, ...rest } = step` is how a key is left out; an unused argument keeps its place in a signature.
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" }],
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "no-console": "error",
      "no-restricted-syntax": ["error", namedExports],
      eqeqeq: "error",
    },
  },

  // core: what the missing types of Node cannot stop.
  {
    files: ["packages/core/src/**/*.ts"],
    ignores: tests,
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            { group: ["node:*"], message: "core has no I/O: put it behind a port and let @dgs/runtime do it" },
            { group: ["mdast", "unist"], allowTypeImports: true, message: "these are packages of types: write `import type`" },
          ],
        },
      ],
      "no-restricted-syntax": [
        "error",
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: clock },
        { selector: "CallExpression[callee.name='Date']", message: clock },
        { selector: "MemberExpression[object.name='Date'][property.name='now']", message: clock },
        { selector: "MemberExpression[object.name='Math'][property.name='random']", message: clock },
        { selector: ":function[async=true]", message: synchronous },
        { selector: "AwaitExpression", message: synchronous },
        { selector: "ForOfStatement[await=true]", message: synchronous },
        { selector: "NewExpression[callee.name='Promise']", message: synchronous },
        { selector: "MemberExpression[object.name='Promise']", message: synchronous },
        { selector: "ClassDeclaration:not([superClass.name=/Error$/])", message: "core is data and functions: only errors are classes" },
        { selector: "ClassExpression", message: "core is data and functions: only errors are classes" },
        {
          selector: "Program > VariableDeclaration[kind=/let|var/], ExportNamedDeclaration > VariableDeclaration[kind=/let|var/]",
          message: "core keeps no state between calls: pass the value in and return the new one",
        },
        namedExports,
      ],
    },
  },

  // The face: the only place that prints.
  // A front door lists by name what a package gives: it is as long as that list, and does nothing else (test/exports.test.ts).
  { files: ["packages/*/src/index.ts"], rules: { "max-lines": "off" } },
  { files: ["apps/*/src/**/*.ts"], rules: { "no-console": "off" } },

  // Tests: a smaller set; above all, nothing that lets a test pass because it was not waited for.
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: tests })),
  {
    files: tests,
    languageOptions: { parserOptions: { project: "./tsconfig.test.json", tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-non-null-assertion": "off",
      "no-restricted-syntax": [
        "error",
        { selector: "MemberExpression[object.name=/^(it|test|describe|suite)$/][property.name='only']", message: "the other tests would not run: take .only away before committing" },
      ],
    },
  },

  // What runs in a browser, as it is written.
  {
    ...js.configs.recommended,
    files: ["packages/page/src/**/*.js"],
    languageOptions: { globals: Object.fromEntries(["document", "location", "history", "sessionStorage", "navigator", "matchMedia", "addEventListener", "innerWidth", "innerHeight", "fetch", "setTimeout", "DOMParser", "Element"].map((name) => [name, "readonly"])) },
    rules: { ...js.configs.recommended.rules, eqeqeq: "error" },
  },

  // Scripts in plain JavaScript: the names that Node gives every file.
  {
    files: scripts,
    languageOptions: {
      globals: { process: "readonly", console: "readonly", Buffer: "readonly", URL: "readonly", setTimeout: "readonly", clearTimeout: "readonly", performance: "readonly", AbortController: "readonly" },
    },
    rules: { eqeqeq: "error" },
  },
);
