/** A run as numbers for Prometheus: a file for node_exporter, a push to a Pushgateway. */
@NullMarked
package io.restoreverifier.outlet.metrics;

import org.jspecify.annotations.NullMarked;
