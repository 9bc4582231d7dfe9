/**
 * From YAML to {@link io.restoreverifier.model.Backup}: the only room that knows YAML.
 *
 * <p>Knows no kind of source, restorer or check: their settings are passed on as they were written.
 */
@NullMarked
package io.restoreverifier.catalog;

import org.jspecify.annotations.NullMarked;
