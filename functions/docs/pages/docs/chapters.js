// The chapters: the pages of `docs/api/`, as Markdown. Creates no elements.

/** The files in the order of the index, by the name that links to them have. */
const FILES = {
  overview: "README.md",
  common: "common.md",
  community: "community.md",
  site: "site.md",
  directory: "directory.md",
  realtime: "realtime.md",
  devices: "devices.md",
  events: "events.md",
};
const NAMES = new Map(Object.entries(FILES).map(([name, file]) => [file, name]));
const HEADING = /^(#{1,3}) (.*)$/;

/** Loads all chapters. */
export function loadChapters() {
  return Promise.all(Object.entries(FILES).map(async ([name, file]) => {
    const response = await fetch(new URL(`../api/${file}`, import.meta.url));
    if (!response.ok) throw new Error(`Could not load the chapter ${file} (HTTP ${response.status}).`);
    return chapter(name, await response.text());
  }));
}

/** A chapter with its sections: an id, a title, the level of the heading, and the text below it. */
function chapter(name, text) {
  const sections = [];
  let inCode = false;
  for (const line of text.split("\n")) {
    if (line.startsWith("```")) inCode = !inCode;
    const heading = !inCode && line.match(HEADING);
    if (heading) sections.push({ id: sectionId(name, heading), title: plain(heading[2]), level: heading[1].length, text: "" });
    else if (sections.length) sections.at(-1).text += `${line}\n`;
  }
  return { name, title: sections[0].title, text, sections };
}

/** The id of a heading. The first heading is that of the chapter. */
export function sectionId(name, [, marks, title]) {
  return marks.length === 1 ? name : `${name}/${slug(title)}`;
}

/** The id to which a link in a chapter leads, or undefined if that is not part of the reference. */
export function linkedId(name, href) {
  const [file, heading] = href.split("#");
  const chapter = file ? NAMES.get(file) : name;
  return chapter && (heading ? `${chapter}/${heading}` : chapter);
}

/** The path in the repository to which a link in a chapter leads. */
export function repositoryPath(href) {
  return new URL(href, "file:///docs/api/").pathname.slice(1);
}

/** The fragment of a heading, as on GitHub. */
function slug(title) {
  return plain(title).toLowerCase().replace(/[^\w\s-]/g, "").replaceAll(" ", "-");
}

function plain(title) {
  return title.replaceAll("`", "").replaceAll("*", "");
}
