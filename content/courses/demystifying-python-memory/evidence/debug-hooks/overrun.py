"""C code that writes three bytes too many, played with ctypes; then the block is freed. Ends in an abort."""
import ctypes

buffer = bytearray(100)
inside = (ctypes.c_char * 1).from_buffer(buffer)
address = ctypes.addressof(inside)
del inside
ctypes.memset(address + 101, ord("!"), 3)  # 100 bytes, a null behind them, and then nobody's
print("written; nothing has been noticed yet", flush=True)
del buffer
print("freed without complaint", flush=True)
