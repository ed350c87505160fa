#include "store/store.h"

struct caseid_text caseid_write(struct caseid id)
{
	struct caseid_text t;

	(void)snprintf(t.s, sizeof t.s, "%04u-%06u", (unsigned)id.year,
		       id.seq % 100000000);
	return t;
}

bool caseid_parse(struct strv s, struct caseid *out, struct err *e)
{
	struct strv rest = strv_trim(s);
	struct strv year;
	uint64_t y;
	uint64_t n;

	*out = (struct caseid){ 0, 0 };
	year = strv_cut(&rest, '-');
	if (year.n != 4 || rest.n < 1 || rest.n > 8 || !strv_uint(year, 9999, &y) ||
	    !strv_uint(rest, 99999999, &n) || y == 0 || n == 0) {
		err_set(e, ERR_CASE_NUMBER);
		return err_str(e, s);
	}
	*out = (struct caseid){ (uint16_t)y, (uint32_t)n };
	return true;
}

bool caseid_eq(struct caseid a, struct caseid b)
{
	return a.year == b.year && a.seq == b.seq;
}
