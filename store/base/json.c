#include "store/base/json.h"

#include <errno.h>
#include <jansson.h>
#include <limits.h>

#include "store/base/utf8.h"

static void jsonw_value(struct jsonw *j)
{
	if (j->comma)
		str_addc(j->out, ',');
	j->comma = true;
}

void jsonw_begin(struct jsonw *j, struct str *out)
{
	*j = (struct jsonw){ out, false };
}

void jsonw_object(struct jsonw *j)
{
	jsonw_value(j);
	str_addc(j->out, '{');
	j->comma = false;
}

void jsonw_object_end(struct jsonw *j)
{
	str_addc(j->out, '}');
	j->comma = true;
}

void jsonw_array(struct jsonw *j)
{
	jsonw_value(j);
	str_addc(j->out, '[');
	j->comma = false;
}

void jsonw_array_end(struct jsonw *j)
{
	str_addc(j->out, ']');
	j->comma = true;
}

/* What would steer a terminal that shows the text: controls, C1, bidi, zero widths. */
static bool jsonw_hides(uint32_t ch)
{
	return (ch >= 0x7f && ch <= 0x9f) || ch == 0xad || ch == 0x61c ||
	       (ch >= 0x200b && ch <= 0x200f) || (ch >= 0x2028 && ch <= 0x202e) ||
	       (ch >= 0x2060 && ch <= 0x206f) || ch == 0xfeff;
}

/* jansson hands over pieces that end at a character. */
static int jsonw_take(const char *p, size_t n, void *ctx)
{
	struct str *out = ctx;
	struct strv rest = strv_n(p, n);

	while (rest.n > 0) {
		uint32_t ch;
		size_t len;

		utf8_next(rest, &ch, &len);
		if (jsonw_hides(ch))
			str_addf(out, "\\u%04x", (unsigned)ch);
		else
			str_add(out, strv_n(rest.p, len));
		rest = strv_n(rest.p + len, rest.n - len);
	}
	return out->failed ? -1 : 0;
}

static void jsonw_mend(struct strv text, struct str *out)
{
	while (text.n > 0) {
		char utf8[4];
		uint32_t ch;
		size_t len;

		utf8_next(text, &ch, &len);
		str_add(out, strv_n(utf8, utf8_put(ch, utf8)));
		text = strv_n(text.p + len, text.n - len);
	}
}

static void jsonw_quote(struct str *out, struct strv text)
{
	struct str mended = { 0 };
	json_t *v;

	if (!utf8_valid(text, NULL)) {
		jsonw_mend(text, &mended);
		text = strv_of(&mended);
	}
	v = json_stringn_nocheck(text.n ? text.p : "", text.n);
	if (!v || mended.failed ||
	    json_dump_callback(v, jsonw_take, out, JSON_ENCODE_ANY))
		out->failed = true;
	json_decref(v);
	str_release(&mended);
}

void jsonw_keyv(struct jsonw *j, struct strv key)
{
	jsonw_value(j);
	jsonw_quote(j->out, key);
	str_addc(j->out, ':');
	j->comma = false;
}

void jsonw_key(struct jsonw *j, const char *key)
{
	jsonw_keyv(j, strv(key));
}

void jsonw_str(struct jsonw *j, struct strv text)
{
	jsonw_value(j);
	jsonw_quote(j->out, text);
}

void jsonw_int(struct jsonw *j, int64_t n)
{
	jsonw_value(j);
	str_addf(j->out, "%lld", (long long)n);
}

void jsonw_bool(struct jsonw *j, bool b)
{
	jsonw_value(j);
	str_addz(j->out, b ? "true" : "false");
}

void jsonw_null(struct jsonw *j)
{
	jsonw_value(j);
	str_addz(j->out, "null");
}

void jsonw_date(struct jsonw *j, struct date d)
{
	const struct date_text t = date_iso(d);

	if (date_is(d))
		jsonw_str(j, strv(t.s));
	else
		jsonw_null(j);
}

void jsonw_key_str(struct jsonw *j, const char *key, struct strv text)
{
	jsonw_key(j, key);
	jsonw_str(j, text);
}

void jsonw_key_int(struct jsonw *j, const char *key, int64_t n)
{
	jsonw_key(j, key);
	jsonw_int(j, n);
}

void jsonw_key_bool(struct jsonw *j, const char *key, bool b)
{
	jsonw_key(j, key);
	jsonw_bool(j, b);
}

void jsonw_key_date(struct jsonw *j, const char *key, struct date d)
{
	jsonw_key(j, key);
	jsonw_date(j, d);
}

static bool json_fault(unsigned line, unsigned col, const char *why, struct err *e)
{
	err_set(e, ERR_JSON);
	err_int(e, line);
	err_str(e, strv(why));
	e->line = line;
	e->col = col;
	return false;
}

/* The shortest decimal that reads back as the same number: 721.45, not 721.45000000000005. */
static const char *json_decimal(double x, struct arena *a)
{
	const char *text = NULL;
	int digits;

	for (digits = 15; digits <= 17; digits++) {
		text = arena_printf(a, "%.*g", digits, x);
		if (!text || strtod(text, NULL) == x)
			break;
	}
	return text;
}

/* False with *why NULL: no memory. */
static bool json_scalar(const json_t *v, struct arena *a, struct json_pair *out,
			const char **why)
{
	const char *number = "";

	*why = NULL;
	switch (json_typeof(v)) {
	case JSON_STRING:
		out->kind = JSON_KIND_TEXT;
		out->value = arena_copy(
			a, strv_n(json_string_value(v), json_string_length(v)));
		return out->value.p != NULL;
	case JSON_INTEGER:
		out->kind = JSON_KIND_INT;
		number = arena_printf(a, "%lld", (long long)json_integer_value(v));
		break;
	case JSON_REAL:
		out->kind = JSON_KIND_REAL;
		number = json_decimal(json_real_value(v), a);
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		out->kind = JSON_KIND_BOOL;
		number = json_is_true(v) ? "true" : "false";
		break;
	case JSON_NULL:
		out->kind = JSON_KIND_NULL;
		break;
	case JSON_OBJECT:
	case JSON_ARRAY:
		*why = "an object or a list inside the object";
		return false;
	}
	out->value = strv(number);
	return number != NULL;
}

static bool json_pairs(json_t *object, unsigned line, struct arena *a,
		       struct json_pair **out, size_t *n, struct err *e)
{
	const size_t size = json_object_size(object);
	struct json_pair *pair = arena_array(a, size + 1, sizeof(*pair));
	const char *key, *why = NULL;
	json_t *v;

	*n = 0;
	*out = pair;
	if (!pair)
		return err_set(e, ERR_NOMEM);
	json_object_foreach(object, key, v)
	{
		struct json_pair *p = &pair[*n];

		p->key = arena_copy(a, strv(key));
		if (!p->key.p)
			return err_set(e, ERR_NOMEM);
		if (!json_scalar(v, a, p, &why))
			return why ? json_fault(line, 1, why, e)
				   : err_set(e, ERR_NOMEM);
		++*n;
	}
	return true;
}

bool json_flat(struct strv text, unsigned line, struct arena *a, struct json_pair **out,
	       size_t *n, struct err *e)
{
	json_error_t fault;
	json_t *root;
	bool ok;

	*out = NULL;
	*n = 0;
	root = json_loadb(text.n ? text.p : "", text.n, JSON_REJECT_DUPLICATES, &fault);
	if (!root && json_error_code(&fault) == json_error_out_of_memory)
		return err_set(e, ERR_NOMEM);
	if (!root)
		return json_fault(line, fault.column > 0 ? (unsigned)fault.column : 1,
				  fault.text, e);
	if (!json_is_object(root)) {
		json_decref(root);
		return json_fault(line, 1, "not an object", e);
	}
	ok = json_pairs(root, line, a, out, n, e);
	json_decref(root);
	return ok;
}
