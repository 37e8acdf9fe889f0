// Calls through the gateway, which holds the credentials.

import { $, button, el, gatewayUrl, site, tokenKey, urlKey } from "./elements.js";
import { splitFiles, toJson } from "./values.js";

/** @typedef {import("./values.js").Members} Members */

/** An ID of this tab, for which changes are confirmed. */
function session() {
  const id = sessionStorage.getItem("codegen-session") ?? crypto.randomUUID();
  sessionStorage.setItem("codegen-session", id);
  return id;
}

/** @param {string} path @param {RequestInit} [init] */
export async function ask(path, init = {}) {
  if (!gatewayUrl()) throw new Error("Enter the URL of a gateway under Credentials.");
  const token = sessionStorage.getItem(tokenKey()) ?? "";
  const headers = { ...init.headers, Authorization: `Bearer ${token}`, "Codegen-Session": session() };
  try {
    return await fetch(gatewayUrl() + path, { ...init, headers, credentials: "omit", cache: "no-store" });
  } catch {
    // The browser does not say which of the two it is.
    const origin = site.gateway ? "" : ` Or it does not allow this site: start it with --allow-origin ${location.origin}.`;
    throw new Error(`The gateway at ${gatewayUrl()} is not reachable.${origin}`);
  }
}

/** The body of a call. @param {string} key of the operation @param {Members} values @returns {RequestInit} */
export function callBody(key, values) {
  const { files, rest } = splitFiles(values);
  const call = `{"operation":${JSON.stringify(key)},"arguments":${toJson(rest)}}`;
  if (!files.length) return { method: "POST", body: call, headers: { "Content-Type": "application/json" } };
  const form = new FormData();
  form.append("call", new Blob([call], { type: "application/json" }));
  for (const [path, file] of files) form.append(path, file, file.name);
  return { method: "POST", body: form };
}

/** @param {Response} response @returns {Promise<string>} */
export async function failure(response) {
  if (response.status === 401) return "The gateway's token is missing or wrong: open the URL that codegen printed, or enter the token under Credentials.";
  const text = await response.text();
  try {
    return JSON.parse(text).error.message;
  } catch {
    return text.slice(0, 500) || `The gateway returned ${response.status}.`;
  }
}

/** @param {boolean} [isOpen] */
export async function toggleAccess(isOpen) {
  const panel = $("#access-panel");
  panel.hidden = isOpen === undefined ? !panel.hidden : !isOpen;
  $("#access").setAttribute("aria-expanded", String(!panel.hidden));
  if (panel.hidden) return;
  /** @type {HTMLElement[]} */
  const parts = [];
  if (!site.gateway) {
    const url = el("input", { type: "url", value: gatewayUrl(), placeholder: "http://127.0.0.1:8081" });
    parts.push(el("label", {}, "Gateway URL ", url));
    url.addEventListener("change", () => {
      localStorage.setItem(urlKey(), url.value && `${url.value.replace(/\/+$/, "")}/`);
      void toggleAccess(true);
    });
  }
  const token = el("input", { type: "password", placeholder: sessionStorage.getItem(tokenKey()) ? "is set" : "printed by codegen", autocomplete: "off" });
  token.addEventListener("change", () => { sessionStorage.setItem(tokenKey(), token.value.trim()); void toggleAccess(true); });
  if (!site.gateway || !sessionStorage.getItem(tokenKey())) parts.push(el("label", {}, "Gateway token ", token));
  if (gatewayUrl()) {
    try {
      const response = await ask("session");
      if (!response.ok) throw new Error(await failure(response));
      parts.push(...account(await response.json()));
    } catch (error) {
      parts.push(el("p", { class: "failed" }, /** @type {Error} */ (error).message));
    }
  }
  panel.replaceChildren(...parts);
}

/** @param {any} session @returns {HTMLElement[]} */
function account(session) {
  const { is_set: isSet, environment = [], parts = [] } = session.credentials ?? {};
  document.documentElement.classList.toggle("has-credentials", !!isSet);
  const names = [...new Set(parts.flat())];
  const inputs = (names.length ? names : ["credentials"]).map((name) => el("input", { type: "password", name, placeholder: isSet ? "is set" : "", autocomplete: "off" }));
  const note = el("span", { role: "status" }, isSet ? "Credentials are set." : environment.length ? `Set ${environment.join(", ")}, or enter them:` : "No credentials are set.");
  const save = button("Use for this session", async () => {
    const given = inputs.filter((input) => input.value);
    const secrets = inputs.length === 1 ? given[0]?.value ?? "" : Object.fromEntries(given.map((input) => [input.name, input.value]));
    const response = await ask("credentials", { method: "PUT", body: JSON.stringify({ secrets }), headers: { "Content-Type": "application/json" } });
    for (const input of inputs) input.value = "";
    note.textContent = response.ok ? "The gateway holds them in memory. They are not stored." : await failure(response);
    document.documentElement.classList.toggle("has-credentials", response.ok);
  });
  return [
    el("p", {}, el("b", {}, session.base_url ?? ""), session.read_only ? " read only" : ""),
    note,
    ...inputs.map((input) => el("label", {}, `${input.name} `, input)),
    save,
  ];
}
