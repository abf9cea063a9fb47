/* The oracle: replays a trace from standard input in the real allocator, and writes what it answers.
 *
 *   oracle [--arena-offset N[,N...]] [--arena-limit N] [--debug] [--domains] < trace > recording
 *   oracle --bench REPEATS ... < trace       nanoseconds per operation of each repeat, one a line
 *   oracle --version
 *
 * No Python code runs: up to 3.11 pymalloc works before Py_Initialize(), so that the allocator is virgin. With --domains
 * odd ids go through PyMem_*, even ones through PyObject_*. With --debug the debug hooks are on. */
#include "region.h"
#include <time.h>

extern int _PyObject_DebugMallocStats(FILE *out);

typedef struct {
    char kind;
    uint32_t id;
    uint64_t bytes;
} Operation;

static Operation *operations = NULL;
static size_t operation_count = 0;
static void **blocks = NULL;
static size_t block_capacity = 0;
static int domains = 0;

static void read_trace(FILE *in)
{
    char line[128];
    size_t capacity = 0;
    while (fgets(line, sizeof line, in)) {
        Operation op = {line[0], 0, 0};
        if (line[0] == '#')
            continue;
        char *at = line + 1;
        if (op.kind != 's')
            op.id = strtoul(at, &at, 10);
        if (op.kind == 'm' || op.kind == 'c' || op.kind == 'r')
            op.bytes = strtoull(at, &at, 10);
        if (operation_count == capacity) {
            capacity = capacity ? 2 * capacity : 4096;
            operations = realloc(operations, capacity * sizeof *operations);
            if (!operations)
                die("out of memory");
        }
        operations[operation_count++] = op;
        if (op.id >= block_capacity)
            block_capacity = 2 * (size_t)op.id + 1024;
    }
    blocks = calloc(block_capacity, sizeof *blocks);
    if (!blocks)
        die("out of memory");
}

/* calloc's promise is checked, and every block is written to, as a program would. */
static void use_block(char kind, unsigned char *block, uint64_t bytes)
{
    if (!block)
        die("a request was refused");
    if (kind == 'c')
        for (uint64_t i = 0; i < bytes; i++)
            if (block[i])
                die("calloc returned a block that is not zero");
    if (kind != 'r')
        memset(block, 0xAB, bytes);
}

static void record(void)
{
    for (size_t i = 0; i < operation_count; i++) {
        Operation op = operations[i];
        int mem = domains && op.id % 2 == 1;
        switch (op.kind) {
        case 'm':
            blocks[op.id] = mem ? PyMem_Malloc(op.bytes) : PyObject_Malloc(op.bytes);
            break;
        case 'c':
            blocks[op.id] = mem ? PyMem_Calloc(1, op.bytes) : PyObject_Calloc(1, op.bytes);
            break;
        case 'r':
            blocks[op.id] = mem ? PyMem_Realloc(blocks[op.id], op.bytes) : PyObject_Realloc(blocks[op.id], op.bytes);
            break;
        case 'f':
            if (mem)
                PyMem_Free(blocks[op.id]);
            else
                PyObject_Free(blocks[op.id]);
            blocks[op.id] = NULL;
            continue;
        case 's':
            _PyObject_DebugMallocStats(stdout);
            continue;
        default:
            die("a line is no operation");
        }
        use_block(op.kind, blocks[op.id], op.bytes);
        tell_place(stdout, blocks[op.id]);
    }
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

/* The same loop as in scripts/bench-simulator.ts: nothing but the calls and the table of live blocks. */
static double timed_replay(void)
{
    double start = now();
    for (size_t i = 0; i < operation_count; i++) {
        const Operation *op = &operations[i];
        void **block = &blocks[op->id];
        switch (op->kind) {
        case 'm':
            *block = PyObject_Malloc(op->bytes);
            break;
        case 'c':
            *block = PyObject_Calloc(1, op->bytes);
            break;
        case 'r':
            *block = PyObject_Realloc(*block, op->bytes);
            break;
        case 'f':
            PyObject_Free(*block);
            *block = NULL;
            break;
        }
    }
    double taken = now() - start;
    for (size_t i = 0; i < block_capacity; i++) {
        PyObject_Free(blocks[i]);
        blocks[i] = NULL;
    }
    return taken / operation_count;
}

int main(int argc, char **argv)
{
    int repeats = 0, debug = 0;
    for (int i = 1; i < argc; i++) {
        const char *next = i + 1 < argc ? argv[i + 1] : NULL;
        if (!strcmp(argv[i], "--version")) {
            puts(Py_GetVersion());
            return 0;
        } else if (!strcmp(argv[i], "--debug"))
            debug = 1;
        else if (!strcmp(argv[i], "--domains"))
            domains = 1;
        else if (!strcmp(argv[i], "--arena-offset") && next)
            region_offsets(argv[++i]);
        else if (!strcmp(argv[i], "--arena-limit") && next)
            slot_limit = strtoull(argv[++i], NULL, 10);
        else if (!strcmp(argv[i], "--bench") && next)
            repeats = atoi(argv[++i]);
        else
            die("unknown option");
    }
    static char buffer[1 << 16];
    setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
    read_trace(stdin);
    if (repeats)
        keep_pages = 1;
    else
        region_log = stdout;
    region_install();
    if (debug)
        PyMem_SetupDebugHooks();
    if (repeats)
        for (int i = 0; i < repeats; i++)
            printf("%.4f\n", timed_replay());
    else
        record();
    fflush(stdout);
    _exit(0);
}
