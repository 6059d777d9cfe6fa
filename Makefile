# The two commands that a fresh machine needs are `make chat` and `make test`; both set up what is missing first.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
DATA   ?= data
# test files that run at the same time: one more than cores, since many tests wait for other processes or for the clock
JOBS   ?= $(shell $(PYTHON) -c "import os; print(1 + (os.cpu_count() or 1))")
# seconds of fuzzing for each target
EACH   ?= 60
# question files kept elsewhere; where they are not at hand, their figures stay as they are
MORE   ?= $(wildcard ../shared/evaluation/dev.jsonl)
# question files that no model is fitted on
UNFITTED := second third fourth fifth sixth seventh eighth ninth plain near2 yesno2 yesno3 yesno4 conversations6 conversations7 conversations8 conversations9 conversations10 conversations11 conversations12 conversations13 conversations14 conversations15 conversations16 conversations17 conversations18 conversations19 robust steps profiles
# conversations to find faults by, which teach what later messages ask
DEVELOPMENT := $(wildcard tests/evaluation/development/*.jsonl)
# parts of the bench; empty: all
PARTS  ?=
PEERS  := build/bench-venv

.PHONY: help setup chat ask test check format index eval figures fit fit-details fit-followups fit-steps fit-summaries fit-turns fit-verdicts fuzz bench telegram-picture clean

help:
	@echo "make chat       set up, build the index, open the conversation"
	@echo "make test       set up, run the whole test suite"
	@echo "make ask q=\"…\"  one cited answer"
	@echo "make check      format, lint, types, import layers, corpus"
	@echo "make eval       the quality table for the questions under tests/evaluation"
	@echo "make figures    measure the quality anew, and write the figures that tests and documentation hold"
	@echo "make fuzz       a minute of generated input for each loader, the splitter, the query builder and the formatter (EACH=60)"
	@echo "make bench      measure speed, memory and quality beside txtai, Haystack and llama-index (PARTS=\"start warm\")"
	@echo "make telegram-picture  talk to the bot in an emulator of Telegram, and draw the exchange for the documentation"
	@echo "make fit        fit the ranking model anew on the tuning half of those questions"
	@echo "make fit-details  fit anew which statement a short later message asks a detail of, on lines of each"
	@echo "make fit-followups  fit anew how follow-ups are ranked, on made ones and the tuning half of the conversations"
	@echo "make fit-summaries  fit anew how likely a summary tells what is asked of its cluster, on questions to each"
	@echo "make fit-steps  fit anew which step a message takes with the clusters shown, on wordings of each"
	@echo "make fit-turns  fit anew how sure answers to later messages are, on conversations that nothing was mended by"
	@echo "make fit-verdicts   fit anew what marked lines say to yes/no questions"

setup: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=…" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@

index: $(STAMP)
	$(BIN)/clusterbot --data $(DATA) index

chat: index
	@$(BIN)/clusterbot --data $(DATA) chat

ask: index
	@$(BIN)/clusterbot --data $(DATA) ask "$(q)"

test: $(STAMP)
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m indexer.shipped.check

format: $(STAMP)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

eval: index
	$(BIN)/clusterbot --data $(DATA) eval tests/evaluation/*.jsonl

figures: index
	$(BIN)/python -m bot.renewal $(DATA) tests/evaluation/*.jsonl $(MORE)
	$(BIN)/clusterbot --data $(DATA) eval tests/evaluation/facts.jsonl tests/evaluation/unanswerable.jsonl \
		--retrieval --curve docs/coverage-risk.svg

fit: index
	$(BIN)/python -m indexer.models.fitting $(DATA) $(filter-out $(UNFITTED:%=tests/evaluation/%.jsonl),$(wildcard tests/evaluation/*.jsonl))

fit-verdicts: index
	$(BIN)/python -m indexer.models.verdict_fitting $(DATA) $(filter-out $(UNFITTED:%=tests/evaluation/%.jsonl),$(wildcard tests/evaluation/*.jsonl))

fit-details: $(STAMP)
	$(BIN)/python -m bot.fitting.detail_fitting tests/evaluation/details.yaml $(DEVELOPMENT)

fit-followups: index
	$(BIN)/python -m bot.fitting.context_fitting $(DATA) tests/evaluation/followups.yaml $(filter-out $(UNFITTED:%=tests/evaluation/%.jsonl),$(wildcard tests/evaluation/conversations*.jsonl))

fit-steps: index
	$(BIN)/python -m bot.fitting.step_fitting $(DATA) tests/evaluation/steps.yaml tests/evaluation/summaries.yaml \
		tests/evaluation/steps_unseen.yaml $(DEVELOPMENT)

fit-summaries: index
	$(BIN)/python -m bot.fitting.summary_fitting $(DATA) tests/evaluation/summaries.yaml tests/evaluation/summaries_unseen.yaml

fit-turns: index
	$(BIN)/python -m bot.fitting.turn_fitting $(DATA) tests/evaluation/conversations13.jsonl

fuzz: $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[fuzz]'
	for target in $$($(BIN)/python fuzz/run.py list); do $(BIN)/python fuzz/run.py $$target $(EACH) || exit 1; done

bench: index $(PEERS)/.installed
	$(BIN)/python -m benchmarks.bench --data $(DATA) $(PARTS)
	$(BIN)/python -m benchmarks.report

$(PEERS)/.installed: benchmarks/peers/requirements.txt constraints.txt
	test -x $(PEERS)/bin/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt torch
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -r benchmarks/peers/requirements.txt
	@touch $@

telegram-picture: index
	$(BIN)/python tests/telegram_picture.py $(DATA) docs/telegram.svg

clean:
	rm -rf $(VENV) $(DATA) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
