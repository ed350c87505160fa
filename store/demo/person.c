#include "store/base/embed.h"
#include "store/demo/demo.h"

/* ---- names ----------------------------------------------------------------------- */

static struct name_list *list_of(struct names *n, struct strv language)
{
	for (size_t i = 0; i < n->n; i++)
		if (strv_eq(strv(n->list[i].language), language))
			return &n->list[i];
	if (n->n == sizeof(n->list) / sizeof(*n->list) || language.n != 2)
		return NULL;
	memcpy(n->list[n->n].language, language.p, 2);
	return &n->list[n->n++];
}

/* "kind\tlanguage\tname"; counts when `fill` is false. */
static bool take_line(struct names *n, struct strv line, bool fill)
{
	const struct strv kind = strv_cut(&line, '\t');
	struct name_list *l;

	if (kind.n == 0 || kind.p[0] == '#')
		return true;
	l = list_of(n, strv_cut(&line, '\t'));
	if (!l || line.n == 0)
		return false;
	if (strv_eq(kind, STRV("first"))) {
		if (fill)
			l->first[l->nfirst] = line;
		l->nfirst++;
		return true;
	}
	if (fill)
		l->last[l->nlast] = line;
	l->nlast++;
	return true;
}

static bool take_all(struct names *n, struct strv text, bool fill)
{
	bool ok = true;

	while (ok && text.n)
		ok = take_line(n, strv_cut(&text, '\n'), fill);
	return ok;
}

bool names_load(struct names *out, struct arena *a, struct err *e)
{
	const struct strv text = embed_get("store/demo/names.tsv");

	*out = (struct names){ 0 };
	if (!text.p || !take_all(out, text, false)) {
		err_set(e, ERR_BUG);
		return err_str(e, STRV("names.tsv"));
	}
	for (size_t i = 0; i < out->n; i++) {
		struct name_list *l = &out->list[i];

		l->first = arena_array(a, l->nfirst + 1, sizeof(*l->first));
		l->last = arena_array(a, l->nlast + 1, sizeof(*l->last));
		if (!l->first || !l->last)
			return err_set(e, ERR_NOMEM);
		l->nfirst = 0;
		l->nlast = 0;
	}
	take_all(out, text, true);
	return true;
}

/* ---- what a person is made of ---------------------------------------------------- */

/* Whose names the population register holds in Latin script, with their share of a
 * hundred and the language they are written to in. */
static const struct {
	const char *names;
	unsigned share;
	const char *language;
} ORIGIN[] = {
	{ "nl", 56, "nl" }, { "tr", 10, "tr" }, { "pl", 8, "pl" }, { "ro", 4, "ro" },
	{ "en", 4, "en" },  { "es", 4, "es" },  { "de", 3, "de" }, { "pt", 3, "pt" },
	{ "fr", 3, "fr" },  { "hu", 2, "hu" },  { "cs", 2, "cs" }, { "vi", 1, "vi" },
};

static const char *const STREETS[] = {
	"Spoorsingel",
	"Dorpsweg",
	"Lindelaan",
	"Korenmolenstraat",
	"Prinses Irenehof",
	"Havenkade",
	"Zonnebloemstraat",
	"Oude Gracht",
	"Vogelkersweg",
	"Bakkerssteeg",
	"Nieuwe Parklaan",
	"Wilgenplantsoen",
	"Schoolstraat",
	"Kruisbessenhof",
	"Molenwiek",
	"Touwslagersdreef",
	"Burgemeester Janssenplein",
	"Rietgorslaan",
	"Achterdijk",
	"Meerkoetstraat",
};
static const char *const TENURES[] = { "social-rent",  "private-rent",
				       "owner",        "room",
				       "with-family",  "guardianship-let",
				       "shelter",      "institution",
				       "holiday-home", "homeless" };
static const char *const CHANNELS[] = { "web",  "web",   "web",  "web",
					"desk", "phone", "post", "partner" };
static const char *const FLOORS[] = { "begane grond",  "1e, geen lift", "2e, geen lift",
				      "3e, geen lift", "4e, lift",      "7e, lift" };
static const char *const PREFIXES[] = { "van der ", "van den ", "van de ", "van ",
					"de ",      "den ",     "ten ",    "ter " };

#define PICK(d, list) ((list)[dice_pick((d), sizeof(list) / sizeof(*(list)))])

struct make {
	struct person *p;
	struct arena *a;
	bool failed;
};

static void set(struct make *m, enum field_id field, const char *text)
{
	struct field_set *s = &m->p->set[m->p->nset];

	if (!text || m->p->nset == sizeof(m->p->set) / sizeof(*m->p->set)) {
		m->failed = true;
		return;
	}
	if (!*text)
		return;
	*s = (struct field_set){ .field = (uint16_t)field, .text = strv(text) };
	s->kind = field_by_id(field)->part;
	m->p->nset++;
}

static void set_day(struct make *m, enum field_id field, struct date day)
{
	set(m, field, arena_printf(m->a, "%s", date_iso(day).s));
}

static const struct name_list *names_of(const struct names *names, const char *language)
{
	for (size_t i = 0; i < names->n; i++)
		if (strv_eq(strv(names->list[i].language), strv(language)))
			return &names->list[i];
	return NULL;
}

static size_t pick_origin(struct dice *d)
{
	unsigned at = dice_pick(d, 100);

	for (size_t i = 0; i < sizeof(ORIGIN) / sizeof(*ORIGIN); i++) {
		if (at < ORIGIN[i].share)
			return i;
		at -= ORIGIN[i].share;
	}
	return 0;
}

/* "van den Berg" → prefix and surname. */
static void set_surname(struct make *m, struct strv name)
{
	for (size_t i = 0; i < sizeof(PREFIXES) / sizeof(*PREFIXES); i++) {
		const struct strv prefix = strv(PREFIXES[i]);

		if (!strv_starts(name, prefix))
			continue;
		set(m, FIELD_PREFIX,
		    arena_printf(m->a, "%.*s", (int)prefix.n - 1, prefix.p));
		name = strv_n(name.p + prefix.n, name.n - prefix.n);
		break;
	}
	set(m, FIELD_SURNAME, arena_printf(m->a, "%.*s", STRV_FMT(name)));
}

/* The first character as an initial: "Şen" → "Ş.". */
static void set_first(struct make *m, struct strv name)
{
	size_t n = 1;

	while (n < name.n && ((unsigned char)name.p[n] & 0xc0) == 0x80)
		n++;
	set(m, FIELD_INITIALS, arena_printf(m->a, "%.*s.", (int)n, name.p));
	set(m, FIELD_GIVEN_NAMES, arena_printf(m->a, "%.*s", STRV_FMT(name)));
}

/* A number of one's own that passes the eleven-test (one in eleven has none). They
 * begin with a 9, which is not given out. */
static void set_bsn(struct make *m, uint64_t seed, uint32_t who)
{
	const unsigned n =
		90000000 + (unsigned)((seed % 10000000 + who * 7919ULL) % 10000000);
	unsigned rest = n;
	unsigned sum = 0;

	for (unsigned weight = 2; weight <= 9; weight++) {
		sum += weight * (rest % 10);
		rest /= 10;
	}
	if (sum % 11 != 10)
		set(m, FIELD_BSN, arena_printf(m->a, "%08u%u", n, sum % 11));
}

/* What stays the same when a person asks again. Gives the language. */
static const char *set_identity(struct make *m, const struct names *names,
				uint64_t seed, uint32_t who)
{
	struct dice d = dice_of(seed, 2 * (uint64_t)who);
	const size_t origin = pick_origin(&d);
	const struct name_list *l = names_of(names, ORIGIN[origin].names);
	struct date birth;

	if (!l || !l->nfirst || !l->nlast) {
		m->failed = true;
		return "nl";
	}
	set_first(m, l->first[dice_pick(&d, (unsigned)l->nfirst)]);
	set_surname(m, l->last[dice_pick(&d, (unsigned)l->nlast)]);
	date_make(1950 + (int)dice_pick(&d, 56), 1 + (int)dice_pick(&d, 12),
		  1 + (int)dice_pick(&d, 28), &birth);
	set_day(m, FIELD_BIRTH_DATE, birth);
	set_bsn(m, seed, who);
	return ORIGIN[origin].language;
}

static void set_address(struct make *m, struct dice *d)
{
	static const char letters[] = "ABCDEGHJKLMNPRTVWXZ"; /* no F I O Q S U Y */

	set(m, FIELD_STREET, PICK(d, STREETS));
	set(m, FIELD_HOUSE_NUMBER, arena_printf(m->a, "%u", 1 + dice_pick(d, 240)));
	if (dice_chance(d, 20))
		set(m, FIELD_HOUSE_SUFFIX,
		    arena_printf(m->a, "%c", (int)('A' + dice_pick(d, 6))));
	set(m, FIELD_POSTCODE,
	    arena_printf(m->a, "%u %c%c", 1000 + dice_pick(d, 90),
			 letters[dice_pick(d, sizeof(letters) - 1)],
			 letters[dice_pick(d, sizeof(letters) - 1)]));
	set(m, FIELD_CITY, dice_chance(d, 85) ? "Voorbeeldstad" : "Testkerke");
}

static void set_contact(struct make *m, struct dice *d, uint32_t which,
			const char *language)
{
	const bool dutch = strcmp(language, "nl") == 0;

	if (dice_chance(d, 85))
		set(m, FIELD_EMAIL,
		    arena_printf(m->a, "aanvrager%u@example.invalid", which + 1));
	set(m, FIELD_PHONE,
	    arena_printf(m->a, "06-%08u", 10000000 + dice_pick(d, 89999999)));
	set(m, FIELD_LANGUAGE, dutch || dice_chance(d, 55) ? "nl" : language);
	set(m, FIELD_INTERPRETER, !dutch && dice_chance(d, 25) ? "1" : "0");
	if (dice_chance(d, 8))
		set(m, FIELD_REPRESENTATIVE,
		    dice_chance(d, 50) ? "Wijkteam Noord" : "Stichting De Oever");
}

static void set_household(struct make *m, struct dice *d, struct strv category)
{
	const bool family = strv_eq(category, STRV("breakup"));

	m->p->children = family               ? 1 + dice_pick(d, 3)
			 : dice_chance(d, 45) ? 1 + dice_pick(d, 4)
					      : 0;
	set(m, FIELD_ADULTS, arena_printf(m->a, "%u", 1 + dice_pick(d, 2)));
	set(m, FIELD_CHILDREN, arena_printf(m->a, "%u", m->p->children));
}

static void set_housing(struct make *m, struct dice *d, struct date received)
{
	const struct date since = date_add(received, -(int)(30 + dice_pick(d, 6000)));

	set(m, FIELD_TENURE, PICK(d, TENURES));
	if (dice_chance(d, 70))
		set(m, FIELD_RENT,
		    arena_printf(m->a, "%u", 30000 + dice_pick(d, 80000)));
	set_day(m, FIELD_RESIDENT_SINCE, since);
	if (dice_chance(d, 75))
		set_day(m, FIELD_SEEKER_SINCE,
			date_add(received, -(int)(20 + dice_pick(d, 3000))));
	if (dice_chance(d, 40))
		set(m, FIELD_FLOOR, PICK(d, FLOORS));
	set(m, FIELD_INCOME, arena_printf(m->a, "%u00", 12000 + dice_pick(d, 36000)));
}

static void set_application(struct make *m, struct dice *d, uint32_t which,
			    struct date received, const struct category *c)
{
	const char *channel = PICK(d, CHANNELS);

	set_day(m, FIELD_RECEIVED, received);
	set(m, FIELD_CHANNEL, channel);
	if (strcmp(channel, "web") == 0) {
		set(m, FIELD_REFERENCE,
		    arena_printf(m->a, "WF-%08u", 20000001 + which));
		set(m, FIELD_SUBMITTED,
		    arena_printf(m->a, "%sT%02u:%02u", date_iso(received).s,
				 dice_pick(d, 24), dice_pick(d, 60)));
	}
	set(m, FIELD_CATEGORY, arena_printf(m->a, "%.*s", STRV_FMT(c->code)));
	set(m, FIELD_EXPLANATION, text_explanation(c->code, dice_pick(d, 8)));
}

/* Medical reasons, break-ups and threatening homelessness come most: the first
 * categories of a policy are taken more often than the last. */
static const struct category *pick_category(const struct policy *p, struct dice *d)
{
	const unsigned n = (unsigned)p->ncategories;
	const unsigned a = dice_pick(d, n);
	const unsigned b = dice_pick(d, n);

	return &p->category[a < b ? a : b];
}

bool person_make(const struct person_order *order, struct arena *a, struct person *out,
		 struct err *e)
{
	struct dice d = dice_of(order->seed, 2 * (uint64_t)order->which + 1);
	struct make m = { out, a, false };

	*out = (struct person){ 0 };
	const struct category *c = pick_category(order->policy, &d);
	const char *language = set_identity(&m, order->names, order->seed, order->who);

	set_application(&m, &d, order->which, order->received, c);
	set_address(&m, &d);
	set_contact(&m, &d, order->which, language);
	set_household(&m, &d, c->code);
	set_housing(&m, &d, order->received);
	return !m.failed || err_set(e, ERR_NOMEM);
}
