# kith serve in a container: docker build -t kith . && docker run -p 9000:9000 -v kith:/data kith

FROM rust:1.95-alpine AS build
RUN apk add --no-cache build-base
WORKDIR /kith
COPY . .
# musl makes the binary static. The cache keeps what earlier builds compiled.
RUN --mount=type=cache,target=/usr/local/cargo/registry --mount=type=cache,target=/kith/target \
    cargo build --release --locked --package kith && cp target/release/kith /usr/local/bin/kith

FROM alpine:3.22
# No root, no login, and a data directory that only this user can open.
RUN adduser -D -H -u 10001 -s /sbin/nologin kith && install -d -m 700 -o kith -g kith /data
COPY --from=build /usr/local/bin/kith /usr/local/bin/kith
USER kith
ENV KITH_DATA=/data KITH_LISTEN=0.0.0.0:9000
VOLUME /data
EXPOSE 9000
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s CMD wget -q -O /dev/null http://127.0.0.1:9000/health/
ENTRYPOINT ["kith"]
CMD ["serve"]
