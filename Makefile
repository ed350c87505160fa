# voorrang: everything a developer, a tester and an administrator calls. No configure step.
# `make help` lists the targets.

# --- what it needs: Debian package names, the one place ---------------------------
PACKAGES_BUILD := gcc make libc6-dev pkg-config gettext libncurses-dev liblmdb-dev \
	libjansson-dev libcsv-dev libfyaml-dev libutf8proc-dev libsodium-dev ncurses-term
PACKAGES_CHECK := libcmocka-dev libvterm-dev clang python3 git procps locales \
	python3-workalendar python3-stdnum ncal
PACKAGES_LINT := clang-tidy clang-format cppcheck shellcheck
PACKAGES_SAN := libclang-rt-14-dev

# --- how it is built ----------------------------------------------------------------
CC ?= gcc
ifeq ($(origin CC),default)
CC := gcc
endif
SAN ?=
PREFIX ?= /usr/local
DESTDIR ?=
B := build$(if $(SAN),/san)

LIBS_PC := ncursesw lmdb jansson libfyaml libutf8proc libsodium
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-qual \
	-Wcast-align=strict -Wwrite-strings -Wpointer-arith -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wundef -Wvla -Walloca -Wformat=2 \
	-Wformat-signedness -Wformat-truncation=2 -Wimplicit-fallthrough -Wnull-dereference \
	-Wduplicated-cond -Wduplicated-branches -Wlogical-op -Wdouble-promotion \
	-Wstack-usage=8192 -Wdate-time -Wbidi-chars=any -fno-common
ifneq ($(findstring clang,$(CC)),)
WARN += -Wno-unknown-warning-option -Wno-unused-command-line-argument
endif
HARDEN := -fstack-protector-strong -fstack-clash-protection -fcf-protection -fPIE \
	$(if $(findstring clang,$(CC)),,-ftrivial-auto-var-init=zero)
LINKHARD := -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
ifeq ($(SAN),)
OPT := -O2 -g -D_FORTIFY_SOURCE=3 $(HARDEN)
LDFLAGS += $(LINKHARD)
else
OPT := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer -DSTORE_PARANOID
LDFLAGS += -fsanitize=address,undefined
endif
ifdef CI
WARN += -Werror
endif
CFLAGS_ALL = -std=c11 -D_GNU_SOURCE $(OPT) $(WARN) -I. \
	$(shell pkg-config --cflags $(LIBS_PC)) -MMD -MP $(CFLAGS)
LDLIBS = $(shell pkg-config --libs $(LIBS_PC)) -lcsv

BASE_SRC := $(wildcard store/base/*.c store/rules/*.c)
STORE_SRC := $(wildcard store/*.c store/verb/*.c store/intake/*.c store/demo/*.c)
TUI_SRC := $(filter-out tui/main.c,$(wildcard tui/*.c tui/widget/*.c tui/view/*.c \
	tui/cli/*.c tui/letters/*.c))
MAIN_SRC := $(wildcard tui/main.c)
EMBED := $(sort $(wildcard keymaps/*.keys store/policies/*.yaml store/maps/*.yaml \
	store/demo/names.tsv))
UNIT_SRC := $(wildcard tests/unit/test_*.c)
DOCS_SRC := tests/docs/tables.c
ORACLE_SRC := tests/oracle/oracle.c
BENCH_SRC := tests/bench/clock.c
PTY_SRC := $(wildcard tests/pty/test_*.c)
SCREEN_SRC := $(wildcard tests/screen/test_*.c)
HELP_SRC := $(wildcard tests/support/*.c)

# V=1 shows the commands.
Q := $(if $(V),,@)
say = @$(if $(V),:,printf '  %-6s %s\n' '$(1)' '$(2)')
MAKE_ALL = $(MAKE) --no-print-directory -j$(shell nproc)

obj = $(patsubst %.c,$(B)/%.o,$(1))
LIBSTORE := $(B)/libstore.a
LIBTUI := $(B)/libtui.a
PROGRAM := $(B)/voorrang
MO := $(B)/locale/nl/LC_MESSAGES/voorrang.mo
TESTS := $(patsubst tests/%.c,$(B)/tests/%,$(UNIT_SRC) $(SCREEN_SRC) $(PTY_SRC) $(DOCS_SRC) \
	$(ORACLE_SRC))

.PHONY: all demo check lint format check-format bench install help packages program \
	accept po docs clean cover
.DELETE_ON_ERROR:
.SECONDARY:

all: program

demo: ## what a visitor runs: builds, makes the demo store, opens the workbench
	@sh .ci/packages $(PACKAGES_BUILD)
	@$(MAKE_ALL) program
	@sh tests/demo.sh $(PROGRAM) $(B)/demo

check: ## all tests (T=name runs one, SAN=1 with the sanitizers)
	@sh .ci/packages $(PACKAGES_BUILD) $(PACKAGES_CHECK) $(if $(SAN),$(PACKAGES_SAN))
	@$(MAKE_ALL) program $(TESTS)
	@B=$(B) T='$(T)' SAN='$(SAN)' CC='$(CC)' sh tests/run.sh

program: $(PROGRAM) $(MO)

$(PROGRAM): $(call obj,$(MAIN_SRC)) $(LIBTUI) $(LIBSTORE)
	$(call say,link,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(LIBSTORE): $(call obj,$(BASE_SRC) $(STORE_SRC)) $(B)/gen/embed.o $(B)/gen/embed_data.o
	@rm -f $@
	$(call say,ar,$@)
	$(Q)ar rcsD $@ $^

$(LIBTUI): $(call obj,$(TUI_SRC))
	@rm -f $@
	$(call say,ar,$@)
	$(Q)ar rcsD $@ $^

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(call say,cc,$<)
	$(Q)$(CC) $(CFLAGS_ALL) -c -o $@ $<

$(B)/gen/%.o: $(B)/gen/%.c
	$(Q)$(CC) $(CFLAGS_ALL) -c -o $@ $<

$(B)/gen/embed_data.o: $(B)/gen/embed_data.S $(EMBED)
	$(Q)$(CC) -c -o $@ $<

$(B)/gen/embed.c $(B)/gen/embed_data.S &: .ci/embed $(EMBED)
	@mkdir -p $(B)/gen
	$(Q)sh .ci/embed $(B)/gen/embed.c $(B)/gen/embed_data.S $(EMBED)

$(MO): tui/po/nl.po
	@mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

$(B)/tests/%: $(B)/tests/%.o $(call obj,$(HELP_SRC)) $(LIBTUI) $(LIBSTORE)
	$(call say,link,$@)
	$(Q)$(CC) $(LDFLAGS) -o $@ $^ $(LDLIBS) $(shell pkg-config --libs cmocka vterm)

accept: ## renews the expected screens after a wanted change
	@$(MAKE_ALL) program $(TESTS)
	@B=$(B) ACCEPT=1 T='$(T)' sh tests/run.sh screen

po: ## brings tui/po/nl.po up to date with the sentences in the code
	@sh tests/po.sh update

docs: program $(B)/tests/docs/tables ## renews the generated pages of docs/
	@B=$(B) sh tests/docs.sh update

lint: ## gcc -fanalyzer, clang-tidy, cppcheck, shellcheck, clang, format
	@sh .ci/packages $(PACKAGES_BUILD) $(PACKAGES_CHECK) $(PACKAGES_LINT)
	@CFLAGS_ALL='$(filter-out -MMD -MP,$(CFLAGS_ALL))' sh tests/lint.sh

format: ## lays the code out with clang-format
	@sh .ci/packages $(PACKAGES_LINT)
	clang-format -i $$(git ls-files '*.c' '*.h' ':!store/rules/field_table.h')

bench: program $(B)/tests/bench/clock ## measures, prints the figures of docs/benchmarks.md
	@B=$(B) sh tests/bench/run.sh

# The rules alone, without optimising, so that a branch is what the code says.
cover: ## branch coverage of store/rules/ by its tests
	@sh .ci/packages $(PACKAGES_BUILD) $(PACKAGES_CHECK)
	@B=$(B)/cover MAKE='$(MAKE_ALL)' sh tests/cover.sh

install: program ## into $(DESTDIR)$(PREFIX)
	install -D -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/voorrang
	install -D -m 644 $(MO) $(DESTDIR)$(PREFIX)/share/locale/nl/LC_MESSAGES/voorrang.mo

clean: ## removes build/ but for the demo store
	@find build -mindepth 1 -maxdepth 1 ! -name demo -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) | \
		awk -F'|' '{ printf "  %-14s %s\n", $$1, $$2 }'

-include $(patsubst %.o,%.d,$(call obj,$(BASE_SRC) $(STORE_SRC) $(TUI_SRC) $(MAIN_SRC) \
	$(HELP_SRC) $(UNIT_SRC) $(SCREEN_SRC) $(PTY_SRC) $(DOCS_SRC) $(ORACLE_SRC) \
	$(BENCH_SRC)))
