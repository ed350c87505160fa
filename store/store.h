/* The public face of the store: what is true. No terminal, no printing, no words for
 * people, no clock, no configuration.
 *
 * Everything read through a transaction is valid until that transaction ends, unless it is
 * said to live in an arena. No transaction may be open while waiting for a key. */
#ifndef VOORRANG_STORE_H
#define VOORRANG_STORE_H

#include "store/base/arena.h"
#include "store/base/err.h"
#include "store/policy.h"
#include "store/rules/field.h"
#include "store/rules/lifecycle.h"
#include "store/rules/rights.h"
#include "store/rules/term.h"

struct store;
struct txn;

/* ---- numbers ------------------------------------------------------------------- */

/* YYYY-NNNNNN: year of registration and sequence. {0, 0} is no case. */
struct caseid {
	uint16_t year;
	uint32_t seq;
};
struct caseid_text {
	char s[16];
};
struct caseid_text caseid_write(struct caseid id);
/* "2026-000412"; ERR_CASE_NUMBER. Leading zeros may be left out ("2026-412"). */
bool caseid_parse(struct strv s, struct caseid *out, struct err *e);
bool caseid_eq(struct caseid a, struct caseid b);

/* ---- opening --------------------------------------------------------------------- */

struct store_setup {
	const char *dir;
	const char *key_file; /* made, mode 0400, with a fresh key; must not exist */
	struct strv policy; /* text of the first policy */
	const char *policy_name; /* its name in errors */
	const char *admin; /* login name of the first administrator */
	bool demo;
	int64_t now; /* UTC seconds, for the journal */
};

/* Makes a store: the only function that creates one. ERR_STORE_EXISTS when `dir` holds
 * anything. On failure nothing is left behind. */
bool store_init(const struct store_setup *setup, struct err *e);
/* Opens an existing store. `key_file` holds the sealing key. NULL on error: absent,
 * foreign, truncated, newer format, on a network file system, wrong key, known-bad LMDB.
 * One open store per process and directory; never across fork. */
struct store *store_open(const char *dir, const char *key_file, struct err *e);
void store_close(struct store *s);
/* The path of the key file that belongs to the store in `dir`: beside a demo store's data,
 * else `config_dir`/STORE-ID.key. In the arena; NULL on error. */
const char *store_key_path(const char *dir, const char *config_dir, struct arena *a,
			   struct err *e);
const char *store_dir(const struct store *s);
bool store_is_demo(const struct store *s);
/* Changes with every change of content, whichever process made it (a view that was only
 * journalled does not count). Cheap: may be polled at 4 Hz. */
uint64_t store_generation(struct store *s);
/* "LMDB 0.9.24: …" for --version. Static. */
const char *store_engine_version(void);

/* ---- transactions ---------------------------------------------------------------- */

/* A read transaction: one consistent picture. NULL on error. */
struct txn *txn_read(struct store *s, struct err *e);
void txn_end(struct txn *t); /* reads only; NULL is fine */

/* Runs `fn` in one write transaction and commits: durable when it returns true. `fn` may be
 * run again (the map grew), so it must not change anything outside the transaction but
 * what it fully sets. When `fn` returns false nothing has happened. */
typedef bool (*store_fn)(struct txn *t, void *ctx, struct err *e);
bool store_run(struct store *s, store_fn fn, void *ctx, struct err *e);

/* ---- users ------------------------------------------------------------------------ */

struct user {
	uint16_t id; /* 1.. ; 0 is nobody */
	struct strv name; /* login name */
	unsigned roles;
	bool disabled;
};

/* Who acts, and through what. Copied from the user at the start of a transaction's use. */
struct actor {
	uint16_t id;
	char name[33];
	unsigned rights; /* of the roles held now */
	unsigned roles;
	char origin[8]; /* "tui", "cli", "import", "demo" */
};

/* ERR_USER_UNKNOWN, ERR_USER_DISABLED. */
bool actor_load(struct txn *t, struct strv name, const char *origin, struct actor *out,
		struct err *e);
bool user_by_name(struct txn *t, struct strv name, struct user *out, struct err *e);
/* The name of a user, "" for 0 or unknown. Valid until the transaction ends. */
struct strv user_name(struct txn *t, uint16_t id);
/* All, by name, in the arena. */
bool user_list(struct txn *t, struct arena *a, struct user **out, size_t *n,
	       struct err *e);

/* ---- policy ----------------------------------------------------------------------- */

/* The policy that governs a case received on `day`: the latest version that began by then
 * (also past its last day: an application can always be registered); in the store's own
 * memory, valid until store_close. NULL: ERR_POLICY_NONE. */
const struct policy *store_policy(struct store *s, struct date day, struct err *e);

/* ---- faces and queues ------------------------------------------------------------- */

enum face_flag {
	FACE_INTERPRETER = 1 << 0,
	FACE_PROTECTED = 1 << 1,
	FACE_MINORS = 1 << 2,
	FACE_OBJECTION = 1 << 3,
	FACE_DEFAULT_NOTICE = 1 << 4,
	FACE_DUPLICATE = 1 << 5, /* linked to a possible duplicate */
};

/* What lists need, plain. Texts lie in the map: valid until the transaction ends, or in the
 * arena where a function says so. */
struct face {
	struct caseid id;
	enum state state;
	unsigned flags;
	uint32_t version; /* of the dossier: goes up with every change */
	struct date received;
	struct date due; /* the decision is due (computed by the clock) */
	struct date lapse; /* last day of the latest open repair term, or none */
	struct date ended; /* closed or void on */
	uint16_t handler; /* user id, 0: not assigned */
	uint16_t proposer; /* user id while a decision is proposed, else 0 */
	struct date
		notice; /* a notice of default with effect came in, or none: until the
			       decision is sent it costs money (Awb 4:17) */
	struct strv category;
	struct strv reference;
	struct strv surname;
	struct strv prefix;
	struct strv initials;
	struct strv sortkey; /* folded surname, prefix, initials */
};

/* Whether the case is waiting for the applicant on `today` (its repair term runs). */
bool face_waits(const struct face *f, struct date today);
/* "van den Berg, J." in the arena. */
struct strv face_name(const struct face *f, struct arena *a);

/* The standard queues. Words: mine unassigned waiting decide approve announce week late
 * open closed all. */
enum queue {
	QUEUE_MINE, /* open, handled by the actor */
	QUEUE_UNASSIGNED, /* registered */
	QUEUE_WAITING, /* the repair term runs on `today` */
	QUEUE_DECIDE, /* handling, or waiting with the term lapsed before `today` */
	QUEUE_APPROVE, /* proposed */
	QUEUE_ANNOUNCE, /* decided, not sent */
	QUEUE_WEEK, /* open, due from today up to and including today + 6 */
	QUEUE_LATE, /* open, due before today */
	QUEUE_OPEN, /* all that is open */
	QUEUE_CLOSED, /* closed; latest first */
	QUEUE_ALL, /* every case that is not void: by number */
	QUEUE_COUNT
};
const char *queue_word(enum queue q);
bool queue_by_word(struct strv word, enum queue *out);

enum sort {
	SORT_DUE,
	SORT_NUMBER,
	SORT_NAME,
	SORT_RECEIVED,
	SORT_CATEGORY,
	SORT_HANDLER,
	SORT_COUNT
};

/* What a list shows. An actor sees protected dossiers only as their handler or with
 * RIGHT_PROTECTED; without RIGHT_FACES every list is ERR_FORBIDDEN. */
struct query {
	enum queue queue;
	enum sort sort; /* SORT_DUE is each queue's own order */
	bool reverse;
	struct date today;
	const struct actor *actor;
	struct strv filter; /* typed text; folded words, each begins a word of name,
			       number, reference, category or handler; empty: all */
};

struct queue_stat {
	size_t count;
	size_t late; /* due before today, among them */
	size_t week; /* due within today .. today + 6 */
	struct date oldest; /* earliest receipt, DATE_NONE when empty */
};

bool query_count(struct txn *t, const struct query *q, size_t *n, struct err *e);
/* Rows [first, first + limit) in the arena, texts copied; *n how many there were. */
bool query_rows(struct txn *t, const struct query *q, size_t first, size_t limit,
		struct arena *a, struct face **rows, size_t *n, struct err *e);
/* The position of a case in the query; false with ERR_NONE when it is not in it. */
bool query_find(struct txn *t, const struct query *q, struct caseid id, size_t *pos,
		struct err *e);
/* For the desk. */
bool query_stat(struct txn *t, const struct query *q, struct queue_stat *out,
		struct err *e);

/* Find from anywhere: a number, a reference, a BSN (nine digits), a birth date
 * (dd-mm-yyyy) or words of a name, folded; names match by prefix of each word. At most
 * `limit` rows in the arena, best first (exact before prefix, open before closed). */
bool find_cases(struct txn *t, const struct actor *actor, struct strv text,
		size_t limit, struct arena *a, struct face **rows, size_t *n,
		struct err *e);

/* ---- dossiers --------------------------------------------------------------------- */

struct value {
	uint16_t field; /* enum field_id, or an id that this program does not know */
	struct strv text; /* canonical, see field.h */
};

struct part {
	enum part_kind kind;
	uint16_t seq; /* 1.. for parts that repeat, else 0 */
	struct value *value;
	size_t nvalues;
};

struct dossier {
	struct face face;
	struct part *part; /* by kind, then seq */
	size_t nparts;
	struct strv handler; /* name */
	uint8_t policy_hash[32];
};

/* The whole dossier, opened, in the arena. ERR_CASE_UNKNOWN; the same error for a protected
 * dossier that the actor may not see; ERR_FORBIDDEN without RIGHT_READ. */
bool dossier_load(struct txn *t, const struct actor *actor, struct caseid id,
		  struct arena *a, struct dossier *out, struct err *e);
/* Only the face; texts valid until the transaction ends. */
bool face_load(struct txn *t, const struct actor *actor, struct caseid id,
	       struct face *out, struct err *e);
/* The value of a field of a part that does not repeat; empty when absent. */
struct strv dossier_get(const struct dossier *d, enum field_id field);
/* The value of a field in part (kind, seq). */
struct strv part_get(const struct part *p, enum field_id field);
/* The `i`-th part of a kind (0-based), NULL past the end; and how many there are. */
const struct part *dossier_part(const struct dossier *d, enum part_kind kind, size_t i);
size_t dossier_count(const struct dossier *d, enum part_kind kind);
/* The latest decision part that was not returned; NULL when there is none. */
const struct part *dossier_decision(const struct dossier *d);
/* The event that a PART_EVENT holds; false: it holds none. */
bool part_event(const struct part *p, struct event *ev);
/* The clock's events of a dossier, for term_compute. */
bool dossier_history(const struct dossier *d, struct history *out, struct err *e);

/* ---- the journal ------------------------------------------------------------------ */

/* The handler is no field: its change has kind 0, seq 0 and field 0, and user names as
 * values. */
struct change {
	enum part_kind kind;
	uint16_t seq;
	uint16_t field;
	struct strv before;
	struct strv after;
};

struct entry {
	uint64_t seq; /* of the whole store */
	int64_t time; /* UTC seconds */
	struct strv actor;
	struct strv origin;
	struct strv verb; /* name of the verb */
	struct caseid id; /* {0,0}: no case (users, policy) */
	enum state before, after; /* equal where nothing moved */
	struct strv text; /* reason or object, as far as the verb keeps one */
	struct change *change;
	size_t nchanges;
};

/* The entries of a case, oldest first, opened, in the arena. Needs RIGHT_READ on the case,
 * or RIGHT_JOURNAL (then without values: nchanges tells which fields, before and after are
 * empty). */
bool journal_case(struct txn *t, const struct actor *actor, struct caseid id,
		  struct arena *a, struct entry **out, size_t *n, struct err *e);
/* The newest `limit` entries of the store, newest first; no values. Needs RIGHT_JOURNAL. */
bool journal_recent(struct txn *t, const struct actor *actor, size_t limit,
		    struct arena *a, struct entry **out, size_t *n, struct err *e);

/* ---- drafts ------------------------------------------------------------------------ */

/* What a user was typing in a dossier's form `form` ("note", "decide", "edit", …), sealed;
 * readable by that user only. Empty when there is none. Saving and dropping: verbs. */
bool draft_load(struct txn *t, const struct actor *actor, struct caseid id,
		struct strv form, struct arena *a, struct strv *out, struct err *e);
/* The newest draft of the actor: what was open when the line dropped. */
bool draft_latest(struct txn *t, const struct actor *actor, struct caseid *id,
		  struct arena *a, struct strv *form, struct err *e);

/* ---- verbs: the only writers -------------------------------------------------------- */

/* One field to set; for a repeating part seq 0 makes a new one (all rows of one call
 * with seq 0 and the same kind share it). */
struct field_set {
	enum part_kind kind;
	uint16_t seq;
	uint16_t field;
	struct strv text; /* canonical (field_check) */
	struct strv
		base; /* what the writer saw: a merge asks only where both changed */
};

struct proposal {
	struct strv outcome; /* "grant", "refuse", "untreated", "hold" */
	struct strv grounds; /* blank-separated codes */
	struct strv reasons;
	struct strv child_interest;
	struct strv hardship; /* "not-needed", "considered", "applied" */
	struct strv letter; /* the rendered text, frozen by this verb */
	uint32_t letter_version; /* the dossier's version that it was rendered from */
};

/* What a verb is given. A verb reads what its row says and ignores the rest. */
struct verb_args {
	struct caseid id; /* the case; out: the case made, or claimed */
	uint32_t version; /* the version the actor saw; 0: whatever is there */
	struct date today;
	int64_t now; /* UTC seconds */
	struct date date; /* completed on, announced on, invited until */
	struct strv user;
	struct strv text; /* reason, note, question */
	struct strv form; /* drafts */
	const struct field_set *set;
	size_t nset;
	const struct proposal *proposal;
	unsigned roles; /* user verbs */
	struct caseid *duplicates; /* out, may be NULL: room for `duplicates_max` */
	size_t duplicates_max;
	size_t nduplicates; /* out */
	struct strv event; /* an event of the clock, as its line of text */
	uint16_t seq; /* which event of the case */
};

typedef bool (*verb_fn)(struct txn *t, const struct actor *actor,
			struct verb_args *args, struct err *e);

enum verb_arg {
	VERB_CASE = 1 << 0, /* a case number */
	VERB_DATE = 1 << 1, /* a date; today when left out */
	VERB_DATE_NEEDED = 1 << 2,
	VERB_USER = 1 << 3,
	VERB_TEXT = 1 << 4, /* text on standard input */
	VERB_FIELDS = 1 << 5, /* field=value … */
	VERB_PROPOSAL = 1 << 6, /* outcome ground …, reasons on standard input */
	VERB_FORM = 1 << 7,
	VERB_ROLES = 1 << 8,
	VERB_SEQ = 1 << 9, /* which event of the case: its number */
	VERB_EVENT = 1 << 10, /* an event of the clock as in the text of `term` */
};

struct verb {
	const char *name; /* "claim-next" */
	unsigned right; /* the rights needed, all of them */
	unsigned args;
	verb_fn fn;
};

/* register edit note claim claim-next assign release invite complete propose return approve
 * announce withdraw void event-add event-correct event-withdraw draft-save draft-drop view user-add user-role user-disable
 * user-enable policy-add. Static. */
const struct verb *verb_all(size_t *n);
const struct verb *verb_by_name(struct strv name);
/* Rights first, then `v->fn`: how everything outside the store calls a verb. */
bool verb_call(const struct verb *v, struct txn *t, const struct actor *actor,
	       struct verb_args *args, struct err *e);
/* Why the verb cannot be called on this face by this actor: ERR_FORBIDDEN, ERR_CASE_STATE,
 * ERR_NOT_HANDLER, ERR_FOUR_EYES, ERR_CASE_UNKNOWN; ERR_NONE when the face has nothing
 * against it. */
enum err_code verb_refusal(const struct verb *v, const struct actor *actor,
			   const struct face *f, struct date today);
/* One verb in one transaction of its own. */
bool store_do(struct store *s, const struct verb *v, const struct actor *actor,
	      struct verb_args *args, struct err *e);

/* ---- upkeep ------------------------------------------------------------------------- */

struct fault {
	const char *what; /* stable word: "index-missing", "chain", "count" … */
	struct strv where; /* number or key */
};

/* Rebuilds every index and count in memory and compares; opens every sealed part; follows
 * the journal's chain. Faults in the arena; true with *n == 0 when the store is clean. */
bool store_check(struct store *s, struct arena *a, struct fault **faults, size_t *n,
		 size_t *cases, size_t *entries, struct err *e);
/* A consistent copy into the new directory `to`, verified by opening and checking it. The
 * key is not in it. Faults make it fail. */
bool store_backup(struct store *s, const char *to, const char *key_file, struct err *e);
/* Copies a backup into the new directory `to` and verifies it. */
bool store_restore(const char *from, const char *to, const char *key_file,
		   struct err *e);

/* Fictitious cases spread over all states, received up to `today`; the same seed gives the
 * same cases. For demo stores only. `progress` may be NULL. */
struct demo_setup {
	/* Renders the letter of a proposal, as tui/letters does: its words are not the
	 * store's. */
	bool (*letter)(const struct dossier *d, const struct policy *p,
		       const struct proposal *proposal, struct date today,
		       struct str *out, struct err *e);
	unsigned cases;
	uint64_t seed;
	struct date today;
	int64_t now;
	void (*progress)(void *ctx, size_t done, size_t all);
	void *ctx;
};
bool store_demo(struct store *s, const struct demo_setup *setup, struct err *e);

#endif
