/* Prints the generated pages of docs/ from the tables the program runs on.
 * usage: tables fields | lifecycle | picture < screen.txt > screen.svg */
#include <stdio.h>
#include <string.h>

#include "store/rules/field.h"
#include "store/rules/lifecycle.h"

static const char *type_word(enum field_type type)
{
	switch (type) {
	case TYPE_LINE:
		return "line";
	case TYPE_TEXT:
		return "text";
	case TYPE_NAME:
		return "name";
	case TYPE_DATE:
		return "date";
	case TYPE_DATETIME:
		return "date and time";
	case TYPE_BSN:
		return "BSN";
	case TYPE_POSTCODE:
		return "postcode";
	case TYPE_EMAIL:
		return "e-mail";
	case TYPE_PHONE:
		return "telephone";
	case TYPE_INT:
		return "number";
	case TYPE_MONEY:
		return "money (cents)";
	case TYPE_BOOL:
		return "yes/no";
	case TYPE_CHOICE:
		return "choice";
	case TYPE_CATEGORY:
		return "category of the policy";
	case TYPE_GROUNDS:
		return "grounds of the policy";
	case TYPE_CASE:
		return "case number";
	case TYPE_USER:
		return "user";
	}
	return "";
}

static void fields(void)
{
	size_t n;
	const struct field *f = field_all(&n);

	puts("# Fields\n\nGenerated from `store/rules/field_table.h` by `make docs`. "
	     "Ids are "
	     "stored and never\nreused. *System* fields are written by verbs only.\n");
	puts("| id | part | name | type | most | marks | choices "
	     "|\n|---|---|---|---|---|---|---|");
	for (size_t i = 0; i < n; i++)
		printf("| %u | %s | `%s` | %s | %u |%s%s%s%s%s | %s |\n", f[i].id,
		       part_word(f[i].part), f[i].name, type_word(f[i].type), f[i].max,
		       f[i].flags & FLAG_REQUIRED ? " required" : "",
		       f[i].flags & FLAG_SYSTEM ? " system" : "",
		       f[i].flags & FLAG_SENSITIVE ? " sensitive" : "",
		       f[i].flags & FLAG_PAST ? " not-future" : "",
		       f[i].flags & FLAG_MASKED ? " masked" : "",
		       f[i].choices ? f[i].choices : "");
}

static void lifecycle(void)
{
	puts("# The life of a case\n\nGenerated from the table in "
	     "`store/rules/lifecycle.c` by "
	     "`make docs`. What stands empty\ncannot be written by any verb.\n");
	printf("| from |");
	for (int m = 0; m < MOVE_COUNT; m++)
		printf(" %s |", move_word((enum move)m));
	printf("\n|---|");
	for (int m = 0; m < MOVE_COUNT; m++)
		printf("---|");
	puts("");
	for (int s = 0; s < STATE_COUNT; s++) {
		printf("| %s |", s == STATE_NONE ? "(new)" : state_word((enum state)s));
		for (int m = 0; m < MOVE_COUNT; m++) {
			const enum state to =
				lifecycle_next((enum state)s, (enum move)m);

			printf(" %s |", to == STATE_NONE ? "" : state_word(to));
		}
		puts("");
	}
}

static void escaped(const char *s)
{
	for (; *s && *s != '\n'; s++) {
		if (*s == '&')
			fputs("&amp;", stdout);
		else if (*s == '<')
			fputs("&lt;", stdout);
		else if (*s == '>')
			fputs("&gt;", stdout);
		else
			putchar(*s);
	}
}

/* A screen's text as a drawing: one line of text a row, as wide as 80 columns. */
static void picture(void)
{
	char line[1024];
	int y = 0;

	puts("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"720\" height=\"456\" "
	     "font-family=\"monospace\" font-size=\"14\">\n"
	     "<rect width=\"720\" height=\"456\" rx=\"6\" fill=\"#1c1f26\"/>");
	while (fgets(line, sizeof(line), stdin)) {
		y++;
		printf("<text x=\"20\" y=\"%d\" xml:space=\"preserve\" fill=\"%s\">",
		       12 + y * 18, y == 1 ? "#ffffff" : "#d5d8de");
		escaped(line);
		puts("</text>");
	}
	puts("</svg>");
}

int main(int argc, char **argv)
{
	const char *what = argc == 2 ? argv[1] : "";

	if (strcmp(what, "fields") == 0)
		fields();
	else if (strcmp(what, "lifecycle") == 0)
		lifecycle();
	else if (strcmp(what, "picture") == 0)
		picture();
	else
		return 64;
	return 0;
}
