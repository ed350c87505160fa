#include "tests/support/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int run(const char *const *argv)
{
	int status = 0;
	const pid_t pid = fork();

	if (pid == 0) {
		const int null = open("/dev/null", O_RDWR);

		dup2(null, 0);
		dup2(null, 1);
		dup2(null, 2);
		execvp(argv[0], (char *const *)(size_t)argv);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

const char *session_program(void)
{
	static char path[4096];
	const char *b = getenv("B");

	(void)snprintf(path, sizeof(path), "%s/voorrang", b ? b : "build");
	return path;
}

/* Made once a run by whoever comes first, then copied. */
static int demo_copy(const char *to)
{
	const char *tmp = getenv("TMPDIR");
	char cache[512];
	const char *const make[] = { session_program(), "demo", cache, "--cases", "60",
				     "--seed",          "7",    NULL };
	const char *const copy[] = { "cp", "-a", cache, to, NULL };

	(void)snprintf(cache, sizeof(cache), "%s/demo-60", tmp ? tmp : "/tmp");
	if (access(cache, F_OK) != 0 && run(make) != 0)
		return -1;
	return run(copy);
}

int demo_setup(void **state)
{
	const char *tmp = getenv("TMPDIR");
	struct demo *d = calloc(1, sizeof(*d));
	char name[480];

	if (!d)
		return -1;
	(void)snprintf(name, sizeof(name), "%s/pty-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(name))
		return -1;
	(void)snprintf(d->dir, sizeof(d->dir), "%s/s", name);
	*state = d;
	return demo_copy(d->dir);
}

int demo_teardown(void **state)
{
	struct demo *d = *state;
	char *end = strrchr(d->dir, '/');
	const char *const rm[] = { "rm", "-rf", d->dir, NULL };

	*end = '\0';
	run(rm);
	free(d);
	return 0;
}

struct pty *session_open(const struct demo *d, const char *user, int width, int height,
			 const struct session_extra *extra)
{
	const char *argv[] = { session_program(),
			       "--store",
			       d->dir,
			       "--as",
			       user,
			       extra ? extra->option : NULL,
			       NULL };
	char lc[256];
	char locpath[640];
	const char *env[] = { lc, "LANGUAGE=en", "ESCDELAY=25", locpath, NULL };
	const struct pty_setup setup = {
		.argv = argv,
		.env = env,
		.term = extra ? extra->term : NULL,
		.charset = extra ? extra->charset : NULL,
		.width = width,
		.height = height,
	};

	(void)snprintf(lc, sizeof(lc), "LC_ALL=%s",
		       extra && extra->lc_all ? extra->lc_all : "C.UTF-8");
	(void)snprintf(locpath, sizeof(locpath), "%s%s",
		       extra && extra->locpath ? "LOCPATH=" : "",
		       extra && extra->locpath ? extra->locpath : "NONE=");
	return pty_open(&setup);
}

void keys(struct pty *p, const char *bytes, const char *then)
{
	pty_send(p, bytes);
	assert_true(pty_sees(p, then));
}

int session_line(const struct demo *d, const char *user, const char *number,
		 const char *verb)
{
	const char *const argv[] = { session_program(),
				     "--store",
				     d->dir,
				     "--as",
				     user,
				     "do",
				     verb,
				     number,
				     NULL };

	return run(argv);
}

int session_check(const struct demo *d)
{
	const char *const argv[] = { session_program(), "--store", d->dir, "--as",
				     "administrator",   "check",   NULL };

	return run(argv);
}

int session_shell(const char *command)
{
	const char *const argv[] = { "sh", "-c", command, NULL };

	return run(argv);
}
