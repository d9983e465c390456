/*
 * A disk that fails, for one SQLite database of one process: loaded with LD_PRELOAD, it stands between SQLite and the C
 * library's pwrite, ftruncate, fsync and fdatasync. Linux only. The tests compile it; see FaultShim.java.
 *
 * Environment:
 *   FAULT_FILE    absolute path of the database. Only this file and its "-wal" are touched. The "-shm" is shared memory
 *                 that no recovery reads.
 *   FAULT_KIND    power-loss   after write FAULT_AT: a random part of what no sync has covered is lost, and the process
 *                              ends as by kill -9
 *                 write-error  write FAULT_AT fails with FAULT_ERRNO after half of its bytes were written
 *                 sync-error   sync FAULT_AT fails with FAULT_ERRNO, and a random part of what it should have covered is
 *                              lost; the next sync succeeds
 *                 slow-sync    every sync takes FAULT_MILLIS longer
 *   FAULT_AT      counted from 1, over both files
 *   FAULT_ERRNO   EIO or ENOSPC
 *   FAULT_SEED    of the coins that say which part is lost
 *   FAULT_MILLIS  milliseconds
 *
 * Each fault is told to stderr in one line that begins with "fault: ", so that a test can prove that it happened.
 *
 * What a disk may lose: every sector of 512 bytes that was written since the last sync of its file keeps, independently,
 * either its newest content or the content of that sync. A sector is never torn: SQLite counts on that too, see
 * "powersafe overwrite" in https://sqlite.org/psow.html. Cutting a file is one change of its metadata, so it is lost as
 * a whole or not at all. A failed sync loses data in the same way, since Linux marks the pages clean although they are
 * not on disk: a second sync succeeds and proves nothing, see https://wiki.postgresql.org/wiki/Fsync_Errors.
 *
 * Syncs of these two files do not reach the real disk, but with slow-sync: the losses are simulated, so it need not work.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SECTOR = 512 };

enum kind { NO_FAULT, POWER_LOSS, WRITE_ERROR, SYNC_ERROR, SLOW_SYNC };

/* One of the two files, with what is needed to take it back to its last sync. */
struct file {
    char path[PATH_MAX];
    bool dirty;             /* written or cut since the last sync */
    bool cut;               /* made shorter since the last sync */
    off_t synced_size;      /* its size then; only while dirty */
    unsigned char **before; /* by sector number: its content then, or NULL if it was not touched since */
    size_t sectors;         /* length of before */
};

static struct file files[2];
static enum kind kind;
static long fault_at, writes, syncs;
static int fault_errno;
static unsigned seed;
static struct timespec delay;

/* Guards all of the above. SQLite has one writer, but a reader may run the checkpoint. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static ssize_t (*real_pread)(int, void *, size_t, off64_t);
static int (*real_ftruncate)(int, off64_t);
static int (*real_fsync)(int);

static const char *setting(const char *name) {
    const char *value = getenv(name);
    return value ? value : "";
}

static enum kind kind_of(const char *name) {
    if (!strcmp(name, "power-loss")) return POWER_LOSS;
    if (!strcmp(name, "write-error")) return WRITE_ERROR;
    if (!strcmp(name, "sync-error")) return SYNC_ERROR;
    if (!strcmp(name, "slow-sync")) return SLOW_SYNC;
    return NO_FAULT;
}

__attribute__((constructor)) static void begin(void) {
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_pread = dlsym(RTLD_NEXT, "pread64");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    snprintf(files[0].path, PATH_MAX, "%s", setting("FAULT_FILE"));
    snprintf(files[1].path, PATH_MAX, "%s-wal", setting("FAULT_FILE"));
    kind = kind_of(setting("FAULT_KIND"));
    fault_at = atol(setting("FAULT_AT"));
    fault_errno = strcmp(setting("FAULT_ERRNO"), "ENOSPC") ? EIO : ENOSPC;
    seed = (unsigned) atol(setting("FAULT_SEED"));
    long millis = atol(setting("FAULT_MILLIS"));
    delay = (struct timespec){.tv_sec = millis / 1000, .tv_nsec = millis % 1000 * 1000000};
}

/* The file behind a descriptor; NULL if it is none of ours. Asked anew each time, as descriptors are used again. */
static struct file *file_of(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0 || kind == NO_FAULT) return NULL;
    path[length] = 0;
    for (struct file *file = files; file < files + 2; file++) {
        if (!strcmp(path, file->path)) return file;
    }
    return NULL;
}

static const char *name_of(const struct file *file) {
    return strrchr(file->path, '/') + 1;
}

static const char *error_name(void) {
    return fault_errno == EIO ? "EIO" : "ENOSPC";
}

static bool coin(void) {
    return rand_r(&seed) > RAND_MAX / 2;
}

/* Without memory or a readable file the test would mean nothing, so it ends, and not in the way a fault ends it. */
static void give_up(const char *what) {
    perror(what);
    _exit(70);
}

static off_t size_of(int fd) {
    struct stat status;
    if (fstat(fd, &status)) give_up("fstat");
    return status.st_size;
}

static void make_room(struct file *file, size_t sectors) {
    if (sectors <= file->sectors) return;
    file->before = realloc(file->before, sectors * sizeof *file->before);
    if (!file->before) give_up("realloc");
    memset(file->before + file->sectors, 0, (sectors - file->sectors) * sizeof *file->before);
    file->sectors = sectors;
}

/* Keeps what the sectors of bytes [from, to) hold, before they change for the first time since the last sync. */
static void remember(struct file *file, int fd, off_t from, off_t to) {
    if (!file->dirty) {
        file->dirty = true;
        file->synced_size = size_of(fd);
    }
    make_room(file, (size_t) (to + SECTOR - 1) / SECTOR);
    for (off_t sector = from / SECTOR; sector * SECTOR < to; sector++) {
        if (file->before[sector]) continue;
        /* What lay past the end reads as zeros: a file may have grown although its new content is lost. */
        file->before[sector] = calloc(1, SECTOR);
        if (!file->before[sector]) give_up("calloc");
        if (real_pread(fd, file->before[sector], SECTOR, sector * SECTOR) < 0) give_up("pread");
    }
}

/* From here on the file's content counts as being on disk. */
static void forget(struct file *file) {
    for (size_t sector = 0; sector < file->sectors; sector++) {
        free(file->before[sector]);
        file->before[sector] = NULL;
    }
    file->dirty = false;
    file->cut = false;
}

static void put_back(struct file *file, int fd, size_t sector, off_t size) {
    off_t at = (off_t) sector * SECTOR;
    size_t length = size - at < SECTOR ? (size_t) (size - at) : SECTOR;
    if (real_pwrite(fd, file->before[sector], length, at) != (ssize_t) length) give_up("pwrite");
}

static void lose_unsynced(struct file *file, int fd, const char *why, long at) {
    long unsynced = 0, lost = 0;
    bool uncut = file->cut && coin();
    if (uncut && real_ftruncate(fd, file->synced_size)) give_up("ftruncate");
    off_t size = size_of(fd);
    for (size_t sector = 0; sector < file->sectors && (off_t) sector * SECTOR < size; sector++) {
        if (!file->before[sector]) continue;
        unsynced++;
        if (!uncut && coin()) continue;
        put_back(file, fd, sector, size);
        lost++;
    }
    forget(file);
    fprintf(stderr, "fault: %s %ld: %s lost %ld of %ld unsynced sectors\n", why, at, name_of(file), lost, unsynced);
}

static void lose_power(struct file *written, int fd) {
    for (struct file *file = files; file < files + 2; file++) {
        /* The other file has a descriptor of its own somewhere; locks that this opening breaks no longer matter. */
        int own = file == written ? fd : open(file->path, O_RDWR);
        if (own >= 0) lose_unsynced(file, own, "power loss at write", writes);
    }
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

static ssize_t fail_write(struct file *file, int fd, const void *bytes, size_t length, off_t at) {
    fprintf(stderr, "fault: %s at write %ld of %s\n", error_name(), writes, name_of(file));
    if (real_pwrite(fd, bytes, length / 2, at) < 0) give_up("pwrite");
    errno = fault_errno;
    return -1;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
    struct file *file = file_of(fd);
    if (!file) return real_pwrite(fd, bytes, length, at);
    pthread_mutex_lock(&lock);
    remember(file, fd, at, at + (off_t) length);
    bool now = ++writes == fault_at;
    ssize_t result = now && kind == WRITE_ERROR ? fail_write(file, fd, bytes, length, at)
                                                : real_pwrite(fd, bytes, length, at);
    if (now && kind == POWER_LOSS) lose_power(file, fd);
    pthread_mutex_unlock(&lock);
    return result;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) {
    return pwrite64(fd, bytes, length, at);
}

int ftruncate64(int fd, off64_t size) {
    struct file *file = file_of(fd);
    if (!file) return real_ftruncate(fd, size);
    pthread_mutex_lock(&lock);
    off_t before = size_of(fd);
    remember(file, fd, size < before ? size : before, before);
    file->cut |= size < before;
    int result = real_ftruncate(fd, size);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int fd, off_t size) {
    return ftruncate64(fd, size);
}

static int sync_or_fail(struct file *file, int fd) {
    if (++syncs == fault_at && kind == SYNC_ERROR) {
        char why[64];
        snprintf(why, sizeof why, "%s at sync", error_name());
        lose_unsynced(file, fd, why, syncs);
        errno = fault_errno;
        return -1;
    }
    forget(file);
    if (kind != SLOW_SYNC) return 0;
    fprintf(stderr, "fault: slow sync %ld of %s\n", syncs, name_of(file));
    nanosleep(&delay, NULL);
    return real_fsync(fd);
}

int fsync(int fd) {
    struct file *file = file_of(fd);
    if (!file) return real_fsync(fd);
    pthread_mutex_lock(&lock);
    int result = sync_or_fail(file, fd);
    pthread_mutex_unlock(&lock);
    return result;
}

/* As good as fsync here: it leaves out only times and the like. */
int fdatasync(int fd) {
    return fsync(fd);
}
