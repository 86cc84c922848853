# OB Ferry. On a fresh Debian machine with Go and make, every target works by
# itself: it first installs what is missing (scripts/install-deps.sh).

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

GO ?= go

# The same flags everywhere: a change of them compiles the window's C code anew,
# which takes minutes. So there is no -trimpath here.
export CGO_ENABLED := 1
BUILD := $(GO) build -buildvcs=false -ldflags='-s -w'

# Tests draw without a screen (the tag ci), with the race detector, and share one
# real kernel, one real MariaDB and one real PostgreSQL. The real window is tested through bin/obferry.
TEST := $(GO) test -tags ci
# Tests of the promised sizes and the memory they take. The race detector makes them
# take minutes and many times the memory, so they are not in its build.
AT_SIZE := ^(TestFullSheet|TestMemoryStaysFlat|TestResidentMemory|TestHugeLog)$$
SERVED := build/withservers --
export OBFERRY_TEST_BINARY := $(CURDIR)/bin/obferry

.PHONY: build demo test corpus bench lint screenshots deps withservers

build: deps
	$(BUILD) -o bin/obferry .

# In a window where there is a display; else headless, with a picture of every
# step of the wizard in build/.
demo: build
	@if [[ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]]; then \
		bin/obferry demo; \
	else \
		bin/obferry demo --headless; \
	fi

# Vet has run by then, so go test need not run its part of it again. Results are
# never taken from the cache: the servers are part of what is tested.
test: lint build withservers
	$(SERVED) bash -c '$(TEST) -race -vet=off -count=1 -timeout=40m ./... && \
		$(TEST) -vet=off -count=1 -timeout=10m -v -run "$(AT_SIZE)" ./ddlconv ./engine/proof ./engine/source/sheet ./app'

# Every real schema there is at hand, made on the kernel and compared catalogue against
# catalogue. It takes most of an hour; make test does it with a few small ones.
corpus: build withservers
	OBFERRY_CORPUS=kernel $(SERVED) $(TEST) -vet=off -count=1 -timeout=120m -v -run 'Corpus|MySQL|Postgres|Pairs' ./ddlconv ./engine/equivalence

bench: build withservers
	$(SERVED) $(TEST) -run='^$$' -bench=. -benchmem -timeout=30m ./...

# The linters, and why these: docs/linters.md.
lint: deps
	@unformatted=$$(gofmt -l .); \
	if [[ -n "$$unformatted" ]]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet -tags ci ./...
	$(GO) tool staticcheck -tags ci ./...

screenshots: build
	bin/obferry demo --headless

# A program of its own, because go run does not hand on exit codes.
withservers: deps
	$(BUILD) -o build/withservers ./scripts/withservers

deps:
	@scripts/install-deps.sh
