# Every target explains itself: `make` prints them.
.DEFAULT_GOAL := help
.PHONY: help setup demo test test-clients test-browser fuzz mutants bench soak rust-test lint types fmt hooks graphiql wheel clean

PYTHON ?= python3
BIN := .venv/bin
RUST := Cargo.toml rust_core/Cargo.toml rust_core/build.rs $(wildcard Cargo.lock) $(wildcard rust_core/src/*.rs)
PYTHON_CODE := fraiseql compiler tests examples
GRAPHIQL := $(wildcard fraiseql/graphiql/web/*) fraiseql/graphiql/web/.npmrc

help: ## Print this list.
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# One install serves every target; it runs again when the dependencies or the Rust sources change.
.venv/installed: pyproject.toml $(RUST)
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

setup: .venv/installed ## Create .venv with FraiseQL (editable) and every development tool.

demo: .venv/installed ## Serve examples/blog on port 8000 with an embedded PostgreSQL.
	$(BIN)/fraiseql dev examples/blog --port 8000

# Measuring coverage makes code three times slower: it needs few examples, and the properties are held without it.
# The tests of servers have the machine for themselves: they are about time, too.
PARALLEL := --numprocesses auto --dist worksteal
PROPERTIES := tests/property tests/debian/test_laws.py tests/differential
test: .venv/installed ## Run every Python test; fail below 100 % line and branch coverage.
	$(BIN)/python -m coverage erase
	FRAISEQL_EXAMPLES=25 $(BIN)/python -m pytest --cov --cov-report= --cov-fail-under=0 tests/server
	FRAISEQL_EXAMPLES=25 $(BIN)/python -m pytest --cov --cov-append --cov-report=term $(PARALLEL) \
		--ignore tests/server
	$(BIN)/python -m pytest $(PARALLEL) $(PROPERTIES)

test-clients: .venv/installed tests/clients/node_modules/installed ## Run other projects' clients and tools against FraiseQL; needs Node 18.15.
	$(BIN)/python -m tests.clients

tests/clients/node_modules/installed: tests/clients/package-lock.json
	cd tests/clients && npm ci
	@touch $@

test-browser: .venv/installed fraiseql/graphiql/assets/THIRD_PARTY.txt ## Test GraphiQL in headless Chromium.
	FRAISEQL_BROWSER=chromium $(BIN)/python -m pytest tests/browser

fuzz: .venv/installed ## Run the property and differential tests with 100,000 random examples each; it takes hours.
	FRAISEQL_FUZZ=$(or $(EXAMPLES),100000) $(BIN)/python -m pytest tests/property tests/debian/test_laws.py tests/differential/test_graphql_core.py

mutants: .venv/installed ## Change the filters' code a little, thousands of times, and list what no test notices; it takes hours.
	$(BIN)/python -m tests.mutants $(MODULES)

bench: .venv/installed ## Measure the projector and the HTTP server, side by side with the alternatives.
	$(BIN)/python -m tests.benchmarks

soak: .venv/installed ## Ask from many clients at once while the database restarts and clients misbehave.
	$(BIN)/python -m tests.soak --minutes $(or $(MINUTES),10) --connections $(or $(CONNECTIONS),64)

rust-test: ## Run the Rust tests.
	cargo test --locked --quiet

lint: .venv/installed ## Check style: ruff, rustfmt and clippy, warnings are errors.
	$(BIN)/ruff check $(PYTHON_CODE)
	$(BIN)/ruff format --check $(PYTHON_CODE)
	cargo fmt --all --check
	cargo clippy --locked --quiet --all-targets --all-features -- -D warnings

types: .venv/installed ## Check types: mypy --strict, and the Rust module against its stub.
	$(BIN)/mypy
	$(BIN)/python -m mypy.stubtest fraiseql._core --allowlist rust_core/stub_only.txt

fmt: .venv/installed ## Format the code and apply the safe fixes.
	$(BIN)/ruff check --fix --exit-zero $(PYTHON_CODE)
	$(BIN)/ruff format $(PYTHON_CODE)
	cargo fmt --all

hooks: .venv/installed ## Let git run the checks of .pre-commit-config.yaml before each commit.
	$(BIN)/pre-commit install

# Its npm packages stay out of the Python package.
fraiseql/graphiql/assets/THIRD_PARTY.txt: $(GRAPHIQL)
	mkdir -p build/graphiql
	cp $(GRAPHIQL) build/graphiql/
	cd build/graphiql && npm ci --no-progress --loglevel=error && node build.mjs "$(CURDIR)/fraiseql/graphiql/assets"

graphiql: fraiseql/graphiql/assets/THIRD_PARTY.txt ## Build GraphiQL's page; it needs Node 18 or later, and npm.

wheel: .venv/installed fraiseql/graphiql/assets/THIRD_PARTY.txt ## Build a wheel and a source distribution into dist/.
	$(BIN)/maturin build --release --sdist --out dist

clean: ## Remove everything that was built, the environment too.
	rm -rf .venv target dist build .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache .fraiseql
	rm -rf tests/clients/node_modules fraiseql/graphiql/assets
	rm -f fraiseql/_core*.so
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
