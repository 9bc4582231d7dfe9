/** The status page: every backup on one page that stands alone, for oneself and, with less on it, for everybody. */
@NullMarked
package io.restoreverifier.outlet.status;

import org.jspecify.annotations.NullMarked;
