// The TypeScript SDK's client: prints as JSON what a server returns.
//
// node sdk_client.mjs stdio COMMAND ARGUMENT... | http URL TOKEN
import {createRequire} from "node:module";
import {pathToFileURL} from "node:url";

// The SDK is wherever MCP_NODE_MODULES is, and not beside this file.
const require = createRequire(`${process.env.MCP_NODE_MODULES}/`);
const load = (path) =>
  import(pathToFileURL(require.resolve(`@modelcontextprotocol/sdk/${path}`)));
const {Client} = await load("client/index.js");
const {StdioClientTransport} = await load("client/stdio.js");
const {StreamableHTTPClientTransport} = await load("client/streamableHttp.js");

const [kind, ...rest] = process.argv.slice(2);
const transport =
  kind === "stdio"
    ? new StdioClientTransport({command: rest[0], args: rest.slice(1), env: process.env})
    : new StreamableHTTPClientTransport(new URL(rest[0]), {
        requestInit: {headers: {Authorization: `Bearer ${rest[1]}`}},
      });
const client = new Client({name: "test", version: "1"});
await client.connect(transport);

const call = (name, args, options) =>
  client.callTool({name, arguments: args}, undefined, options);
const seen = {progress: []};
seen.tools = (await client.listTools()).tools;
seen.search = await call("search_operations", {query: "create note", limit: 1});
seen.describe = await call("describe_operation", {operation: "createNote"});
seen.read = await call("read_operation", {
  operation: "listNotes",
  arguments: {count: 1},
  fields: ["notes.id"],
});
seen.change = await call("change_operation", {
  operation: "createNote",
  arguments: {text: "Ada"},
});
seen.failure = await call("read_operation", {
  operation: "getNote",
  arguments: {id: "note_9"},
});
seen.cut = await call("read_operation", {
  operation: "listNotes",
  arguments: {count: 400},
});
seen.rest = await call("read_operation", {rest: seen.cut.structuredContent.more.rest});
// Cancelled at the first report of progress, when the API has surely been called.
const controller = new AbortController();
try {
  await call("read_operation", {operation: "waitForReport"}, {
    signal: controller.signal,
    onprogress: (report) => {
      seen.progress.push(report.progress);
      controller.abort("enough");
    },
  });
  seen.cancelled = false;
} catch {
  seen.cancelled = true;
}
seen.afterwards = await call("read_operation", {operation: "listNotes"});
await client.close();
// Not before all of it is written.
process.stdout.write(JSON.stringify(seen), () => process.exit(0));
