// The Node peers: node contracts.mjs PEER TEMPLATE WORDS FOLDER COUNT; tells its CPU as the last line, as the Python peers do.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const [peer, template, words, folder, count] = process.argv.slice(2);
const require = createRequire(path.join(process.env.BENCH_NODE, "package.json"));
const papers = JSON.parse(fs.readFileSync(words, "utf8"));
const pick = (number) => papers[number % papers.length];
const target = (number) => path.join(folder, `${number}.docx`);

const PEERS = {
  async docxtemplater() {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    return () => {
      const content = fs.readFileSync(template, "binary");
      for (let number = 0; number < count; number++) {
        const paper = new Docxtemplater(new PizZip(content), { paragraphLoop: true, linebreaks: true });
        paper.render(pick(number));
        fs.writeFileSync(target(number), paper.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" }));
      }
    };
  },
  async carbone() {
    const carbone = require("carbone");
    const render = (data) =>
      new Promise((resolve, reject) =>
        carbone.render(template, data, {}, (error, result) => (error ? reject(error) : resolve(result)))
      );
    return async () => {
      for (let number = 0; number < count; number++) fs.writeFileSync(target(number), await render(pick(number)));
    };
  },
  async easy() {
    const { TemplateHandler } = require("easy-template-x");
    const handler = new TemplateHandler();
    return async () => {
      const content = fs.readFileSync(template);
      for (let number = 0; number < count; number++)
        fs.writeFileSync(target(number), await handler.process(content, pick(number)));
    };
  },
};

const work = await PEERS[peer]();
const began = process.cpuUsage();
await work();
const used = process.cpuUsage(began);
console.log(JSON.stringify({ cpu: (used.user + used.system) / 1e6 }));
process.exit(0);
