// Elements of pages, and the files of the site.

/** @template {HTMLElement} T @param {string} selector @param {ParentNode} [root] @returns {T} */
export const $ = (selector, root = document) => /** @type {T} */ (root.querySelector(selector));

/** @param {string} tag @param {Record<string, any>} [attributes] @param {...(Node | string)} children
 * @returns {any} */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/** @param {string} label @param {() => unknown} onclick @param {Record<string, any>} [attributes] */
export const button = (label, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, label);

export const site = typeof document === "undefined" ? {} : document.documentElement.dataset;

/** Fetch a file of the site. @param {string} path */
export async function load(path) {
  const response = await fetch(`${site.root}${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

/** @param {HTMLElement} near @param {string} text */
export async function copy(near, text) {
  await navigator.clipboard.writeText(text);
  const label = near.textContent;
  near.textContent = "Copied";
  setTimeout(() => (near.textContent = label), 1200);
}

// Where the gateway is, and what the browser's storage calls its URL and its token.
export const urlKey = () => `codegen-gateway ${location.pathname.replace(/(operations|resources)\/[^/]*$|[^/]*$/, "")}`;
export const gatewayUrl = () => (site.gateway ? new URL(site.root + site.gateway + "/", location.href).href : localStorage.getItem(urlKey()) ?? "");
export const tokenKey = () => `codegen-token ${gatewayUrl()}`;
