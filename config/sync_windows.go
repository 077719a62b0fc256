package config

// syncDir does nothing: Windows has no way to bring a folder to the disk, and
// NTFS journals the rename.
func syncDir(string) error { return nil }
