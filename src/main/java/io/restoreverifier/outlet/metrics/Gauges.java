package io.restoreverifier.outlet.metrics;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.Map;
import java.util.TreeMap;

/** Gauges by name, each with its samples; used by one thread. */
final class Gauges {
    private final Map<String, Gauge> all = new TreeMap<>();

    /** One gauge; two samples must not have the same labels. */
    static final class Gauge {
        private final GaugeSnapshot.Builder builder;

        private Gauge(GaugeSnapshot.Builder builder) {
            this.builder = builder;
        }

        /** @param labels names and values in turn */
        void add(double value, String... labels) {
            builder.dataPoint(GaugeDataPointSnapshot.builder()
                    .labels(Labels.of(labels))
                    .value(value)
                    .build());
        }
    }

    /** The gauge of that name; the first to ask says what it is. */
    Gauge gauge(String name, String help) {
        return all.computeIfAbsent(
                name, n -> new Gauge(GaugeSnapshot.builder().name(n).help(help)));
    }

    /** @param unit which the name ends with */
    Gauge gauge(String name, String help, Unit unit) {
        return all.computeIfAbsent(
                name, n -> new Gauge(GaugeSnapshot.builder().name(n).help(help).unit(unit)));
    }

    MetricSnapshots snapshots() {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        all.values().forEach(gauge -> snapshots.metricSnapshot(gauge.builder.build()));
        return snapshots.build();
    }
}
