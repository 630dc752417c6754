// A request as JavaScript for browsers and Node, with top-level await.

/** Numbers that JavaScript would round, and a name that object literals treat in a special way. */
const NOT_LITERAL = /\d{16}|"__proto__"/;

/** The code. Its body is an object literal where the request has valid JSON. */
export function javascript({ method, url, headers, body }) {
  const options = [`method: ${quote(method)}`];
  const lines = Object.entries(headers).map(([name, value]) => `    ${quote(name)}: ${quote(value)},`);
  if (lines.length) options.push(`headers: {\n${lines.join("\n")}\n  }`);
  const form = body instanceof FormData;
  if (form) options.push("body: form");
  else if (body) options.push(`body: ${content(body, headers["Content-Type"])}`);
  const plain = method === "GET" && options.length === 1;
  const call = plain ? `fetch(${quote(url.href)})` : `fetch(${quote(url.href)}, {\n${options.map((option) => `  ${option},`).join("\n")}\n})`;
  return `${form ? multipart(body) : ""}const response = await ${call};\nconsole.log(response.status, await response.text());\n`;
}

function content(body, type = "") {
  if (type.includes("urlencoded")) {
    const pairs = [...new URLSearchParams(body)].map(([name, value]) => `    [${quote(name)}, ${quote(value)}],`);
    return `new URLSearchParams([\n${pairs.join("\n")}\n  ])`;
  }
  try {
    if (type.includes("json") && !NOT_LITERAL.test(body)) {
      return `JSON.stringify(${JSON.stringify(JSON.parse(body), null, 2).replaceAll("\n", "\n  ")})`;
    }
  } catch {
    // Not JSON: it is sent as it is.
  }
  return quote(body);
}

function multipart(form) {
  const parts = [...form].map(([name, value]) => {
    if (!(value instanceof File)) return `form.append(${quote(name)}, ${quote(value)});`;
    const file = `new File([await readFile(${quote(value.name)})], ${quote(value.name)}, { type: ${quote(value.type)} })`;
    return `form.append(${quote(name)}, ${file});`;
  });
  const files = [...form].some(([, value]) => value instanceof File);
  const imports = files ? 'import { readFile } from "node:fs/promises"; // In a browser, append the file of an <input type="file">.\n\n' : "";
  return `${imports}const form = new FormData();\n${parts.map((part) => `${part}\n`).join("")}`;
}

function quote(text) {
  return JSON.stringify(text);
}
