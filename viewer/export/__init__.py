"""What leaves the window as pictures: files, the clipboard, paper."""
