"""What readers say that images show: kept, compared between two readers, and given to the trainer as a table."""
