// Responses: results, trees of JSON, files and streams.

import { button, copy, el, load } from "./elements.js";
import { member, parseJson, plain, toJson } from "./values.js";

/** @typedef {import("./values.js").Value} Value */
/** @typedef {import("./values.js").Members} Members */
/**
 * What a response can make the page do.
 * @typedef {object} Actions
 * @property {string[]} types the definitions of the response
 * @property {string} name of a file that is saved
 * @property {(server: string) => Promise<void>} confirm allow changes at a server, and send again
 * @property {(values: Members) => Promise<void>} next fetch the next page
 * @property {(path: string) => Promise<void>} expand a field, and send again
 */

/** @param {any} result the envelope, without the data */
function head(result) {
  const status = result.status ?? "";
  const kind = result.error ? "failed" : "done";
  const parts = [
    el("b", { class: `status ${kind}` }, `${status} ${result.reason ?? ""}`.trim() || (result.error ? "Not sent" : "Done")),
    el("code", {}, result.error?.type ?? result.type ?? ""),
  ];
  if (result.elapsed_ms !== undefined) parts.push(el("span", {}, `${Math.round(result.elapsed_ms)} ms`));
  if (result.request_id) parts.push(el("span", { class: "request-id", title: "Request ID" }, result.request_id));
  const line = el("p", { class: "outcome" }, ...parts);
  if (!result.headers?.length) return [line];
  const rows = result.headers.map((/** @type {string[]} */ [name, value]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, value)));
  return [line, el("details", {}, el("summary", {}, `${rows.length} headers`), el("table", {}, ...rows))];
}

/** @param {HTMLElement} place @param {Value} envelope @param {Actions} actions */
export async function showResult(place, envelope, actions) {
  const data = member(envelope, "data");
  const rest = /** @type {Members} */ (envelope).v.filter(([name]) => name !== "data");
  const result = plain({ t: "object", v: rest });
  if (result.error?.type === "ConfirmationRequired") {
    const allow = button("Allow changes and send", () => void actions.confirm(result.error.server), { class: "primary" });
    place.replaceChildren(el("div", { class: "confirm", role: "alert" }, el("p", {}, result.error.message || "This operation changes data."), allow));
    return allow.focus();
  }
  /** @type {HTMLElement[]} */
  const parts = head(result);
  if (result.error) {
    parts.push(el("p", { class: "failed" }, result.error.message ?? ""));
    for (const problem of result.error.problems ?? []) parts.push(el("p", { class: "failed" }, problem.argument ? el("code", {}, problem.argument) : "", ` ${problem.message}`));
  }
  const next = member(member(envelope, "next"), "arguments");
  if (next?.t === "object") {
    parts.push(button("Next page", () => void actions.next(next), { class: "next" }));
  }
  place.replaceChildren(...parts);
  if (data !== undefined) place.append(...(await tree(data, actions)));
}

/** A tree of JSON with a search. @param {Value} data @param {Actions} actions @returns {Promise<HTMLElement[]>} */
async function tree(data, actions) {
  const canExpand = !!document.querySelector('#form > .f[data-n="expand"]');
  const fields = canExpand ? await (await load("expansions.json")).json() : {};
  const root = el("div", { class: "tree" });
  const draw = (/** @type {string} */ query) => root.replaceChildren(branch("", data, { fields, query: query.toLowerCase(), expand: actions.expand }, actions.types, "", 0) ?? "no match");
  const search = el("input", { type: "search", placeholder: "Search the response", "aria-label": "Search the response", oninput: () => draw(search.value) });
  const copied = button("Copy", () => void copy(copied, toJson(data, "")));
  draw("");
  return [el("div", { class: "tools" }, search, copied), root];
}

/** @typedef {{fields: Record<string, Record<string, any[]>>, query: string, expand?: (path: string) => Promise<void>}} View */

/** @param {string} name @param {Value} value @param {string} query @returns {boolean} */
function contains(name, value, query) {
  if (name.toLowerCase().includes(query)) return true;
  if (value.t === "array") return value.v.some((item) => contains("", item, query));
  if (value.t === "object") return value.v.some(([key, item]) => contains(key, item, query));
  return toJson(value).toLowerCase().includes(query);
}

/** @param {string} name @param {Value} value @param {View} view @param {string[]} types definitions that the value may have
 * @param {string} path @param {number} depth @returns {HTMLElement | undefined} */
function branch(name, value, view, types, path, depth) {
  if (view.query && !contains(name, value, view.query)) return undefined;
  const label = name === "" ? [] : [el("b", {}, name), ": "];
  if (value.t !== "array" && value.t !== "object") {
    return el("div", { class: "leaf" }, ...label, el("span", { class: value.t }, toJson(value)));
  }
  const count = value.v.length;
  const summary = el("summary", {}, ...label, el("span", { class: "count" }, value.t === "array" ? `[${count}]` : `{${count}}`));
  const details = el("details", { open: depth < 3 || !!view.query }, summary);
  const inner = view.query && name.toLowerCase().includes(view.query) ? { ...view, query: "" } : view;
  let shown = 0;
  const grow = () => {
    if (!details.open || shown >= count) return;
    const end = Math.min(count, shown + 200);
    for (; shown < end; shown += 1) {
      const [key, item] = value.t === "array" ? [String(shown), value.v[shown]] : value.v[shown];
      const below = value.t === "array" ? path : path ? `${path}.${key}` : key;
      const known = value.t === "array" ? undefined : types.map((type) => view.fields[type]?.[key]).find(Boolean);
      const child = branch(key, item, inner, value.t === "array" ? types : known?.slice(1) ?? [], below, depth + 1);
      if (child && known?.[0] && item.t === "string") child.append(button("expand", () => void view.expand?.(below), { class: "expand", "aria-label": `Expand ${below}` }));
      if (child) details.append(child);
    }
    if (shown < count) details.append(button(`${count - shown} more`, (() => { details.lastElementChild?.remove(); grow(); })));
  };
  details.addEventListener("toggle", () => shown || grow());
  grow();
  return details;
}

/** @param {HTMLElement} place @param {Response} response @param {string} media @param {Actions} actions */
export async function showBytes(place, response, media, actions) {
  const result = JSON.parse(response.headers.get("Codegen-Result") ?? "{}");
  const blob = await response.blob();
  const url = URL.createObjectURL(new Blob([blob], { type: media }));
  const size = blob.size < 10_000 ? `${blob.size} bytes` : `${(blob.size / 1000).toFixed(0)} kB`;
  const name = `${actions.name}.${(media.split("/")[1] ?? "bin").replace(/[^a-z0-9].*/, "")}`;
  place.replaceChildren(...head(result), el("p", {}, el("a", { href: url, download: name, class: "primary" }, "Save the file"), ` ${media}, ${size}`));
  if (media.startsWith("image/")) place.append(el("img", { src: url, alt: "The image in the response" }));
  else if (media.startsWith("text/")) place.append(el("pre", {}, (await blob.text()).slice(0, 100_000)));
}

/** @param {HTMLElement} place @param {Response} response */
export async function showStream(place, response) {
  const list = el("div", { class: "tree" });
  const count = el("p", {}, "Stream");
  place.replaceChildren(...head(JSON.parse(response.headers.get("Codegen-Result") ?? "{}")), count, list);
  const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).pipeThrough(/** @type {any} */ (new TextDecoderStream())).getReader();
  let [rest, items] = ["", 0];
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const lines = (rest + chunk.value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines.filter(Boolean)) {
      const event = parseJson(line);
      const item = member(event, "item");
      if (item) list.append(/** @type {HTMLElement} */ (branch(String(items++), item, { fields: {}, query: "" }, [], "", 1)));
      else if (member(member(event, "end"), "error")) list.append(el("p", { class: "failed" }, plain(event).end.error.message));
      count.textContent = `Stream: ${items} items${item ? "" : ", ended"}`;
    }
  }
}
