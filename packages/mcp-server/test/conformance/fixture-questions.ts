import { inputRequired } from "@modelcontextprotocol/server";
import { z } from "zod";
import type { Needing } from "../../src/registry/client-call.js";
import type { AnyTool } from "../../src/registry/tool-spec.js";
import { answerWithText, fixtureTool, NOTHING, sampling } from "./fixture-tools.js";

type Form = Parameters<typeof inputRequired.elicit>[0]["requestedSchema"];

/** A request for what a person types into one field. */
export function field(message: string, name: string, type: "string" | "boolean" = "string"): ReturnType<typeof inputRequired.elicit> {
  const properties = { [name]: type === "string" ? { type: "string" as const } : { type: "boolean" as const } };
  return inputRequired.elicit({ message, requestedSchema: { type: "object", properties, required: [name] } });
}

/** An answer that needs one thing first. */
export function need(name: string, request: Needing["requests"][string]): Needing {
  return { type: "needing", requests: { [name]: request } };
}

const ENUMS: Form = {
  type: "object",
  properties: {
    untitledSingle: { type: "string", enum: ["option1", "option2", "option3"] },
    titledSingle: { type: "string", oneOf: [{ const: "value1", title: "First Option" }, { const: "value2", title: "Second Option" }, { const: "value3", title: "Third Option" }] },
    legacyEnum: { type: "string", enum: ["opt1", "opt2", "opt3"], enumNames: ["Option One", "Option Two", "Option Three"] },
    untitledMulti: { type: "array", items: { type: "string", enum: ["option1", "option2", "option3"] } },
    titledMulti: { type: "array", items: { anyOf: [{ const: "value1", title: "First Choice" }, { const: "value2", title: "Second Choice" }, { const: "value3", title: "Third Choice" }] } },
  },
};

const DEFAULTS: Form = {
  type: "object",
  properties: {
    name: { type: "string", default: "John Doe" },
    age: { type: "integer", default: 30 },
    score: { type: "number", default: 95.5 },
    status: { type: "string", enum: ["active", "inactive", "pending"], default: "active" },
    verified: { type: "boolean", default: true },
  },
};

const CONTACT: Form = {
  type: "object",
  properties: { username: { type: "string", description: "User's response" }, email: { type: "string", description: "User's email address" } },
  required: ["username", "email"],
};

/** A tool that shows a form once and says what came back. */
function formTool<Input extends z.ZodObject>(name: string, input: Input, requestedSchema: Form, begin: string, message: (input: z.output<Input>) => string): AnyTool {
  return fixtureTool(name, input, (args, { given }) => {
    const said = given("form");
    if (said.kind !== "elicit") return need("form", inputRequired.elicit({ message: message(args), requestedSchema }));
    return answerWithText(`${begin}action=${said.action}, content=${JSON.stringify(said.content ?? {})}`);
  });
}

/** A tool that asks a model of the client once. */
function modelTool<Input extends z.ZodObject>(name: string, input: Input, key: string, question: (input: z.output<Input>) => string): AnyTool {
  return fixtureTool(name, input, (args, { given }) => {
    const said = given(key);
    return said.kind === "sampling" ? answerWithText(`LLM response: ${JSON.stringify(said.result.content)}`) : need(key, sampling(question(args), 100));
  });
}

/** The tools that need one thing of the client. */
export const questionTools: readonly AnyTool[] = [
  formTool("test_elicitation", z.object({ message: z.string() }), CONTACT, "User response: ", ({ message }) => message),
  formTool("test_elicitation_sep1034_defaults", NOTHING, DEFAULTS, "Elicitation completed: ", () => "Everything has a default."),
  formTool("test_elicitation_sep1330_enums", NOTHING, ENUMS, "Elicitation completed: ", () => "Choose."),
  formTool("test_streaming_elicitation", NOTHING, CONTACT, "", () => "It is asked for in the result, never beside it."),
  modelTool("test_sampling", z.object({ prompt: z.string() }), "model", ({ prompt }) => prompt),
  modelTool("test_missing_capability", NOTHING, "model", () => "A client without a model never sees this."),
  modelTool("test_input_required_result_sampling", NOTHING, "capital_question", () => "What is the capital of France?"),
  fixtureTool("test_input_required_result_elicitation", NOTHING, (_, { given }) => {
    const said = given("user_name");
    const name = said.kind === "elicit" && said.action === "accept" ? said.content?.["name"] : undefined;
    return typeof name === "string" ? answerWithText(`Hello, ${name}!`) : need("user_name", field("What is your name?", "name"));
  }),
  fixtureTool("test_input_required_result_list_roots", NOTHING, (_, { given }) => {
    const said = given("client_roots");
    return said.kind === "roots" ? answerWithText(said.roots.map(({ uri }) => uri).join(", ")) : need("client_roots", inputRequired.listRoots());
  }),
  fixtureTool("test_input_required_result_capabilities", NOTHING, (_, { can }) => {
    const requests = { ...(can("sampling") ? { model: sampling("Say something.", 10) } : {}), ...(can("elicitation") ? { person: field("Say something.", "text") } : {}) };
    return Object.keys(requests).length === 0 ? answerWithText("The client can give nothing.") : { type: "needing", requests };
  }),
];
