/**
 * What earlier runs have left: every run in a database, what is odd beside it, and when each backup last passed, which
 * {@code every:} is held against. Knows nothing of how a backup is verified.
 */
@NullMarked
package io.restoreverifier.history;

import org.jspecify.annotations.NullMarked;
