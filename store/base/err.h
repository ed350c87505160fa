/* Errors travel in struct err: a code, typed arguments, and where in a file the fault
 * lies. No words for people here: tui/message makes the sentence. */
#ifndef VOORRANG_BASE_ERR_H
#define VOORRANG_BASE_ERR_H

#include "store/base/date.h"
#include "store/base/str.h"

/* Exit codes (sysexits): 0, 64 usage, 65 data, 66 no input, 70 bug, 74 I/O,
 * 75 try again, 77 not allowed. */
enum exit_code {
	EXIT_USAGE = 64,
	EXIT_DATA = 65,
	EXIT_NOINPUT = 66,
	EXIT_BUG = 70,
	EXIT_IO = 74,
	EXIT_AGAIN = 75,
	EXIT_NOPERM = 77,
};

/* X(code, exit). What the arguments are stands behind each. */
#define ERR_CODES(X)                                                                   \
	X(ERR_NOMEM, EXIT_AGAIN)                                                       \
	X(ERR_BUG, EXIT_BUG) /* s: what cannot be */                                   \
	X(ERR_IO, EXIT_IO) /* s: path, s: system's reason */                           \
	X(ERR_NOINPUT, EXIT_NOINPUT) /* s: path, s: reason */                          \
	X(ERR_USAGE, EXIT_USAGE) /* s: the word that is wrong */                       \
	X(ERR_USAGE_MISSING, EXIT_USAGE) /* s: what is missing */                      \
	X(ERR_USAGE_UNKNOWN_COMMAND, EXIT_USAGE) /* s: command */                      \
	X(ERR_DEMO_ONLY, EXIT_NOPERM) /* s: option */                                  \
	X(ERR_NO_TERMINAL, EXIT_USAGE)                                                 \
	X(ERR_TERM_TYPE, EXIT_USAGE) /* s: value of TERM */                            \
	X(ERR_LMDB_VERSION, EXIT_IO) /* s: version found */                            \
	X(ERR_STORE_ABSENT, EXIT_NOINPUT) /* s: path */                                \
	X(ERR_STORE_EXISTS, EXIT_USAGE) /* s: path */                                  \
	X(ERR_STORE_FOREIGN, EXIT_DATA) /* s: path */                                  \
	X(ERR_STORE_TRUNCATED, EXIT_DATA) /* s: path, i: bytes, i: expected */         \
	X(ERR_STORE_FORMAT, EXIT_DATA) /* i: version found, i: version known */        \
	X(ERR_STORE_FULL, EXIT_IO) /* s: path */                                       \
	X(ERR_STORE_BUSY, EXIT_AGAIN)                                                  \
	X(ERR_STORE_NETWORK, EXIT_USAGE) /* s: path */                                 \
	X(ERR_STORE_CORRUPT, EXIT_DATA) /* s: record or key */                         \
	X(ERR_STORE_PANIC, EXIT_IO) /* s: the engine's reason */                       \
	X(ERR_KEY_ABSENT, EXIT_NOINPUT) /* s: path */                                  \
	X(ERR_KEY_MODE, EXIT_NOPERM) /* s: path */                                     \
	X(ERR_KEY_WRONG, EXIT_DATA) /* s: path */                                      \
	X(ERR_SEAL, EXIT_DATA) /* s: record */                                         \
	X(ERR_USER_UNKNOWN, EXIT_NOPERM) /* s: name */                                 \
	X(ERR_USER_DISABLED, EXIT_NOPERM) /* s: name */                                \
	X(ERR_USER_EXISTS, EXIT_DATA) /* s: name */                                    \
	X(ERR_USER_NAME, EXIT_DATA) /* s: name */                                      \
	X(ERR_USER_NOT_CASEWORKER, EXIT_DATA) /* s: name */                            \
	X(ERR_ROLE_UNKNOWN, EXIT_DATA) /* s: role */                                   \
	X(ERR_ROLE_COMBINATION, EXIT_DATA) /* s: role, s: role */                      \
	X(ERR_LAST_ADMIN, EXIT_DATA)                                                   \
	X(ERR_FORBIDDEN, EXIT_NOPERM) /* s: verb */                                    \
	X(ERR_FOUR_EYES, EXIT_NOPERM) /* s: proposer */                                \
	X(ERR_NOT_HANDLER, EXIT_NOPERM) /* s: handler */                               \
	X(ERR_CASE_NUMBER, EXIT_DATA) /* s: text */                                    \
	X(ERR_CASE_UNKNOWN, EXIT_DATA) /* s: number */                                 \
	X(ERR_CASE_STATE, EXIT_DATA) /* s: verb, s: state */                           \
	X(ERR_CASE_NONE, EXIT_DATA) /* nothing left to claim */                        \
	X(ERR_CASE_CHANGED, EXIT_AGAIN) /* s: field id; both changed it */             \
	X(ERR_REFERENCE_EXISTS, EXIT_DATA) /* s: reference, s: number */               \
	X(ERR_REFERENCE_TAKEN, EXIT_DATA) /* s: reference, of a case not to be seen */ \
	X(ERR_REFERENCE_TWICE, EXIT_DATA) /* s: reference, i: row that has it */       \
	X(ERR_FIELD_UNKNOWN, EXIT_DATA) /* s: name */                                  \
	X(ERR_FIELD_READONLY, EXIT_DATA) /* s: field id */                             \
	X(ERR_FIELD_MISSING, EXIT_DATA) /* s: field id */                              \
	X(ERR_FIELD_TOO_LONG, EXIT_DATA) /* s: field id, i: most characters */         \
	X(ERR_FIELD_CONTROL, EXIT_DATA) /* s: field id */                              \
	X(ERR_FIELD_NAME, EXIT_DATA) /* s: field id; a name without a letter */        \
	X(ERR_FIELD_NUMBER, EXIT_DATA) /* s: field id, i: least, i: most */            \
	X(ERR_FIELD_MONEY, EXIT_DATA) /* s: field id */                                \
	X(ERR_FIELD_DATE, EXIT_DATA) /* s: field id, s: form */                        \
	X(ERR_FIELD_BSN, EXIT_DATA) /* s: field id */                                  \
	X(ERR_FIELD_POSTCODE, EXIT_DATA) /* s: field id */                             \
	X(ERR_FIELD_EMAIL, EXIT_DATA) /* s: field id */                                \
	X(ERR_FIELD_PHONE, EXIT_DATA) /* s: field id */                                \
	X(ERR_FIELD_BOOL, EXIT_DATA) /* s: field id */                                 \
	X(ERR_FIELD_CHOICE, EXIT_DATA) /* s: field id, s: value */                     \
	X(ERR_FIELD_FUTURE, EXIT_DATA) /* s: field id */                               \
	X(ERR_DATE_ORDER, EXIT_DATA) /* d: date, d: not before */                      \
	X(ERR_DATE_FUTURE, EXIT_DATA) /* d: date */                                    \
	X(ERR_DATE_TEXT, EXIT_DATA) /* s: text */                                      \
	X(ERR_TEXT_MISSING, EXIT_DATA) /* s: verb: a reason or text is needed */       \
	X(ERR_OUTCOME_UNKNOWN, EXIT_DATA) /* s: text */                                \
	X(ERR_GROUND_MISSING, EXIT_DATA) /* a refusal needs a ground */                \
	X(ERR_GROUND_UNKNOWN, EXIT_DATA) /* s: ground, s: category */                  \
	X(ERR_GROUND_NOT_HERE, EXIT_DATA) /* s: ground, s: outcome */                  \
	X(ERR_CHILD_MISSING, EXIT_DATA) /* no word on the child's interest */          \
	X(ERR_HARDSHIP_MISSING, EXIT_DATA)                                             \
	X(ERR_UNTREATED_LATE, EXIT_DATA) /* d: until (Awb 4:5(4)) */                   \
	X(ERR_UNTREATED_NO_INVITE, EXIT_DATA) /* Awb 4:5(1) */                         \
	X(ERR_LETTER_MISSING, EXIT_DATA) /* s: number */                               \
	X(ERR_LETTER_FIELD, EXIT_DATA) /* s: placeholder */                            \
	X(ERR_LETTER_STALE, EXIT_AGAIN) /* the dossier moved under the letter */       \
	X(ERR_PARSE_CHAR, EXIT_DATA) /* s: what was expected */                        \
	X(ERR_TERM_WORD, EXIT_DATA) /* s: word */                                      \
	X(ERR_TERM_TWICE, EXIT_DATA) /* s: word */                                     \
	X(ERR_TERM_NO_RECEIVED, EXIT_DATA)                                             \
	X(ERR_TERM_REST, EXIT_DATA) /* s: text left over */                            \
	X(ERR_TERM_UNTIL, EXIT_DATA) /* d: until, d: first */                          \
	X(ERR_EVENT_FIXED, EXIT_DATA) /* s: word: a step of its own sets it */         \
	X(ERR_EVENT_UNKNOWN, EXIT_DATA) /* i: number of the event */                   \
	X(ERR_TERM_EXPECTED, EXIT_DATA) /* s: word, s: what stands there */            \
	X(ERR_TERM_WEEKS, EXIT_DATA) /* s: text, i: most */                            \
	X(ERR_YAML, EXIT_DATA) /* s: the parser's own words */                         \
	X(ERR_YAML_MISSING, EXIT_DATA) /* s: key */                                    \
	X(ERR_YAML_UNKNOWN, EXIT_DATA) /* s: key */                                    \
	X(ERR_YAML_VALUE, EXIT_DATA) /* s: key, s: what was expected */                \
	X(ERR_YAML_TWICE, EXIT_DATA) /* s: code */                                     \
	X(ERR_YAML_REFERENCE, EXIT_DATA) /* s: code that nothing defines */            \
	X(ERR_POLICY_NONE, EXIT_DATA) /* d: day that no policy governs */              \
	X(ERR_POLICY_GAP, EXIT_DATA) /* d: last day of the one before, d: first day */ \
	X(ERR_POLICY_OVERLAP,                                                          \
	  EXIT_DATA) /* d: last day of the one before, d: first day */                 \
	X(ERR_POLICY_EVIDENCE,                                                         \
	  EXIT_DATA) /* s: category without a rule for evidence */                     \
	X(ERR_ENCODING_UNKNOWN, EXIT_USAGE) /* s: name */                              \
	X(ERR_ENCODING_BOM, EXIT_DATA) /* s: asked for, s: the mark says */            \
	X(ERR_ENCODING_BYTE, EXIT_DATA) /* i: row, i: byte in file, s: charset */      \
	X(ERR_CSV_QUOTE, EXIT_DATA) /* i: row where the quote opens */                 \
	X(ERR_CSV_STRAY, EXIT_DATA) /* i: row */                                       \
	X(ERR_CSV_COLUMNS, EXIT_DATA) /* i: found, i: expected */                      \
	X(ERR_CSV_HEADER, EXIT_DATA) /* s: column missing */                           \
	X(ERR_CSV_HEADER_TWICE, EXIT_DATA) /* s: column */                             \
	X(ERR_CSV_EMPTY, EXIT_DATA)                                                    \
	X(ERR_JSON, EXIT_DATA) /* i: row, s: parser's words */                         \
	X(ERR_TOO_LARGE, EXIT_DATA) /* s: what, i: most */                             \
	X(ERR_DELIMITER, EXIT_USAGE) /* s: text */                                     \
	X(ERR_MAP_UNKNOWN, EXIT_NOINPUT) /* s: name */                                 \
	X(ERR_ANSWER_UNKNOWN, EXIT_DATA) /* s: field id, s: answer */                  \
	X(ERR_REJECTED, EXIT_DATA) /* i: rows rejected, s: where they are */           \
	X(ERR_INTERRUPTED, EXIT_AGAIN)                                                 \
	X(ERR_KEYMAP_WORD, EXIT_DATA) /* s: word */                                    \
	X(ERR_KEYMAP_SCOPE, EXIT_DATA) /* s: scope */                                  \
	X(ERR_KEYMAP_KEY, EXIT_DATA) /* s: key */                                      \
	X(ERR_KEYMAP_COMMAND, EXIT_DATA) /* s: command */                              \
	X(ERR_KEYMAP_PREFIX, EXIT_DATA) /* s: keys, s: keys that hide or follow */     \
	X(ERR_QUEUE_UNKNOWN, EXIT_USAGE) /* s: name */                                 \
	X(ERR_CHECK_FAILED, EXIT_DATA) /* i: faults */                                 \
	X(ERR_BACKUP_DIFFERS, EXIT_IO) /* s: path */                                   \
	X(ERR_JOURNAL_CHAIN, EXIT_DATA) /* i: entry */

enum err_code {
	ERR_NONE = 0,
#define X(code, exit) code,
	ERR_CODES(X)
#undef X
		ERR_COUNT
};

enum err_kind { ERR_ARG_NONE = 0, ERR_ARG_STR, ERR_ARG_INT, ERR_ARG_DATE };

struct err_arg {
	enum err_kind kind;
	union {
		uint16_t str; /* offset into pool */
		int64_t num;
		struct date date;
	} u;
};

/* Holds copies of all it says: it may outlive what it speaks of. Initialise with {0}. */
struct err {
	enum err_code code;
	unsigned nargs;
	struct err_arg arg[4];
	unsigned line; /* 1-based; 0: no place known */
	unsigned col; /* 1-based, in characters */
	char file[256]; /* name to show; "" when there is none */
	char source[256]; /* the line of text that holds the fault */
	uint16_t used;
	char pool[512];
};

/* Begins an error: forgets what `e` held. Always returns false, so that a function can
 * `return err_set(e, ERR_X);`. `e` is never NULL. */
bool err_set(struct err *e, enum err_code code);
/* Add an argument in the order of the list above; too long a text is cut at a character.
 * Always return false. */
bool err_str(struct err *e, struct strv s);
bool err_int(struct err *e, int64_t n);
bool err_date(struct err *e, struct date d);
/* Adds the place; `source` is the whole line. */
bool err_at(struct err *e, const char *file, unsigned line, unsigned col,
	    struct strv source);
/* The text of argument `i` ("" where there is none). */
const char *err_arg_str(const struct err *e, unsigned i);
/* The code's own name ("ERR_IO"), for tests and logs. */
const char *err_name(enum err_code code);
/* The exit code that belongs to it; 0 for ERR_NONE. */
int err_exit(enum err_code code);

#endif
