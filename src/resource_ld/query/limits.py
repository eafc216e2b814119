"""What a query may cost. The same numbers stand in the service description and in docs/sparql.md; a test compares them."""

from dataclasses import dataclass

MEGABYTE = 1 << 20
LEAST_MEMORY, MOST_MEMORY = 128 * MEGABYTE, 512 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds a query runs, bytes of its answer, bytes a worker may add to its size; how many run, how many may wait."""

    deadline: float = 10.0
    result: int = 64 * MEGABYTE
    memory: int = MOST_MEMORY
    workers: int = 2
    waiting: int = 4

    def words(self) -> str:
        """Return the limits as one sentence.

        >>> Limits().words()
        '10 s a query, 512 MB of memory, 64 MB of answer; 2 run, 4 wait'
        """
        return (
            f"{self.deadline:g} s a query, {self.memory // MEGABYTE} MB of memory, {self.result // MEGABYTE} MB of answer; "
            f"{self.workers} run, {self.waiting} wait"
        )


def memory_for(machine: int) -> int:
    """Return the bytes a worker may add, from those the machine has: an eighth, between 128 and 512 MB.

    >>> memory_for(2 << 30) // MEGABYTE
    256
    """
    return max(LEAST_MEMORY, min(MOST_MEMORY, machine // 8))
