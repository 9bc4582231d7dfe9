/** What remains of a run for an auditor: an archive of its report, signed so that standard tools verify it without us. */
@NullMarked
package io.restoreverifier.outlet.evidence;

import org.jspecify.annotations.NullMarked;
