/* YAML files with places: what a policy and an import map are read from. The only file that
 * includes libfyaml is yaml.c. Duplicate keys are refused. All lives in the arena. */
#ifndef VOORRANG_YAML_H
#define VOORRANG_YAML_H

#include "store/base/arena.h"
#include "store/base/err.h"

enum yaml_kind { YAML_TEXT, YAML_MAP, YAML_LIST };

struct yaml {
	enum yaml_kind kind;
	struct strv text; /* YAML_TEXT: as written, unquoted; "NO" stays a text */
	struct strv *key; /* YAML_MAP: in the file's order */
	struct yaml *value; /* YAML_MAP and YAML_LIST */
	size_t n;
	unsigned line, col; /* 1-based */
	unsigned key_line,
		key_col; /* of the key that leads here; 0 where there is none */
	const struct yaml_file *file;
};

struct yaml_file {
	const char *name;
	struct strv text;
};

/* ERR_YAML with file, line, column and source line. `name` is copied. */
bool yaml_parse(struct strv text, const char *name, struct arena *a, struct yaml *out,
		struct err *e);
/* The value of a key; NULL when `map` is no map or has it not. */
const struct yaml *yaml_get(const struct yaml *map, const char *key);
/* The same, and ERR_YAML_MISSING at the map when it is not there. */
const struct yaml *yaml_need(const struct yaml *map, const char *key, struct err *e);
/* A needed text value; ERR_YAML_MISSING, ERR_YAML_VALUE. */
bool yaml_text(const struct yaml *map, const char *key, struct strv *out,
	       struct err *e);
/* Every key of `map` is one of the NULL-ended `known`; ERR_YAML_UNKNOWN at the key. */
bool yaml_only(const struct yaml *map, const char *const *known, struct err *e);
/* Adds the place of `at` to an error that was just set; returns false. */
bool yaml_fault(const struct yaml *at, struct err *e);

#endif
