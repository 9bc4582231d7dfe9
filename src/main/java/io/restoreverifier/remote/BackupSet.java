package io.restoreverifier.remote;

import java.time.Instant;

/**
 * A backup of a server in the repository of a program that keeps such backups.
 *
 * @param label by which it can be asked for, and whoever restores it by hand would ask for it
 * @param time when it ended
 */
public record BackupSet(String label, Instant time) {}
