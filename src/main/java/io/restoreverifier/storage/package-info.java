/**
 * What backups stand on: arrays, disks and file systems, asked over SNMP or read from {@code /proc/mdstat}, since a dying
 * array says nothing by itself.
 *
 * <p>Knows no catalog, no backup and no run. Asks, and never sets anything.
 */
@NullMarked
package io.restoreverifier.storage;

import org.jspecify.annotations.NullMarked;
