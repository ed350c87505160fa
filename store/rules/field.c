#include "store/rules/field.h"

/* clang-format off */
static const struct field fields[] = {
#define F(id, sym, part, name, type, flags, max, choices, label) \
	{ id, part, name, type, flags, max, choices, label },
	FIELD_TABLE(F)
#undef F
};

enum field_row {
#define F(id, sym, part, name, type, flags, max, choices, label) ROW_##sym,
	FIELD_TABLE(F)
#undef F
	FIELD_ROWS
};

static const struct field *const by_id[] = {
#define F(id, sym, part, name, type, flags, max, choices, label) [id] = &fields[ROW_##sym],
	FIELD_TABLE(F)
#undef F
};
/* clang-format on */

static const struct {
	const char *word;
	bool repeats;
} parts[PART_KINDS] = {
	[PART_APPLICATION] = { "application", false },
	[PART_APPLICANT] = { "applicant", false },
	[PART_HOUSEHOLD] = { "household", false },
	[PART_HOUSING] = { "housing", false },
	[PART_INCOME] = { "income", false },
	[PART_EVIDENCE] = { "evidence", true },
	[PART_NOTE] = { "note", true },
	[PART_DECISION] = { "decision", true },
	[PART_EVENT] = { "event", true },
	[PART_LINK] = { "link", true },
};

const struct field *field_all(size_t *n)
{
	*n = FIELD_ROWS;
	return fields;
}

const struct field *field_by_id(unsigned id)
{
	return id < sizeof(by_id) / sizeof(*by_id) ? by_id[id] : NULL;
}

const struct field *field_by_name(struct strv name)
{
	for (size_t i = 0; i < FIELD_ROWS; i++)
		if (strv_eq(name, strv(fields[i].name)))
			return &fields[i];
	return NULL;
}

const char *part_word(enum part_kind kind)
{
	const char *word = (unsigned)kind < PART_KINDS ? parts[kind].word : NULL;

	return word ? word : "";
}

bool part_repeats(enum part_kind kind)
{
	return (unsigned)kind < PART_KINDS && parts[kind].repeats;
}
