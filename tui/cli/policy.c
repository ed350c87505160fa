#include "tui/cli/table.h"

#include "tui/cli/out.h"
#include "tui/message_triage.h"

#define POLICY_MAX ((size_t)1 << 20)

/* ---- checking -------------------------------------------------------------------- */

static int say_faults(const struct policy_faults *faults)
{
	for (size_t i = 0; i < faults->n; i++)
		cli_fail(&faults->err[i]);
	return EXIT_DATA;
}

/* The text stays in the program's arena: the tree of the policy points into it. */
static bool check_file(struct cli *c, const char *path, struct policy_version *v,
		       struct policy_faults *faults, struct strv *out, struct err *e)
{
	struct str text = { 0 };
	struct strv kept = { 0 };

	if (cli_read(path, POLICY_MAX, &text, e)) {
		kept = arena_copy(&c->arena, strv_of(&text));
		if (!kept.p)
			err_set(e, ERR_NOMEM);
	}
	str_release(&text);
	*out = kept;
	return kept.p && policy_check(kept, path, &c->arena, v, faults, e);
}

/* Without a store. Several files are also looked at as versions of each other, once each is
 * sound by itself. */
static int check(struct cli *c)
{
	const size_t n = c->nwords - 1;
	struct policy_version *v = arena_array(&c->arena, n, sizeof(*v));
	struct policy_faults faults = { 0 };
	struct err e = { 0 };
	struct strv text;

	if (!v) {
		err_set(&e, ERR_NOMEM);
		return cli_fail(&e);
	}
	for (size_t i = 0; i < n; i++)
		if (!check_file(c, c->word[1 + i], &v[i], &faults, &text, &e) && e.code)
			return cli_fail(&e);
	if (!faults.n)
		policy_check_versions(v, n, &c->arena, &faults);
	if (faults.n)
		return say_faults(&faults);
	for (size_t i = 0; i < n; i++)
		cli_say(_("%s: no faults"), c->word[1 + i]);
	return 0;
}

/* ---- using ----------------------------------------------------------------------- */

/* Only a policy without a fault comes into the store: there it is never changed again. */
static int use(struct cli *c)
{
	const char *path = c->word[1];
	struct verb_args args = { .now = c->now, .form = strv(path) };
	const struct verb *verb = verb_by_name(STRV("policy-add"));
	struct policy_version v;
	struct policy_faults faults = { 0 };
	struct err e = { 0 };

	args.date = DATE_NONE;
	if (!check_file(c, path, &v, &faults, &args.text, &e))
		return e.code ? cli_fail(&e) : say_faults(&faults);
	if (!verb)
		err_set(&e, ERR_BUG);
	if (!verb || !cli_open(c, "cli", &e))
		return cli_fail(&e);
	args.today = c->today;
	if (!store_do(c->store, verb, &c->actor, &args, &e))
		return cli_fail(&e);
	cli_say(_("policy %.*s, valid %s to %s"), STRV_FMT(v.policy.code),
		date_nl(v.policy.valid_from).s, date_nl(v.policy.valid_until).s);
	return 0;
}

/* ---- showing --------------------------------------------------------------------- */

static struct strv choose(struct strv nl, struct strv en)
{
	return message_dutch() ? nl : en;
}

static void heading(const char *text)
{
	cli_say("%s", "");
	cli_say("%s", text);
}

static void add_codes(struct str *line, const char *what, struct words list)
{
	if (!list.n)
		return;
	str_addf(line, "; %s", what);
	for (size_t i = 0; i < list.n; i++)
		str_addf(line, " %.*s", STRV_FMT(list.word[i]));
}

static void begin(struct str *line, struct strv code, struct strv title,
		  struct strv article)
{
	str_clear(line);
	str_addz(line, "  ");
	out_cell(line, code, 14);
	str_addz(line, "  ");
	str_add(line, title);
	if (!article.n)
		return;
	str_addz(line, " (");
	message_article(article, line);
	str_addc(line, ')');
}

static void show_categories(const struct policy *p, struct str *line)
{
	heading(_("Categories"));
	for (size_t i = 0; i < p->ncategories; i++) {
		const struct category *k = &p->category[i];

		begin(line, k->code, choose(k->title_nl, k->title_en), k->article);
		if (k->mandatory)
			str_addf(line, "; %s", _("the statute demands it"));
		if (k->priority)
			str_addf(line, "; %s %d", _("rank"), k->priority);
		if (k->parent)
			str_addf(line, "; %s %.*s", _("part of"),
				 STRV_FMT(k->parent->code));
		add_codes(line, _("not bound by"), k->exempt_rules);
		add_codes(line, _("never refused on"), k->exempt_grounds);
		if (k->filers.n)
			str_addf(line, "; %s", _("filed by"));
		for (size_t w = 0; w < k->filers.n; w++) {
			str_addz(line, w ? ", " : " ");
			message_filer(k->filers.word[w], line);
		}
		cli_say("%s", str_z(line));
	}
}

static void show_rules(const struct ruleset *r, struct str *line)
{
	heading(_("Who is admitted"));
	for (size_t i = 0; i < r->nrules; i++) {
		const struct rule *rule = &r->rule[i];

		begin(line, rule->code, choose(rule->title_nl, rule->title_en),
		      rule->article);
		str_addz(line, ": ");
		message_rule(rule, line);
		str_addf(line, "; %s %.*s", _("else ground"), STRV_FMT(rule->ground));
		add_codes(line, _("only"), rule->only);
		cli_say("%s", str_z(line));
	}
}

static void show_evidence(const struct ruleset *r, struct str *line)
{
	heading(_("What must be shown"));
	for (size_t i = 0; i < r->nevidence; i++) {
		const struct evidence_rule *ev = &r->evidence[i];
		struct str text = { 0 };

		message_evidence(ev, &text);
		begin(line, ev->code, strv_of(&text), ev->article);
		add_codes(line, _("only"), ev->only);
		cli_say("%s", str_z(line));
		str_release(&text);
	}
}

static void show_grounds(const struct policy *p, struct str *line)
{
	static const char *const outcomes[] = { "refuse", "untreated", "grant",
						"hold" };

	heading(_("Grounds"));
	for (size_t o = 0; o < sizeof(outcomes) / sizeof(*outcomes); o++)
		for (size_t i = 0; i < p->ngrounds; i++) {
			const struct ground *g = &p->ground[i];

			if (!strv_eq(g->outcome, strv(outcomes[o])))
				continue;
			begin(line, g->code, choose(g->title_nl, g->title_en),
			      g->article);
			str_addf(line, "; %s",
				 message_choice(FIELD_OUTCOME, g->outcome));
			add_codes(line, _("only"), (struct words){ g->only, g->nonly });
			cli_say("%s", str_z(line));
		}
}

static void show_rest(const struct ruleset *r, struct str *line)
{
	const struct hardship_clause *h = &r->hardship;

	if (h->title_nl.n) {
		heading(_("Hardship clause"));
		begin(line, h->signatory, choose(h->title_nl, h->title_en), h->article);
		cli_say("%s", str_z(line));
	}
	if (r->nreferrals)
		heading(_("Referrals"));
	for (size_t i = 0; i < r->nreferrals; i++) {
		const struct referral *f = &r->referral[i];

		begin(line, f->code, choose(f->text_nl, f->text_en), strv(""));
		add_codes(line, _("for"), f->reasons);
		cli_say("%s", str_z(line));
	}
}

static void show_policy(const struct policy *p)
{
	struct str line = { 0 };

	cli_say("%.*s · %.*s · %.*s", STRV_FMT(p->code), STRV_FMT(p->municipality),
		STRV_FMT(p->ordinance));
	cli_say(_("valid %s to %s; decide within %d weeks; signed by %.*s"),
		date_nl(p->valid_from).s, date_nl(p->valid_until).s, p->term.weeks,
		STRV_FMT(p->signatory));
	show_categories(p, &line);
	if (p->rules.nrules)
		show_rules(&p->rules, &line);
	if (p->rules.nevidence)
		show_evidence(&p->rules, &line);
	show_grounds(p, &line);
	show_rest(&p->rules, &line);
	str_release(&line);
}

static int show(struct cli *c)
{
	const struct policy *p;
	struct date day = DATE_NONE;
	struct err e = { 0 };

	if (!cli_open(c, "cli", &e) ||
	    !cli_may(c, RIGHT_READ | RIGHT_MAINTAIN, "policy show", &e))
		return cli_fail(&e);
	day = c->today;
	if (c->nwords > 1 && !cli_date(c->word[1], &day, &e))
		return cli_fail(&e);
	p = store_policy(c->store, day, &e);
	if (!p)
		return cli_fail(&e);
	show_policy(p);
	return 0;
}

int policy_main(struct cli *c)
{
	const char *what = c->word[0];
	const bool checking = strcmp(what, "check") == 0;
	const bool using = strcmp(what, "use") == 0;

	if (!checking && !using && strcmp(what, "show") != 0)
		return cli_usage(c, ERR_USAGE, what);
	if ((checking || using) && c->nwords < 2)
		return cli_usage(c, ERR_USAGE_MISSING, "FILE");
	if (!checking && c->nwords > 2)
		return cli_usage(c, ERR_USAGE, c->word[2]);
	return checking ? check(c) : using ? use(c) : show(c);
}
