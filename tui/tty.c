#include "tui/tty.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define FATAL 3

/* One process has one terminal, and a fatal signal's handler can reach nothing else. */
static struct {
	void (*modes)(void);
	int signals; /* signalfd */
	sigset_t old_mask;
	struct sigaction old_action[FATAL];
	volatile sig_atomic_t guarded;
	char restore[256];
	size_t nrestore;
} saved = { .signals = -1 };

static const int fatal[FATAL] = { SIGSEGV, SIGBUS, SIGABRT };

/* ---- dying ---- */

/* Only what a handler may call. The old action follows: a core, or a sanitizer's report. */
static void on_fatal(int sig)
{
	ssize_t n = 0;
	size_t i;

	if (saved.guarded) {
		n = write(STDOUT_FILENO, saved.restore, saved.nrestore);
		saved.modes();
	}
	(void)n;
	saved.guarded = 0;
	for (i = 0; i < FATAL; i++) {
		if (fatal[i] == sig)
			(void)sigaction(sig, &saved.old_action[i], NULL);
	}
	(void)raise(sig);
}

void tty_guard(const char *restore, size_t n, void (*modes)(void))
{
	struct sigaction sa;
	size_t i;

	saved.modes = modes;
	saved.nrestore = n < sizeof(saved.restore) ? n : sizeof(saved.restore);
	memcpy(saved.restore, restore, saved.nrestore);
	memset(&sa, 0, sizeof(sa));
	sa.sa_handler = on_fatal;
	(void)sigemptyset(&sa.sa_mask);
	for (i = 0; i < FATAL; i++)
		(void)sigaction(fatal[i], &sa, &saved.old_action[i]);
	saved.guarded = 1;
}

void tty_unguard(void)
{
	size_t i;

	if (!saved.guarded)
		return;
	saved.guarded = 0;
	for (i = 0; i < FATAL; i++)
		(void)sigaction(fatal[i], &saved.old_action[i], NULL);
}

/* ---- signals ---- */

void tty_take_signals(void)
{
	sigset_t set;

	(void)sigemptyset(&set);
	(void)sigaddset(&set, SIGWINCH);
	(void)sigaddset(&set, SIGHUP);
	(void)sigaddset(&set, SIGTERM);
	(void)sigaddset(&set, SIGINT);
	(void)sigprocmask(SIG_BLOCK, &set, &saved.old_mask);
	saved.signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	(void)signal(SIGPIPE, SIG_IGN);
}

void tty_drop_signals(void)
{
	(void)sigprocmask(SIG_SETMASK, &saved.old_mask, NULL);
	if (saved.signals >= 0)
		(void)close(saved.signals);
	saved.signals = -1;
}

static void read_signals(struct tty_news *news)
{
	struct signalfd_siginfo info;

	while (read(saved.signals, &info, sizeof(info)) == (ssize_t)sizeof(info)) {
		news->window |= info.ssi_signo == SIGWINCH;
		news->cancel |= info.ssi_signo == SIGINT;
		news->ended |= info.ssi_signo == SIGTERM;
		news->gone |= info.ssi_signo == SIGHUP;
	}
}

struct tty_news tty_wait(int ms)
{
	struct pollfd p[2] = { { STDIN_FILENO, POLLIN, 0 },
			       { saved.signals, POLLIN, 0 } };
	struct tty_news news = { .window = false };

	if (poll(p, 2, ms) < 0) {
		news.gone = errno != EINTR;
		return news;
	}
	if (p[1].revents & POLLIN)
		read_signals(&news);
	if (p[0].revents & (POLLHUP | POLLERR | POLLNVAL))
		news.gone = true;
	return news;
}

bool tty_size(int *width, int *height)
{
	struct winsize ws;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) != 0 || ws.ws_row == 0 ||
	    ws.ws_col == 0)
		return false;
	*width = ws.ws_col;
	*height = ws.ws_row;
	return true;
}
