/* Lets the nth write to a file of one folder fail, or the process die at it: loaded before the C library.
 *
 * A process says `arm(folder, n, how)`: how is kill, ENOSPC or EIO, and with "always" behind it every later call fails
 * as well; EROFS lets every opening for writing fail, as on a disk that is mounted for reading. `counted()` tells how
 * many calls there were. Calls are those that change what is on the disk: write, pwrite, fsync, fdatasync, ftruncate
 * and unlink, of files in the folder, whoever opened them and by whatever name.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[PATH_MAX], with[32];
static long at, calls;

void arm(const char *where, long nth, const char *how) {
    snprintf(folder, sizeof folder, "%s", where);
    snprintf(with, sizeof with, "%s", how);
    at = nth;
    calls = 0;
}

long counted(void) { return calls; }

static int within(const char *path) {
    return folder[0] && strncmp(path, folder, strlen(folder)) == 0;
}

static int ours(int fd) {
    if (!folder[0]) return 0;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return within(path);
}

static int fails(int concerned) {
    if (!concerned) return 0;
    calls++;
    if (!at || calls < at || (calls > at && !strstr(with, "always"))) return 0;
    if (strncmp(with, "kill", 4) == 0) kill(getpid(), SIGKILL);
    errno = strncmp(with, "ENOSPC", 6) == 0 ? ENOSPC : EIO;
    return 1;
}

#define REAL(name) real_##name = real_##name ? real_##name : dlsym(RTLD_NEXT, #name)

static ssize_t (*real_write)(int, const void *, size_t);
ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(write);
    return fails(ours(fd)) ? -1 : real_write(fd, bytes, size);
}

static ssize_t (*real_pwrite64)(int, const void *, size_t, off_t);
ssize_t pwrite64(int fd, const void *bytes, size_t size, off_t where) {
    REAL(pwrite64);
    return fails(ours(fd)) ? -1 : real_pwrite64(fd, bytes, size, where);
}
ssize_t pwrite(int fd, const void *bytes, size_t size, off_t where) { return pwrite64(fd, bytes, size, where); }

static int (*real_fsync)(int);
int fsync(int fd) {
    REAL(fsync);
    return fails(ours(fd)) ? -1 : real_fsync(fd);
}

static int (*real_fdatasync)(int);
int fdatasync(int fd) {
    REAL(fdatasync);
    return fails(ours(fd)) ? -1 : real_fdatasync(fd);
}

static int (*real_ftruncate64)(int, off_t);
int ftruncate64(int fd, off_t size) {
    REAL(ftruncate64);
    return fails(ours(fd)) ? -1 : real_ftruncate64(fd, size);
}
int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int (*real_unlink)(const char *);
int unlink(const char *path) {
    REAL(unlink);
    return fails(within(path)) ? -1 : real_unlink(path);
}

static int (*real_open64)(const char *, int, ...);
int open64(const char *path, int flags, ...) {
    REAL(open64);
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    if (strncmp(with, "EROFS", 5) == 0 && within(path) && (flags & O_ACCMODE) != O_RDONLY) {
        errno = EROFS;
        return -1;
    }
    return real_open64(path, flags, mode);
}
int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    return open64(path, flags, mode);
}
