// Required into the playground's Node: it listens on all interfaces and sends figures home, and has no option against either.
"use strict";
const net = require("net");
const HERE = new Set(["127.0.0.1", "::1", "localhost"]);

const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  if (first !== null && typeof first === "object" && first.port !== undefined) {
    return listen.call(this, { ...first, host: "127.0.0.1" }, ...rest);
  }
  if (typeof first === "number" || /^\d+$/.test(first)) {
    const others = typeof rest[0] === "string" || rest[0] === undefined ? rest.slice(1) : rest;
    return listen.call(this, Number(first), "127.0.0.1", ...others);
  }
  return listen.call(this, first, ...rest);
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const first = Array.isArray(given[0]) ? given[0][0] : given[0];
  const asked = typeof first === "object" ? first : { port: first, host: given[1] };
  const host = typeof asked.host === "string" ? asked.host : "localhost";
  if (asked.path === undefined && !HERE.has(host)) {
    process.stderr.write(`kept from connecting to ${host}\n`);
    process.nextTick(() => this.destroy(new Error(`only loopback: ${host}`)));
    return this;
  }
  return connect.apply(this, given);
};
