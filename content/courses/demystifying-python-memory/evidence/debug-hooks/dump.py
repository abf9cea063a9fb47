"""The bytes around a block under the debug hooks: alive, and just freed."""
import ctypes

api = ctypes.pythonapi
api.PyObject_Malloc.restype = ctypes.c_void_p
api.PyObject_Malloc.argtypes = [ctypes.c_size_t]
api.PyObject_Free.argtypes = [ctypes.c_void_p]
SIZE = 20


def dump(title, start, count):
    print(title)
    raw = ctypes.string_at(start, count)
    for offset in range(0, count, 8):
        print(f"  p{offset - 16:+4}  {raw[offset:offset + 8].hex(' ')}")


pointer = api.PyObject_Malloc(SIZE)
dump(f"PyObject_Malloc({SIZE}), nothing written yet", pointer - 16, 48)
ctypes.memmove(pointer, b"twenty bytes of text", SIZE)
dump("after writing 20 bytes", pointer - 16, 48)
# Read first, printed later: printing allocates.
api.PyObject_Free(pointer)
raw = ctypes.string_at(pointer - 16, 48)
print("after PyObject_Free")
for offset in range(8, 48, 8):
    print(f"  p{offset - 16:+4}  {raw[offset:offset + 8].hex(' ')}")
