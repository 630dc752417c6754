// What the user has begun to write, kept until the browser tab closes.

const PREFIX = "kith.draft.";

/** Restores the text fields of a form from the draft of this name, and keeps what is typed. Returns a function that drops it. */
export function keepDraft(name, form) {
  const key = PREFIX + name;
  const controls = [...form.elements].filter((control) => control.name && control.type !== "file");
  const draft = JSON.parse(sessionStorage.getItem(key) ?? "{}");
  for (const control of controls) control.value = draft[control.name] ?? control.value;
  form.addEventListener("input", () => {
    const values = controls.map((control) => [control.name, control.value]).filter(([, value]) => value);
    if (values.length) sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(values)));
    else sessionStorage.removeItem(key);
  });
  return () => sessionStorage.removeItem(key);
}

/** Drops all drafts. */
export function dropDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}
