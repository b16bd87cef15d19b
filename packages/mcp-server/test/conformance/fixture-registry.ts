import { z } from "zod";
import type { PromptSpec, Registry, ResourceSpec, TemplateSpec } from "../../src/registry/registry.js";
import { PNG } from "./fixture-media.js";
import { field, need, questionTools } from "./fixture-questions.js";
import { roundTools } from "./fixture-rounds.js";
import { contentTools, schemaTools } from "./fixture-tools.js";

type Message = { readonly role: "user"; readonly content: { readonly type: "text"; readonly text: string } };

const says = (text: string): Message => ({ role: "user", content: { type: "text", text } });

function fixturePrompt(name: string, rest: Pick<PromptSpec, "input" | "complete" | "get">): PromptSpec {
  return { name, title: name, description: `${name}, as the conformance suite expects it.`, ...rest };
}

const prompts: readonly PromptSpec[] = [
  fixturePrompt("test_simple_prompt", { get: () => ({ messages: [says("This is a simple prompt for testing.")] }) }),
  fixturePrompt("test_prompt_with_arguments", {
    input: z.object({ arg1: z.string().describe("First test argument"), arg2: z.string().describe("Second test argument") }),
    complete: { arg1: (typed) => ["paris", "park", "party"].filter((value) => value.startsWith(typed)) },
    get: ({ arg1, arg2 }) => ({ messages: [says(`Prompt with arguments: arg1='${arg1 ?? ""}', arg2='${arg2 ?? ""}'`)] }),
  }),
  fixturePrompt("test_prompt_with_embedded_resource", {
    input: z.object({ resourceUri: z.string() }),
    get: ({ resourceUri = "" }) => ({
      messages: [
        { role: "user", content: { type: "resource", resource: { uri: resourceUri, mimeType: "text/plain", text: "Embedded resource content for testing." } } },
        says("Please process the embedded resource above."),
      ],
    }),
  }),
  fixturePrompt("test_prompt_with_image", {
    get: () => ({ messages: [{ role: "user", content: { type: "image", data: PNG, mimeType: "image/png" } }, says("Please analyze the image above.")] }),
  }),
  fixturePrompt("test_input_required_result_prompt", {
    get: (_, { given }) => {
      const said = given("user_context");
      return said.kind === "elicit" ? { messages: [says(`Use ${JSON.stringify(said.content)}.`)] } : need("user_context", field("What context should the prompt use?", "context"));
    },
  }),
];

function fixtureResource(name: string, mimeType: string, content: { readonly text: string } | { readonly blob: string }): ResourceSpec {
  const uri = `test://${name}`;
  return { name, title: name, description: `${name}, as the conformance suite expects it.`, uri, mimeType, read: () => Promise.resolve({ contents: [{ uri, mimeType, ...content }] }) };
}

const resources: readonly ResourceSpec[] = [
  fixtureResource("static-text", "text/plain", { text: "This is the content of the static text resource." }),
  fixtureResource("static-binary", "image/png", { blob: PNG }),
  fixtureResource("watched-resource", "text/plain", { text: "Somebody may watch this." }),
];

const templates: readonly TemplateSpec[] = [
  {
    name: "template",
    title: "template",
    description: "template, as the conformance suite expects it.",
    uriTemplate: "test://template/{id}/data",
    mimeType: "application/json",
    read: (uri, { id = "" }) => Promise.resolve({ contents: [{ uri, mimeType: "application/json", text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) }] }),
  },
];

/** A registry of what the scenarios of the suite look for, and which of it was used by then. */
export interface Fixture {
  readonly registry: Registry;
  /** The names of what was never called, got or read. */
  readonly unused: () => readonly string[];
}

/** Makes the registry that the suite is pointed at. */
export function createFixture(): Fixture {
  const names = new Set<string>();
  const counted = <Spec extends { readonly name: string }, Key extends keyof Spec>(spec: Spec, key: Key): Spec => {
    names.add(spec.name);
    const before = spec[key] as (...args: readonly unknown[]) => unknown;
    const after = (...args: readonly unknown[]): unknown => {
      names.delete(spec.name);
      return before(...args);
    };
    return { ...spec, [key]: after };
  };
  const registry: Registry = {
    name: "dgs-conformance",
    title: "Conformance fixture",
    version: "0.0.0",
    instructions: "For the conformance suite.",
    tools: [...contentTools, ...schemaTools, ...questionTools, ...roundTools].map((tool) => counted(tool, "call")),
    resources: resources.map((resource) => counted(resource, "read")),
    templates: templates.map((template) => counted(template, "read")),
    prompts: prompts.map((prompt) => counted(prompt, "get")),
    watch: () => ({ knows: () => true, want: () => undefined, stop: () => undefined }),
  };
  return { registry, unused: () => [...names] };
}
