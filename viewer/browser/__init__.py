"""What can be opened: patients, studies, series, images."""
