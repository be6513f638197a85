"""Damage to the bytes of a file, the same for the same seed."""

import random

_LENGTHS = (0, 1, 2, 0x7F, 0x80, 0xFF, 0xFFFE, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)


def mutate(data: bytes, seed: int, region: tuple[int, int]) -> bytes:
    """Return ``data`` with one to four injuries between the offsets of ``region``.

    Bits are flipped, bytes changed, numbers of 2 or 4 bytes set to what lengths break at or moved by a little, runs of
    bytes cleared, put in, taken out, doubled or swapped, and one time in twelve the file is cut off.
    """
    dice = random.Random(seed)
    mutant = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 4))):
        first, last = region[0], min(region[1], len(mutant))
        if last - first < 8:
            break
        _injure(mutant, dice, first, last)
    return bytes(mutant)


def _injure(mutant: bytearray, dice: random.Random, first: int, last: int) -> None:
    at = dice.randrange(first, last - 7)
    size = dice.choice((2, 4))
    run = slice(at, min(last, at + dice.choice((1, 2, 4, 8, 64))))
    order = dice.choice(("little", "big"))
    match dice.randrange(12):
        case 0 | 1:
            mutant[at] ^= 1 << dice.randrange(8)
        case 2 | 3:
            mutant[at] = dice.randrange(256)
        case 4 | 5:
            mutant[at : at + size] = (dice.choice(_LENGTHS) & (1 << 8 * size) - 1).to_bytes(size, order)
        case 6:
            number = int.from_bytes(mutant[at : at + size], order) + dice.randrange(-16, 17)
            mutant[at : at + size] = (number & (1 << 8 * size) - 1).to_bytes(size, order)
        case 7:
            mutant[run] = bytes(run.stop - run.start)
        case 8:
            mutant[at:at] = dice.randbytes(run.stop - run.start)
        case 9:
            del mutant[run]
        case 10:
            mutant[at:at] = mutant[run]
        case 11:
            del mutant[at:]
