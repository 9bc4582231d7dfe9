/** What everybody who asks Flyway needs: that it says nothing by itself. */
@NullMarked
package io.restoreverifier.flyway;

import org.jspecify.annotations.NullMarked;
