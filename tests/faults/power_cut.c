/* A layer between a program and its files that writes down what it does to them.

   Loaded with LD_PRELOAD. Every write, truncation, creation, renaming and removal of the database's
   files goes into the journal in the order it was asked for, every fsync with where it began and
   ended. tests/faults/power.py builds from it what a disk may hold if the power fails at any point.

   While the file named by POWER_FULL exists, the disk is full: writes fail with ENOSPC. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FILES 4096
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

struct head { char magic[4]; char kind; char pad[3]; uint32_t name_length; uint32_t data_length; uint64_t where; };

static char *tracked[FILES]; /* by file descriptor: the name below the folder, "." for the folder */
static const char *root, *full;
static int journal = -1;
static atomic_ulong syncs;

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("POWER_JOURNAL");
    root = getenv("POWER_ROOT");
    full = getenv("POWER_FULL");
    if (root && path) journal = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static void note(char kind, const char *name, uint64_t where, const void *data, size_t length) {
    if (journal < 0) return;
    size_t names = strlen(name), all = sizeof(struct head) + names + length;
    char *record = malloc(all);
    struct head head = {"KPWR", kind, "", (uint32_t)names, (uint32_t)length, where};
    memcpy(record, &head, sizeof head);
    memcpy(record + sizeof head, name, names);
    if (length) memcpy(record + sizeof head + names, data, length);
    if (syscall(SYS_write, journal, record, all) != (long)all) abort(); /* one write, so in order */
    free(record);
}

/* The name of a file we follow, or NULL. The shared-memory index is rebuilt after a restart. */
static const char *ours(const char *path) {
    if (!root || !path) return NULL;
    size_t length = strlen(root);
    if (strncmp(path, root, length)) return NULL;
    if (!path[length]) return ".";
    if (path[length] != '/') return NULL;
    const char *name = path + length + 1;
    if (strncmp(name, "kiosk.db", 8) || strstr(name, "-shm")) return NULL;
    return name;
}

static const char *name_of(int fd) { return fd >= 0 && fd < FILES ? tracked[fd] : NULL; }

static int no_room(int fd) {
    if (!full || !name_of(fd) || syscall(SYS_access, full, F_OK)) return 0;
    errno = ENOSPC;
    return 1;
}

static int follow(int fd, const char *path, int existed) {
    const char *name = ours(path);
    if (fd >= 0 && fd < FILES) {
        free(tracked[fd]);
        tracked[fd] = name ? strdup(name) : NULL;
        if (name && !existed) note('C', name, 0, NULL, 0);
    }
    return fd;
}

static int open_it(const char *path, int flags, mode_t mode) {
    int existed = !(flags & O_CREAT) || syscall(SYS_access, path, F_OK) == 0;
    return follow((int)syscall(SYS_openat, AT_FDCWD, path, flags, mode), path, existed);
}

#define OPEN(name, ...) \
    va_list rest; va_start(rest, flags); mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0; va_end(rest);

int open(const char *path, int flags, ...) { OPEN() return open_it(path, flags, mode); }
int open64(const char *path, int flags, ...) { OPEN() return open_it(path, flags | O_LARGEFILE, mode); }

int close(int fd) {
    if (fd >= 0 && fd < FILES) { free(tracked[fd]); tracked[fd] = NULL; }
    return (int)syscall(SYS_close, fd);
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t where) {
    if (no_room(fd)) return -1;
    if (name_of(fd)) note('W', name_of(fd), (uint64_t)where, data, length);
    return syscall(SYS_pwrite64, fd, data, length, where);
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t where) { return pwrite64(fd, data, length, where); }

ssize_t write(int fd, const void *data, size_t length) {
    if (no_room(fd)) return -1;
    if (name_of(fd)) note('W', name_of(fd), (uint64_t)lseek(fd, 0, SEEK_CUR), data, length);
    return syscall(SYS_write, fd, data, length);
}

int ftruncate64(int fd, off64_t length) {
    if (name_of(fd)) note('T', name_of(fd), (uint64_t)length, NULL, 0);
    return (int)syscall(SYS_ftruncate, fd, length);
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int sync_it(int fd, long call) {
    const char *name = name_of(fd);
    if (!name) return (int)syscall(call, fd);
    char *kept = strdup(name);
    unsigned long id = ((unsigned long)getpid() << 32) + atomic_fetch_add(&syncs, 1);
    note('B', kept, id, NULL, 0);
    int result = (int)syscall(call, fd);
    if (!result) note('E', kept, id, NULL, 0);
    free(kept);
    return result;
}
int fsync(int fd) { return sync_it(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_it(fd, SYS_fdatasync); }

int unlink(const char *path) {
    if (ours(path)) note('U', ours(path), 0, NULL, 0);
    return REAL(unlink)(path);
}

int rename(const char *from, const char *to) {
    if (ours(from) && ours(to)) note('R', ours(from), 0, ours(to), strlen(ours(to)));
    return REAL(rename)(from, to);
}
