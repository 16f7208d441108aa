// What programs do with the npm client "openai", each case against a server that cannot be told from OpenAI's.
// Environment: BASE_URL; KEY, NO_CREDIT_KEY, ONE_A_MINUTE_KEY, ONE_AT_A_TIME_KEY; ABLE_MODEL, which can do everything.
import assert from "node:assert/strict";
import OpenAI, {
  APIError, APIUserAbortError, AuthenticationError, BadRequestError, InternalServerError, NotFoundError, RateLimitError,
  UnprocessableEntityError,
} from "openai";

const { BASE_URL, KEY, NO_CREDIT_KEY, ONE_A_MINUTE_KEY, ONE_AT_A_TIME_KEY, ABLE_MODEL } = process.env;
const client = (apiKey = KEY, maxRetries = 0) => {
  let asked = 0;
  const openai = new OpenAI({
    apiKey, baseURL: `${BASE_URL}/v1`, maxRetries, timeout: 60000, fetch: (...all) => { asked++; return fetch(...all); },
  });
  return Object.assign(openai, { asked: () => asked });
};
const openai = client();
const say = (content, more = {}) => ({ model: "stub-echo", messages: [{ role: "user", content }], ...more });
const refused = async (promise, type, more) => {
  const error = await promise.then(() => assert.fail("was not refused"), (thrown) => thrown);
  assert.ok(error instanceof type, `${error?.constructor?.name}: ${error?.message}`);
  for (const [name, value] of Object.entries(more)) assert.equal(error[name], value, name);
  return error;
};
const weather = {
  name: "weather", description: "Tells the weather of a place.", parse: JSON.parse,
  parameters: { type: "object", properties: { about: { type: "string" } }, required: ["about"], additionalProperties: false },
};
const tools = [{ type: "function", function: { name: weather.name, description: weather.description, parameters: weather.parameters, strict: true } }];

const cases = {
  async "lists models, page by page, and tells of one"() {
    const names = [];
    for await (const model of openai.models.list()) names.push(model.id);
    assert.ok(names.includes("stub-echo") && names.includes("auto"), names.join());
    const one = await openai.models.retrieve("stub-echo");
    assert.equal(one.object, "model"); assert.ok(one.created > 0); assert.equal(typeof one.owned_by, "string");
    await refused(openai.models.retrieve("no/such model"), NotFoundError, { code: "model_not_found", param: "model" });
  },
  async "answers whole, with usage, ids and what it cost"() {
    const { data, response, request_id } = await openai.chat.completions
      .create(say("Grüße, 你好 👋\n\"quoted\" \\ \u2028", { temperature: 0.1 + 0.2, max_completion_tokens: 100, metadata: { a: "b" }, store: false }))
      .withResponse();
    assert.equal(data.choices[0].message.content, "Grüße, 你好 👋\n\"quoted\" \\ \u2028");
    assert.equal(data.choices[0].finish_reason, "stop"); assert.equal(data.model, "stub-echo");
    assert.equal(data.usage.total_tokens, data.usage.prompt_tokens + data.usage.completion_tokens);
    assert.ok(request_id); assert.equal(data._request_id, request_id);
    assert.ok(Number(response.headers.get("x-tenantry-cost")) > 0);
  },
  async "streams, with usage at the end when asked for"() {
    const stream = await openai.chat.completions.create(say("one two three", { stream: true, stream_options: { include_usage: true } }));
    let text = "", usage, reason;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? ""; usage = chunk.usage ?? usage; reason = chunk.choices[0]?.finish_reason ?? reason;
    }
    assert.equal(text, "one two three"); assert.equal(reason, "stop"); assert.equal(usage.completion_tokens, 3);
  },
  async "gathers a stream with its own helper"() {
    const stream = openai.chat.completions.stream(say("gathered up", { stream_options: { include_usage: true } }));
    let deltas = 0;
    stream.on("content", () => deltas++);
    const whole = await stream.finalChatCompletion();
    assert.equal(whole.choices[0].message.content, "gathered up"); assert.ok(deltas >= 2); assert.ok((await stream.totalUsage()).total_tokens > 0);
  },
  async "tells reasoning and cached tokens"() {
    const { usage } = await openai.chat.completions.create(say("[stub tokens=1 reasoning=2 cached=4] a b c d e f", { model: "stub-reasoning" }));
    assert.equal(usage.completion_tokens_details.reasoning_tokens, 2); assert.equal(usage.prompt_tokens_details.cached_tokens, 4);
  },
  async "asks for tools, whole"() {
    const { choices: [{ message, finish_reason }] } = await openai.chat.completions.create(
      say("[stub echo=0 tokens=0] Vienna", { model: ABLE_MODEL, tools, tool_choice: "required", parallel_tool_calls: false }));
    assert.equal(finish_reason, "tool_calls"); assert.equal(message.content, null);
    assert.equal(message.tool_calls[0].type, "function"); assert.equal(message.tool_calls[0].function.name, "weather");
    assert.match(JSON.parse(message.tool_calls[0].function.arguments).about, /Vienna/);
  },
  async "runs tools by itself until there is an answer"() {
    for (const stream of [false, true]) {
      const heard = [];
      const run = openai.chat.completions.runTools(say("Vienna", {
        model: ABLE_MODEL, stream, tools: [{ type: "function", function: { ...weather, function: ({ about }) => { heard.push(about); return "sunny"; } } }],
      }));
      assert.equal(await run.finalContent(), "sunny"); assert.deepEqual(heard, ["Vienna"]);
    }
  },
  async "answers in a schema and in plain JSON"() {
    const schema = { type: "object", properties: { city: { type: "string" } }, required: ["city"], additionalProperties: false };
    for (const response_format of [{ type: "json_schema", json_schema: { name: "place", strict: true, schema } }, { type: "json_object" }]) {
      const told = await openai.chat.completions.parse(say('{"city": "Wien"}', { model: ABLE_MODEL, response_format }));
      assert.equal(JSON.parse(told.choices[0].message.content).city, "Wien");
    }
  },
  async "answers by responses, whole and in a stream"() {
    const ask = { model: "stub-echo", input: "one two three", instructions: "Be brief.", store: false };
    const told = await openai.responses.create(ask);
    assert.equal(told.output_text, "one two three"); assert.equal(told.status, "completed"); assert.ok(told.usage.total_tokens > 0);
    const types = [];
    let text = "";
    for await (const event of await openai.responses.create({ ...ask, stream: true })) {
      types.push(event.type);
      if (event.type === "response.output_text.delta") text += event.delta;
    }
    assert.equal(text, "one two three"); assert.equal(types[0], "response.created"); assert.equal(types.at(-1), "response.completed");
    const gathered = await openai.responses.stream(ask).finalResponse();
    assert.equal(gathered.output_text, "one two three");
    await refused(openai.responses.stream({ ...ask, model: "stub-cut" }).finalResponse(), APIError, { code: "upstream_error" });
    await refused(openai.responses.create({ ...ask, model: "gpt-nothing" }), NotFoundError, { code: "model_not_found" });
  },
  async "asks for tools by responses"() {
    const asked = { model: ABLE_MODEL, tools: [{ type: "function", name: weather.name, description: weather.description, parameters: weather.parameters, strict: true }], store: false };
    const told = await openai.responses.create({ ...asked, input: "Vienna" });
    const call = told.output.find((item) => item.type === "function_call");
    assert.equal(call.name, "weather"); assert.equal(JSON.parse(call.arguments).about, "Vienna");
    const done = await openai.responses.create({ ...asked, input: [
      { role: "user", content: "Vienna" }, ...told.output, { type: "function_call_output", call_id: call.call_id, output: "sunny" },
    ] });
    assert.equal(done.output_text, "sunny");
  },
  async "looks at a picture, and says which model cannot"() {
    const url = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    const content = [{ type: "text", text: "what" }, { type: "image_url", image_url: { url } }];
    assert.equal((await openai.chat.completions.create(say(content, { model: ABLE_MODEL }))).choices[0].message.content, "what");
    await refused(openai.chat.completions.create(say(content)), BadRequestError, { code: "unsupported_value", param: "model" });
  },
  async "tells each kind of error as OpenAI does"() {
    await refused(client("sk-wrong").models.list(), AuthenticationError, { status: 401, code: "invalid_api_key", type: "invalid_request_error" });
    await refused(openai.chat.completions.create(say("x", { model: "gpt-nothing" })), NotFoundError, { code: "model_not_found", param: "model" });
    await refused(openai.chat.completions.create(say("x", { max_tokens: -1 })), BadRequestError, { code: "invalid_value", param: "max_tokens" });
    await refused(openai.chat.completions.create(say("word ".repeat(40000))), BadRequestError, { code: "context_length_exceeded", param: "messages" });
    await refused(openai.get("/no/such/route"), NotFoundError, { status: 404, code: "not_found" });
    const failed = await refused(openai.chat.completions.create(say("x", { model: "stub-error-500" })), InternalServerError, { code: "upstream_error" });
    assert.ok(failed.requestID); assert.doesNotMatch(failed.message, /127\.0\.0\.1|sk-/);
    const busy = await refused(openai.chat.completions.create(say("x", { model: "stub-429" })), InternalServerError, { status: 503 });
    assert.equal(busy.headers.get("retry-after"), "7");
  },
  async "throws when a stream breaks off, and never takes it for whole"() {
    for (const model of ["stub-cut", "stub-error-in-stream"]) {
      let text = "", reason = null;
      const listening = (async () => {
        for await (const chunk of await openai.chat.completions.create(say("go on", { model, stream: true }))) {
          text += chunk.choices[0]?.delta.content ?? ""; reason ??= chunk.choices[0]?.finish_reason;
        }
      })();
      await refused(listening, APIError, { code: "upstream_error" });
      assert.ok(text.length > 0, model); assert.equal(reason ?? null, null);
      await refused(openai.chat.completions.stream(say("go on", { model })).finalChatCompletion(), APIError, { code: "upstream_error" });
    }
  },
  async "leaves in the middle of a stream"() {
    const slow = say("[stub tokens=40 pause=40]", { model: "stub-slow", stream: true });
    const left = await openai.chat.completions.create(slow);
    let heard = 0;
    for await (const chunk of left) { if (chunk.choices[0].delta.content && ++heard === 3) break; }
    assert.equal(heard, 3);
    const leaving = new AbortController();
    const stream = openai.chat.completions.stream(slow, { signal: leaving.signal });
    stream.on("content", () => leaving.abort());
    await refused(stream.finalContent(), APIUserAbortError, {});
    assert.equal((await openai.chat.completions.create(say("still here"))).choices[0].message.content, "still here");
  },
  async "does not try again without credit"() {
    for (const stream of [false, true]) {
      const broke = client(NO_CREDIT_KEY, 5);
      const error = await refused(broke.chat.completions.create(say("x", { stream })), RateLimitError, { status: 429, code: "insufficient_quota", type: "insufficient_quota" });
      assert.equal(error.headers.get("x-should-retry"), "false"); assert.equal(broke.asked(), 1);
    }
  },
  async "hears how much is left of a minute, and when to come again"() {
    const often = client(ONE_A_MINUTE_KEY);
    const { response } = await often.chat.completions.create(say("x")).withResponse();
    assert.equal(response.headers.get("x-ratelimit-limit-requests"), "1"); assert.equal(response.headers.get("x-ratelimit-remaining-requests"), "0");
    const error = await refused(often.chat.completions.create(say("x")), RateLimitError, { status: 429, code: "rate_limit_exceeded" });
    assert.ok(Number(error.headers.get("retry-after")) >= 1); assert.match(error.headers.get("x-ratelimit-reset-requests"), /^[0-9.]+m?s$/);
    assert.equal(error.headers.get("x-should-retry"), null);
  },
  async "waits as it is told and is answered then"() {
    const one = client(ONE_AT_A_TIME_KEY, 8);
    const first = one.chat.completions.stream(say("[stub tokens=30 pause=50]", { model: "stub-slow" }));
    await new Promise((started) => first.once("chunk", started));
    assert.equal((await one.chat.completions.create(say("second"))).choices[0].message.content, "second");
    assert.ok(one.asked() > 2, "was not refused in between"); await first.finalContent();
  },
  async "repeats a request by its key without a second call"() {
    const headers = { "Idempotency-Key": `key-${Date.now()}` };
    const first = await openai.chat.completions.create(say("once"), { headers });
    const { data: again, response } = await openai.chat.completions.create(say("once"), { headers }).withResponse();
    assert.equal(again.id, first.id); assert.equal(response.headers.get("idempotent-replayed"), "true");
    await refused(openai.chat.completions.create(say("twice"), { headers }), UnprocessableEntityError, { code: "idempotency_key_reused" });
  },
};

let failures = 0;
for (const [title, run] of Object.entries(cases)) {
  try {
    await run(); console.log(`ok: ${title}`);
  } catch (error) {
    failures++; console.log(`FAILED: ${title}: ${error.stack}`);
  }
}
process.exit(failures === 0 ? 0 : 1);
