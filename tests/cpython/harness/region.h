/* The arenas of a recording: slot k lies at 0x100000000000 + k * 0x200000 + offset, the lowest free slot is taken first.
   Installed with PyObject_SetArenaAllocator(), so that addresses do not depend on the kernel. */
#ifndef REGION_H
#define REGION_H

#include <Python.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifndef MAP_FIXED_NOREPLACE
#define MAP_FIXED_NOREPLACE 0x100000
#endif

#define REGION_BASE 0x100000000000ULL
#define REGION_STRIDE 0x200000ULL
#define REGION_SLOTS 8192
#define MAX_OFFSETS 64

#if PY_VERSION_HEX >= 0x030A0000
#define ARENA_BYTES (1 << 20)
#else
#define ARENA_BYTES (256 << 10)
#endif

static unsigned char slot_taken[REGION_SLOTS];
static size_t slot_offset[REGION_SLOTS];
static size_t offsets[MAX_OFFSETS];
static size_t offset_count = 0;
static size_t arenas_ever = 0;
static size_t slot_limit = REGION_SLOTS;
static FILE *region_log = NULL;
/* Leaves the pages of a returned arena mapped, so that a benchmark measures the allocator and not the kernel. */
static int keep_pages = 0;

static void die(const char *what)
{
    fprintf(stderr, "harness: %s\n", what);
    exit(2);
}

static void *region_alloc(void *ctx, size_t size)
{
    (void)ctx;
    /* Since 3.11 the interpreter takes the stack for its frames from the same allocator: no arena of obmalloc's. */
    if (size != ARENA_BYTES) {
        void *other = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return other == MAP_FAILED ? NULL : other;
    }
    for (size_t k = 0; k < slot_limit; k++) {
        if (slot_taken[k])
            continue;
        size_t offset = offsets[arenas_ever % offset_count];
        if (offset + size > REGION_STRIDE)
            die("an arena does not fit its slot");
        slot_taken[k] = 1;
        slot_offset[k] = offset;
        arenas_ever++;
        if (region_log)
            fprintf(region_log, "A %zu\n", k);
        return (void *)(uintptr_t)(REGION_BASE + k * REGION_STRIDE + offset);
    }
    return NULL;
}

static void region_free(void *ctx, void *address, size_t size)
{
    (void)ctx;
    if (size != ARENA_BYTES) {
        munmap(address, size);
        return;
    }
    size_t k = ((uintptr_t)address - REGION_BASE) / REGION_STRIDE;
    slot_taken[k] = 0;
    if (!keep_pages)
        madvise((void *)(uintptr_t)(REGION_BASE + k * REGION_STRIDE), REGION_STRIDE, MADV_DONTNEED);
    if (region_log)
        fprintf(region_log, "R %zu\n", k);
}

/* "4096" or a list "0,4096" that is taken in turn. */
static void region_offsets(const char *list)
{
    char *end;
    offset_count = 0;
    do {
        if (offset_count == MAX_OFFSETS)
            die("too many offsets");
        offsets[offset_count++] = strtoull(list, &end, 10);
        if (end == list || (*end != ',' && *end != 0))
            die("--arena-offset takes numbers");
        list = end + 1;
    } while (*end == ',');
}

static void region_install(void)
{
    if (offset_count == 0)
        region_offsets("0");
    void *at = mmap((void *)REGION_BASE, REGION_SLOTS * REGION_STRIDE, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    if (at != (void *)REGION_BASE)
        die("the region is not free");
    PyObjectArenaAllocator arenas = {NULL, region_alloc, region_free};
    PyObject_SetArenaAllocator(&arenas);
}

/* Writes where a block lies: "P slot offset", or "X" for libc's. */
static void tell_place(FILE *out, const void *block)
{
    uintptr_t address = (uintptr_t)block;
    if (address < REGION_BASE || address >= REGION_BASE + REGION_SLOTS * REGION_STRIDE) {
        fputs("X\n", out);
        return;
    }
    size_t k = (address - REGION_BASE) / REGION_STRIDE;
    fprintf(out, "P %zu %zu\n", k, (size_t)(address - REGION_BASE - k * REGION_STRIDE - slot_offset[k]));
}

#endif
