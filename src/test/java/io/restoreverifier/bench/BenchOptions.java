package io.restoreverifier.bench;

import java.util.List;

/**
 * What {@code bin/bench} is told.
 *
 * @param image of PostgreSQL
 * @param pairs at least five for a figure that is to be quoted
 * @param scale of the databases: 70 is about 1 GB of pgbench
 * @param starts how often the start of {@code mvn verify} is timed
 * @param gigabytes instead of all that: each kind of artifact of a database of this size, in a heap of 256 MB; 0 for none
 * @param megabytes of each code base
 */
record BenchOptions(Subject subject, String image, int pairs, int scale, int starts, int gigabytes, int megabytes) {
    private static final String USE =
            "use --image=postgres:15 --pairs=5 --scale=70 --starts=3 --gigabytes=10, or one of"
                    + " --kinds, --mariadb, --others --gigabytes=10 and --code --megabytes=5000";

    /** What is restored. */
    enum Subject {
        CUSTOM_DUMPS,
        KINDS,
        MARIADB,
        OTHERS,
        CODE
    }

    static BenchOptions read(List<String> arguments) {
        BenchOptions options = new BenchOptions(Subject.CUSTOM_DUMPS, "postgres:15", 5, 70, 3, 0, 5000);
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            String value = parts.length == 2 ? parts[1] : "";
            options = options.with(parts[0], value);
        }
        return options;
    }

    private BenchOptions with(String option, String value) {
        return switch (option) {
            case "--image" -> new BenchOptions(subject, value, pairs, scale, starts, gigabytes, megabytes);
            case "--pairs" -> new BenchOptions(subject, image, number(value), scale, starts, gigabytes, megabytes);
            case "--scale" -> new BenchOptions(subject, image, pairs, number(value), starts, gigabytes, megabytes);
            case "--starts" -> new BenchOptions(subject, image, pairs, scale, number(value), gigabytes, megabytes);
            case "--gigabytes" -> new BenchOptions(subject, image, pairs, scale, starts, number(value), megabytes);
            case "--megabytes" -> new BenchOptions(subject, image, pairs, scale, starts, gigabytes, number(value));
            case "--kinds" -> about(Subject.KINDS);
            case "--mariadb" -> about(Subject.MARIADB);
            case "--others" -> about(Subject.OTHERS);
            case "--code" -> about(Subject.CODE);
            default -> throw new IllegalArgumentException(option + ": " + USE);
        };
    }

    private BenchOptions about(Subject other) {
        return new BenchOptions(other, image, pairs, scale, starts, gigabytes, megabytes);
    }

    private static int number(String text) {
        if (!text.matches("[1-9]\\d{0,4}")) {
            throw new IllegalArgumentException("`" + text + "` is not a number from 1 to 99999");
        }
        return Integer.parseInt(text);
    }
}
