"""Networks: the architecture registry, the model card and the shelf. Only ``network`` and the families load Keras."""
