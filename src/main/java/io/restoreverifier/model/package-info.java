/**
 * The words of Restore Verifier as values: backups, artifacts, findings, verdicts, objectives.
 *
 * <p>Knows the JDK only and does no I/O. Every other room speaks in these types.
 */
@NullMarked
package io.restoreverifier.model;

import org.jspecify.annotations.NullMarked;
