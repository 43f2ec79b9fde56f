// The style of the tracker's modules, and of the one it is measured against: StyLua with 120 columns and two spaces. `--check` changes nothing and fails if
// something is left to do. Run by `make format` and `make lint`, which put StyLua into .tools/.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";

const require = createRequire(new URL("../.tools/stylua/", import.meta.url));
const { Config, IndentType, LuaVersion, OutputVerification, formatCode } = require("@johnnymorganz/stylua");

const folders = ["src/", "../bench/lua/tables/"].map((folder) => new URL(folder, import.meta.url).pathname);
const isCheck = process.argv.includes("--check");

function style() {
  const config = Config.new();
  config.column_width = 120;
  config.indent_type = IndentType.Spaces;
  config.indent_width = 2;
  // What both Lua 5.4 and LuaJIT can read.
  config.syntax = LuaVersion.Lua51;
  return config;
}

let untidy = 0;
const paths = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
for (const path of paths.filter((entry) => entry.endsWith(".lua"))) {
  const before = readFileSync(path, "utf8");
  const after = formatCode(before, style(), undefined, OutputVerification.Full);
  if (after === before) continue;
  untidy += 1;
  console.log(isCheck ? `${path}: not in style, run make format` : `${path}: formatted`);
  if (!isCheck) writeFileSync(path, after);
}
process.exit(isCheck && untidy ? 1 : 0);
