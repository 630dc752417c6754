// A request as Python with the package `requests`.

/** Numbers that JavaScript would round while it reads the body. */
const LARGE = /\d{16}/;

/** The code. Its body is a dictionary where the request has valid JSON. */
export function python({ method, url, headers, body }) {
  const sent = bodyArguments(body, headers["Content-Type"]);
  const others = Object.entries(headers).filter(([name]) => name !== "Content-Type" || sent.needsType);
  const given = [quote(method), quote(url.href), others.length && `headers=${literal(Object.fromEntries(others), "    ")}`, ...sent.arguments];
  const lines = given.filter(Boolean).map((argument) => `    ${argument},\n`);
  return `import requests\n\nresponse = requests.request(\n${lines.join("")})\nprint(response.status_code, response.text)\n`;
}

/** The arguments for the body, and whether the header `Content-Type` is needed beside them. */
function bodyArguments(body, type = "") {
  if (body instanceof FormData) return { arguments: [`files=${parts(body)}`] };
  if (!body) return { arguments: [], needsType: true };
  if (type.includes("urlencoded")) return { arguments: [`data=${pairs([...new URLSearchParams(body)])}`] };
  try {
    if (type.includes("json") && !LARGE.test(body)) {
      return { arguments: [`json=${literal(JSON.parse(body), "    ")}`], needsType: type !== "application/json" };
    }
  } catch {
    // Not JSON: it is sent as it is.
  }
  return { arguments: [`data=${quote(body)}.encode()`], needsType: true };
}

/** The parts of a multipart body. A part without a file name is a text. */
function parts(form) {
  const lines = [...form].map(([name, value]) => {
    const part = value instanceof File ? `(${quote(value.name)}, open(${quote(value.name)}, "rb"), ${quote(value.type)})` : `(None, ${quote(value)})`;
    return `        (${quote(name)}, ${part}),\n`;
  });
  return `[\n${lines.join("")}    ]`;
}

function pairs(entries) {
  return `[\n${entries.map(([name, value]) => `        (${quote(name)}, ${quote(value)}),\n`).join("")}    ]`;
}

/** A JSON value as a Python literal, whose further lines have this indentation. */
function literal(value, indent) {
  const inner = `${indent}    `;
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "string") return quote(value);
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.length ? `[\n${value.map((item) => `${inner}${literal(item, inner)},\n`).join("")}${indent}]` : "[]";
  const entries = Object.entries(value).map(([name, item]) => `${inner}${quote(name)}: ${literal(item, inner)},\n`);
  return entries.length ? `{\n${entries.join("")}${indent}}` : "{}";
}

/** The escapes of JSON mean the same in Python. */
function quote(text) {
  return JSON.stringify(text);
}
