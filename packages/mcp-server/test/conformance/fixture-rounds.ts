import { inputRequired } from "@modelcontextprotocol/server";
import type { AnyTool, ToolAnswer, ToolCall } from "../../src/registry/tool-spec.js";
import { field } from "./fixture-questions.js";
import { answerWithText, fixtureTool, NOTHING, sampling } from "./fixture-tools.js";

function confirmWithState(_: unknown, { state, given }: ToolCall): ToolAnswer {
  const said = given("confirm");
  if (state === "asked" && said.kind === "elicit" && said.action === "accept") return answerWithText("state-ok");
  return { type: "needing", requests: { confirm: field("Please confirm", "ok", "boolean") }, state: "asked" };
}

/** The tools that have to know in a later round what was in an earlier one. */
export const roundTools: readonly AnyTool[] = [
  fixtureTool("test_input_required_result_request_state", NOTHING, confirmWithState),
  fixtureTool("test_input_required_result_tampered_state", NOTHING, confirmWithState),
  fixtureTool("test_input_required_result_multiple_inputs", NOTHING, (_, { given, state }) => {
    const [name, greeting, roots] = [given("user_name"), given("greeting"), given("client_roots")];
    if (state === "asked" && name.kind === "elicit" && greeting.kind === "sampling" && roots.kind === "roots") return answerWithText(`All three came, with ${String(roots.roots.length)} roots.`);
    const requests = { user_name: field("What is your name?", "name"), greeting: sampling("Generate a greeting", 50), client_roots: inputRequired.listRoots() };
    return { type: "needing", requests, state: "asked" };
  }),
  fixtureTool("test_input_required_result_multi_round", NOTHING, (_, { given, state }) => {
    const known = (state ?? {}) as { readonly name?: string };
    const color = given("step2");
    if (known.name !== undefined && color.kind === "elicit") return answerWithText(`${known.name} likes ${JSON.stringify(color.content)}.`);
    const name = given("step1");
    if (name.kind === "elicit" && name.action === "accept") {
      return { type: "needing", requests: { step2: field("Step 2: What is your favorite color?", "color") }, state: { name: JSON.stringify(name.content) } };
    }
    return { type: "needing", requests: { step1: field("Step 1: What is your name?", "name") }, state: {} };
  }),
];
