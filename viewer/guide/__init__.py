"""The guided tour: cards that lead a newcomer through the window, each beside what it speaks of."""
