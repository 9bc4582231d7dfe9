package io.restoreverifier.bench;

import java.util.List;

/**
 * What {@code bin/bench} is told.
 *
 * @param pairs at least five for a figure that is to be quoted
 * @param scale of pgbench: 70 is about 1 GB
 * @param starts how often the start of {@code mvn verify} is timed
 * @param gigabytes instead of all that: one artifact of this size, in a heap of 256 MB; 0 for none
 * @param mariadb whether it is about MariaDB
 */
record BenchOptions(String image, int pairs, int scale, int starts, int gigabytes, boolean mariadb) {

    static BenchOptions read(List<String> arguments) {
        BenchOptions options = new BenchOptions("postgres:15", 5, 70, 3, 0, false);
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            String value = parts.length == 2 ? parts[1] : "";
            options = switch (parts[0]) {
                case "--image" -> options.with(value, options.pairs, options.scale, options.starts);
                case "--pairs" -> options.with(options.image, number(value), options.scale, options.starts);
                case "--scale" -> options.with(options.image, options.pairs, number(value), options.starts);
                case "--starts" -> options.with(options.image, options.pairs, options.scale, number(value));
                case "--gigabytes" ->
                    new BenchOptions(options.image, options.pairs, options.scale, options.starts, number(value), false);
                case "--mariadb" ->
                    new BenchOptions("mariadb:10.11", options.pairs, options.scale, options.starts, 0, true);
                default ->
                    throw new IllegalArgumentException(argument
                            + ": use --image=postgres:15 --pairs=5 --scale=70 --starts=3, --mariadb before them, or"
                            + " --gigabytes=10");
            };
        }
        return options;
    }

    private BenchOptions with(String otherImage, int otherPairs, int otherScale, int otherStarts) {
        return new BenchOptions(otherImage, otherPairs, otherScale, otherStarts, gigabytes, mariadb);
    }

    private static int number(String text) {
        if (!text.matches("[1-9]\\d{0,4}")) {
            throw new IllegalArgumentException("`" + text + "` is not a number from 1 to 99999");
        }
        return Integer.parseInt(text);
    }
}
