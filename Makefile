# Developer conveniences; ./dcs and Tests/run need none of them.
.PHONY: format lint test record reference studies

format:
	swift format --in-place --recursive Package.swift Sources Tests

lint:
	swift format lint --strict --recursive Package.swift Sources Tests
	shellcheck -x dcs Tests/run Datasets/fetch .ci/run

test:
	Tests/run

# Writes the golden files anew, from what the code does now; read the difference before committing it.
record:
	DCS_RECORD=1 swift test --disable-xctest || true
	git diff --stat

# The reference, the manual page, completion and syntax files, from the commands' declarations.
reference:
	./dcs generate .

# Every study in full, as the README shows them.
studies:
	for script in Scripts/*.dcs; do ./dcs $$script || exit 1; done
