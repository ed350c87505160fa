#include "tui/lines.h"

void lines_put(struct str *out, struct strv name, struct strv text)
{
	size_t i;

	str_add(out, name);
	str_addc(out, '=');
	for (i = 0; i < text.n; i++) {
		if (text.p[i] == '\n')
			str_addz(out, "\\n");
		else if (text.p[i] == '\\')
			str_addz(out, "\\\\");
		else
			str_addc(out, text.p[i]);
	}
	str_addc(out, '\n');
}

bool lines_next(struct strv *rest, struct arena *a, struct strv *name,
		struct strv *text)
{
	while (rest->n) {
		struct strv line = strv_cut(rest, '\n');
		size_t at = strv_find(line, '='), i, n = 0;
		char *p;

		if (at == line.n)
			continue;
		p = arena_alloc(a, line.n - at);
		if (!p)
			return false;
		for (i = at + 1; i < line.n; i++) {
			bool escaped = line.p[i] == '\\' && i + 1 < line.n;

			i += escaped;
			p[n++] = line.p[i];
			if (escaped && line.p[i] == 'n')
				p[n - 1] = '\n';
		}
		*name = strv_n(line.p, at);
		*text = strv_n(p, n);
		return true;
	}
	return false;
}
