# Commands for daily work: https://just.systems (`pip install rust-just`).

# What there is.
default:
    @just --list

# What CI checks before it tests.
check: && validate
    cargo fmt --all --check
    typos
    cargo deny --locked check --hide-inclusion-graph bans licenses sources
    cargo clippy --workspace --all-targets --locked -- -D warnings

# Run the tests.
test *args:
    cargo test --locked {{ args }}

# The API against its own document, by machine, for so many seconds, from a new seed or this one.
contract SECONDS="1800" *SEED:
    cargo build --package kith
    tests/contract/run target/debug/kith {{ SECONDS }} {{ SEED }}

# Write openapi/kith.json and its examples anew.
openapi:
    KITH_UPDATE=1 cargo test --package tests --test authorisation --test openapi -- callers refusals
    KITH_UPDATE=1 cargo test --package tests --test openapi

# The pages, in headless Chromium.
browser:
    cargo build --locked --package kith && tests/browser/run

# The whole API on this machine.
serve *args:
    cargo run --package kith -- serve {{ args }}

# Fill the local community with N members.
seed N="1000":
    cargo run --package kith -- seed --users {{ N }}

# Build the functions for Lambda.
build:
    cargo lambda build --release --package accounts --package directory --package docs --package fanout --package feed --package graph --package janitor --package media --package notifications --package users

# Build the functions for this machine, and the least that a function can be.
release:
    cargo build --release --package hello --package accounts --package directory --package docs --package fanout --package feed --package graph --package janitor --package media --package notifications --package users

# How long each function takes to start, next to the least that a function can be.
bench-cold *args: release
    cargo run --package bench --bin cold -- {{ args }}

# What a warm function takes for a request.
bench-warm *args:
    cargo build --release --package hello --package users
    cargo run --release --package bench --bin warm -- {{ args }}

# What `kith serve` does under load (docs/performance.md).
bench-load *args:
    cargo build --release --package kith
    cargo run --package bench --bin load -- {{ args }}

# Check the deployment template.
validate:
    sam validate --lint

# Build and deploy to the AWS account at hand. Parameters given here replace those of samconfig.toml.
deploy architecture="arm64":
    sam build --beta-features --parameter-overrides Architecture={{ architecture }}
    sam deploy --guided --parameter-overrides Architecture={{ architecture }} GradualDeployment=true

# Deploy to an emulator of AWS on this machine, until Ctrl-C.
deploy-local: build
    tests/deployment/run serve

# Format the code.
fmt:
    cargo fmt --all

# All that CI does, as CI does it.
ci:
    .ci/run
