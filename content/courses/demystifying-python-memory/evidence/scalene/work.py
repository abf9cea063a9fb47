"""The program under Scalene: Python objects, a native array, and copies."""
import numpy


def make_rows():
    rows = [{"id": number} for number in range(500_000)]
    return rows


def make_matrix():
    matrix = numpy.ones(20_000_000)
    return matrix


def copy_matrix(matrix):
    total = 0.0
    for _ in range(8):
        again = matrix.copy()
        total += again[0]
    return total


rows = make_rows()
matrix = make_matrix()
copy_matrix(matrix)
