package io.restoreverifier.bench;

import java.util.List;

/** Median and spread of several runs, in seconds. */
record Figures(double median, double least, double most) {

    static Figures of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Figures(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    @Override
    public String toString() {
        return "%6.2f s  (%.2f to %.2f)".formatted(median, least, most);
    }
}
