/**
 * What exists and has to be backed up, held against what the catalog declares: databases of servers, repositories below
 * folders, artifacts that no entry takes. It only ever reads there, and knows of an entry no more than {@link
 * io.restoreverifier.coverage.Declared} says.
 */
@NullMarked
package io.restoreverifier.coverage;

import org.jspecify.annotations.NullMarked;
