# Everyday commands: https://just.systems (`pip install rust-just`).

# All functions, as cargo selects them.
functions := prepend("--package ", "accounts directory docs fanout feed graph janitor mailer media notifications realtime users")

# List the recipes.
default:
    @just --list

# Run the checks that CI runs before the tests.
check: && validate
    cargo fmt --all --check
    typos
    cargo deny --locked check --hide-inclusion-graph bans licenses sources
    cargo clippy --workspace --all-targets --locked -- -D warnings

# Run the tests.
test *args:
    cargo test --locked {{ args }}

# Test the API against its OpenAPI document with schemathesis, for SECONDS, from a new seed or from SEED.
contract SECONDS="1800" *SEED:
    cargo build --package kith
    tests/contract/run target/debug/kith {{ SECONDS }} {{ SEED }}

# Regenerate openapi/kith.json and its examples.
openapi:
    KITH_UPDATE=1 cargo test --package tests --test routes -- authorisation::callers openapi::refusals openapi::other_responses
    KITH_UPDATE=1 cargo test --package tests --test routes -- openapi::file

# Regenerate the types of the TypeScript client from openapi/kith.json.
client:
    npm ci --prefix clients/typescript --ignore-scripts --no-audit --no-fund --silent
    npm run --prefix clients/typescript generate

# Lint openapi/kith.json, and generate target/document-checks/kith.postman_collection.json.
document:
    tests/clients/document/run

# Regenerate docs/costs.md and docs/prices.md.
costs:
    KITH_UPDATE=1 cargo test --package tests --test routes -- budgets::pages

# Test the pages in headless Chromium.
browser:
    cargo build --locked --package kith && tests/browser/run

# Serve the whole API on this machine.
serve *args:
    cargo run --package kith -- serve {{ args }}

# Add a sample community of N users to the local data.
seed N="1000":
    cargo run --package kith -- seed --users {{ N }}

# Build the functions in target/lambda, for this machine's processor or with ARGS such as --arm64.
build *args:
    cargo lambda build --locked --profile function {{ functions }} {{ args }}

# Build the functions for this machine, and the hello-world function that benchmarks compare them with.
release:
    cargo build --locked --profile function --package hello {{ functions }}

# Measure the cold start of each function, next to a hello-world function.
bench-cold *args: release
    cargo run --package bench --bin cold -- {{ args }}

# Measure warm requests.
bench-warm *args:
    cargo build --locked --profile function --package hello --package users
    cargo run --locked --profile function --package bench --bin warm -- {{ args }}

# Measure `kith serve` under load (docs/performance.md).
bench-load *args:
    cargo build --locked --release --package kith
    cargo run --package bench --bin load -- {{ args }}

# Measure the WebSockets of `kith serve` (docs/performance.md).
bench-realtime *args:
    cargo build --locked --release --package kith
    ulimit -n 8192 && KITH_ADMIN_PASSWORD="the admin of a benchmark" cargo run --package bench --bin sockets -- {{ args }}

# Compare two kith binaries, such as of a commit before and of this one: processor time, lag and idle use.
bench-serve before after *args:
    cargo run --package bench --bin serve -- {{ before }} {{ after }} {{ args }}

# Check the deployment template, the nightly workflow and its roles.
validate:
    sam validate --lint
    cfn-lint docs/nightly-role.yaml
    check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
    zizmor --quiet --offline --persona auditor --strict-collection .github/workflows

# Build for arm64 and deploy to the current AWS account, with the parameters of dev or prod in samconfig.toml.
deploy environment="dev": (build "--arm64")
    sam deploy --config-env {{ environment }}

# Deploy to an AWS emulator on this machine and keep it running until Ctrl-C.
deploy-local: build
    tests/deployment/run serve

# Restore the table of a stack in an emulator of AWS, as docs/operations.md says, and print how long each step takes.
restore-drill: build
    cargo build --locked --package kith
    tests/deployment/run drill

# Write the bill of materials and the licences of all packages to target/sbom, for a release.
sbom:
    .ci/sbom target/sbom

# Pin the Python packages of .ci/python/*.in, and all that they need, by version and hash.
pin:
    for packages in sam tools emulator contract client django; do uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate .ci/python/$packages.in --output-file .ci/python/$packages.txt; done

# Format the code.
fmt:
    cargo fmt --all

# Run everything that CI runs.
ci:
    .ci/run
