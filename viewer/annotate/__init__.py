"""Measuring and marking on the image: tools, what they draw, the list of annotations, and where they are kept."""
