/* The recorder: runs a Python script in the real interpreter and writes every request that reaches pymalloc as a trace,
 * together with what the real allocator answered in that very run.
 *
 *   recorder [--arena-offset N[,N...]] TRACE RECORDING SCRIPT
 *
 * The hooks are set before initialisation, so the trace begins with a virgin allocator and holds the interpreter's own
 * start as well: how many operations that took is printed. It ends, with an s, where the script ends; the interpreter's
 * end is not recorded. Ids are used again after a free, the last one freed first, to keep traces small. */
#include "region.h"

extern int _PyObject_DebugMallocStats(FILE *out);

static FILE *trace = NULL;
static FILE *recording = NULL;
static unsigned long operations = 0;
static PyMemAllocatorEx original[2];

/* From addresses to ids: open addressing, linear probing. */
typedef struct {
    uintptr_t address;
    uint32_t id;
} Entry;

static Entry *table = NULL;
static size_t table_size = 1 << 16, table_used = 0;
static uint32_t *spare_ids = NULL;
static size_t spare_count = 0, spare_capacity = 0;
static uint32_t next_id = 0;

static void *checked(void *p)
{
    if (!p)
        die("out of memory");
    return p;
}

static size_t slot_of(uintptr_t address)
{
    size_t i = (address >> 4) * 0x9E3779B97F4A7C15ULL >> 20 & (table_size - 1);
    while (table[i].address && table[i].address != address)
        i = (i + 1) & (table_size - 1);
    return i;
}

static void remember(void *block, uint32_t id)
{
    if (2 * ++table_used > table_size) {
        Entry *old = table;
        size_t old_size = table_size;
        table_size *= 2;
        table = checked(calloc(table_size, sizeof *table));
        for (size_t i = 0; i < old_size; i++)
            if (old[i].address)
                table[slot_of(old[i].address)] = old[i];
        free(old);
    }
    size_t i = slot_of((uintptr_t)block);
    table[i].address = (uintptr_t)block;
    table[i].id = id;
}

static uint32_t forget(void *block)
{
    size_t i = slot_of((uintptr_t)block);
    if (!table[i].address)
        die("a block is freed that was never handed out");
    uint32_t id = table[i].id;
    table[i].address = 0;
    table_used--;
    for (size_t j = (i + 1) & (table_size - 1); table[j].address; j = (j + 1) & (table_size - 1)) {
        Entry moved = table[j];
        table[j].address = 0;
        table[slot_of(moved.address)] = moved;
    }
    return id;
}

static uint32_t take_id(void)
{
    return spare_count ? spare_ids[--spare_count] : next_id++;
}

static void give_id(uint32_t id)
{
    if (spare_count == spare_capacity) {
        spare_capacity = spare_capacity ? 2 * spare_capacity : 4096;
        spare_ids = checked(realloc(spare_ids, spare_capacity * sizeof *spare_ids));
    }
    spare_ids[spare_count++] = id;
}

static void note_new(char kind, void *block, size_t bytes)
{
    if (!block)
        return;
    uint32_t id = take_id();
    remember(block, id);
    fprintf(trace, "%c %u %zu\n", kind, id, bytes);
    operations++;
    tell_place(recording, block);
}

static void *traced_malloc(void *ctx, size_t bytes)
{
    PyMemAllocatorEx *real = ctx;
    void *block = real->malloc(real->ctx, bytes);
    note_new('m', block, bytes);
    return block;
}

static void *traced_calloc(void *ctx, size_t count, size_t bytes)
{
    PyMemAllocatorEx *real = ctx;
    void *block = real->calloc(real->ctx, count, bytes);
    note_new('c', block, count * bytes);
    return block;
}

static void *traced_realloc(void *ctx, void *old, size_t bytes)
{
    PyMemAllocatorEx *real = ctx;
    if (!old)
        return traced_malloc(ctx, bytes);
    uint32_t id = forget(old);
    void *block = real->realloc(real->ctx, old, bytes);
    remember(block ? block : old, id);
    if (block) {
        fprintf(trace, "r %u %zu\n", id, bytes);
        operations++;
        tell_place(recording, block);
    }
    return block;
}

static void traced_free(void *ctx, void *block)
{
    PyMemAllocatorEx *real = ctx;
    if (block) {
        uint32_t id = forget(block);
        give_id(id);
        fprintf(trace, "f %u\n", id);
        operations++;
    }
    real->free(real->ctx, block);
}

static void install(PyMemAllocatorDomain domain, PyMemAllocatorEx *real)
{
    PyMem_GetAllocator(domain, real);
    PyMemAllocatorEx traced = {real, traced_malloc, traced_calloc, traced_realloc, traced_free};
    PyMem_SetAllocator(domain, &traced);
}

int main(int argc, char **argv)
{
    if (argc > 2 && !strcmp(argv[1], "--arena-offset")) {
        region_offsets(argv[2]);
        argv += 2;
        argc -= 2;
    }
    if (argc != 4)
        die("usage: recorder [--arena-offset N] TRACE RECORDING SCRIPT");
    trace = fopen(argv[1], "w");
    recording = fopen(argv[2], "w");
    FILE *script = fopen(argv[3], "r");
    if (!trace || !recording || !script)
        die("a file cannot be opened");
    table = checked(calloc(table_size, sizeof *table));
    region_log = recording;
    region_install();
    install(PYMEM_DOMAIN_MEM, &original[0]);
    install(PYMEM_DOMAIN_OBJ, &original[1]);

    /* Isolated, without site-packages, fixed hashes, no bytecode files: the run depends on the script alone. */
    PyConfig config;
    PyConfig_InitIsolatedConfig(&config);
    config.site_import = 0;
    config.write_bytecode = 0;
    config.use_hash_seed = 1;
    config.hash_seed = 0;
    if (PyStatus_Exception(PyConfig_SetBytesString(&config, &config.program_name, "/usr/bin/python3")))
        die("the interpreter cannot be configured");
    if (PyStatus_Exception(Py_InitializeFromConfig(&config)))
        die("the interpreter does not start");
    PyConfig_Clear(&config);
    printf("%lu\n", operations);
    int failed = PyRun_SimpleFileEx(script, argv[3], 1);
    /* The statistics say nothing while hooks stand before pymalloc. */
    PyMem_SetAllocator(PYMEM_DOMAIN_MEM, &original[0]);
    PyMem_SetAllocator(PYMEM_DOMAIN_OBJ, &original[1]);
    fprintf(trace, "s\n");
    _PyObject_DebugMallocStats(recording);
    fflush(stdout);
    fclose(trace);
    fclose(recording);
    _exit(failed ? 1 : 0);
}
