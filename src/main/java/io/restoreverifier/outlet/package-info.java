/**
 * Who hears of a run: people, monitors, pages and archives outside. Each kind reads its own section of {@code catalog.yml},
 * and knows of a run only what the model says and what the report's folder holds.
 */
@NullMarked
package io.restoreverifier.outlet;

import org.jspecify.annotations.NullMarked;
