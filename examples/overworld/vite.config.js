// One origin for the front end, kith and the games service, as in production.
export default {
  server: {
    proxy: {
      "/api/games": process.env.GAMES_URL ?? "http://127.0.0.1:8000", // the games service
      "/api": process.env.KITH_URL ?? "http://127.0.0.1:9000", // kith
    },
  },
};
