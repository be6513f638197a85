"""Why a network answered as it did: heat maps, what it saw, what changes its answer. Keras only in its child."""
