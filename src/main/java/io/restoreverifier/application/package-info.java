/**
 * Applications: what is built and started on restored parts, and what it is asked.
 *
 * <p>Knows sandboxes, and nothing of how the parts were restored.
 */
@NullMarked
package io.restoreverifier.application;

import org.jspecify.annotations.NullMarked;
