// The script of the explorer. What a page does not need at first is imported when it is needed.

import { $, copy, el, gatewayUrl, load, site, tokenKey } from "./elements.js";
import { OTHER, choose, collapse, enhance, fieldsIn, form as hooks, insideOf, open, read, readMembers, write, writeMembers } from "./form.js";
import { parseJson, snippet, splitFiles, toJson } from "./values.js";

/** @typedef {import("./values.js").Members} Members */
/** @typedef {import("./values.js").Operation} Operation */
/** @typedef {import("./values.js").Problem} Problem */

/** The ways to show a request. */
const STYLES = { function: "Python", method: "Method", async: "Async", json: "Agent", curl: "curl", raw: "HTTP" };

/** What a page keeps while it is open. */
const state = {
  /** @type {Operation | undefined} */ operation: undefined,
  style: "function",
  /** @type {Members} */ values: { t: "object", v: [] },
  /** @type {Problem[]} */ problems: [],
  isChecked: false,
  timer: 0,
  turn: 0,
};

// Imported when they are needed.
const gateway = () => import("./gateway.js");
const responses = () => import("./response.js");

/** Check the form, make the call, and show its response. */
async function send() {
  state.isChecked = true;
  refresh();
  const operation = /** @type {Operation} */ (state.operation);
  if (state.problems.length) {
    const control = state.problems[0].field.querySelector("button, input, select, textarea");
    return /** @type {HTMLElement | null} */ (control)?.focus();
  }
  const [place, note] = [$("#response"), $("#note")];
  note.textContent = "Sending …";
  place.setAttribute("aria-busy", "true");
  const { ask, callBody, failure, toggleAccess } = await gateway();
  const { showBytes, showResult, showStream } = await responses();
  try {
    const response = await ask("call", callBody(operation.key, state.values));
    const media = (response.headers.get("Content-Type") ?? "").split(";")[0];
    place.hidden = false;
    if (media === "application/x-ndjson" && operation.stream) await showStream(place, response);
    else if (response.headers.has("Codegen-Result")) await showBytes(place, response, media, actions);
    else if (media === "application/json" && response.status !== 401) await showResult(place, parseJson(await response.text()), actions);
    else place.replaceChildren(el("p", { class: "failed" }, await failure(response)));
    note.textContent = "";
    // On a small screen it is far below the button.
    if (place.getBoundingClientRect().top > innerHeight) place.scrollIntoView();
  } catch (error) {
    note.textContent = /** @type {Error} */ (error).message;
    if (!gatewayUrl()) await toggleAccess(true);
  } finally {
    place.removeAttribute("aria-busy");
  }
}

/** What a response can make the page do. @type {import("./response.js").Actions} */
const actions = {
  get types() {
    return state.operation?.types ?? [];
  },
  get name() {
    return state.operation?.tool ?? "";
  },
  async confirm(server) {
    const { ask, failure } = await gateway();
    const response = await ask("confirmations", { method: "POST", body: JSON.stringify({ server }), headers: { "Content-Type": "application/json" } });
    if (response.ok) await send();
    else $("#note").textContent = await failure(response);
  },
  async next(values) {
    await writeMembers($("#form"), values);
    await send();
  },
  async expand(path) {
    const field = /** @type {HTMLElement} */ ($('#form > .f[data-n="expand"]'));
    const before = read(field, false, []);
    const paths = before?.t === "array" ? before.v : [];
    await write(field, { t: "array", v: [...paths, { t: "string", v: path }] });
    await send();
  },
};

// The form and the request beside it

/** Read the form, and show what it would send. */
function refresh() {
  /** @type {Problem[]} */
  const problems = [];
  const form = $("#form");
  state.values = readMembers(form, true, problems) ?? { t: "object", v: [] };
  state.problems = problems;
  for (const field of form.querySelectorAll(".f.is-wrong")) field.classList.remove("is-wrong");
  const shown = problems.filter(({ message }) => state.isChecked || message !== "is required");
  for (const { field } of shown) field.classList.add("is-wrong");
  const list = $("#problems");
  list.hidden = !shown.length;
  list.replaceChildren(...shown.map(({ path, message }) => el("li", {}, el("code", {}, path), ` ${message}`)));
  for (const field of fieldsIn(form)) field.classList.toggle("is-given", state.values.v.some(([name]) => name === field.dataset.n));
  clearTimeout(state.timer);
  const { files, rest } = splitFiles(state.values);
  const fragment = rest.v.length ? `#args=${encodeURIComponent(toJson(rest))}` : "";
  state.timer = window.setTimeout(() => {
    history.replaceState(null, "", location.pathname + location.search + fragment);
    if (state.style === "curl" || state.style === "raw") void preview();
  }, 250);
  if (state.operation && state.style !== "curl" && state.style !== "raw") $("#snippet").textContent = snippet(state.style, state.operation, state.values);
}

/** Show the request that the gateway would send. */
async function preview() {
  const turn = ++state.turn;
  const place = $("#snippet");
  let text = "";
  try {
    const { ask, callBody, failure } = await gateway();
    const response = await ask("preview", callBody(state.operation?.key ?? "", state.values));
    text = response.ok ? (await response.json())[state.style] : `# ${await failure(response)}`;
  } catch (error) {
    text = `# ${/** @type {Error} */ (error).message}`;
  }
  if (turn === state.turn) place.textContent = text;
}

/** @param {string} style */
function choosePreview(style) {
  state.style = style;
  for (const tab of document.querySelectorAll('[role="tab"]')) {
    const isChosen = tab.id === `tab-${style}`;
    tab.setAttribute("aria-selected", String(isChosen));
    /** @type {HTMLElement} */ (tab).tabIndex = isChosen ? 0 : -1;
  }
  $("#snippet").setAttribute("aria-labelledby", `tab-${style}`);
  localStorage.setItem("codegen-snippet", style);
  refresh();
}

async function startOperation() {
  const form = /** @type {HTMLFormElement} */ ($("#form"));
  const operation = /** @type {Operation} */ (JSON.parse($("#operation").textContent ?? ""));
  state.operation = operation;
  hooks.changed = refresh;
  enhance(form);
  form.addEventListener("input", refresh);
  form.addEventListener("change", (event) => {
    const select = /** @type {HTMLSelectElement} */ (event.target);
    const field = /** @type {HTMLElement} */ (select.closest(".f"));
    if (select.matches(".choice")) void choose(field, select.value).then(refresh);
    else if (select.value === OTHER) {
      const input = el("input", { placeholder: "value", "aria-label": "Other value" });
      select.replaceWith(input);
      input.focus();
    }
    refresh();
  });
  form.addEventListener("click", (event) => {
    const head = /** @type {HTMLElement} */ (event.target).closest("button.h");
    if (!head) return;
    const field = /** @type {HTMLElement} */ (head.parentElement);
    if (head.getAttribute("aria-expanded") === "true") collapse(field, true);
    else void open(field).then(refresh);
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); void send(); });
  const tabs = Object.entries(STYLES).map(([style, name]) => /** @type {HTMLElement} */ (el("button", { type: "button", role: "tab", id: `tab-${style}`, "aria-controls": "snippet" }, name)));
  $(".tabs").append(...tabs);
  for (const [i, tab] of tabs.entries()) {
    tab.addEventListener("click", () => choosePreview(tab.id.slice(4)));
    tab.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[/** @type {KeyboardEvent} */ (event).key];
      if (step) { const next = tabs[(i + step + tabs.length) % tabs.length]; next.focus(); next.click(); }
    });
  }
  /** @type {(id: string, action: (near: HTMLElement) => unknown) => void} */
  const on = (id, action) => document.getElementById(id)?.addEventListener("click", (event) => void action(/** @type {HTMLElement} */ (event.currentTarget)));
  on("copy", (near) => copy(near, $("#snippet").textContent ?? ""));
  on("link", (near) => { refresh(); const { rest } = splitFiles(state.values); return copy(near, `${location.href.split("#")[0]}${rest.v.length ? `#args=${encodeURIComponent(toJson(rest))}` : ""}`); });
  on("agent", async (near) => copy(near, await (await load(`operations/${operation.tool}.json`)).text()));
  on("clear", () => { history.replaceState(null, "", location.pathname + location.search); location.reload(); });
  const fillIn = async (/** @type {number} */ position) => { await writeMembers(form, /** @type {Members} */ (parseJson(JSON.stringify(operation.examples[position])))); refresh(); };
  on("example", () => fillIn(0));
  document.getElementById("examples")?.addEventListener("change", async (event) => {
    const select = /** @type {HTMLSelectElement} */ (event.target);
    if (select.value) await fillIn(Number(select.value));
    select.value = "";
  });
  const given = new URLSearchParams(location.hash.slice(1)).get("args");
  if (given) {
    try {
      const values = parseJson(given);
      if (values.t === "object") await writeMembers(form, values);
    } catch {
      $("#note").textContent = "The link's arguments are not valid JSON.";
    }
  }
  for (const field of fieldsIn(form)) if (field.matches("[data-r]") && field.querySelector(":scope > button.h") && !insideOf(field)) await open(field);
  const style = localStorage.getItem("codegen-snippet") ?? "function";
  choosePreview(style in STYLES ? style : "function");
  document.documentElement.classList.add("is-ready");
}

function startSearch() {
  const input = /** @type {HTMLInputElement} */ ($("#search"));
  const list = $("#results");
  /** @type {Promise<import("./search.js").SearchIndex> | undefined} */
  let index;
  let chosen = -1;
  const ready = () => (index ??= load("search.json").then((response) => response.json()).then(async (data) => new (await import("./search.js")).SearchIndex(data)));
  const choose = (/** @type {number} */ position) => {
    chosen = position;
    for (const [i, item] of Array.from(list.children).entries()) item.setAttribute("aria-selected", String(i === position));
    if (list.children[position]) input.setAttribute("aria-activedescendant", list.children[position].id);
    else input.removeAttribute("aria-activedescendant");
    list.children[position]?.scrollIntoView({ block: "nearest" });
  };
  const show = async () => {
    const query = input.value;
    const found = query.trim() ? await ready().then((each) => each.search(query, 12).map((position) => each.operations[position])) : [];
    if (query !== input.value) return;
    list.replaceChildren(...found.map(([tool, , method_name, , method, path, summary], i) =>
      el("li", { id: `result-${i}`, role: "option", "aria-selected": "false", "data-tool": tool },
        el("span", { class: `verb ${method.toLowerCase()}` }, method), el("span", { class: "does" }, summary), el("code", {}, path), el("small", {}, method_name))));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(found.length ? 0 : -1);
  };
  const visit = (/** @type {Element | undefined} */ item) => { if (item) location.href = `${site.root}operations/${/** @type {HTMLElement} */ (item).dataset.tool}.html`; };
  const hide = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); };
  input.addEventListener("focus", () => void ready());
  input.addEventListener("input", () => void show());
  input.addEventListener("blur", () => setTimeout(hide, 150));
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); choose((chosen + step + list.children.length) % list.children.length); }
    else if (event.key === "Enter") visit(list.children[chosen]);
    else if (event.key === "Escape") hide();
  });
  list.addEventListener("mousedown", (event) => visit(/** @type {HTMLElement} */ (event.target).closest("li") ?? undefined));
  document.addEventListener("keydown", (event) => {
    const isTyping = /** @type {HTMLElement} */ (event.target).matches("input, textarea, select");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); input.focus(); input.select(); }
  });
}

/** Load what a part of a schema refers to when it is opened. @param {Event} event */
async function openSchema(event) {
  const details = /** @type {HTMLDetailsElement} */ (event.target);
  const name = details.dataset.s;
  if (!name || !details.open || details.children.length > 1) return;
  const template = el("template");
  template.innerHTML = await (await load(`schemas/${name}.html`)).text();
  if (details.children.length < 2) details.append(el("div", { class: "c" }, template.content));
}

function start() {
  const fragment = new URLSearchParams(location.hash.slice(1));
  const token = fragment.get("token");
  if (token) {
    sessionStorage.setItem(tokenKey(), token);
    history.replaceState(null, "", location.pathname + location.search);
  }
  document.addEventListener("toggle", (event) => void openSchema(event), true);
  $("#access").addEventListener("click", () => void gateway().then(({ toggleAccess }) => toggleAccess()));
  startSearch();
  if (document.getElementById("operation")) void startOperation();
}

if (typeof document !== "undefined") start();
