#include "tests/support/pty.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

enum { PATIENCE_MS = 10000, SCREEN_BYTES = 1 << 17, READ_BYTES = 8192 };

struct pty {
	pid_t pid;
	int fd;
	VTerm *vt;
	VTermScreen *screen;
	iconv_t charset; /* (iconv_t)-1: none */
	int width, height;
	size_t bytes;
	bool eight_bit;
	bool ended;
	int status;
	char text[SCREEN_BYTES];
	char in[READ_BYTES];
	char wide[READ_BYTES *
		  3]; /* one byte of any charset is at most three in UTF-8 */
	char line[4096];
};

static long now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000L + ts.tv_nsec / 1000000L;
}

static void child(const struct pty_setup *setup)
{
	char *env[40] = { NULL };
	static char term[64];
	size_t n = 0;

	(void)snprintf(term, sizeof(term), "TERM=%s",
		       setup->term ? setup->term : "xterm-256color");
	env[n++] = term;
	for (size_t i = 0; setup->env && setup->env[i] && n < 39; i++)
		env[n++] = (char *)(size_t)setup->env[i];
	for (int sig = 1; sig < 32; sig++)
		signal(sig, SIG_DFL);
	execve(setup->argv[0], (char *const *)(size_t)setup->argv, env);
	_exit(127);
}

struct pty *pty_open(const struct pty_setup *setup)
{
	struct pty *p = calloc(1, sizeof(*p));
	struct winsize ws = { .ws_row = (unsigned short)setup->height,
			      .ws_col = (unsigned short)setup->width };

	if (!p)
		return NULL;
	p->width = setup->width;
	p->height = setup->height;
	p->charset = (iconv_t)-1;
	if (setup->charset)
		p->charset = iconv_open("UTF-8", setup->charset);
	p->pid = forkpty(&p->fd, NULL, NULL, &ws);
	if (p->pid == 0)
		child(setup);
	if (p->pid < 0) {
		free(p);
		return NULL;
	}
	p->vt = vterm_new(setup->height, setup->width);
	vterm_set_utf8(p->vt, 1);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
	return p;
}

static void feed(struct pty *p, size_t n)
{
	char *in = p->in;
	char *out = p->wide;
	size_t left = n;
	size_t room = sizeof(p->wide);

	p->bytes += n;
	for (size_t i = 0; i < n; i++)
		p->eight_bit |= (unsigned char)p->in[i] >= 0x80;
	if (p->charset == (iconv_t)-1) {
		vterm_input_write(p->vt, p->in, n);
		return;
	}
	(void)iconv(p->charset, &in, &left, &out, &room);
	vterm_input_write(p->vt, p->wide, sizeof(p->wide) - room);
}

/* Reads what comes within `ms`; false when nothing came or the program ended. */
static bool pump(struct pty *p, int ms)
{
	struct pollfd pfd = { .fd = p->fd, .events = POLLIN };
	ssize_t n;

	if (p->fd < 0 || poll(&pfd, 1, ms) <= 0)
		return false;
	n = read(p->fd, p->in, sizeof(p->in));
	if (n <= 0)
		return false;
	feed(p, (size_t)n);
	vterm_screen_flush_damage(p->screen);
	return true;
}

void pty_send(struct pty *p, const char *bytes)
{
	size_t n = strlen(bytes);

	while (n > 0) {
		const ssize_t done = write(p->fd, bytes, n);

		if (done <= 0)
			return;
		bytes += done;
		n -= (size_t)done;
	}
}

static size_t put_cell(const VTermScreenCell *cell, char *out)
{
	size_t n = 0;

	for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++) {
		const uint32_t c = cell->chars[i];

		if (c < 0x80) {
			out[n++] = (char)c;
		} else if (c < 0x800) {
			out[n++] = (char)(0xC0 | (c >> 6));
			out[n++] = (char)(0x80 | (c & 0x3F));
		} else if (c < 0x10000) {
			out[n++] = (char)(0xE0 | (c >> 12));
			out[n++] = (char)(0x80 | ((c >> 6) & 0x3F));
			out[n++] = (char)(0x80 | (c & 0x3F));
		} else if (c < 0x110000) {
			out[n++] = (char)(0xF0 | (c >> 18));
			out[n++] = (char)(0x80 | ((c >> 12) & 0x3F));
			out[n++] = (char)(0x80 | ((c >> 6) & 0x3F));
			out[n++] = (char)(0x80 | (c & 0x3F));
		}
	}
	return n;
}

static size_t put_line(struct pty *p, int y, char *out)
{
	size_t n = 0;
	size_t keep = 0;

	for (int x = 0; x < p->width; x++) {
		VTermScreenCell cell;

		if (!vterm_screen_get_cell(p->screen, (VTermPos){ y, x }, &cell))
			break;
		if (cell.chars[0] == (uint32_t)-1)
			continue;
		if (cell.chars[0] && cell.chars[0] != ' ') {
			n += put_cell(&cell, out + n);
			keep = n;
		} else {
			out[n++] = ' ';
		}
	}
	out[keep] = '\0';
	return keep;
}

const char *pty_screen(struct pty *p)
{
	size_t n = 0;

	for (int y = 0; y < p->height; y++) {
		n += put_line(p, y, p->text + n);
		p->text[n++] = '\n';
	}
	p->text[n] = '\0';
	return p->text;
}

const char *pty_line(struct pty *p, int y)
{
	put_line(p, y, p->line);
	return p->line;
}

bool pty_shows(struct pty *p, const char *text)
{
	while (pump(p, 0))
		;
	return strstr(pty_screen(p), text) != NULL;
}

static bool wait_for(struct pty *p, const char *text, bool there)
{
	const long end = now_ms() + PATIENCE_MS;

	while ((strstr(pty_screen(p), text) != NULL) != there) {
		const long left = end - now_ms();

		if (left <= 0 ||
		    (!pump(p, left > 200 ? 200 : (int)left) && p->fd < 0)) {
			fprintf(stderr, "%s on the screen: \"%s\"\n%s\n",
				there ? "not" : "still", text, pty_screen(p));
			return false;
		}
	}
	return true;
}

bool pty_sees(struct pty *p, const char *text)
{
	return wait_for(p, text, true);
}

bool pty_loses(struct pty *p, const char *text)
{
	return wait_for(p, text, false);
}

size_t pty_settle(struct pty *p, int quiet_ms)
{
	const size_t before = p->bytes;

	while (pump(p, quiet_ms))
		;
	return p->bytes - before;
}

void pty_resize(struct pty *p, int width, int height)
{
	struct winsize ws = { .ws_row = (unsigned short)height,
			      .ws_col = (unsigned short)width };

	vterm_set_size(p->vt, height, width);
	p->width = width;
	p->height = height;
	(void)ioctl(p->fd, TIOCSWINSZ, &ws);
}

void pty_kill(struct pty *p, int sig)
{
	(void)kill(p->pid, sig);
}

void pty_hangup(struct pty *p)
{
	if (p->fd >= 0)
		close(p->fd);
	p->fd = -1;
}

int pty_wait(struct pty *p)
{
	const long end = now_ms() + PATIENCE_MS;

	while (!p->ended && now_ms() < end) {
		if (waitpid(p->pid, &p->status, WNOHANG) == p->pid)
			p->ended = true;
		else if (!pump(p, 20) && p->fd < 0)
			(void)poll(NULL, 0, 5);
	}
	if (!p->ended)
		return -1;
	return WIFEXITED(p->status) ? WEXITSTATUS(p->status)
				    : 128 + WTERMSIG(p->status);
}

void pty_free(struct pty *p)
{
	if (!p)
		return;
	pty_hangup(p);
	if (!p->ended && pty_wait(p) < 0) {
		(void)kill(p->pid, SIGKILL);
		(void)waitpid(p->pid, NULL, 0);
	}
	if (p->charset != (iconv_t)-1)
		iconv_close(p->charset);
	vterm_free(p->vt);
	free(p);
}

bool pty_eight_bit(const struct pty *p)
{
	return p->eight_bit;
}

size_t pty_bytes(const struct pty *p)
{
	return p->bytes;
}

pid_t pty_pid(const struct pty *p)
{
	return p->pid;
}
