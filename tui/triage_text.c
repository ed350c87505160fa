#include "tui/triage_text.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum group { GROUP_RULES, GROUP_GROUNDS, GROUP_EVIDENCE, GROUP_REFERRALS, GROUPS };

static const char *const headings[GROUPS] = {
	[GROUP_RULES] = N_("Rules"),
	[GROUP_GROUNDS] = N_("If it comes to a refusal"),
	[GROUP_EVIDENCE] = N_("Evidence"),
	[GROUP_REFERRALS] = N_("Where else to go"),
};

static enum group group_of(const struct finding *f)
{
	if (f->evidence)
		return GROUP_EVIDENCE;
	if (f->referral)
		return GROUP_REFERRALS;
	return f->ground || f->code == FINDING_HARDSHIP ? GROUP_GROUNDS : GROUP_RULES;
}

/* What is asked and not in order; NULL for any other finding. */
static const struct evidence_rule *lacking(const struct finding *f)
{
	switch (f->code) {
	case FINDING_MISSING:
	case FINDING_ASKED:
	case FINDING_OLD:
	case FINDING_UNDATED:
	case FINDING_REJECTED:
		return f->evidence;
	case FINDING_CATEGORY_OPEN:
	case FINDING_CATEGORY_ABSENT:
	case FINDING_MANDATORY:
	case FINDING_MET:
	case FINDING_FAILED:
	case FINDING_OPEN:
	case FINDING_UNCOUNTED:
	case FINDING_EXEMPT:
	case FINDING_GROUND:
	case FINDING_GROUND_EXEMPT:
	case FINDING_NEEDED:
	case FINDING_MAYBE:
	case FINDING_IN:
	case FINDING_HARDSHIP:
	case FINDING_REFERRAL:
	case FINDING_CODES:
		break;
	}
	return NULL;
}

void triage_short(const struct triage *t, struct str *out)
{
	bool first = true;

	str_addz(out, message_indication_word(t->indication));
	for (size_t i = 0; t->indication != INDICATION_LIKELY && i < t->n; i++) {
		if (!finding_decisive(t, &t->finding[i]) || t->finding[i].evidence)
			continue;
		str_addz(out, " · ");
		message_finding(&t->finding[i], out);
	}
	for (size_t i = 0; i < t->n; i++) {
		const struct evidence_rule *ev = lacking(&t->finding[i]);

		if (!ev)
			continue;
		if (first)
			str_addf(out, " · %s: ", _("not in order yet"));
		else
			str_addz(out, ", ");
		first = false;
		str_add(out, message_dutch() ? ev->title_nl : ev->title_en);
	}
}

void triage_long(const struct triage *t, struct str *out)
{
	str_addz(out, message_indication(t->indication));
	str_addz(out, "\n");
	for (int g = 0; g < GROUPS; g++) {
		bool any = false;

		for (size_t i = 0; i < t->n; i++) {
			if (group_of(&t->finding[i]) != (enum group)g)
				continue;
			if (!any)
				str_addf(out, "\n%s\n", _(headings[g]));
			any = true;
			str_addz(out, "· ");
			message_finding(&t->finding[i], out);
			str_addz(out, "\n");
		}
	}
	str_addf(out, "\n%s",
		 _("An indication by the rules of the policy. The officer decides, and "
		   "may have "
		   "reasons to decide otherwise."));
}

bool triage_write(const char *path, struct strv text, struct err *e)
{
	const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool ok = fd >= 0;
	int why = errno;

	while (ok && text.n) {
		const ssize_t n = write(fd, text.p, text.n);

		if (n < 0 && errno == EINTR)
			continue;
		ok = n > 0;
		why = errno;
		text = strv_n(text.p + (ok ? n : 0), text.n - (size_t)(ok ? n : 0));
	}
	if (fd >= 0 && close(fd) != 0 && ok) {
		why = errno;
		ok = false;
	}
	if (ok)
		return true;
	err_set(e, ERR_IO);
	err_str(e, strv(path));
	return err_str(e, strv(strerror(why)));
}
