/**
 * How places on other machines are reached, for those who read there and those who publish there. What reads
 * ({@link io.restoreverifier.remote.RemoteFolder}) and what writes are types of their own, so that sources can be kept
 * to the former. Connections, time-outs, retries, resuming and what servers say are at home here; knows nothing of
 * artifacts, names and times.
 */
@NullMarked
package io.restoreverifier.remote;

import org.jspecify.annotations.NullMarked;
