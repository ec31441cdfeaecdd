// What a text below the fields promises: its visible characters, and the tasks in it. As `content/markdown.py`
// counts them, for texts of paragraphs, headings and plain lists; of any other text nothing is said.
"use strict";
{
  const MARKS = /[*_`~[\]]/g;
  const SPACE = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  const LONGEST = 100_000;
  // A line that only a reader of Markdown understands.
  const DOUBTFUL =
    /^(?:[ >|=:~`]|[*+](?: |$)|(?:[*_] *){3,}$|-{2}|-$|- (?:[ >|=:~`#_+*-]|\d+[.)]|<!--)|\d+[.)]|#+.*#$|#{1,6}$|#{7}|#{1,6}[^ #])/;

  // `{visible, tasks: [{text, done}]}`, or null where it is not sure.
  backlog.body = (text) => {
    if (text.length > LONGEST || /[\t\0]|\]:|\[\^/.test(text)) return null;
    const seen = [];
    const tasks = [];
    let above = ""; // what the line before was
    for (const line of text.split("\n").map((one) => one.replace(/ +$/, ""))) {
      if (!line || /^<!--(?:(?!-->).)*-->$/.test(line)) {
        above = "";
        continue;
      }
      if (line.includes("<!--") || DOUBTFUL.test(line)) return null;
      const [, entry] = /^- (.*)$/.exec(line) ?? [];
      const [, box, said] = /^\[([ xX])\] +(.*)$/.exec(entry ?? "") ?? [];
      const isHeading = line.startsWith("#");
      if (above === "task" && entry === undefined && !isHeading) return null; // more of the task
      if (said !== undefined) tasks.push({ text: said.trim(), done: box !== " " });
      else if (!isHeading) seen.push(entry ?? line);
      above = said === undefined ? "text" : "task";
    }
    const words = seen.join("\n").replace(/\]\([^()\s]*\)/g, "]").replace(SPACE, "");
    return { visible: [...words.replace(MARKS, "")].length, tasks };
  };
}
