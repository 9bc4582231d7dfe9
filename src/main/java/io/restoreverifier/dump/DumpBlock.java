package io.restoreverifier.dump;

/**
 * The beginning of a block of data.
 *
 * @param entry the number of its entry
 * @param begin where it begins in the file
 * @param largeObjects whether it holds large objects, each with its number, instead of one table's data
 */
public record DumpBlock(int entry, long begin, boolean largeObjects) {}
